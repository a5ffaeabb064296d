// SPDX-License-Identifier: Apache-2.0
// Test rows of ops: a row says which op on which shapes; the harness (rows_test.cpp) runs it for every storage type
// and kernel family, on inputs rounded to the storage type, over memory filled with NaN, looks for stray writes, and
// compares with the op's formula in double precision.
//
// A result may be off by rounding to storage (0.6 epsilon of its size; to nearest is 0.5) and by the sums in f32
// (4 epsilon times the row's growth times the largest result). Where a kernel also rounds to storage between, the row
// says what that may come to. A row's neighbour, a slightly different formula, must lie outside of all that.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ops/ops.h"

namespace lemnos::test {

using Inputs = std::vector<Value>;
using Build = std::function<Value(Builder&, const Inputs&)>;

/// What the numbers of an operand look like.
struct Fill {
    double low = -1;
    double high = 1;
    double offset = 0;           // added to all
    std::optional<DType> dtype;  // of an operand that does not follow the storage type
    bool is_integer = false;
};
inline Fill uniform(double low, double high) { return {low, high}; }
inline Fill offset_by(double offset) { return {-1, 1, offset}; }
inline Fill ids_below(std::uint32_t count) { return {0, double(count), 0, DType::u32, true}; }
inline Fill as_f32(double low, double high) { return {low, high, 0, DType::f32}; }

struct Row {
    struct Operand {
        Shape shape;
        Fill fill;
    };
    std::string name;
    Build build;
    std::vector<Operand> operands;
    std::optional<Build> neighbour;
    double growth_factor = 1;
    double inner_rounding = 0;
    std::string processor_kernel;

    Row& in(Shape shape, Fill fill = {}) {
        operands.push_back({shape, fill});
        return *this;
    }
    /// The results must lie outside of the tolerance around this formula.
    Row& rejects(Build other) {
        neighbour = std::move(other);
        return *this;
    }
    /// How errors grow: about the square root of the number of terms.
    Row& growth(double factor) {
        growth_factor = factor;
        return *this;
    }
    /// Kernels may round to storage between: `times` its epsilon times the largest result.
    Row& rounds_inside(double times) {
        inner_rounding = times;
        return *this;
    }
    /// Where the device is a processor, a shader of this stem must be among those that run.
    Row& on_processors(std::string stem) {
        processor_kernel = std::move(stem);
        return *this;
    }
};

class Rows {
public:
    explicit Rows(std::string op) : m_op(std::move(op)) {}
    Row& row(const std::string& name, Build build) {
        m_rows.push_back({m_op + ": " + name, std::move(build), {}, {}, 1, 0, {}});
        return m_rows.back();
    }
    std::vector<Row> take() { return std::move(m_rows); }

private:
    std::string m_op;
    std::vector<Row> m_rows;
};

using RowMaker = void (*)(Rows&);
struct Registered {
    const char* op;
    RowMaker make;
};
std::vector<Registered>& registered_rows();
struct Registration {
    Registration(const char* op, RowMaker make) { registered_rows().push_back({op, make}); }
};

}  // namespace lemnos::test

#define ROWS(op)                                                                     \
    static void rows_of_##op(lemnos::test::Rows&);                                   \
    static const lemnos::test::Registration registration_of_##op(#op, rows_of_##op); \
    static void rows_of_##op(lemnos::test::Rows& rows)
