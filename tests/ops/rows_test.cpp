// SPDX-License-Identifier: Apache-2.0
// Runs the rows of every op; see rows.h.
#include <QtTest>

#include <cmath>
#include <random>

#include "base/half.h"
#include "graph/executable.h"
#include "ops/rows.h"
#include "support/device.h"
#include "support/reference_run.h"

using namespace lemnos;
using namespace lemnos::test;

std::vector<Registered>& lemnos::test::registered_rows() {
    static std::vector<Registered> rows;
    return rows;
}

namespace {

enum class Target { this_device, as_gpu };

// The same device with a GPU's answers: the tables then choose the kernels of GPUs, which it can run too.
vulkan::Capabilities capabilities_for(Target target) {
    vulkan::Capabilities capabilities = test_device().device->capabilities();
    if (target == Target::as_gpu) capabilities.type = vulkan::DeviceType::discrete;
    return capabilities;
}

Array fill(const Row::Operand& operand, DType dtype, std::mt19937& random) {
    Array array{operand.shape, std::vector<double>(operand.shape.elements())};
    std::uniform_real_distribution<double> uniform(operand.fill.low, operand.fill.high);
    for (double& value : array.values) {
        value = uniform(random) + operand.fill.offset;
        if (operand.fill.is_integer) value = std::floor(value);
        value = dtype == DType::f16 ? through_half(static_cast<float>(value))
                                    : static_cast<double>(static_cast<float>(value));
    }
    return array;
}

struct Prepared {
    Graph graph;
    std::map<std::string, Array> inputs;
};

Result<Prepared> prepare(const Row& row, const Build& build, DType dtype) {
    Builder builder(dtype);
    std::map<std::string, Array> named;
    Inputs inputs;
    std::mt19937 random(42);
    for (std::size_t i = 0; i < row.operands.size(); ++i) {
        const Row::Operand& operand = row.operands[i];
        const DType type = operand.fill.dtype.value_or(dtype);
        const std::string name = std::to_string(i);
        inputs.push_back(builder.input(name, operand.shape, type));
        named[name] = fill(operand, type, random);
    }
    builder.output("result", build(builder, inputs));
    LEMNOS_TRY(Graph graph, std::move(builder).finish());
    return Prepared{std::move(graph), std::move(named)};
}

// Largest excess over the tolerance, in units of it; above 1 is a failure. NaN counts as infinite.
double worst(const HostTensor& result, const Array& expected, DType stored, const Row& row) {
    double largest = 0;
    for (const double value : expected.values) largest = std::max(largest, std::abs(value));
    double worst_ratio = 0;
    for (std::size_t i = 0; i < expected.values.size(); ++i) {
        const double rounding = (stored == DType::f16 ? 0.6 : 4.0) * epsilon_of(stored) * std::abs(expected.values[i]);
        const double smallest = stored == DType::f16 ? 0x1p-24 : 1e-37;
        const double sums = 4 * epsilon_of(DType::f32) * row.growth_factor * largest;
        const double tolerance = rounding + sums + row.inner_rounding * epsilon_of(stored) * largest + smallest;
        const double error = std::abs(double{result.values[i]} - expected.values[i]);
        worst_ratio = std::max(worst_ratio, std::isnan(error) ? INFINITY : error / tolerance);
    }
    return worst_ratio;
}

constexpr std::byte poison{0xff};  // NaN in every float type

// Bytes of the arena that no value owns must still be poison.
QString stray_write(const Executable& executable) {
    std::vector<bool> is_owned(executable.arena().size());
    const auto own = [&](const Place& place, std::uint64_t bytes) {
        for (std::uint64_t i = 0; i < bytes; ++i) is_owned[place.offset + i] = true;
    };
    const Graph& graph = executable.graph();
    for (ValueId id = 0; id < graph.values.size(); ++id)
        if (graph.values[id].origin == Origin::result) {
            const Signature& signature = graph.values[id].signature;
            own(executable.plan().values[id], signature.shape.elements() * size_of(signature.dtype));
        }
    for (const Place& place : executable.plan().scratch) own(place, place.bytes);
    for (std::size_t i = 0; i < is_owned.size(); ++i)
        if (!is_owned[i] && executable.arena()[i] != poison) return QString("byte %1 of the arena was written").arg(i);
    return {};
}

}  // namespace

Q_DECLARE_METATYPE(lemnos::test::Row)
Q_DECLARE_METATYPE(lemnos::DType)
Q_DECLARE_METATYPE(Target)

class RowsTest : public QObject {
    Q_OBJECT

private slots:
    void agrees_with_the_formula_data() {
        QTest::addColumn<Row>("row");
        QTest::addColumn<DType>("dtype");
        QTest::addColumn<Target>("target");
        for (const Registered& op : registered_rows()) {
            Rows rows(op.op);
            op.make(rows);
            for (const Row& row : rows.take())
                for (const DType dtype : {DType::f32, DType::f16})
                    for (const Target target : {Target::this_device, Target::as_gpu})
                        QTest::addRow("%s [%s%s]", row.name.c_str(), name_of(dtype).data(),
                                      target == Target::as_gpu ? ", as gpu" : "")
                            << row << dtype << target;
        }
    }

    void agrees_with_the_formula() {
        QFETCH(Row, row);
        QFETCH(DType, dtype);
        QFETCH(Target, target);
        auto prepared = prepare(row, row.build, dtype);
        QVERIFY2(prepared, prepared ? "" : prepared.error().text().c_str());
        const Array expected = reference_run(prepared->graph, prepared->inputs).at("result");
        const DType stored = prepared->graph.values[prepared->graph.outputs[0].value].signature.dtype;

        const vulkan::Capabilities capabilities = capabilities_for(target);
        auto& [instance, device, pipelines] = test_device();
        auto executable = Executable::create(*device, *pipelines, std::move(prepared->graph), nullptr, &capabilities);
        QVERIFY2(executable, executable ? "" : executable.error().text().c_str());
        for (const auto& [name, array] : prepared->inputs) {
            const std::vector<float> values(array.values.begin(), array.values.end());
            QVERIFY((*executable)->write_input(name, values));
        }
        std::ranges::fill((*executable)->arena(), poison);
        QVERIFY((*executable)->run(CancelToken()));
        const auto result = (*executable)->read_output("result");
        QVERIFY(result);
        QCOMPARE(QString::fromStdString(result->shape.text()), QString::fromStdString(expected.shape.text()));
        const double ratio = worst(*result, expected, stored, row);
        QVERIFY2(ratio <= 1, qPrintable(QString("%1 times the tolerance").arg(ratio)));
        QCOMPARE(stray_write(**executable), QString());
        if (!row.processor_kernel.empty() && capabilities.is_cpu()) {
            const auto times = (*executable)->profile();
            QVERIFY(times);
            QVERIFY(std::ranges::any_of(
                *times, [&](const DispatchTime& time) { return time.shader.starts_with(row.processor_kernel); }));
        }
        if (!row.neighbour) return;
        auto other = prepare(row, *row.neighbour, dtype);
        QVERIFY2(other, other ? "" : other.error().text().c_str());
        const double distance = worst(*result, reference_run(other->graph, other->inputs).at("result"), stored, row);
        QVERIFY2(distance > 1,
                 qPrintable(QString("the neighbouring formula passes too, at %1 of the tolerance").arg(distance)));
    }

    void validation_is_silent() {
        QVERIFY2(validation_messages().empty(),
                 validation_messages().empty() ? "" : validation_messages().front().c_str());
    }
};

QTEST_GUILESS_MAIN(RowsTest)
#include "rows_test.moc"
