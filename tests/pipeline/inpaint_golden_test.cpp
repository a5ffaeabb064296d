// SPDX-License-Identifier: Apache-2.0
// Inpainting against diffusers' own pipeline: every latent and the image of each run of tests/golden/pipeline_inpaint,
// with a plain checkpoint and with one of nine channels.
#include "pipeline/golden_run.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

// The manifest gives the mask in latents: top, left, bottom, right.
HostTensor picture_of_mask(const nlohmann::json& box, const Shape& picture) {
    constexpr std::size_t factor = 8;
    HostTensor mask(picture);
    const std::size_t height = picture[2], width = picture[3];
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t y = factor * box.at(0).get<std::size_t>(); y < factor * box.at(2).get<std::size_t>(); ++y)
            for (std::size_t x = factor * box.at(1).get<std::size_t>(); x < factor * box.at(3).get<std::size_t>(); ++x)
                mask.values[(channel * height + y) * width + x] = 1;
    return mask;
}

}  // namespace

class InpaintGoldenTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TinySession> m_tiny;
    nlohmann::json m_manifest;
    std::string m_plain, m_nine, m_picture, m_mask;

private slots:
    void initTestCase() {
        REQUIRE_VALUE(m_tiny, TinySession::create());
        REQUIRE_VALUE(m_manifest, testing::load_manifest("pipeline_inpaint"));
        REQUIRE_VALUE(const TensorMap wide, testing::generated_weights(m_manifest));
        const TinySd1& tiny = m_tiny->tiny;
        REQUIRE_VALUE(const auto plain, tiny.write("plain.safetensors", tiny.metadata()));
        REQUIRE_VALUE(const auto nine, tiny.write("nine.safetensors", tiny.metadata(), [&](TensorMap& tensors) {
            for (const auto& [name, tensor] : wide) tensors.at(name) = tensor;
        }));
        const HostTensor& start = tiny.shared.at("init_image");
        REQUIRE_VALUE(const auto picture, tiny.write_picture("start.png", start));
        REQUIRE_VALUE(const auto mask,
                      tiny.write_picture("mask.png", picture_of_mask(m_manifest.at("mask"), start.shape)));
        m_plain = plain.string();
        m_nine = nine.string();
        m_picture = picture.string();
        m_mask = mask.string();
    }

    void matches_diffusers_data() {
        QTest::addColumn<int>("run");
        QTest::addColumn<bool>("is_f16");
        const nlohmann::json& runs = m_manifest.at("runs");
        for (const bool is_f16 : {false, true})
            for (int run = 0; run < static_cast<int>(runs.size()); ++run) {
                const std::string name = runs.at(run).at("name");
                QTest::addRow("%s %s", name.c_str(), is_f16 ? "f16" : "f32") << run << is_f16;
            }
    }
    void matches_diffusers() {
        QFETCH(int, run);
        QFETCH(bool, is_f16);
        const nlohmann::json& wanted = m_manifest.at("runs").at(run);
        const std::string name = wanted.at("name");
        Request request = request_of(wanted, m_manifest);
        request.dtype = is_f16 ? DType::f16 : DType::f32;
        request.model = wanted.at("channels") == 9 ? m_nine : m_plain;
        request.init_image = m_picture;
        request.mask = m_mask;
        request.mask_fill = mask_fill_from_name(wanted.at("mask_fill").get<std::string>()).value();
        request.mask_area = MaskArea::whole;
        request.mask_grow = request.mask_feather = 0;

        REQUIRE_VALUE(const TensorMap truth, testing::load_golden("pipeline_inpaint." + name));
        TensorMap dumped;
        RunCallbacks callbacks;
        callbacks.dump = [&](const std::string& key, const HostTensor& tensor) { dumped[key] = tensor; };
        REQUIRE_VALUE(const RunResult result, m_tiny->session.run(request, {}, callbacks));
        REQUIRE_VALUE(const RunFidelity fidelity, fidelity_of(dumped, truth));
        qInfo("latents %.2g, image %.1f dB", fidelity.worst, fidelity.image);
        // About three times what is seen; beyond the 60 and 38 dB at which two programs paint the same.
        QVERIFY2(fidelity.worst <= (is_f16 ? 3e-2 : 2e-5), std::to_string(fidelity.worst).c_str());
        QVERIFY2(fidelity.image >= (is_f16 ? 45 : 100), std::to_string(fidelity.image).c_str());
        QCOMPARE(result.pictures.size(), std::size_t{request.batch});
    }
};

QTEST_GUILESS_MAIN(InpaintGoldenTest)
#include "inpaint_golden_test.moc"
