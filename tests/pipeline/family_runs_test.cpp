// SPDX-License-Identifier: Apache-2.0
// Whole pictures of the families after Stable Diffusion 1 against PyTorch: what each tells its UNet, every latent and
// the image. The tiny checkpoints lie as real ones do: OpenCLIP's layout, fused projections, markers.
#include "pipeline/golden_run.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

constexpr const char* goldens[] = {"pipeline_sd2", "pipeline_sdxl"};

// SD 2 says how it predicts by the numbers of one tensor or by metadata; finetunes of SDXL by an empty tensor.
Result<std::filesystem::path> write_model(const TinyModel& tiny, const std::string& prediction) {
    const std::string name = prediction + ".safetensors";
    if (tiny.manifest.at("config").contains("text_2"))
        return tiny.write(name.c_str(), tiny.metadata(), [&](TensorMap& tensors) {
            if (prediction == "v") tensors["v_pred"] = HostTensor(Shape{1});
        });
    return tiny.write(name.c_str(), tiny.metadata(prediction));
}

}  // namespace

class FamilyRunsTest : public QObject {
    Q_OBJECT

private:
    std::map<std::string, TinyModel> m_tiny;
    std::unique_ptr<Session> m_session;

private slots:
    void initTestCase() {
        for (const char* golden : goldens) {
            REQUIRE_VALUE(TinyModel tiny, TinyModel::load(golden));
            m_tiny.emplace(golden, std::move(tiny));
        }
        REQUIRE_VALUE(Session session, Session::create(test_session_options()));
        m_session = std::make_unique<Session>(std::move(session));
    }

    void matches_pytorch_data() {
        QTest::addColumn<QString>("golden");
        QTest::addColumn<int>("run");
        QTest::addColumn<bool>("is_f16");
        for (const auto& [golden, tiny] : m_tiny)
            for (int run = 0; run < static_cast<int>(tiny.manifest.at("runs").size()); ++run)
                for (const bool is_f16 : {false, true}) {
                    const std::string name = tiny.manifest.at("runs").at(run).at("name");
                    QTest::addRow("%s %s %s", golden.c_str(), name.c_str(), is_f16 ? "f16" : "f32")
                        << golden.c_str() << run << is_f16;
                }
    }
    void matches_pytorch() {
        QFETCH(QString, golden);
        QFETCH(int, run);
        QFETCH(bool, is_f16);
        const TinyModel& tiny = m_tiny.at(golden.toStdString());
        const nlohmann::json& wanted = tiny.manifest.at("runs").at(run);
        Request request = request_of(wanted, tiny.manifest);
        request.dtype = is_f16 ? DType::f16 : DType::f32;
        REQUIRE_VALUE(const auto path, write_model(tiny, wanted.at("prediction")));
        request.model = path.string();

        const std::string name = wanted.at("name");
        REQUIRE_VALUE(TensorMap truth, testing::load_golden(golden.toStdString() + "." + name));
        truth.insert(tiny.shared.begin(), tiny.shared.end());
        TensorMap dumped;
        RunCallbacks callbacks;
        callbacks.dump = [&](const std::string& key, const HostTensor& tensor) { dumped[key] = tensor; };
        REQUIRE_VALUE(const RunResult result, m_session->run(request, {}, callbacks));
        REQUIRE_VALUE(const RunFidelity fidelity, fidelity_of(dumped, truth));
        qInfo("latents %.2g, image %.1f dB", fidelity.worst, fidelity.image);
        // About three times what is seen, as for Stable Diffusion 1.
        QVERIFY2(fidelity.worst <= (is_f16 ? 2e-2 : 2e-5), std::to_string(fidelity.worst).c_str());
        QVERIFY2(fidelity.image >= (is_f16 ? 50 : 100), std::to_string(fidelity.image).c_str());
        QCOMPARE("pipeline_" + result.family, golden.toStdString());
        QCOMPARE(result.pictures.size(), std::size_t{request.batch});
    }
};

QTEST_GUILESS_MAIN(FamilyRunsTest)
#include "family_runs_test.moc"
