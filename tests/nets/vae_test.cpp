// SPDX-License-Identifier: Apache-2.0
// Both autoencoders against diffusers', each direction.
#include "nets/vae.h"

#include "nets/golden_net.h"
#include "nets/tiny_vae.h"

using namespace lemnos;
using namespace lemnos::test;
using lemnos::testing::difference;

namespace {

VaeConfig config_of(const nlohmann::json& manifest) {
    const nlohmann::json& json = manifest.at("config").at("vae");
    return {json.at("z_channels"), json.at("ch"), json.at("ch_mult").get<std::vector<std::uint32_t>>(),
            json.at("num_res_blocks")};
}

PictureSize size_of_input(const HostTensor& nhwc) {
    return {nhwc.shape.batch(), nhwc.shape.height(), nhwc.shape.width()};
}

// Channels [begin, begin + count) of an NCHW tensor.
HostTensor channels(const HostTensor& nchw, std::uint32_t begin, std::uint32_t count) {
    HostTensor part(Shape{nchw.shape[0], count, nchw.shape[2], nchw.shape[3]});
    const std::size_t plane = std::size_t{nchw.shape[2]} * nchw.shape[3];
    for (std::size_t n = 0; n < nchw.shape[0]; ++n)
        std::copy_n(nchw.values.begin() + (n * nchw.shape[1] + begin) * plane, count * plane,
                    part.values.begin() + n * count * plane);
    return part;
}

void add_rows(std::initializer_list<const char*> goldens) {
    QTest::addColumn<QString>("golden");
    QTest::addColumn<bool>("is_f16");
    for (const char* golden : goldens)
        for (const bool is_f16 : {false, true})
            QTest::addRow("%s %s", golden, is_f16 ? "f16" : "f32") << golden << is_f16;
}

}  // namespace

#define VERIFY_CLOSE(value, truth, dtype)                                                 \
    do {                                                                                  \
        REQUIRE_VALUE(const auto error, difference(value, truth));                        \
        qInfo("%s", error.text().c_str());                                                \
        QVERIFY2(error.relative_rms <= whole_net_tolerance(dtype), error.text().c_str()); \
    } while (false)

class VaeTest : public QObject {
    Q_OBJECT

private slots:
    void decodes_data() { add_rows({"vae_res1", "vae_res2"}); }
    void decodes() {
        QFETCH(QString, golden);
        QFETCH(bool, is_f16);
        const DType dtype = is_f16 ? DType::f16 : DType::f32;
        REQUIRE_VALUE(const GoldenNet net, GoldenNet::load(golden.toStdString()));
        const CheckpointWeights weights(*net.file);
        const HostTensor latents = engine_order(net.tensors.at("decode.latents"));
        REQUIRE_VALUE(Graph graph, vae_decoder_graph(&weights, "first_stage_model", config_of(net.manifest),
                                                     size_of_input(latents), dtype));
        REQUIRE_VALUE(const Values outputs, run_graph(*net.file, std::move(graph), {{"latents", latents}}));
        VERIFY_CLOSE(nchw_from_nhwc(outputs.at("picture")), net.tensors.at("decode.pixels"), dtype);
    }

    void encodes_data() { add_rows({"vae_res1", "vae_res2"}); }
    void encodes() {
        QFETCH(QString, golden);
        QFETCH(bool, is_f16);
        const DType dtype = is_f16 ? DType::f16 : DType::f32;
        REQUIRE_VALUE(const GoldenNet net, GoldenNet::load(golden.toStdString()));
        const CheckpointWeights weights(*net.file);
        const HostTensor picture = engine_order(net.tensors.at("encode.pixels"));
        REQUIRE_VALUE(Graph graph, vae_encoder_graph(&weights, "first_stage_model", config_of(net.manifest),
                                                     size_of_input(picture), dtype));
        REQUIRE_VALUE(const Values outputs, run_graph(*net.file, std::move(graph), {{"picture", picture}}));
        const HostTensor moments = nchw_from_nhwc(outputs.at("moments"));
        VERIFY_CLOSE(channels(moments, 0, 4), net.tensors.at("encode.mean"), dtype);
        VERIFY_CLOSE(channels(moments, 4, 4), net.tensors.at("encode.logvar"), dtype);
    }

    void tiny_decodes_data() { add_rows({"tiny_vae_16", "tiny_vae_24"}); }
    void tiny_decodes() {
        QFETCH(QString, golden);
        QFETCH(bool, is_f16);
        const DType dtype = is_f16 ? DType::f16 : DType::f32;
        REQUIRE_VALUE(const GoldenNet net, GoldenNet::load(golden.toStdString()));
        const CheckpointWeights weights(*net.file);
        const TinyVaeConfig config{.channels = net.manifest.at("config").at("tiny_vae").at("channels")};
        const HostTensor latents = engine_order(net.tensors.at("decode.latents"));
        REQUIRE_VALUE(Graph graph,
                      tiny_vae_decoder_graph(&weights, "taesd_decoder", config, size_of_input(latents), dtype));
        REQUIRE_VALUE(const Values outputs, run_graph(*net.file, std::move(graph), {{"latents", latents}}));
        VERIFY_CLOSE(nchw_from_nhwc(outputs.at("picture")), net.tensors.at("decode.pixels"), dtype);
    }

    void tiny_encodes_data() { add_rows({"tiny_vae_16", "tiny_vae_24"}); }
    void tiny_encodes() {
        QFETCH(QString, golden);
        QFETCH(bool, is_f16);
        const DType dtype = is_f16 ? DType::f16 : DType::f32;
        REQUIRE_VALUE(const GoldenNet net, GoldenNet::load(golden.toStdString()));
        const CheckpointWeights weights(*net.file);
        const TinyVaeConfig config{.channels = net.manifest.at("config").at("tiny_vae").at("channels")};
        const HostTensor picture = engine_order(net.tensors.at("encode.pixels"));
        REQUIRE_VALUE(Graph graph,
                      tiny_vae_encoder_graph(&weights, "taesd_encoder", config, size_of_input(picture), dtype));
        REQUIRE_VALUE(const Values outputs, run_graph(*net.file, std::move(graph), {{"picture", picture}}));
        VERIFY_CLOSE(nchw_from_nhwc(outputs.at("latents")), net.tensors.at("encode.latents"), dtype);
    }
};

QTEST_GUILESS_MAIN(VaeTest)
#include "vae_test.moc"
