// SPDX-License-Identifier: Apache-2.0
// Builds a graph of ops. Module functions in nn/ and nets/ call it freely: it keeps the first error with the module
// path it happened at, and everything after that is a no-op until finish() returns the error.
// It stands with the ops because every op's function takes one; planning and running a Graph is the floor above.
// Lives on one thread, as long as the building takes.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ops/definition.h"

namespace lemnos {

using ValueId = std::uint32_t;

/// A tensor of the graph being built. Cheap to copy; an empty one stands for an absent optional operand.
struct Value {
    static constexpr ValueId none = UINT32_MAX;
    ValueId id = none;
    Shape shape;
    DType dtype = DType::f16;
    explicit operator bool() const { return id != none; }
};

/// How a weight lies in the file and how the kernels want it.
enum class WeightLayout {
    as_is,      // vectors, matrices [out][in], tables
    conv_ohwi,  // file [out][in][kh][kw] -> device [out][kh][kw][in]; quantised ones keep the file's order
};

struct WeightSpec {
    std::string name;
    Shape shape;  // in the device's layout
    DType dtype = DType::f16;
    WeightLayout layout = WeightLayout::as_is;
};

/// How a file keeps a weight that stays small on the device: quantised, in the file's order of axes, to be multiplied
/// by a scale once it is expanded (ops::dequantise).
struct QuantisedWeight {
    DType dtype = DType::q8_0;
    float scale = 1;
};

/// Names and shapes of the weights that a file has, in the file's layout.
class WeightIndex {
public:
    virtual ~WeightIndex() = default;
    /// Null when the file has no such tensor.
    virtual const Shape* find(std::string_view name) const = 0;
    /// Nothing for weights that are converted while they are loaded.
    virtual std::optional<QuantisedWeight> quantised(std::string_view) const { return std::nullopt; }
};

enum class Origin { input, weight, result, alias };

struct GraphValue {
    Origin origin = Origin::result;
    Signature signature;
    std::string name;  // of inputs and weights
    WeightLayout layout = WeightLayout::as_is;
    ValueId storage = Value::none;  // of an alias: the value, itself no alias, whose numbers it is
};

struct GraphNode {
    Operation operation;
    std::vector<ValueId> inputs;  // Value::none for absent ones
    ValueId output = Value::none;
    std::string path;  // "model.diffusion_model.input_blocks.4.0"
};

struct GraphOutput {
    std::string name;
    ValueId value = Value::none;
};

struct Graph {
    std::vector<GraphValue> values;
    std::vector<GraphNode> nodes;  // in an order that respects dependencies
    std::vector<GraphOutput> outputs;

    /// The value that holds the numbers: `id` itself unless it is an alias.
    ValueId storage_of(ValueId id) const { return values[id].origin == Origin::alias ? values[id].storage : id; }
};

/// What a weight of a graph is asked for by.
WeightSpec spec_of(const GraphValue& weight);

class Builder {
public:
    /// Activations are stored as `dtype`. Without `weights` every weight that is asked for is taken to be there: the
    /// graph then says what a file must hold.
    explicit Builder(DType dtype, const WeightIndex* weights = nullptr) : m_dtype(dtype), m_weights(weights) {}

    DType dtype() const { return m_dtype; }
    const WeightIndex* weights() const { return m_weights; }

    /// A tensor that is set before each run, by name.
    Value input(std::string_view name, Shape shape, DType dtype);
    /// A weight of the file, in the shape that the caller expects on the device. Repeated requests share one value.
    /// A quantised one is asked for by its type and keeps its bytes; Scope::weight() adds what expands it.
    Value weight(std::string_view name, Shape shape, WeightLayout layout = WeightLayout::as_is,
                 std::optional<DType> quantised = std::nullopt);
    void output(std::string_view name, Value value);
    /// The same numbers, in place, by another shape of as many elements.
    Value alias(Value of, Shape shape);

    template <typename Op>
    Value add(const Op& op, const Definition<Op>& definition, std::initializer_list<Value> inputs) {
        if (!m_status) return {};
        const auto signatures = signatures_of(inputs);
        Result<Signature> inferred = definition.infer(op, signatures);
        if (!inferred) {
            fail(std::move(inferred).error());
            return {};
        }
        return add_node(bind(op, definition), *inferred, inputs);
    }

    /// Records the first error, with the path of the module that is being built.
    void fail(Error error);
    const Status& status() const { return m_status; }

    /// The module path that errors and profiles name; Scope keeps it.
    void set_path(std::string path) { m_path = std::move(path); }

    /// The graph, or the first error.
    Result<Graph> finish() &&;

private:
    std::vector<Signature> signatures_of(std::initializer_list<Value> inputs) const;
    Value add_value(GraphValue value);
    Value add_node(Operation operation, Signature result, std::initializer_list<Value> inputs);

    DType m_dtype;
    const WeightIndex* m_weights;
    std::string m_path;
    Graph m_graph;
    Status m_status;
};

}  // namespace lemnos
