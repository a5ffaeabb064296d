// SPDX-License-Identifier: Apache-2.0
// The networks at their real sizes, without weights: the number of parameters is published and leaves little room for
// a forgotten layer. Needs no device.
#include <QTest>

#include "nets/clip_text.h"
#include "nets/tiny_vae.h"
#include "nets/unet.h"
#include "nets/vae.h"
#include "support/require.h"

using namespace lemnos;

namespace {

std::uint64_t parameters(std::initializer_list<const Graph*> graphs) {
    std::uint64_t sum = 0;
    for (const Graph* graph : graphs)
        for (const GraphValue& value : graph->values)
            if (value.origin == Origin::weight) sum += value.signature.shape.elements();
    return sum;
}

struct Geometry {
    const char* name;
    UNetConfig config;
    std::uint64_t parameters;
};

const Geometry geometries[] = {
    {"Stable Diffusion 1.5", {}, 859'520'964},
    {"Stable Diffusion 1.5 inpainting", {.in_channels = 9}, 859'535'364},
    {"Stable Diffusion 2", {.heads = {0, 64}, .context_dim = 1024}, 865'910'724},
    {"Stable Diffusion XL",
     {.channel_mult = {1, 2, 4},
      .depths = {{0, 0, 2, 2, 10, 10}, 10, {10, 10, 10, 2, 2, 2, 0, 0, 0}},
      .heads = {0, 64},
      .context_dim = 2048,
      .adm_in_channels = 2816},
     2'567'463'684},
};

}  // namespace

class GeometryTest : public QObject {
    Q_OBJECT

private slots:
    void unets_have_their_parameters_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(geometries)); ++row)
            QTest::addRow("%s", geometries[row].name) << row;
    }
    void unets_have_their_parameters() {
        QFETCH(int, row);
        const Geometry& geometry = geometries[row];
        REQUIRE_VALUE(const Graph graph, unet_graph(nullptr, "model.diffusion_model", geometry.config,
                                                    {.batch = 2, .height = 64, .width = 64}, DType::f16));
        QCOMPARE(parameters({&graph}), geometry.parameters);
    }

    void autoencoder_has_its_parameters() {
        REQUIRE_VALUE(const Graph encoder, vae_encoder_graph(nullptr, "vae", {}, {1, 512, 512}, DType::f16));
        REQUIRE_VALUE(const Graph decoder, vae_decoder_graph(nullptr, "vae", {}, {1, 64, 64}, DType::f16));
        QCOMPARE(parameters({&encoder, &decoder}), std::uint64_t{83'653'863});
    }

    void text_encoder_has_its_parameters() {
        REQUIRE_VALUE(const Graph graph, clip_text_graph(nullptr, "text_model", {}, 1, DType::f16));
        QCOMPARE(parameters({&graph}), std::uint64_t{123'060'480});
    }

    void tiny_autoencoder_has_its_parameters() {
        REQUIRE_VALUE(const Graph encoder, tiny_vae_encoder_graph(nullptr, "e", {}, {1, 512, 512}, DType::f16));
        REQUIRE_VALUE(const Graph decoder, tiny_vae_decoder_graph(nullptr, "d", {}, {1, 64, 64}, DType::f16));
        QCOMPARE(parameters({&encoder}), std::uint64_t{1'222'532});
        QCOMPARE(parameters({&decoder}), std::uint64_t{1'222'531});
    }

    // Sizes that do not halve evenly come back to the size they had.
    void any_size_comes_back_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        for (const auto& [height, width] : {std::pair(1, 1), {3, 2}, {7, 64}, {33, 17}, {256, 256}})
            QTest::addRow("%dx%d", height, width) << height << width;
    }
    void any_size_comes_back() {
        QFETCH(int, height);
        QFETCH(int, width);
        const UNetSize size{1, static_cast<std::uint32_t>(height), static_cast<std::uint32_t>(width), 77};
        REQUIRE_VALUE(const Graph graph, unet_graph(nullptr, "", {}, size, DType::f16));
        const Shape& result = graph.values[graph.outputs.front().value].signature.shape;
        QCOMPARE(result.text(), Shape::nhwc(1, size.height, size.width, 4).text());
    }

    void errors_name_module_and_tensor() {
        class Nothing final : public WeightIndex {
            const Shape* find(std::string_view) const override { return nullptr; }
        } nothing;
        REQUIRE_ERROR(
            unet_graph(&nothing, "model.diffusion_model", {}, {1, 8, 8}, DType::f16), ErrorKind::bad_file,
            "model.diffusion_model.time_embed.0: tensor \"model.diffusion_model.time_embed.0.weight\" is missing");
    }
};

QTEST_GUILESS_MAIN(GeometryTest)
#include "geometry_test.moc"
