// SPDX-License-Identifier: Apache-2.0
// Evaluates a graph on the processor in double precision by the ops' own formulas.
#pragma once

#include <map>
#include <string>

#include "ops/builder.h"

namespace lemnos::test {

/// `named` holds inputs and weights; the result, the outputs.
inline std::map<std::string, Array> reference_run(const Graph& graph, const std::map<std::string, Array>& named) {
    std::vector<Array> values(graph.values.size());
    for (ValueId id = 0; id < graph.values.size(); ++id)
        if (const GraphValue& value = graph.values[id]; value.origin == Origin::input || value.origin == Origin::weight)
            values[id] = named.at(value.name);
    const auto array_of = [&](ValueId id) {
        Array array = values[graph.storage_of(id)];
        array.shape = graph.values[id].signature.shape;
        return array;
    };
    for (const GraphNode& node : graph.nodes) {
        std::vector<Array> inputs;
        for (const ValueId id : node.inputs) inputs.push_back(id == Value::none ? Array{} : array_of(id));
        Array& output = values[node.output];
        output.shape = graph.values[node.output].signature.shape;
        output.values.resize(output.shape.elements());
        node.operation.reference(HostOperands{inputs, output});
    }
    std::map<std::string, Array> outputs;
    for (const GraphOutput& output : graph.outputs) outputs[output.name] = array_of(output.value);
    return outputs;
}

}  // namespace lemnos::test
