// SPDX-License-Identifier: Apache-2.0
// Tiny autoencoders in files beside a model: previews are what PyTorch makes of the same weights, however the file
// numbers its layers; files that do not fit are told and leave the model as it is.
#include <algorithm>

#include "pipeline/pixels.h"
#include "pipeline/tiny_model.h"
#include "support/device.h"

using namespace lemnos;
using namespace lemnos::test;
namespace fs = std::filesystem;

namespace {

// The golden decoder's weights under other names: "<prefix><number - shift>.conv.0.weight".
TensorMap renumbered(const TensorMap& weights, const std::string& prefix, unsigned shift) {
    TensorMap renamed;
    const std::string root = "taesd_decoder.";
    for (const auto& [name, tensor] : weights) {
        if (!name.starts_with(root)) continue;
        const std::size_t dot = name.find('.', root.size());
        const unsigned number = static_cast<unsigned>(std::stoul(name.substr(root.size(), dot - root.size()))) - shift;
        renamed[fmt::format("{}{}{}", prefix, number, name.substr(dot))] = tensor;
    }
    return renamed;
}

}  // namespace

class TinyDecoderTest : public QObject {
    Q_OBJECT

private:
    std::map<std::string, TinyModel> m_models;
    TensorMap m_weights;  // encoder and decoder
    TensorMap m_truth;

    Result<std::unique_ptr<LoadedModel>> load(const std::string& kind) {
        const TinyModel& tiny = m_models.at(kind);
        LEMNOS_TRY(const fs::path path, tiny.write("model.safetensors", tiny.metadata()));
        TestDevice& test = test_device();
        return LoadedModel::load({*test.device, *test.pipelines}, path, {});
    }

private slots:
    void initTestCase() {
        for (const char* kind : {"pipeline_sd1", "pipeline_sd2", "pipeline_sdxl"}) {
            REQUIRE_VALUE(TinyModel tiny, TinyModel::load(kind));
            m_models.emplace(kind, std::move(tiny));
        }
        REQUIRE_VALUE(const nlohmann::json manifest, testing::load_manifest("tiny_vae_16"));
        REQUIRE_VALUE(m_weights, testing::generated_weights(manifest));
        REQUIRE_VALUE(m_truth, testing::load_golden("tiny_vae_16"));
    }
    void cleanup() {
        for (const auto& [kind, tiny] : m_models) fs::remove_all(tiny.path("vae_approx"));
    }

    void matches_pytorch_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<unsigned>("shift");
        QTest::newRow("of its authors") << "pipeline_sd1" << "taesd_decoder.safetensors" << "" << 0U;
        QTest::newRow("without the clamp") << "pipeline_sd1" << "taesd_decoder.safetensors" << "" << 1U;
        QTest::newRow("diffusers") << "pipeline_sd2" << "taesd_decoder.pth" << "decoder.layers." << 1U;
        QTest::newRow("with a root") << "pipeline_sdxl" << "taesdxl_decoder.pt" << "taesd_decoder." << 0U;
        QTest::newRow("of both halves") << "pipeline_sdxl" << "taesdxl_decoder.safetensors" << "decoder." << 0U;
    }
    void matches_pytorch() {
        QFETCH(QString, model);
        QFETCH(QString, file);
        QFETCH(QString, prefix);
        QFETCH(unsigned, shift);
        const TinyModel& tiny = m_models.at(model.toStdString());
        fs::create_directory(tiny.path("vae_approx"));
        TensorMap tensors = renumbered(m_weights, prefix.toStdString(), shift);
        if (prefix == "decoder.layers." || prefix == "decoder.")
            tensors["encoder." + std::string(prefix == "decoder." ? "" : "layers.") + "0.weight"] =
                m_weights.at("taesd_encoder.0.weight");
        // Formats are told by the content, so that the name's ending may be any.
        REQUIRE_OK(write_safetensors(tiny.path("vae_approx") / file.toStdString(), tensors));
        REQUIRE_VALUE(const auto loaded, load(model.toStdString()));
        QVERIFY(loaded->description().tiny_vae);
        QVERIFY(loaded->preview_notes().empty());
        const HostTensor latents = image_of(m_truth.at("decode.latents"), 0);
        HostTensor truth = image_of(m_truth.at("decode.pixels"), 0);
        for (float& value : truth.values) value = std::clamp(value, 0.0F, 1.0F);
        REQUIRE_VALUE(const HostTensor picture, preview_picture(*loaded, latents, DType::f32, {}));
        REQUIRE_VALUE(const auto error, testing::difference(picture, truth));
        QVERIFY2(error.relative_rms <= 1e-5, error.text().c_str());
    }

    void the_file_of_another_family_is_not_taken() {
        const TinyModel& tiny = m_models.at("pipeline_sd1");
        fs::create_directory(tiny.path("vae_approx"));
        REQUIRE_OK(
            write_safetensors(tiny.path("vae_approx/taesdxl_decoder.safetensors"), renumbered(m_weights, "", 0)));
        REQUIRE_VALUE(const auto loaded, load("pipeline_sd1"));
        QVERIFY(!loaded->description().tiny_vae);
        QVERIFY(loaded->preview_notes().empty());
    }

    void broken_files_are_told_data() {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<QString>("message");
        QTest::newRow("the other half") << "encoder" << "is no tiny decoder of latents with 4 channels";
        QTest::newRow("half a file") << "missing" << "tensor \"taesd_decoder.8.conv.2.weight\" is missing";
        QTest::newRow("another shape") << "shape" << "tensor \"taesd_decoder.19.weight\" is 3x8x3x3, expected 3x16x3x3";
        QTest::newRow("no file of tensors") << "text" << "";
    }
    void broken_files_are_told() {
        QFETCH(QString, damage);
        QFETCH(QString, message);
        const TinyModel& tiny = m_models.at("pipeline_sd1");
        fs::create_directory(tiny.path("vae_approx"));
        TensorMap tensors = renumbered(m_weights, "", 0);
        if (damage == "encoder") tensors = {{"0.weight", m_weights.at("taesd_encoder.0.weight")}};
        if (damage == "missing") tensors.erase("8.conv.2.weight");
        if (damage == "shape") tensors["19.weight"] = HostTensor(Shape{3, 8, 3, 3});
        const fs::path path = tiny.path("vae_approx/taesd_decoder.safetensors");
        REQUIRE_OK(write_safetensors(path, tensors));
        if (damage == "text") fs::resize_file(path, 5);
        REQUIRE_VALUE(const auto loaded, load("pipeline_sd1"));
        QVERIFY(!loaded->description().tiny_vae);
        QCOMPARE(loaded->preview_notes().size(), std::size_t{1});
        const QString note = QString::fromStdString(loaded->preview_notes().front());
        QVERIFY2(note.startsWith("Previews are made without the tiny autoencoder: "), qPrintable(note));
        QVERIFY2(note.contains("taesd_decoder.safetensors: "), qPrintable(note));
        QVERIFY2(note.contains(message), qPrintable(note));
    }
};

QTEST_GUILESS_MAIN(TinyDecoderTest)
#include "tiny_decoder_test.moc"
