// SPDX-License-Identifier: Apache-2.0
#include "nn/weight_cache.h"

#include <algorithm>

#include "formats/messages.h"
#include "nn/weight_conversion.h"

namespace lemnos {
namespace {

constexpr std::uint64_t mebibyte = 1U << 20U;
constexpr std::uint64_t smallest_block = mebibyte / 4;
constexpr std::uint64_t largest_block = 256 * mebibyte;
constexpr std::uint64_t staging_bytes = 32 * mebibyte;

}  // namespace

const Shape* CheckpointWeights::find(std::string_view name) const {
    const TensorInfo* tensor = m_file.find(name);
    return tensor == nullptr ? nullptr : &tensor->shape;
}

std::optional<QuantisedWeight> CheckpointWeights::quantised(std::string_view name) const {
    const TensorInfo* tensor = m_file.find(name);
    if (tensor == nullptr || tensor->shape.rank() < 2 || !is_quantised(tensor->dtype)) return std::nullopt;
    if (m_changed.contains(name)) return std::nullopt;
    return QuantisedWeight{tensor->dtype, tensor->scale};
}

WeightCache::WeightCache(vulkan::Device& device, const Checkpoint& file, Upload upload)
    : m_device(device), m_file(file), m_upload(upload) {}

WeightCache::~WeightCache() = default;

void WeightCache::expect(std::span<const WeightSpec> weights) {
    m_expected = 0;
    for (const WeightSpec& weight : weights)
        if (!m_placed.contains({weight.name, weight.dtype, weight.layout}))
            m_expected += aligned(bytes_of(weight.dtype, weight.shape.elements()));
}

void WeightCache::let_go() {
    m_placed.clear();
    m_blocks.clear();
    m_staging = {};
}

Result<TensorView> WeightCache::place(const WeightSpec& weight) {
    const Key key(weight.name, weight.dtype, weight.layout);
    if (const auto known = m_placed.find(key); known != m_placed.end()) {
        TensorView view = known->second;
        view.shape = weight.shape;  // a linear layer and a 1x1 convolution may share one tensor
        return view;
    }
    LEMNOS_CHECK(m_cancel.check());
    LEMNOS_TRY(const TensorInfo* tensor, m_file.require(weight.name));
    if (tensor->shape.elements() != weight.shape.elements())
        return bad_file("{}: tensor {} is {}, expected {}", file_name(m_file.path()), in_quotes(weight.name),
                        tensor->shape.text(), weight.shape.text());
    if (!is_floating(tensor->dtype))
        return bad_file("{}: tensor {} holds {}, but weights are floating-point numbers", file_name(m_file.path()),
                        in_quotes(weight.name), name_of(tensor->dtype));
    const std::uint64_t bytes = bytes_of(weight.dtype, weight.shape.elements());
    LEMNOS_TRY(Block * block, block_with(bytes));
    const TensorView view{block->buffer.get(), block->used, weight.shape, weight.dtype};
    LEMNOS_CHECK(upload(*tensor, weight, view));
    block->used += aligned(bytes);
    m_expected -= std::min(m_expected, aligned(bytes));
    m_placed.emplace(key, view);
    return view;
}

Status WeightCache::fill(const TensorInfo& tensor, const WeightSpec& weight, std::span<std::byte> to) const {
    const auto changes = m_changes->find(weight.name);
    if (changes == m_changes->end() || is_quantised(weight.dtype))
        return convert_weight(m_file, tensor, weight, to, m_cancel);
    LEMNOS_CHECK(m_cancel.check());
    LEMNOS_TRY(HostTensor numbers, m_file.read_floats(tensor));
    for (const WeightChange& change : changes->second) LEMNOS_CHECK(change(numbers));
    return convert_floats(m_file, tensor, numbers, weight, to);
}

Status WeightCache::upload(const TensorInfo& tensor, const WeightSpec& weight, const TensorView& place) {
    const auto holds = [&](const Block& block) { return block.buffer.get() == place.buffer; };
    const std::span<std::byte> mapped = std::ranges::find_if(m_blocks, holds)->buffer.mapped();
    if (mapped.empty() || m_upload == Upload::staged) return stage(tensor, weight, place);
    return fill(tensor, weight, mapped.subspan(place.offset, place.bytes()));
}

Status WeightCache::set_changes(std::shared_ptr<const WeightChanges> changes) {
    std::set<std::string, std::less<>> names;
    for (const auto& [name, change] : *m_changes) names.insert(name);
    for (const auto& [name, change] : *changes) names.insert(name);
    std::swap(m_changes, changes);
    const Status status = refresh(names);
    if (status) return {};
    std::swap(m_changes, changes);
    m_copies.clear();
    m_staged = 0;
    m_cancel = {};  // what was cancelled must not stop the way back
    if (const Status restored = refresh(names); !restored) return restored;
    return status;
}

Status WeightCache::refresh(const std::set<std::string, std::less<>>& names) {
    for (const auto& [key, view] : m_placed) {
        const auto& [name, dtype, layout] = key;
        if (!names.contains(name)) continue;
        LEMNOS_TRY(const TensorInfo* tensor, m_file.require(name));
        LEMNOS_CHECK(upload(*tensor, {.name = name, .shape = view.shape, .dtype = dtype, .layout = layout}, view));
    }
    return flush();
}

Result<WeightCache::Block*> WeightCache::block_with(std::uint64_t bytes) {
    for (Block& block : m_blocks)
        if (block.used + aligned(bytes) <= block.buffer.bytes()) return &block;
    // What nobody announced grows with what there is.
    const std::uint64_t wanted = m_expected > 0 ? m_expected : std::max(smallest_block, this->bytes() / 16);
    std::uint64_t size = std::max(aligned(bytes), aligned(std::min(wanted, largest_block)));
    const MemoryIntent intent = m_upload == Upload::host ? MemoryIntent::host : MemoryIntent::device;
    auto buffer = Buffer::create(m_device, size, intent);
    // Large blocks are a convenience: where they do not fit, smaller ones may.
    while (!buffer && buffer.error().kind == ErrorKind::out_of_memory && size > aligned(bytes)) {
        size = std::max(aligned(bytes), aligned(size / 2));
        buffer = Buffer::create(m_device, size, intent);
    }
    if (!buffer) return std::unexpected(std::move(buffer).error());
    m_blocks.push_back({std::move(*buffer), 0});
    return &m_blocks.back();
}

Status WeightCache::stage(const TensorInfo& tensor, const WeightSpec& weight, const TensorView& place) {
    const std::uint64_t bytes = place.bytes();
    if (m_staged + bytes > m_staging.bytes()) {
        LEMNOS_CHECK(flush());
        if (bytes > m_staging.bytes()) {
            m_staging = {};
            LEMNOS_TRY(m_staging, Buffer::create(m_device, std::max(bytes, staging_bytes), MemoryIntent::upload));
        }
    }
    LEMNOS_CHECK(fill(tensor, weight, m_staging.mapped().subspan(m_staged, bytes)));
    m_copies.push_back({place.buffer, {m_staged, place.offset, bytes}});
    m_staged += aligned(bytes);
    return {};
}

Status WeightCache::flush() {
    if (m_copies.empty()) return {};
    LEMNOS_TRY(VkCommandBuffer commands, record_copies());
    const Result<std::uint64_t> submitted = m_device.submit(commands);
    const Status done = submitted ? m_device.wait(*submitted) : Status(std::unexpected(submitted.error()));
    m_device.free_command_buffer(commands);
    m_copies.clear();
    m_staged = 0;
    return done;
}

Result<VkCommandBuffer> WeightCache::record_copies() {
    LEMNOS_TRY(VkCommandBuffer commands, m_device.allocate_command_buffer());
    VkCommandBufferBeginInfo begin{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    LEMNOS_CHECK(vulkan::check(vkBeginCommandBuffer(commands, &begin), "record copies"));
    for (const Copy& copy : m_copies) vkCmdCopyBuffer(commands, m_staging.get(), copy.to, 1, &copy.region);
    VkMemoryBarrier barrier{.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER};
    barrier.srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT;
    barrier.dstAccessMask = VK_ACCESS_SHADER_READ_BIT;
    vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 0, 1, &barrier,
                         0, nullptr, 0, nullptr);
    LEMNOS_CHECK(vulkan::check(vkEndCommandBuffer(commands), "record copies"));
    return commands;
}

std::uint64_t WeightCache::bytes() const {
    std::uint64_t total = 0;
    for (const Block& block : m_blocks) total += block.buffer.bytes();
    return total;
}

}  // namespace lemnos
