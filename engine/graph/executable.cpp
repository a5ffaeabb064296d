// SPDX-License-Identifier: Apache-2.0
#include "graph/executable.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/half.h"
#include "graph/hazards.h"

namespace lemnos {
namespace {

using Clock = std::chrono::steady_clock;

// A chunk should end well before a person notices and before a watchdog does (p99 of 250 ms is the promise).
constexpr double target_chunk_seconds = 0.08;
constexpr double longest_tolerated_seconds = 0.16;

// First guesses of a device's speed; the first run corrects them.
struct Speed {
    double flops_per_second;
    double bytes_per_second;
    double seconds_per_dispatch;
};
Speed guessed_speed(const vulkan::Capabilities& capabilities) {
    switch (capabilities.type) {
        case vulkan::DeviceType::cpu: return {10e9, 4e9, 15e-6};
        case vulkan::DeviceType::discrete: return {4e12, 200e9, 5e-6};
        default: return {500e9, 30e9, 8e-6};
    }
}

double estimated_cost(const Dispatch& call, const Speed& speed) {
    double bytes = 0;
    for (const TensorView& operand : call.operands) bytes += static_cast<double>(operand.bytes());
    // A softmax over heads of few channels takes longer than their products.
    constexpr double flops_of_exponential = 20;
    const double flops = call.flops + flops_of_exponential * call.exponentials;
    return flops / speed.flops_per_second + bytes / speed.bytes_per_second + speed.seconds_per_dispatch;
}

void memory_barrier(VkCommandBuffer commands, VkPipelineStageFlags from, VkPipelineStageFlags to, VkAccessFlags source,
                    VkAccessFlags destination) {
    const VkMemoryBarrier barrier{.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
                                  .pNext = nullptr,
                                  .srcAccessMask = source,
                                  .dstAccessMask = destination};
    vkCmdPipelineBarrier(commands, from, to, 0, 1, &barrier, 0, nullptr, 0, nullptr);
}

void shader_barrier(VkCommandBuffer commands) {
    memory_barrier(commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT,
                   VK_ACCESS_SHADER_WRITE_BIT, VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT);
}

void convert_to(std::span<const float> from, DType dtype, std::span<std::byte> to) {
    if (dtype == DType::f16)
        halves_from_floats(from, {reinterpret_cast<half_bits*>(to.data()), from.size()});
    else if (dtype == DType::u32)
        std::ranges::transform(from, reinterpret_cast<std::uint32_t*>(to.data()),
                               [](float v) { return static_cast<std::uint32_t>(v); });
    else
        std::ranges::copy(from, reinterpret_cast<float*>(to.data()));
}

}  // namespace

Result<std::unique_ptr<Executable>> Executable::create(vulkan::Device& device, vulkan::PipelineLibrary& pipelines,
                                                       Graph graph, WeightSource* weights,
                                                       const vulkan::Capabilities* as_if, const CancelToken& cancel,
                                                       WeightStream stream) {
    const vulkan::Capabilities& capabilities = as_if != nullptr ? *as_if : device.capabilities();
    std::unique_ptr<Executable> executable(new Executable(device, capabilities, std::move(graph)));
    executable->m_plan = plan_memory(executable->m_graph, capabilities);
    executable->m_chunk_cost = target_chunk_seconds;
    LEMNOS_CHECK(executable->plan_stream(stream));
    LEMNOS_CHECK(executable->place_values(weights, stream));
    LEMNOS_CHECK(executable->record_nodes(pipelines, cancel));
    executable->find_segments();
    LEMNOS_CHECK(executable->bind_descriptors());
    LEMNOS_CHECK(executable->record_chunks());
    return executable;
}

Executable::~Executable() {
    // An error on the way out (a lost device) leaves nothing to wait for.
    (void)m_device.wait(m_device.last_submitted());
    free_chunks();
}

Status Executable::place_values(WeightSource* weights, const WeightStream& stream) {
    LEMNOS_TRY(m_arena, Buffer::create(m_device, m_plan.arena_bytes, MemoryIntent::device));
    if (weights != nullptr) weights->expect(resident_weights());
    m_views.resize(m_graph.values.size());
    for (ValueId id = 0; id < m_graph.values.size(); ++id) {
        const GraphValue& value = m_graph.values[id];
        const Signature& signature = value.signature;
        switch (value.origin) {
            case Origin::result:
                m_views[id] = {m_arena.get(), m_plan.values[id].offset, signature.shape, signature.dtype};
                break;
            case Origin::alias:  // stands after the value whose place it shares
                m_views[id] = m_views[value.storage];
                m_views[id].shape = signature.shape;
                break;
            case Origin::input: {
                const std::uint64_t bytes = bytes_of(signature.dtype, signature.shape.elements());
                LEMNOS_TRY(Buffer buffer, Buffer::create(m_device, bytes, MemoryIntent::upload));
                m_views[id] = {buffer.get(), 0, signature.shape, signature.dtype};
                m_inputs.emplace(value.name, Range{std::move(buffer), signature, id});
                break;
            }
            case Origin::weight: {
                if (weights == nullptr) return invalid("graph: weight \"{}\" without a source of weights", value.name);
                const auto window = m_segments.empty() ? std::nullopt : m_streaming.weights[id];
                LEMNOS_TRY(m_views[id], window ? place_streamed(spec_of(value), *window, *stream.host)
                                               : weights->place(spec_of(value)));
                break;
            }
        }
    }
    for (const GraphOutput& output : m_graph.outputs) {
        const Signature& signature = m_graph.values[output.value].signature;
        LEMNOS_TRY(Buffer buffer, Buffer::create(m_device, bytes_of(signature.dtype, signature.shape.elements()),
                                                 MemoryIntent::readback));
        m_outputs.emplace(output.name, Range{std::move(buffer), signature, output.value});
    }
    return {};
}

Status Executable::record_nodes(vulkan::PipelineLibrary& pipelines, const CancelToken& cancel) {
    const Speed speed = guessed_speed(m_device.capabilities());
    std::vector<vulkan::PipelineLibrary::Wanted> wanted;
    for (std::size_t n = 0; n < m_graph.nodes.size(); ++n) {
        const GraphNode& node = m_graph.nodes[n];
        std::vector<TensorView> inputs;
        for (const ValueId id : node.inputs) inputs.push_back(view_of(id));
        Operands at{inputs, view_of(node.output), {}};
        if (const Place& place = m_plan.scratch[n]; place.bytes > 0)
            at.scratch = {m_arena.get(), place.offset, Shape{static_cast<std::uint32_t>(place.bytes / 4)}, DType::f32};
        Recorder recorder(m_capabilities);
        node.operation.record(at, recorder);
        if (!recorder.status()) {
            Error error = recorder.status().error();
            error.context.push_back(node.path);
            return std::unexpected(std::move(error));
        }
        for (const Dispatch& call : recorder.dispatches()) {
            m_steps.push_back(
                {call, nullptr, VK_NULL_HANDLE, static_cast<std::uint32_t>(n), estimated_cost(call, speed)});
            wanted.push_back({call.binary, call.constants});
        }
    }
    LEMNOS_CHECK(pipelines.make(std::move(wanted), cancel));
    for (Step& step : m_steps) {
        LEMNOS_TRY(step.pipeline, pipelines.get(*step.call.binary, step.call.constants));
    }
    return {};
}

Status Executable::bind_descriptors() {
    std::vector<const Dispatch*> calls;
    for (const Step& step : m_steps) calls.push_back(&step.call);
    LEMNOS_TRY(m_descriptors, Descriptors::create(m_device, calls));
    for (Step& step : m_steps) {
        LEMNOS_TRY(step.set, m_descriptors.bind(*step.pipeline, step.call));
    }
    return {};
}

// Dispatches that alone would take longer than a chunk are cut along their longest direction of workgroups.
std::vector<Executable::Slice> Executable::slices() const {
    std::vector<Slice> all;
    for (std::uint32_t s = 0; s < m_steps.size(); ++s) {
        const Groups& groups = m_steps[s].call.groups;
        std::uint32_t Groups::* longest = &Groups::x;
        if (groups.y > groups.*longest) longest = &Groups::y;
        if (groups.z > groups.*longest) longest = &Groups::z;
        const std::uint32_t extent = groups.*longest;
        const auto wanted = static_cast<std::uint32_t>(std::ceil(m_steps[s].cost / m_chunk_cost));
        const std::uint32_t parts = std::clamp(wanted, 1U, extent);
        for (std::uint32_t p = 0; p < parts; ++p) {
            Slice slice{s, p == 0, {0, 0, 0}, groups, m_steps[s].cost / parts};
            const std::uint32_t begin = static_cast<std::uint32_t>(std::uint64_t{extent} * p / parts);
            const std::uint32_t end = static_cast<std::uint32_t>(std::uint64_t{extent} * (p + 1) / parts);
            slice.base.*longest = begin;
            slice.groups.*longest = end - begin;
            all.push_back(slice);
        }
    }
    return all;
}

Status Executable::record_chunks() {
    free_chunks();
    const std::vector<Slice> all = slices();
    std::size_t begin = 0;
    while (begin < all.size() || m_chunks.empty()) {
        std::size_t end = begin;
        double cost = 0;
        while (end < all.size() && (end == begin || cost + all[end].cost <= m_chunk_cost)) cost += all[end++].cost;
        LEMNOS_CHECK(record_chunk(std::span(all).subspan(begin, end - begin), end == all.size()));
        m_chunks.back().cost = cost;
        begin = end;
    }
    m_is_recorded = true;
    return {};
}

Status Executable::record_chunk(std::span<const Slice> slices, bool is_last) {
    LEMNOS_TRY(VkCommandBuffer commands, m_device.allocate_command_buffer());
    m_chunks.push_back({commands, 0});
    VkCommandBufferBeginInfo begin{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin.flags = VK_COMMAND_BUFFER_USAGE_SIMULTANEOUS_USE_BIT;
    LEMNOS_CHECK(vulkan::check(vkBeginCommandBuffer(commands, &begin), "record commands"));
    // Chunks follow each other on one queue: the first barrier orders this one after all that came before,
    // readback copies of the run before included.
    memory_barrier(commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT,
                   VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_READ_BIT,
                   VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT);
    Hazards hazards;
    for (const Slice& slice : slices) {
        const Step& step = m_steps[slice.step];
        // Slices of one dispatch write different parts of the same tensor and need no barrier between them.
        const bool continues = &slice != slices.data() && (&slice - 1)->step == slice.step;
        const auto segment = slice.is_first ? segment_at(slice.step) : std::nullopt;
        if (segment) {
            begin_segment(commands, *segment);
            hazards.clear();
        } else if (!continues && hazards.conflicts(step.call)) {
            shader_barrier(commands);
            hazards.clear();
        }
        hazards.add(step.call);
        bind(commands, step);
        vkCmdDispatchBase(commands, slice.base.x, slice.base.y, slice.base.z, slice.groups.x, slice.groups.y,
                          slice.groups.z);
    }
    if (is_last) {
        memory_barrier(commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_PIPELINE_STAGE_TRANSFER_BIT,
                       VK_ACCESS_SHADER_WRITE_BIT, VK_ACCESS_TRANSFER_READ_BIT);
        for (const auto& [name, output] : m_outputs) {
            const TensorView& view = m_views[output.value];
            const VkBufferCopy region{view.offset, 0, view.bytes()};
            vkCmdCopyBuffer(commands, view.buffer, output.buffer.get(), 1, &region);
        }
        memory_barrier(commands, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_HOST_BIT,
                       VK_ACCESS_TRANSFER_WRITE_BIT, VK_ACCESS_HOST_READ_BIT);
    }
    return vulkan::check(vkEndCommandBuffer(commands), "record commands");
}

void Executable::bind(VkCommandBuffer commands, const Step& step) const {
    const VkPipelineLayout layout = step.pipeline->layout.get();
    vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, step.pipeline->pipeline.get());
    vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 0, 1, &step.set, 0, nullptr);
    if (step.call.binary->push_bytes > 0)
        vkCmdPushConstants(commands, layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, step.call.binary->push_bytes,
                           step.call.push.data());
}

// One workgroup is enough to have a pipeline compiled; what it computes from arbitrary memory is overwritten later.
// A driver can compile for half a second, so a cancel does not wait for the end of it.
Status Executable::submit_alone(const Step& step, const CancelToken& cancel) {
    LEMNOS_TRY(VkCommandBuffer commands, m_device.allocate_command_buffer());
    m_chunks.push_back({commands, 0});  // freed with the others
    VkCommandBufferBeginInfo begin{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    LEMNOS_CHECK(vulkan::check(vkBeginCommandBuffer(commands, &begin), "record commands"));
    shader_barrier(commands);
    bind(commands, step);
    vkCmdDispatchBase(commands, 0, 0, 0, 1, 1, 1);
    LEMNOS_CHECK(vulkan::check(vkEndCommandBuffer(commands), "record commands"));
    LEMNOS_TRY(m_submitted, m_device.submit(commands));
    return m_device.wait(m_submitted, cancel);
}

Status Executable::warm_up(const CancelToken& cancel) {
    const auto is_cold = [](const Step& step) { return !step.pipeline->has_run; };
    if (std::ranges::none_of(m_steps, is_cold) && m_is_recorded) return {};
    LEMNOS_CHECK(m_device.wait(m_submitted, cancel));  // a cancelled run may still be under way
    free_chunks();
    for (const Step& step : m_steps) {
        if (!is_cold(step)) continue;
        LEMNOS_CHECK(cancel.check());
        LEMNOS_CHECK(submit_alone(step, cancel));
        step.pipeline->has_run = true;
    }
    return record_chunks();
}

void Executable::free_chunks() {
    for (const Chunk& chunk : m_chunks) m_device.free_command_buffer(chunk.commands);
    m_chunks.clear();
    m_is_recorded = false;
}

Status Executable::write_input(const std::string& name, std::span<const float> values) {
    const auto found = m_inputs.find(name);
    if (found == m_inputs.end()) return invalid("graph: there is no input \"{}\"", name);
    const Range& input = found->second;
    if (values.size() != input.signature.shape.elements())
        return invalid("graph: input \"{}\" is {}, {} numbers were given", name, input.signature.shape.text(),
                       values.size());
    convert_to(values, input.signature.dtype, input.buffer.mapped());
    return {};
}

Status Executable::run(const CancelToken& cancel) {
    LEMNOS_CHECK(warm_up(cancel));
    // Two chunks are in flight, so that a fast device never waits for the processor. A cancel does not wait for them:
    // nobody reads what they write, and what comes after is ordered behind them.
    std::uint64_t previous = 0;
    m_longest_chunk = 0;
    double longest_ratio = 0;
    auto last = Clock::now();
    const auto finish = [&](std::uint64_t value, const Chunk& chunk) -> Status {
        LEMNOS_CHECK(m_device.wait(value, cancel));
        const auto now = Clock::now();
        const double seconds = std::chrono::duration<double>(now - last).count();
        last = now;
        m_longest_chunk = std::max(m_longest_chunk, seconds);
        if (chunk.cost > 0) longest_ratio = std::max(longest_ratio, seconds / chunk.cost);
        return {};
    };
    Status status;
    for (std::size_t i = 0; i < m_chunks.size() && status; ++i) {
        status = cancel.check();
        if (!status) break;
        LEMNOS_TRY(m_submitted, m_device.submit(m_chunks[i].commands));
        if (previous != 0) status = finish(previous, m_chunks[i - 1]);
        previous = m_submitted;
    }
    if (status && previous != 0) status = finish(previous, m_chunks.back());
    if (m_longest_chunk > longest_tolerated_seconds && m_chunk_cost > 1e-4) {  // after a cancelled run, too
        m_chunk_cost *= std::clamp(target_chunk_seconds / m_longest_chunk, 0.1, 0.9);
        if (status) return record_chunks();
        m_is_recorded = false;  // by the next run, which waits for this one's chunks
    }
    if (!status) return status;
    // A device that is much faster than guessed gets longer chunks: each submission costs it idle time.
    if (m_chunks.size() > 1 && longest_ratio > 0 && m_longest_chunk < target_chunk_seconds / 4) {
        m_chunk_cost = std::min(m_chunk_cost * 3, target_chunk_seconds / longest_ratio);
        return record_chunks();
    }
    return {};
}

double Executable::flops() const {
    double total = 0;
    for (const Step& step : m_steps) total += step.call.flops;
    return total;
}

Result<HostTensor> Executable::read_output(const std::string& name) {
    const auto found = m_outputs.find(name);
    if (found == m_outputs.end()) return invalid("graph: there is no output \"{}\"", name);
    const Range& output = found->second;
    HostTensor tensor(output.signature.shape);
    const std::byte* bytes = output.buffer.mapped().data();
    if (output.signature.dtype == DType::f16)
        floats_from_halves({reinterpret_cast<const half_bits*>(bytes), tensor.values.size()}, tensor.values);
    else
        std::copy_n(reinterpret_cast<const float*>(bytes), tensor.values.size(), tensor.values.begin());
    return tensor;
}

}  // namespace lemnos
