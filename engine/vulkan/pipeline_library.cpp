// SPDX-License-Identifier: Apache-2.0
#include "vulkan/pipeline_library.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iterator>
#include <semaphore>
#include <system_error>
#include <thread>

#include <unistd.h>

#include "base/log.h"

namespace lemnos::vulkan {
namespace {

std::vector<char> read_cache(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

VkDescriptorType descriptor_type(shader::Access access) {
    return shader::is_texels(access) ? VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER : VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
}

// Pipelines that threads make while the engine's own thread waits, or has been called away. The threads touch nothing
// but their batch: Vulkan lets any thread compile, the library's map is the engine thread's own.
struct PipelineLibrary::Batch {
    std::vector<Wanted> wanted;
    std::vector<Result<std::unique_ptr<Pipeline>>> made;  // null where the batch was stopped before
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> is_stopped = false;
    std::counting_semaphore<> finished{0};  // one for each thread
    std::size_t running = 0;
    std::vector<std::jthread> threads;  // last, so that they are gone before what they use
};

PipelineLibrary::PipelineLibrary(Device& device, const std::filesystem::path& cache_folder) : m_device(device) {
    std::vector<char> data;
    if (!cache_folder.empty()) {
        m_file = cache_folder / (device.capabilities().cache_key + ".pipelines");
        data = read_cache(m_file);
    }
    VkPipelineCacheCreateInfo info{.sType = VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO};
    info.initialDataSize = data.size();
    info.pInitialData = data.data();
    VkPipelineCache cache = VK_NULL_HANDLE;
    // Without a cache every pipeline is compiled anew: slower, never wrong.
    if (vkCreatePipelineCache(device.get(), &info, nullptr, &cache) == VK_SUCCESS)
        m_cache = PipelineCacheHandle(device.get(), cache);
}

PipelineLibrary::~PipelineLibrary() {
    if (m_batch) m_batch->is_stopped = true;
    m_batch.reset();
    if (m_pipelines.size() > m_saved_count) save();
}

Status PipelineLibrary::make(std::vector<Wanted> wanted, const CancelToken& cancel) {
    // What went wrong in a batch that was left behind is found out again by those who want it.
    if (const Status left_behind = finish_batch(cancel); !left_behind && cancel.is_cancelled()) return left_behind;
    std::ranges::sort(wanted);
    const auto twice = std::ranges::unique(wanted);
    wanted.erase(twice.begin(), twice.end());
    std::erase_if(wanted,
                  [&](const Wanted& one) { return m_pipelines.contains(std::pair(one.binary, one.constants)); });
    if (wanted.empty()) return {};

    m_batch = std::make_unique<Batch>();
    Batch& batch = *m_batch;
    batch.made.resize(wanted.size());
    batch.wanted = std::move(wanted);
    batch.running = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, batch.wanted.size());
    const auto work = [this, &batch] {
        for (std::size_t i = batch.next++; i < batch.wanted.size() && !batch.is_stopped; i = batch.next++)
            batch.made[i] = build(*batch.wanted[i].binary, batch.wanted[i].constants);
        batch.finished.release();
    };
    for (std::size_t i = 0; i < batch.running; ++i) batch.threads.emplace_back(work);
    return finish_batch(cancel);
}

// Waits for the batch and takes what it made.
Status PipelineLibrary::finish_batch(const CancelToken& cancel) {
    constexpr std::chrono::milliseconds look_every(10);
    if (!m_batch) return {};
    while (m_batch->running > 0) {
        if (m_batch->finished.try_acquire_for(look_every))
            --m_batch->running;
        else if (cancel.is_cancelled()) {
            m_batch->is_stopped = true;
            return cancel.check();
        }
    }
    const std::unique_ptr<Batch> batch = std::move(m_batch);
    batch->threads.clear();
    Status status;
    for (std::size_t i = 0; i < batch->wanted.size(); ++i) {
        if (!batch->made[i])
            status = std::unexpected(std::move(batch->made[i]).error());
        else if (*batch->made[i] != nullptr)
            m_pipelines.emplace(std::pair(batch->wanted[i].binary, std::move(batch->wanted[i].constants)),
                                std::move(*batch->made[i]));
    }
    return status;
}

Result<const Pipeline*> PipelineLibrary::get(const shader::Binary& binary, std::span<const std::uint32_t> constants) {
    const auto key = std::pair(&binary, std::vector(constants.begin(), constants.end()));
    if (const auto found = m_pipelines.find(key); found != m_pipelines.end()) return found->second.get();
    LEMNOS_TRY(auto pipeline, build(binary, constants));
    return m_pipelines.emplace(key, std::move(pipeline)).first->second.get();
}

Result<std::unique_ptr<Pipeline>> PipelineLibrary::build(const shader::Binary& binary,
                                                         std::span<const std::uint32_t> constants) const {
    VkDevice device = m_device.get();
    auto result = std::make_unique<Pipeline>();

    std::vector<VkDescriptorSetLayoutBinding> bindings;
    for (std::uint32_t i = 0; i < binary.bindings.size(); ++i)
        bindings.push_back({i, descriptor_type(binary.bindings[i]), 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
    VkDescriptorSetLayoutCreateInfo set_info{.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    set_info.bindingCount = static_cast<std::uint32_t>(bindings.size());
    set_info.pBindings = bindings.data();
    VkDescriptorSetLayout set_layout = VK_NULL_HANDLE;
    LEMNOS_CHECK(
        check(vkCreateDescriptorSetLayout(device, &set_info, nullptr, &set_layout), "describe a shader's buffers"));
    result->set_layout = SetLayoutHandle(device, set_layout);

    const VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, binary.push_bytes};
    VkPipelineLayoutCreateInfo layout_info{.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layout_info.setLayoutCount = 1;
    layout_info.pSetLayouts = &set_layout;
    layout_info.pushConstantRangeCount = binary.push_bytes > 0 ? 1 : 0;
    layout_info.pPushConstantRanges = &range;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    LEMNOS_CHECK(check(vkCreatePipelineLayout(device, &layout_info, nullptr, &layout), "lay out a pipeline"));
    result->layout = PipelineLayoutHandle(device, layout);

    VkShaderModuleCreateInfo module_info{.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    module_info.codeSize = binary.code.size_bytes();
    module_info.pCode = binary.code.data();
    VkShaderModule shader_module = VK_NULL_HANDLE;
    LEMNOS_CHECK(check(vkCreateShaderModule(device, &module_info, nullptr, &shader_module), "load a shader"));
    const ShaderModuleHandle module_owner(device, shader_module);

    std::vector<VkSpecializationMapEntry> entries;
    for (std::uint32_t i = 0; i < binary.constants.size(); ++i) entries.push_back({binary.constants[i], i * 4, 4});
    const VkSpecializationInfo specialization{static_cast<std::uint32_t>(entries.size()), entries.data(),
                                              constants.size_bytes(), constants.data()};
    VkComputePipelineCreateInfo info{.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.flags = VK_PIPELINE_CREATE_DISPATCH_BASE_BIT;  // the executor splits long dispatches into several
    info.stage = {.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
                  .pNext = nullptr,
                  .flags = 0,
                  .stage = VK_SHADER_STAGE_COMPUTE_BIT,
                  .module = shader_module,
                  .pName = "main",
                  .pSpecializationInfo = &specialization};
    info.layout = layout;
    VkPipeline pipeline = VK_NULL_HANDLE;
    LEMNOS_CHECK(
        check(vkCreateComputePipelines(device, m_cache.get(), 1, &info, nullptr, &pipeline), "compile a shader"));
    result->pipeline = PipelineHandle(device, pipeline);
    return result;
}

void PipelineLibrary::save() const {
    if (m_file.empty() || !m_cache) return;
    std::size_t size = 0;
    if (vkGetPipelineCacheData(m_device.get(), m_cache.get(), &size, nullptr) != VK_SUCCESS) return;
    std::vector<char> data(size);
    if (vkGetPipelineCacheData(m_device.get(), m_cache.get(), &size, data.data()) != VK_SUCCESS) return;
    // A cache may be lost but never torn: another process reads it while this one writes.
    std::error_code error;
    std::filesystem::create_directories(m_file.parent_path(), error);
    const std::filesystem::path temporary = m_file.string() + "." + std::to_string(::getpid());
    std::ofstream(temporary, std::ios::binary).write(data.data(), static_cast<std::streamsize>(size));
    std::filesystem::rename(temporary, m_file, error);
    if (error) log(LogLevel::debug, "{}: the pipeline cache was not saved: {}", m_file.string(), error.message());
}

}  // namespace lemnos::vulkan
