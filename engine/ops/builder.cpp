// SPDX-License-Identifier: Apache-2.0
#include "ops/builder.h"

namespace lemnos {
namespace {

Shape device_shape(const Shape& in_file, WeightLayout layout) {
    if (layout == WeightLayout::conv_ohwi && in_file.rank() == 4)
        return {in_file[0], in_file[2], in_file[3], in_file[1]};
    return in_file;
}

// The shape that the file should have for a device's one.
Shape file_shape(const Shape& on_device, WeightLayout layout) {
    if (layout != WeightLayout::conv_ohwi) return on_device;
    return {on_device[0], on_device[3], on_device[1], on_device[2]};
}

Status check_weight(const Shape* in_file, std::string_view name, const Shape& shape, WeightLayout layout) {
    if (in_file == nullptr) return bad_file("tensor \"{}\" is missing", name);
    if (device_shape(*in_file, layout) == shape) return {};
    // A 1x1 convolution and a linear layer hold the same numbers; files of either kind serve both.
    const bool one_pixel = in_file->rank() == 4
                               ? (*in_file)[2] == 1 && (*in_file)[3] == 1
                               : in_file->rank() == 2 && shape.rank() == 4 && shape[1] == 1 && shape[2] == 1;
    if (one_pixel && (*in_file)[0] == shape[0] && in_file->elements() == shape.elements()) return {};
    return bad_file("tensor \"{}\" is {}, expected {}", name, in_file->text(), file_shape(shape, layout).text());
}

}  // namespace

Value Builder::add_value(GraphValue value) {
    const Signature signature = value.signature;
    m_graph.values.push_back(std::move(value));
    return {static_cast<ValueId>(m_graph.values.size() - 1), signature.shape, signature.dtype};
}

Value Builder::input(std::string_view name, Shape shape, DType dtype) {
    return add_value({Origin::input, {shape, dtype}, std::string(name), WeightLayout::as_is});
}

Value Builder::weight(std::string_view name, Shape shape, WeightLayout layout, std::optional<DType> quantised) {
    const DType dtype = quantised.value_or(m_dtype);
    if (!m_status) return {};
    if (m_weights != nullptr) {
        if (Status status = check_weight(m_weights->find(name), name, shape, layout); !status) {
            fail(std::move(status).error());
            return {};
        }
    }
    for (ValueId id = 0; id < m_graph.values.size(); ++id) {
        const GraphValue& known = m_graph.values[id];
        if (known.origin == Origin::weight && known.name == name && known.layout == layout &&
            known.signature.dtype == dtype)
            return {id, known.signature.shape, known.signature.dtype};
    }
    return add_value({Origin::weight, {shape, dtype}, std::string(name), layout});
}

void Builder::output(std::string_view name, Value value) {
    if (m_status) m_graph.outputs.push_back({std::string(name), value.id});
}

Value Builder::alias(Value of, Shape shape) {
    if (!m_status) return {};
    GraphValue value{Origin::alias, {shape, of.dtype}, {}};
    value.storage = m_graph.storage_of(of.id);
    return add_value(std::move(value));
}

std::vector<Signature> Builder::signatures_of(std::initializer_list<Value> inputs) const {
    std::vector<Signature> signatures;
    for (const Value& input : inputs) signatures.push_back(input ? Signature{input.shape, input.dtype} : Signature{});
    return signatures;
}

Value Builder::add_node(Operation operation, Signature result, std::initializer_list<Value> inputs) {
    const Value output = add_value({Origin::result, result, {}, WeightLayout::as_is});
    GraphNode node{std::move(operation), {}, output.id, m_path};
    for (const Value& input : inputs) node.inputs.push_back(input.id);
    m_graph.nodes.push_back(std::move(node));
    return output;
}

void Builder::fail(Error error) {
    if (!m_status) return;
    if (!m_path.empty()) error.context.push_back(m_path);
    m_status = std::unexpected(std::move(error));
}

Result<Graph> Builder::finish() && {
    if (!m_status) return std::unexpected(std::move(m_status).error());
    return std::move(m_graph);
}

WeightSpec spec_of(const GraphValue& weight) {
    return {weight.name, weight.signature.shape, weight.signature.dtype, weight.layout};
}

}  // namespace lemnos
