// SPDX-License-Identifier: Apache-2.0
// Whole pictures against PyTorch: text, every latent and the image of each run of tests/golden/pipeline_sd1.
#include "pipeline/golden_run.h"
#include "pipeline/tiny_sd1.h"

using namespace lemnos;
using namespace lemnos::test;

class GoldenRunsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TinySd1> m_tiny;
    std::unique_ptr<Session> m_session;
    std::string m_model, m_velocity_model, m_start_picture;

private slots:
    void initTestCase() {
        REQUIRE_VALUE(TinySd1 tiny, TinySd1::load());
        m_tiny = std::make_unique<TinySd1>(std::move(tiny));
        REQUIRE_VALUE(const auto model, m_tiny->write("eps.safetensors", m_tiny->metadata()));
        REQUIRE_VALUE(const auto velocity, m_tiny->write("v.safetensors", m_tiny->metadata("v")));
        REQUIRE_VALUE(const auto picture, m_tiny->write_picture("start.png", m_tiny->shared.at("init_image")));
        m_model = model.string();
        m_velocity_model = velocity.string();
        m_start_picture = picture.string();
        REQUIRE_VALUE(Session session, Session::create(test_session_options()));
        m_session = std::make_unique<Session>(std::move(session));
    }

    void matches_pytorch_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("is_f16");
        for (const char* prediction : {"eps", "v"})  // models are loaded once each
            for (const bool is_f16 : {false, true})
                for (const nlohmann::json& run : m_tiny->manifest.at("runs"))
                    if (run.at("prediction") == prediction) {
                        const std::string name = run.at("name");
                        QTest::addRow("%s %s", name.c_str(), is_f16 ? "f16" : "f32") << name.c_str() << is_f16;
                    }
    }
    void matches_pytorch() {
        QFETCH(QString, name);
        QFETCH(bool, is_f16);
        nlohmann::json run;
        for (const nlohmann::json& one : m_tiny->manifest.at("runs"))
            if (one.at("name") == name.toStdString()) run = one;
        Request request = request_of(run, m_tiny->manifest);
        request.dtype = is_f16 ? DType::f16 : DType::f32;
        request.model = run.at("prediction") == "v" ? m_velocity_model : m_model;
        if (request.strength < 1) request.init_image = m_start_picture;

        REQUIRE_VALUE(TensorMap truth, testing::load_golden("pipeline_sd1." + name.toStdString()));
        truth["cond"] = m_tiny->shared.at("cond");
        truth["uncond"] = m_tiny->shared.at("uncond");
        TensorMap dumped;
        RunCallbacks callbacks;
        callbacks.dump = [&](const std::string& key, const HostTensor& tensor) { dumped[key] = tensor; };
        REQUIRE_VALUE(const RunResult result, m_session->run(request, {}, callbacks));

        const double tolerance =
            is_f16 ? 2e-2 : 2e-5;  // about three times what is seen; PyTorch itself is off by 2e-2 in f16
        REQUIRE_VALUE(const RunFidelity fidelity, fidelity_of(dumped, truth));
        qInfo("latents %.2g, image %.1f dB", fidelity.worst, fidelity.image);
        QVERIFY2(fidelity.worst <= tolerance, std::to_string(fidelity.worst).c_str());
        QVERIFY2(fidelity.image >= (is_f16 ? 50 : 100), std::to_string(fidelity.image).c_str());
        QCOMPARE(result.pictures.size(), std::size_t{request.batch});
        std::size_t steps = 0;
        while (truth.contains("latents." + std::to_string(steps + 1))) ++steps;
        QCOMPARE(result.seconds.steps.size(), steps);
    }
};

QTEST_GUILESS_MAIN(GoldenRunsTest)
#include "golden_runs_test.moc"
