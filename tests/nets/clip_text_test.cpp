// SPDX-License-Identifier: Apache-2.0
// The text encoder against Hugging Face's, with both activations, two lengths and the three states that are taken.
#include "nets/clip_text.h"

#include "nets/golden_net.h"

using namespace lemnos;
using namespace lemnos::test;
using lemnos::testing::difference;

namespace {

ClipTextConfig config_of(const nlohmann::json& manifest) {
    const nlohmann::json& json = manifest.at("config").at("text");
    ClipTextConfig config;
    config.hidden_size = json.at("hidden_size");
    config.layers = json.at("layers");
    config.heads = json.at("heads");
    config.intermediate_size = json.at("intermediate_size");
    config.max_length = json.at("max_length");
    config.vocab_size = json.at("vocab_size");
    config.activation = json.at("activation") == "gelu" ? ops::Activation::gelu_erf : ops::Activation::gelu_quick;
    return config;
}

struct Taken {
    const char* name;
    TakeLayer layer;
};
constexpr Taken taken[] = {{"last", TakeLayer::last_normalised},
                           {"penultimate", TakeLayer::penultimate},
                           {"penultimate_normalised", TakeLayer::penultimate_normalised}};

}  // namespace

class ClipTextTest : public QObject {
    Q_OBJECT

private slots:
    void matches_pytorch_data() {
        QTest::addColumn<QString>("golden");
        QTest::addColumn<int>("take");
        QTest::addColumn<bool>("is_f16");
        for (const char* golden : {"clip_text_quick_gelu", "clip_text_gelu"})
            for (int take = 0; take < 3; ++take)
                for (const bool is_f16 : {false, true})
                    QTest::addRow("%s %s %s", golden, taken[take].name, is_f16 ? "f16" : "f32")
                        << golden << take << is_f16;
    }
    void matches_pytorch() {
        QFETCH(QString, golden);
        QFETCH(int, take);
        QFETCH(bool, is_f16);
        const DType dtype = is_f16 ? DType::f16 : DType::f32;
        REQUIRE_VALUE(const GoldenNet net, GoldenNet::load(golden.toStdString()));
        ClipTextConfig config = config_of(net.manifest);
        config.take = taken[take].layer;
        const HostTensor& ids = net.tensors.at("ids");
        const CheckpointWeights weights(*net.file);
        REQUIRE_VALUE(Graph graph, clip_text_graph(&weights, "cond_stage_model.transformer.text_model", config,
                                                   ids.shape.batch(), dtype));
        REQUIRE_VALUE(const Values outputs, run_graph(*net.file, std::move(graph), {{"ids", ids}}));
        REQUIRE_VALUE(const auto error, difference(outputs.at("result"), net.tensors.at(taken[take].name)));
        qInfo("%s", error.text().c_str());
        QVERIFY2(error.relative_rms <= whole_net_tolerance(dtype), error.text().c_str());
    }

    // The wrong gelu must not pass: the two differ by far more than the tolerance.
    void rejects_the_other_activation() {
        REQUIRE_VALUE(const GoldenNet net, GoldenNet::load("clip_text_gelu"));
        ClipTextConfig config = config_of(net.manifest);
        config.activation = ops::Activation::gelu_quick;
        const HostTensor& ids = net.tensors.at("ids");
        const CheckpointWeights weights(*net.file);
        REQUIRE_VALUE(Graph graph, clip_text_graph(&weights, "cond_stage_model.transformer.text_model", config,
                                                   ids.shape.batch(), DType::f32));
        REQUIRE_VALUE(const Values outputs, run_graph(*net.file, std::move(graph), {{"ids", ids}}));
        REQUIRE_VALUE(const auto error, difference(outputs.at("result"), net.tensors.at("last")));
        QVERIFY(error.relative_rms > 10 * whole_net_tolerance(DType::f32));
    }
};

QTEST_GUILESS_MAIN(ClipTextTest)
#include "clip_text_test.moc"
