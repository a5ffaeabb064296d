// SPDX-License-Identifier: Apache-2.0
// Quantised weights on the device: they keep their size there, expand to the numbers that the processor gets from the
// same bytes, and a network of them computes what one of the expanded numbers does.
#include <QTemporaryDir>

#include <cmath>

#include "base/half.h"
#include "formats/safetensors_writer.h"
#include "nn/conv.h"
#include "nn/linear.h"
#include "nn/weight_cache.h"
#include "support/device.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

Result<HostTensor> run(const Checkpoint& file, Builder builder, Upload upload,
                       const std::map<std::string, std::vector<float>>& inputs = {}) {
    TestDevice& test = test_device();
    WeightCache cache(*test.device, file, upload);
    LEMNOS_TRY(Graph graph, std::move(builder).finish());
    LEMNOS_TRY(const auto executable, Executable::create(*test.device, *test.pipelines, std::move(graph), &cache));
    LEMNOS_CHECK(cache.flush());
    for (const auto& [name, values] : inputs) LEMNOS_CHECK(executable->write_input(name, values));
    LEMNOS_CHECK(executable->run({}));
    return executable->read_output("y");
}

std::vector<float> waves(std::size_t count) {
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = through_half(std::sin(static_cast<float>(i)));
    return values;
}

// A picture through a convolution and its pixels through a matrix; both have weights in blocks in the GGUF file.
Result<HostTensor> tiny_net(const Checkpoint& file, DType dtype) {
    const CheckpointWeights index(file);
    Builder builder(dtype, &index);
    const Value x = builder.input("x", {1, 4, 4, 4}, dtype);
    const Value conv = nn::conv3x3(Scope(builder, "conv"), x, 32, {.bias = nn::Bias::none});
    const Value flat = ops::reshape(builder, conv, {1, 512});
    builder.output("y", nn::linear(Scope(builder, "q6_k"), flat, 3, {.bias = nn::Bias::none}));
    return run(file, std::move(builder), Upload::direct, {{"x", waves(64)}});
}

}  // namespace

class QuantisedTest : public QObject {
    Q_OBJECT

private slots:
    void expands_like_the_processor_data();
    void expands_like_the_processor();
    void a_network_of_blocks_is_one_of_their_numbers();
    void fp8_is_multiplied_by_its_scale();
    void the_device_holds_the_small_size();
    void bad_numbers_are_refused();

private:
    std::filesystem::path path() const { return m_folder.filePath("weights.safetensors").toStdString(); }
    Result<Checkpoint> fp8_file(const std::vector<std::byte>& bytes, Shape shape, DType dtype) const {
        LEMNOS_CHECK(write_safetensors(path(), {{"layer.weight", dtype, shape, bytes}}, {}, OnExisting::replace));
        return Checkpoint::open(path());
    }
    QTemporaryDir m_folder;
};

void QuantisedTest::expands_like_the_processor_data() {
    QTest::addColumn<QString>("layer");
    QTest::addColumn<int>("computes_in");
    QTest::addColumn<int>("upload");
    for (const char* layer :
         {"q4_0", "q4_1", "q5_0", "q5_1", "q8_0", "q2_k", "q3_k", "q4_k", "q5_k", "q6_k", "iq4_nl", "iq4_xs", "conv"})
        for (const DType dtype : {DType::f32, DType::f16})
            for (const Upload upload : {Upload::direct, Upload::staged})
                QTest::addRow("%s to %s, %s", layer, name_of(dtype).data(),
                              upload == Upload::direct ? "direct" : "staged")
                    << layer << static_cast<int>(dtype) << static_cast<int>(upload);
}

void QuantisedTest::expands_like_the_processor() {
    QFETCH(QString, layer);
    QFETCH(int, computes_in);
    QFETCH(int, upload);
    REQUIRE_VALUE(const Checkpoint file, Checkpoint::open(LEMNOS_GOLDEN_DIR "/gguf_types.gguf"));
    const bool is_conv = layer == "conv";
    const CheckpointWeights index(file);
    Builder builder(static_cast<DType>(computes_in), &index);
    const Scope scope(builder, layer.toStdString());
    builder.output("y", is_conv ? scope.weight("weight", {32, 3, 3, 4}, WeightLayout::conv_ohwi)
                                : scope.weight("weight", {3, 512}));
    REQUIRE_VALUE(const HostTensor y, run(file, std::move(builder), static_cast<Upload>(upload)));
    REQUIRE_VALUE(HostTensor expected, file.read_floats(layer.toStdString() + ".weight"));
    if (is_conv) expected = nhwc_from_nchw(expected);
    QCOMPARE(y.values.size(), expected.values.size());
    // A device may add without rounding the product first, which the processor does not.
    const double epsilon = epsilon_of(static_cast<DType>(computes_in));
    for (std::size_t i = 0; i < y.values.size(); ++i)
        if (!(std::abs(y.values[i] - expected.values[i]) <= epsilon * std::abs(expected.values[i]) + 1e-6))
            QFAIL(qPrintable(QString("number %1 is %2, not %3").arg(i).arg(y.values[i]).arg(expected.values[i])));
}

void QuantisedTest::a_network_of_blocks_is_one_of_their_numbers() {
    REQUIRE_VALUE(const Checkpoint blocks, Checkpoint::open(LEMNOS_GOLDEN_DIR "/gguf_types.gguf"));
    REQUIRE_VALUE(const Checkpoint numbers, Checkpoint::open(LEMNOS_GOLDEN_DIR "/gguf_types.safetensors"));
    for (const DType dtype : {DType::f32, DType::f16}) {
        REQUIRE_VALUE(const HostTensor ours, tiny_net(blocks, dtype));
        REQUIRE_VALUE(const HostTensor theirs, tiny_net(numbers, dtype));
        QVERIFY(std::ranges::any_of(theirs.values, [](float value) { return std::abs(value) > 0.01F; }));
        QCOMPARE(ours.values, theirs.values);  // their numbers are exact products, so no rounding differs
    }
}

void QuantisedTest::fp8_is_multiplied_by_its_scale() {
    for (const DType dtype : {DType::f8_e4m3, DType::f8_e5m2}) {
        std::vector<std::byte> bytes;
        for (unsigned bits = 0; bits < 256; ++bits)
            if ((bits & 0x7fU) < 0x7cU) bytes.push_back(std::byte(bits));
        const Shape shape{31, 8};
        REQUIRE_VALUE(Checkpoint plain, fp8_file(bytes, shape, dtype));
        TensorInfo tensor = *plain.find("layer.weight");
        tensor.scale = 0.25F;
        REQUIRE_VALUE(const Checkpoint file, std::move(plain).with_tensors({tensor}));
        const CheckpointWeights index(file);
        Builder builder(DType::f32, &index);
        builder.output("y", Scope(builder, "layer").weight("weight", shape));
        REQUIRE_VALUE(const HostTensor y, run(file, std::move(builder), Upload::direct));
        REQUIRE_VALUE(const HostTensor expected, file.read_floats("layer.weight"));
        QCOMPARE(expected.values[1], dtype == DType::f8_e4m3 ? 0x1p-11F : 0x1p-18F);
        QCOMPARE(y.values, expected.values);
    }
}

void QuantisedTest::the_device_holds_the_small_size() {
    constexpr std::uint32_t side = 2048;
    const std::vector<std::byte> bytes(std::size_t{side} * side, std::byte{0x38});
    REQUIRE_VALUE(const Checkpoint file, fp8_file(bytes, {side, side}, DType::f8_e4m3));
    WeightCache cache(*test_device().device, file);
    REQUIRE_VALUE(const TensorView view,
                  cache.place({"layer.weight", {side, side}, DType::f8_e4m3, WeightLayout::as_is}));
    QCOMPARE(view.bytes(), std::uint64_t{side} * side);
    QVERIFY2(cache.bytes() <= view.bytes() + 4096, std::to_string(cache.bytes()).c_str());

    REQUIRE_VALUE(const Checkpoint blocks, Checkpoint::open(LEMNOS_GOLDEN_DIR "/gguf_types.gguf"));
    WeightCache small(*test_device().device, blocks);
    REQUIRE_VALUE(const TensorView q4, small.place({"q4_k.weight", {3, 512}, DType::q4_k, WeightLayout::as_is}));
    QCOMPARE(q4.bytes(), std::uint64_t{6 * 144});
}

void QuantisedTest::bad_numbers_are_refused() {
    std::vector<std::byte> bytes(64, std::byte{0x38});
    bytes[17] = std::byte{0xff};
    REQUIRE_VALUE(const Checkpoint file, fp8_file(bytes, {8, 8}, DType::f8_e4m3));
    WeightCache cache(*test_device().device, file);
    REQUIRE_ERROR(cache.place({"layer.weight", {8, 8}, DType::f8_e4m3, WeightLayout::as_is}), ErrorKind::bad_file,
                  "weights.safetensors: tensor \"layer.weight\" holds NaN or infinity");
}

QTEST_GUILESS_MAIN(QuantisedTest)
#include "quantised_test.moc"
