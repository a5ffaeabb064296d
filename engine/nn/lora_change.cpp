// SPDX-License-Identifier: Apache-2.0
#include "nn/lora_change.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "formats/messages.h"

namespace lemnos {
namespace {

// Rows of what PyTorch calls flatten(1); a convolution's window counts as columns.
struct Matrix {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<float> values;

    Matrix(std::size_t r, std::size_t c) : rows(r), columns(c), values(r * c) {}
    float* row(std::size_t i) { return values.data() + i * columns; }
    const float* row(std::size_t i) const { return values.data() + i * columns; }
};

Matrix transposed(const Matrix& m) {
    Matrix result(m.columns, m.rows);
    for (std::size_t i = 0; i < m.rows; ++i)
        for (std::size_t j = 0; j < m.columns; ++j) result.row(j)[i] = m.row(i)[j];
    return result;
}

// Row by row in the inner loop, which the compiler turns into vector code.
Result<Matrix> product(const Matrix& a, const Matrix& b) {
    if (a.columns != b.rows)
        return bad_file("its factors do not fit: {} x {} times {} x {}", a.rows, a.columns, b.rows, b.columns);
    Matrix result(a.rows, b.columns);
    for (std::size_t i = 0; i < a.rows; ++i)
        for (std::size_t k = 0; k < a.columns; ++k) {
            const float factor = a.row(i)[k];
            const float* from = b.row(k);
            float* to = result.row(i);
            for (std::size_t j = 0; j < b.columns; ++j) to[j] += factor * from[j];
        }
    return result;
}

// A change before its scale, and the rank that alpha is divided by (0: alpha does not count).
struct Change {
    Matrix matrix;
    std::size_t rank = 0;
};

class Layer {
public:
    Layer(const Checkpoint& file, const LoraLayer& layer) : m_file(file), m_layer(layer) {}

    bool has(LoraRole role) const { return m_layer.parts.contains(role); }

    Result<HostTensor> tensor(LoraRole role) const {
        const auto found = m_layer.parts.find(role);
        if (found == m_layer.parts.end()) return bad_file("a part is missing beside {}", first_name());
        LEMNOS_TRY(HostTensor tensor, m_file.read_floats(found->second));
        for (const float value : tensor.values)
            if (!std::isfinite(value))
                return bad_file("tensor {} holds NaN or infinity", in_quotes(found->second.name));
        return tensor;
    }

    Result<Matrix> matrix(LoraRole role) const {
        LEMNOS_TRY(HostTensor values, tensor(role));
        return as_matrix(std::move(values));
    }

    static Result<Matrix> as_matrix(HostTensor tensor) {
        if (tensor.shape.rank() < 2 || tensor.values.empty()) return bad_file("a factor is {}", tensor.shape.text());
        Matrix matrix(tensor.shape[0], tensor.values.size() / tensor.shape[0]);
        matrix.values = std::move(tensor.values);
        return matrix;
    }

    Result<double> scale(std::size_t rank) const {
        if (!has(LoraRole::alpha) || rank == 0) return 1.0;
        LEMNOS_TRY(const HostTensor alpha, tensor(LoraRole::alpha));
        if (alpha.values.size() != 1) return bad_file("alpha is {} and not one number", alpha.shape.text());
        return alpha.values.front() / static_cast<double>(rank);
    }

    // core[i, j, window], b[j, r], a[i, p] -> [p, r, window] as a matrix of p rows.
    Result<Matrix> tucker(LoraRole core_role, const Matrix& b, const Matrix& a) const {
        LEMNOS_TRY(const HostTensor core, tensor(core_role));
        if (core.shape.rank() < 3 || core.shape[0] != a.rows || core.shape[1] != b.rows)
            return bad_file("its core is {} between {} and {} columns", core.shape.text(), a.rows, b.rows);
        const std::size_t outer = core.shape[0];
        const std::size_t inner = core.shape[1];
        const std::size_t window = core.values.size() / (outer * inner);
        Matrix middle(outer, b.columns * window);
        for (std::size_t i = 0; i < outer; ++i)
            for (std::size_t j = 0; j < inner; ++j)
                for (std::size_t r = 0; r < b.columns; ++r)
                    for (std::size_t w = 0; w < window; ++w)
                        middle.row(i)[r * window + w] += b.row(j)[r] * core.values[(i * inner + j) * window + w];
        return product(transposed(a), middle);
    }

    Result<Change> change() const {
        if (has(LoraRole::up) || has(LoraRole::down)) return lora();
        if (is_kronecker()) return kronecker();
        if (has(LoraRole::w1_a)) return hadamard();
        LEMNOS_TRY(HostTensor difference, tensor(LoraRole::difference));
        if (difference.shape.rank() < 2) {  // of a norm
            Matrix column(difference.values.size(), 1);
            column.values = std::move(difference.values);
            return Change{std::move(column), 0};
        }
        LEMNOS_TRY(Matrix matrix, as_matrix(std::move(difference)));
        return Change{std::move(matrix), 0};
    }

private:
    std::string first_name() const { return in_quotes(m_layer.parts.begin()->second.name); }

    // LoHa and LoKr name their factors alike but for this.
    bool is_kronecker() const {
        return std::ranges::any_of(
            m_layer.parts, [](const auto& part) { return part.second.name.find(".lokr_") != std::string::npos; });
    }

    Result<Change> lora() const {
        LEMNOS_TRY(const Matrix up, matrix(LoraRole::up));
        LEMNOS_TRY(Matrix down, matrix(LoraRole::down));
        const std::size_t rank = down.rows;
        if (has(LoraRole::mid)) {
            Matrix identity(up.columns, up.columns);
            for (std::size_t i = 0; i < up.columns; ++i) identity.row(i)[i] = 1;
            LEMNOS_TRY(down, tucker(LoraRole::mid, down, identity));
        }
        LEMNOS_TRY(Matrix matrix, product(up, down));
        return Change{std::move(matrix), rank};
    }

    Result<Matrix> factor(LoraRole a, LoraRole b, LoraRole core) const {
        LEMNOS_TRY(const Matrix left, matrix(a));
        LEMNOS_TRY(const Matrix right, matrix(b));
        return has(core) ? tucker(core, right, left) : product(left, right);
    }

    Result<Change> hadamard() const {
        LEMNOS_TRY(Matrix first, factor(LoraRole::w1_a, LoraRole::w1_b, LoraRole::t1));
        LEMNOS_TRY(const Matrix second, factor(LoraRole::w2_a, LoraRole::w2_b, LoraRole::t2));
        if (first.rows != second.rows || first.columns != second.columns)
            return bad_file("its two products are {} x {} and {} x {}", first.rows, first.columns, second.rows,
                            second.columns);
        for (std::size_t i = 0; i < first.values.size(); ++i) first.values[i] *= second.values[i];
        LEMNOS_TRY(const Matrix inner, matrix(LoraRole::w1_b));
        return Change{std::move(first), inner.rows};
    }

    Result<Change> kronecker() const {
        std::size_t rank = 0;  // counts only where a factor is itself a product
        const auto part = [&](LoraRole whole, LoraRole a, LoraRole b, LoraRole core) -> Result<Matrix> {
            if (has(whole)) return matrix(whole);
            LEMNOS_TRY(const Matrix inner, matrix(b));
            rank = inner.rows;
            return factor(a, b, core);
        };
        LEMNOS_TRY(const Matrix first, part(LoraRole::w1, LoraRole::w1_a, LoraRole::w1_b, LoraRole::t1));
        LEMNOS_TRY(const Matrix second, part(LoraRole::w2, LoraRole::w2_a, LoraRole::w2_b, LoraRole::t2));
        Matrix result(first.rows * second.rows, first.columns * second.columns);
        for (std::size_t i = 0; i < result.rows; ++i)
            for (std::size_t j = 0; j < result.columns; ++j)
                result.row(i)[j] =
                    first.row(i / second.rows)[j / second.columns] * second.row(i % second.rows)[j % second.columns];
        return Change{std::move(result), rank};
    }

    const Checkpoint& m_file;
    const LoraLayer& m_layer;
};

double length(const float* values, std::size_t count, std::size_t stride) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += double{values[i * stride]} * values[i * stride];
    return std::sqrt(sum);
}

// DoRA: the changed weight's rows (or columns) get the lengths that were learned. As ComfyUI has it, lengths of rows
// are measured before the change and those of columns after it.
Status decompose(const HostTensor& magnitude, double strength, const Matrix& change, HostTensor& weight) {
    constexpr double tiny = 0x1p-23;  // float32's epsilon keeps an empty row from dividing by 0
    const std::size_t out = weight.shape[0];
    const std::size_t in = weight.shape.rank() > 1 ? weight.shape[1] : 1;
    const std::size_t window = weight.values.size() / (out * in);
    const std::vector<float> before = weight.values;
    std::vector<float> changed = before;
    for (std::size_t i = 0; i < changed.size(); ++i) changed[i] += change.values[i];
    const bool by_rows = magnitude.shape.rank() == 0 || magnitude.shape[0] == out;
    if (magnitude.values.size() != (by_rows ? out : in))
        return bad_file("its magnitudes are {}, the weight {}", magnitude.shape.text(), weight.shape.text());
    std::vector<double> factors(by_rows ? out : in);
    for (std::size_t k = 0; k < factors.size(); ++k) {
        double norm = 0;
        if (by_rows)
            norm = length(before.data() + k * in * window, in * window, 1);
        else
            for (std::size_t w = 0; w < window; ++w)
                norm = std::hypot(norm, length(changed.data() + k * window + w, out, in * window));
        factors[k] = magnitude.values[k] / (norm + tiny);
    }
    for (std::size_t i = 0; i < changed.size(); ++i) {
        const double factor = factors[by_rows ? i / (in * window) : i / window % in];
        weight.values[i] = static_cast<float>(before[i] + strength * (changed[i] * factor - before[i]));
    }
    return {};
}

}  // namespace

Status add_change(const Checkpoint& file, const LoraLayer& layer, double strength, HostTensor& weight) {
    const Layer parts(file, layer);
    if (layer.parts.size() == 1 && parts.has(LoraRole::bias_difference)) return {};
    LEMNOS_TRY(Change change, parts.change());
    const std::size_t rows = weight.shape.rank() == 0 ? 1 : weight.shape[0];
    if (change.matrix.values.size() != weight.values.size() || change.matrix.rows != rows)
        return unsupported("changes a weight of {} x {}, but the model's is {}; it was made for another model",
                           change.matrix.rows, change.matrix.columns, weight.shape.text());
    LEMNOS_TRY(const double scale, parts.scale(change.rank));
    if (parts.has(LoraRole::magnitude)) {
        for (float& value : change.matrix.values) value = static_cast<float>(value * scale);
        LEMNOS_TRY(const HostTensor magnitude, parts.tensor(LoraRole::magnitude));
        return decompose(magnitude, strength, change.matrix, weight);
    }
    const auto factor = static_cast<float>(strength * scale);
    for (std::size_t i = 0; i < weight.values.size(); ++i) weight.values[i] += factor * change.matrix.values[i];
    return {};
}

Status add_bias_change(const Checkpoint& file, const LoraLayer& layer, double strength, HostTensor& bias) {
    const Layer parts(file, layer);
    if (!parts.has(LoraRole::bias_difference)) return {};
    LEMNOS_TRY(const HostTensor change, parts.tensor(LoraRole::bias_difference));
    if (change.values.size() != bias.values.size())
        return unsupported("changes a bias of {}, but the model's is {}; it was made for another model",
                           change.shape.text(), bias.shape.text());
    for (std::size_t i = 0; i < bias.values.size(); ++i)
        bias.values[i] += static_cast<float>(strength * change.values[i]);
    return {};
}

}  // namespace lemnos
