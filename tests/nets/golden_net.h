// SPDX-License-Identifier: Apache-2.0
// Runs a net of a golden file: weights from the manifest as a checkpoint, inputs and expectations in PyTorch's axes.
#pragma once

#include <QTemporaryDir>
#include <memory>

#include "nn/weight_cache.h"
#include "support/device.h"
#include "support/golden.h"
#include "support/require.h"

namespace lemnos::test {

/// A golden file with its checkpoint written to a folder that goes with it.
struct GoldenNet {
    nlohmann::json manifest;
    TensorMap tensors;
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<Checkpoint> file;

    static Result<GoldenNet> load(const std::string& name) {
        GoldenNet net;
        LEMNOS_TRY(net.manifest, testing::load_manifest(name));
        LEMNOS_TRY(net.tensors, testing::load_golden(name));
        net.folder = std::make_unique<QTemporaryDir>();
        const std::filesystem::path path = net.folder->filePath("net.safetensors").toStdString();
        LEMNOS_CHECK(testing::write_checkpoint(net.manifest, path));
        LEMNOS_TRY(Checkpoint file, Checkpoint::open(path));
        net.file = std::make_unique<Checkpoint>(std::move(file));
        return net;
    }
};

/// Values of inputs and outputs as the engine has them: pictures NHWC.
using Values = std::map<std::string, HostTensor>;

inline HostTensor engine_order(const HostTensor& golden) {
    return golden.shape.rank() == 4 ? nhwc_from_nchw(golden) : golden;
}

/// Runs a graph on the test device and returns its outputs.
inline Result<Values> run_graph(const Checkpoint& file, Graph graph, const Values& inputs) {
    TestDevice& test = test_device();
    std::vector<std::string> names;
    for (const GraphOutput& output : graph.outputs) names.push_back(output.name);
    WeightCache weights(*test.device, file);
    LEMNOS_TRY(const auto executable, Executable::create(*test.device, *test.pipelines, std::move(graph), &weights));
    LEMNOS_CHECK(weights.flush());
    for (const auto& [name, tensor] : inputs) LEMNOS_CHECK(executable->write_input(name, tensor.values));
    LEMNOS_CHECK(executable->run({}));
    Values outputs;
    for (const std::string& name : names) {
        LEMNOS_TRY(outputs[name], executable->read_output(name));
    }
    return outputs;
}

/// The relative RMS that a whole net may have: twenty times what PyTorch itself loses in f32 and the sum of some fifty
/// roundings in f16. Neighbouring formulas (the other gelu, another epsilon or padding) are off by far more.
inline double whole_net_tolerance(DType dtype) { return dtype == DType::f32 ? 1e-5 : 5e-3; }

}  // namespace lemnos::test
