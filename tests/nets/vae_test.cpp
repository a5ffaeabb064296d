// SPDX-License-Identifier: Apache-2.0
// Both autoencoders against diffusers', each direction.
#include "nets/vae.h"

#include "nets/golden_net.h"
#include "nets/tiny_vae.h"

using namespace lemnos;
using namespace lemnos::test;
using lemnos::testing::difference;

namespace {

VaeConfig vae_config(const nlohmann::json& manifest) {
    const nlohmann::json& json = manifest.at("config").at("vae");
    return {json.at("z_channels"), json.at("ch"), json.at("ch_mult").get<std::vector<std::uint32_t>>(),
            json.at("num_res_blocks")};
}

TinyVaeConfig tiny_config(const nlohmann::json& manifest) {
    return {.channels = manifest.at("config").at("tiny_vae").at("channels")};
}

// A tensor of the golden file, and the first of the output's channels that are to equal it.
struct Truth {
    const char* golden;
    std::uint32_t first_channel = 0;
};

struct Direction {
    const char* name;
    std::vector<const char*> goldens;
    const char* from;    // tensor of the golden file
    const char* input;   // of the graph
    const char* output;  // of the graph
    std::vector<Truth> truths;
    Result<Graph> (*graph)(const WeightIndex*, const nlohmann::json& manifest, PictureSize, DType);
};

using Json = nlohmann::json;

const Direction directions[] = {
    {"vae decodes",
     {"vae_res1", "vae_res2"},
     "decode.latents",
     "latents",
     "picture",
     {{"decode.pixels"}},
     [](const WeightIndex* weights, const Json& manifest, PictureSize size, DType dtype) {
         return vae_decoder_graph(weights, "first_stage_model", vae_config(manifest), size, dtype);
     }},
    {"vae encodes",
     {"vae_res1", "vae_res2"},
     "encode.pixels",
     "picture",
     "moments",
     {{"encode.mean", 0}, {"encode.logvar", 4}},
     [](const WeightIndex* weights, const Json& manifest, PictureSize size, DType dtype) {
         return vae_encoder_graph(weights, "first_stage_model", vae_config(manifest), size, dtype);
     }},
    {"tiny vae decodes",
     {"tiny_vae_16", "tiny_vae_24"},
     "decode.latents",
     "latents",
     "picture",
     {{"decode.pixels"}},
     [](const WeightIndex* weights, const Json& manifest, PictureSize size, DType dtype) {
         return tiny_vae_decoder_graph(weights, "taesd_decoder", tiny_config(manifest), size, dtype);
     }},
    {"tiny vae encodes",
     {"tiny_vae_16", "tiny_vae_24"},
     "encode.pixels",
     "picture",
     "latents",
     {{"encode.latents"}},
     [](const WeightIndex* weights, const Json& manifest, PictureSize size, DType dtype) {
         return tiny_vae_encoder_graph(weights, "taesd_encoder", tiny_config(manifest), size, dtype);
     }},
};

// Channels [begin, begin + count) of an NCHW tensor.
HostTensor channels(const HostTensor& nchw, std::uint32_t begin, std::uint32_t count) {
    HostTensor part(Shape{nchw.shape[0], count, nchw.shape[2], nchw.shape[3]});
    const std::size_t plane = std::size_t{nchw.shape[2]} * nchw.shape[3];
    for (std::size_t n = 0; n < nchw.shape[0]; ++n)
        std::copy_n(nchw.values.begin() + (n * nchw.shape[1] + begin) * plane, count * plane,
                    part.values.begin() + n * count * plane);
    return part;
}

}  // namespace

class VaeTest : public QObject {
    Q_OBJECT

private slots:
    void agrees_with_diffusers_data() {
        QTest::addColumn<int>("direction");
        QTest::addColumn<QString>("golden");
        QTest::addColumn<bool>("is_f16");
        for (int i = 0; i < static_cast<int>(std::size(directions)); ++i)
            for (const char* golden : directions[i].goldens)
                for (const bool is_f16 : {false, true})
                    QTest::addRow("%s %s %s", directions[i].name, golden, is_f16 ? "f16" : "f32")
                        << i << golden << is_f16;
    }
    void agrees_with_diffusers() {
        QFETCH(int, direction);
        QFETCH(QString, golden);
        QFETCH(bool, is_f16);
        const Direction& row = directions[direction];
        const DType dtype = is_f16 ? DType::f16 : DType::f32;
        REQUIRE_VALUE(const GoldenNet net, GoldenNet::load(golden.toStdString()));
        const CheckpointWeights weights(*net.file);
        const HostTensor input = engine_order(net.tensors.at(row.from));
        const PictureSize size{input.shape.batch(), input.shape.height(), input.shape.width()};
        REQUIRE_VALUE(Graph graph, row.graph(&weights, net.manifest, size, dtype));
        REQUIRE_VALUE(const Values outputs, run_graph(*net.file, std::move(graph), {{row.input, input}}));
        const HostTensor output = nchw_from_nhwc(outputs.at(row.output));
        std::uint32_t compared = 0;
        for (const Truth& truth : row.truths) {
            const HostTensor& expected = net.tensors.at(truth.golden);
            const HostTensor part = channels(output, truth.first_channel, expected.shape[1]);
            REQUIRE_VALUE(const auto error, difference(part, expected));
            compared += expected.shape[1];
            qInfo("%s: %s", truth.golden, error.text().c_str());
            QVERIFY2(error.relative_rms <= whole_net_tolerance(dtype), error.text().c_str());
        }
        QCOMPARE(output.shape[1], compared);
    }
};

QTEST_GUILESS_MAIN(VaeTest)
#include "vae_test.moc"
