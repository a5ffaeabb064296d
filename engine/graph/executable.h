// SPDX-License-Identifier: Apache-2.0
// A graph made ready for one device: memory planned, weights placed, command buffers recorded once and replayed at
// every run. Work is submitted in chunks whose length is steered by measured time, so that cancelling is quick and
// no driver watchdog fires. Owned by the session; engine thread only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "graph/descriptors.h"
#include "graph/streaming.h"
#include "memory/buffer.h"
#include "tensor/host_tensor.h"
#include "vulkan/pipeline_library.h"

namespace lemnos {

/// Where an executable finds its weights on the device.
class WeightSource {
public:
    virtual ~WeightSource() = default;
    /// What will be asked for next, so that no more memory is taken than these need.
    virtual void expect(std::span<const WeightSpec>) {}
    virtual Result<TensorView> place(const WeightSpec& weight) = 0;
};

/// For a network whose weights do not fit: so many bytes of them stay on the device, the others are copied there from
/// the host's memory in every run, just before they are needed. `host` places them where the device can copy from.
struct WeightStream {
    WeightSource* host = nullptr;
    std::uint64_t resident_bytes = 0;
};

/// Time of one dispatch as the device measured it.
struct DispatchTime {
    std::string path;    // module
    std::string shader;  // "matmul[lanes,f16,vector]"
    std::string shape;   // of the output
    double seconds = 0;
    double flops = 0;
};

class Executable {
public:
    /// `weights` may be null for graphs without any. Kernels are chosen for the device, or for what `as_if` describes:
    /// tests run the kernels of other devices that way. Compiling shaders can take seconds: cancelling is seen between.
    static Result<std::unique_ptr<Executable>> create(vulkan::Device& device, vulkan::PipelineLibrary& pipelines,
                                                      Graph graph, WeightSource* weights,
                                                      const vulkan::Capabilities* as_if = nullptr,
                                                      const CancelToken& cancel = {}, WeightStream stream = {});
    ~Executable();
    Executable(const Executable&) = delete;
    Executable& operator=(const Executable&) = delete;

    /// Sets an input, in the engine's axis order (NHWC), for the runs to come. The size must agree.
    Status write_input(const std::string& name, std::span<const float> values);
    /// Makes the driver compile what it puts off until a first dispatch, one pipeline at a time, so that cancelling is
    /// seen in between and no run is slow for it. run() does it too; calling it early takes the wait out of sight.
    Status warm_up(const CancelToken& cancel);
    /// Replays the graph and waits for it. Cancelling ends the wait at once; chunks under way then go on behind it.
    Status run(const CancelToken& cancel);
    Result<HostTensor> read_output(const std::string& name);

    /// Runs once with a time stamp after every dispatch.
    Result<std::vector<DispatchTime>> profile();

    const Plan& plan() const { return m_plan; }
    /// Floating-point operations of a run.
    double flops() const;
    std::size_t dispatch_count() const { return m_steps.size(); }
    std::size_t chunk_count() const { return m_chunks.size(); }
    /// The longest chunk of the last run, seconds.
    double longest_chunk() const { return m_longest_chunk; }
    const Graph& graph() const { return m_graph; }
    /// All intermediate memory, where the processor can reach it: tests poison it and look for stray writes.
    std::span<std::byte> arena() const { return m_arena.mapped(); }

private:
    struct Step {  // a dispatch with everything bound
        Dispatch call;
        const vulkan::Pipeline* pipeline = nullptr;
        VkDescriptorSet set = VK_NULL_HANDLE;
        std::uint32_t node = 0;
        double cost = 0;  // estimated seconds on a device of speed 1
    };
    struct Slice {  // a part of a dispatch's workgroups
        std::uint32_t step = 0;
        bool is_first = true;  // of its dispatch
        Groups base;
        Groups groups;
        double cost = 0;
    };
    struct Chunk {
        VkCommandBuffer commands = VK_NULL_HANDLE;
        double cost = 0;
    };
    struct Copy {
        VkBuffer from = VK_NULL_HANDLE;
        VkBufferCopy region{};
    };
    struct Segment {  // of a streamed network, see streaming.h
        std::uint32_t first_step = 0;
        std::vector<Copy> copies;  // of its weights into its window
    };
    struct Range {
        Buffer buffer;
        Signature signature;
        ValueId value = Value::none;
    };

    Executable(vulkan::Device& device, const vulkan::Capabilities& capabilities, Graph graph)
        : m_device(device), m_capabilities(capabilities), m_graph(std::move(graph)) {}
    Status place_values(WeightSource* weights, const WeightStream& stream);
    Status plan_stream(const WeightStream& stream);
    Result<TensorView> place_streamed(const WeightSpec& weight, const WindowPlace& place, WeightSource& host);
    void find_segments();
    void begin_segment(VkCommandBuffer commands, std::size_t segment) const;
    void copy_weights(VkCommandBuffer commands, std::size_t segment) const;
    std::optional<std::size_t> segment_at(std::uint32_t step) const;
    std::vector<WeightSpec> resident_weights() const;
    Status record_nodes(vulkan::PipelineLibrary& pipelines, const CancelToken& cancel);
    Status bind_descriptors();
    Status record_chunks();
    Status record_chunk(std::span<const Slice> slices, bool is_last);
    Status submit_alone(const Step& step, const CancelToken& cancel);
    void bind(VkCommandBuffer commands, const Step& step) const;
    void free_chunks();
    std::vector<Slice> slices() const;
    TensorView view_of(ValueId id) const { return id == Value::none ? TensorView{} : m_views[id]; }

    vulkan::Device& m_device;
    vulkan::Capabilities m_capabilities;
    Graph m_graph;
    Plan m_plan;
    StreamingPlan m_streaming;  // empty where all weights stay on the device
    std::vector<Segment> m_segments;
    Buffer m_windows;  // both, one behind the other
    Buffer m_arena;
    std::map<std::string, Range> m_inputs;
    std::map<std::string, Range> m_outputs;
    std::vector<TensorView> m_views;  // by ValueId
    std::vector<Step> m_steps;
    Descriptors m_descriptors;
    std::vector<Chunk> m_chunks;
    bool m_is_recorded = false;     // m_chunks are the graph, and not what a cancelled run left
    std::uint64_t m_submitted = 0;  // the timeline's value of the last submission
    double m_chunk_cost = 0;        // the budget of a chunk, in estimated seconds
    double m_longest_chunk = 0;
};

}  // namespace lemnos
