// SPDX-License-Identifier: Apache-2.0
// Weights on their way from the file to the device: types, axes, what is refused, and the staged way of discrete cards.
#include <QTemporaryDir>

#include <limits>

#include "base/half.h"
#include "formats/safetensors_writer.h"
#include "nn/conv.h"
#include "nn/weight_cache.h"
#include "nn/weight_conversion.h"
#include "support/device.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

HostTensor counting(const Shape& shape) {
    HostTensor tensor(shape);
    for (std::size_t i = 0; i < tensor.values.size(); ++i) tensor.values[i] = static_cast<float>(i % 2039) - 1000.0F;
    return tensor;
}

struct Refused {
    const char* name;
    float value;
    DType stored, wanted;
    const char* part;
    ErrorKind kind;
};
const Refused refused[] = {
    {"NaN in f32", std::numeric_limits<float>::quiet_NaN(), DType::f32, DType::f32, "holds NaN", ErrorKind::bad_file},
    {"NaN in f32 for f16", std::numeric_limits<float>::quiet_NaN(), DType::f32, DType::f16, "holds NaN",
     ErrorKind::bad_file},
    {"NaN in f16", std::numeric_limits<float>::quiet_NaN(), DType::f16, DType::f16, "holds NaN", ErrorKind::bad_file},
    {"infinity in f16", std::numeric_limits<float>::infinity(), DType::f16, DType::f32, "holds NaN",
     ErrorKind::bad_file},
    {"too large for f16", 70000.0F, DType::f32, DType::f16, "numbers that f16 cannot", ErrorKind::unsupported},
};

}  // namespace

class WeightsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    Result<Checkpoint> file_with(const TensorMap& tensors, DType stored) const {
        LEMNOS_CHECK(write_safetensors(path("weights.safetensors"), tensors, stored));
        return Checkpoint::open(path("weights.safetensors"));
    }

private slots:
    // Larger than the pieces that are read at once, so that the seams are seen, too.
    void brings_input_channels_inside_data() {
        QTest::addColumn<int>("stored");
        QTest::addColumn<int>("wanted");
        for (const auto& [stored, wanted] : {std::pair(DType::f16, DType::f16),
                                             {DType::f16, DType::f32},
                                             {DType::f32, DType::f16},
                                             {DType::f32, DType::f32}})
            QTest::addRow("%s to %s", name_of(stored).data(), name_of(wanted).data())
                << static_cast<int>(stored) << static_cast<int>(wanted);
    }
    void brings_input_channels_inside() {
        QFETCH(int, stored);
        QFETCH(int, wanted);
        const std::uint32_t out = 67, in = 1031, taps = 9;
        const HostTensor weight = counting({out, in, 3, 3});
        REQUIRE_VALUE(const Checkpoint file, file_with({{"w", weight}}, static_cast<DType>(stored)));
        const WeightSpec spec{"w", {out, 3, 3, in}, static_cast<DType>(wanted), WeightLayout::conv_ohwi};
        std::vector<std::byte> bytes(weight.values.size() * size_of(spec.dtype));
        REQUIRE_OK(convert_weight(file, *file.find("w"), spec, bytes, {}));
        std::vector<float> values(weight.values.size());
        if (spec.dtype == DType::f16)
            floats_from_halves({reinterpret_cast<const half_bits*>(bytes.data()), values.size()}, values);
        else
            std::memcpy(values.data(), bytes.data(), bytes.size());
        for (std::size_t o = 0; o < out; ++o)
            for (std::size_t i = 0; i < in; ++i)
                for (std::size_t k = 0; k < taps; ++k)
                    if (values[(o * taps + k) * in + i] != weight.values[(o * in + i) * taps + k])
                        QFAIL(qPrintable(QString("at %1 %2 %3").arg(o).arg(i).arg(k)));
    }

    void refuses_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(refused)); ++row)
            QTest::addRow("%s", refused[row].name) << row;
    }
    void refuses() {
        QFETCH(int, row);
        const Refused& one = refused[row];
        HostTensor weight = counting({300, 7});
        weight.values[2077] = one.value;
        REQUIRE_VALUE(const Checkpoint file, file_with({{"attn.weight", weight}}, one.stored));
        const WeightSpec spec{"attn.weight", weight.shape, one.wanted, WeightLayout::as_is};
        std::vector<std::byte> bytes(weight.values.size() * 4);
        const Status status = convert_weight(file, *file.find("attn.weight"), spec, bytes, {});
        QVERIFY(!status);
        const std::string text = status.error().text();
        QVERIFY2(text.find(one.part) != std::string::npos, text.c_str());
        QVERIFY2(text.starts_with("weights.safetensors: tensor \"attn.weight\""), text.c_str());
        QVERIFY(status.error().kind == one.kind);
    }

    void stops_when_cancelled() {
        REQUIRE_VALUE(const Checkpoint file, file_with({{"w", counting({8})}}, DType::f32));
        const CancelToken cancel;
        cancel.cancel();
        std::vector<std::byte> bytes(32);
        REQUIRE_ERROR(convert_weight(file, *file.find("w"), {"w", {8}, DType::f32, {}}, bytes, cancel),
                      ErrorKind::cancelled, "cancelled");
    }

    // Both ways to the device give what the graph then computes with.
    void arrives_either_way_data() {
        QTest::addColumn<bool>("is_staged");
        QTest::addRow("direct") << false;
        QTest::addRow("staged") << true;
    }
    void arrives_either_way() {
        QFETCH(bool, is_staged);
        const HostTensor weight = counting({16, 8});
        const HostTensor bias = counting({16});
        REQUIRE_VALUE(const Checkpoint file, file_with({{"layer.weight", weight}, {"layer.bias", bias}}, DType::f32));
        TestDevice& test = test_device();
        WeightCache cache(*test.device, file, is_staged ? Upload::staged : Upload::direct);
        const CheckpointWeights index(file);
        Builder builder(DType::f32, &index);
        const Value x = builder.input("x", {1, 8}, DType::f32);
        builder.output("y", nn::linear(Scope(builder, "layer"), x, 16));
        REQUIRE_VALUE(Graph graph, std::move(builder).finish());
        REQUIRE_VALUE(const auto executable,
                      Executable::create(*test.device, *test.pipelines, std::move(graph), &cache));
        REQUIRE_OK(cache.flush());
        QCOMPARE(cache.count(), std::size_t{2});
        std::vector<float> one_hot(8);
        one_hot[3] = 1;
        REQUIRE_OK(executable->write_input("x", one_hot));
        REQUIRE_OK(executable->run({}));
        REQUIRE_VALUE(const HostTensor y, executable->read_output("y"));
        for (std::size_t i = 0; i < 16; ++i) QCOMPARE(y.values[i], weight.values[i * 8 + 3] + bias.values[i]);
    }

    void names_a_tensor_that_is_not_there() {
        REQUIRE_VALUE(const Checkpoint file, file_with({{"w", counting({8})}}, DType::f32));
        WeightCache cache(*test_device().device, file);
        REQUIRE_ERROR(cache.place({"v", {8}, DType::f32, {}}), ErrorKind::bad_file, "has no tensor \"v\"");
    }
};

QTEST_GUILESS_MAIN(WeightsTest)
#include "weights_test.moc"
