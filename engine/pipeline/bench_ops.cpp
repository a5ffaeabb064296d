// SPDX-License-Identifier: Apache-2.0
#include "pipeline/bench_ops.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>

#include "graph/executable.h"
#include "ops/ops.h"

namespace lemnos {
namespace {

struct Case {
    const char* op;
    const char* shape;
    std::function<Value(Builder&)> build;
    double flops = 0;  // of the formula, where a kernel may get by with fewer
};

Value input(Builder& b, const char* name, Shape shape) { return b.input(name, shape, b.dtype()); }

Case product(const char* shape, std::uint32_t rows, std::uint32_t columns, std::uint32_t depth) {
    return {"matmul", shape,
            [=](Builder& b) { return ops::matmul(b, input(b, "a", {rows, depth}), input(b, "b", {columns, depth})); }};
}

Case convolution(const char* shape, std::uint32_t edge, std::uint32_t in, std::uint32_t out, ops::Conv2d op = {}) {
    const double pixels = std::pow(double(edge) * op.upsample, 2);
    return {"conv2d", shape,
            [=](Builder& b) {
                return ops::conv2d(b, input(b, "x", {1, edge, edge, in}),
                                   input(b, "weight", {out, op.kernel, op.kernel, in}), {}, op);
            },
            2 * pixels * op.kernel * op.kernel * in * out};
}

Case attending(const char* shape, std::uint32_t queries, std::uint32_t keys, std::uint32_t heads, std::uint32_t width) {
    return {"attention", shape, [=](Builder& b) {
                const std::uint32_t channels = heads * width;
                return ops::attention(b, input(b, "query", {1, queries, channels}),
                                      input(b, "key", {1, keys, channels}), input(b, "value", {1, keys, channels}),
                                      {.heads = heads});
            }};
}

std::vector<Case> cases() {
    return {
        product("1024x320x320", 1024, 320, 320),
        product("1024x640x640", 1024, 640, 640),
        product("256x256x256", 256, 256, 256),
        product("64x1024x256", 64, 1024, 256),
        convolution("8x8x256 to 256", 8, 256, 256),
        convolution("16x16x128 to 128", 16, 128, 128),
        convolution("32x32x128 to 128", 32, 128, 128),
        convolution("32x32x320 to 320", 32, 320, 320),
        convolution("64x64x64 to 64", 64, 64, 64),
        convolution("64x64x256 to 256", 64, 256, 256),
        convolution("128x128x32 to 32", 128, 32, 32),
        convolution("64x64x64 doubled", 32, 64, 64, {.upsample = 2}),
        convolution("16x16x4 to 128", 16, 4, 128),
        attending("256 over 256, 8 heads of 32", 256, 256, 8, 32),
        attending("1024 over 1024, 8 heads of 40", 1024, 1024, 8, 40),
        attending("1024 over 77, 8 heads of 40", 1024, 77, 8, 40),
        attending("256 over 256, 1 head of 128", 256, 256, 1, 128),
        {"group_norm", "32x32x128",
         [](Builder& b) {
             return ops::group_norm(b, input(b, "x", {1, 32, 32, 128}), input(b, "scale", {128}),
                                    input(b, "shift", {128}), {.activation = ops::Activation::silu});
         }},
        {"elementwise", "1M added",
         [](Builder& b) { return ops::add(b, input(b, "x", {1, 64, 64, 256}), input(b, "y", {1, 64, 64, 256})); }},
    };
}

// Ordinary numbers: subnormal ones, as fresh memory may hold, are many times slower on processors.
Status fill_inputs(Executable& executable, std::span<const GraphValue> values) {
    for (const GraphValue& value : values) {
        if (value.origin != Origin::input) continue;
        std::vector<float> numbers(value.signature.shape.elements());
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = static_cast<float>(i * 7919 % 1000) / 1000.0f - 0.5f;
        LEMNOS_CHECK(executable.write_input(value.name, numbers));
    }
    return {};
}

// The time of all dispatches of the graph, the best of several profiles.
Result<OpTiming> time_case(const Case& entry, DType dtype, vulkan::Device& device, vulkan::PipelineLibrary& pipelines) {
    Builder builder(dtype);
    builder.output("result", entry.build(builder));
    LEMNOS_TRY(Graph graph, std::move(builder).finish());
    double bytes = 0;
    for (const GraphValue& value : graph.values)
        bytes += static_cast<double>(value.signature.shape.elements() * size_of(value.signature.dtype));
    const std::vector<GraphValue> values = graph.values;
    LEMNOS_TRY(const auto executable, Executable::create(device, pipelines, std::move(graph), nullptr));
    LEMNOS_CHECK(fill_inputs(*executable, values));
    LEMNOS_CHECK(executable->run(CancelToken()));  // compiles the shaders

    OpTiming timing{entry.op, entry.shape, std::string(name_of(dtype)), {}, 1e30, 1e30, 0, 0};
    constexpr int repeats = 7;
    for (int i = 0; i < repeats; ++i) {
        const std::clock_t begin = std::clock();
        LEMNOS_TRY(const auto times, executable->profile());
        const double processor = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        double seconds = 0, flops = entry.flops;
        for (const DispatchTime& time : times) {
            seconds += time.seconds;
            if (entry.flops == 0) flops += time.flops;
        }
        timing.variant = times.back().shader;
        timing.seconds = std::min(timing.seconds, seconds);
        timing.processor_seconds = std::min(timing.processor_seconds, processor);
        timing.gflops = flops / timing.seconds * 1e-9;
    }
    timing.gbps = bytes / timing.seconds * 1e-9;
    return timing;
}

}  // namespace

Result<std::vector<OpTiming>> bench_ops(vulkan::Device& device, vulkan::PipelineLibrary& pipelines,
                                        const CancelToken& cancel) {
    std::vector<OpTiming> timings;
    for (const Case& entry : cases())
        for (const DType dtype : {DType::f16, DType::f32}) {
            LEMNOS_CHECK(cancel.check());
            LEMNOS_TRY(OpTiming timing, time_case(entry, dtype, device, pipelines));
            timings.push_back(std::move(timing));
        }
    return timings;
}

}  // namespace lemnos
