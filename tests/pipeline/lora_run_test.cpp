// SPDX-License-Identifier: Apache-2.0
// LoRA files at work: the picture is that of a checkpoint with the changes merged in, bit for bit; taking them off
// gives the first picture back; and the user is told what did not fit.
#include <cmath>

#include "families/lora_names.h"
#include "pipeline/tiny_session.h"
#include "tensor/convert.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

constexpr double strength = 0.75;

HostTensor pattern(const Shape& shape, double scale, int salt) {
    HostTensor tensor(shape);
    for (std::size_t i = 0; i < tensor.values.size(); ++i)
        tensor.values[i] = static_cast<float>(scale * (static_cast<double>((i * 7 + salt) % 13) / 6 - 1));
    return tensor;
}

// Changes a linear layer, a 3x3 convolution and a layer of the text encoder.
const char* const unet_linear = "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k";
const char* const unet_conv = "model.diffusion_model.middle_block.0.in_layers.2";
const char* const text_linear = "cond_stage_model.transformer.text_model.encoder.layers.1.mlp.fc1";

void add_layer(TensorMap& lora, const std::string& key, const Shape& weight, int salt) {
    constexpr std::uint32_t rank = 2;
    Shape down = weight.with(0, rank);
    lora[key + ".lora_down.weight"] = pattern(down, 0.3, salt);
    Shape up{weight[0], rank};
    if (weight.rank() == 4) up = {weight[0], rank, 1, 1};
    lora[key + ".lora_up.weight"] = pattern(up, 0.3, salt + 3);
    lora[key + ".alpha"] = HostTensor(Shape{}, {1.0F});
}

}  // namespace

class LoraRunTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TinySession> m_paint;
    const TinySd1* m_tiny = nullptr;
    Request m_request;
    std::string m_lora, m_foreign;
    std::filesystem::path m_plain, m_merged;

    Result<RunResult> run(const Request& request) { return m_paint->session.run(request, {}); }

private slots:
    void initTestCase() {
        REQUIRE_VALUE(m_paint, TinySession::create());
        m_tiny = &m_paint->tiny;
        TensorMap lora;
        const auto& weights = m_tiny->weights;
        add_layer(lora, "lora_unet_input_blocks_1_1_transformer_blocks_0_attn2_to_k",
                  weights.at(std::string(unet_linear) + ".weight").shape, 1);
        add_layer(lora, "lora_unet_mid_block_resnets_0_conv1", weights.at(std::string(unet_conv) + ".weight").shape, 2);
        add_layer(lora, "lora_te_text_model_encoder_layers_1_mlp_fc1",
                  weights.at(std::string(text_linear) + ".weight").shape, 5);
        add_layer(lora, "lora_unet_of_another_model", {8, 8}, 6);
        m_lora = m_tiny->path("ink.safetensors").string();
        REQUIRE_OK(write_safetensors(m_lora, lora));
        TensorMap foreign;
        add_layer(foreign, "lora_unet_double_blocks_0_img_attn_qkv", {8, 8}, 1);
        m_foreign = m_tiny->path("flux.safetensors").string();
        REQUIRE_OK(write_safetensors(m_foreign, foreign));

        REQUIRE_VALUE(m_plain, m_tiny->write("plain.safetensors", m_tiny->metadata()));
        REQUIRE_VALUE(const LoraFile file, LoraFile::open(m_lora));
        Status merged;
        const auto merge = [&](TensorMap& tensors) {
            const Checkpoint model = Checkpoint::open(m_plain).value();
            const LoraRoots roots{.unet = "model.diffusion_model", .text = {"cond_stage_model.transformer.text_model"}};
            for (const auto& [weight, layer] : find_lora_targets(file, model, roots).layers)
                if (merged) merged = file.add_to_weight(*layer, strength, tensors.at(weight));
        };
        REQUIRE_VALUE(m_merged, m_tiny->write("merged.safetensors", m_tiny->metadata(), merge));
        REQUIRE_OK(merged);
        m_request = {.prompt = "a lighthouse", .model = m_plain, .width = 48, .height = 40, .steps = 2, .seed = 5};
    }

    void paints_as_the_merged_checkpoint() {
        Request merged = m_request;
        merged.model = m_merged;
        REQUIRE_VALUE(const RunResult expected, run(merged));
        REQUIRE_VALUE(const RunResult before, run(m_request));
        QVERIFY(before.pictures.front().rgb != expected.pictures.front().rgb);

        Request request = m_request;
        request.loras = {{m_lora, strength, strength}};
        REQUIRE_VALUE(const RunResult with, run(request));
        QVERIFY(with.pictures.front().rgb == expected.pictures.front().rgb);
        QVERIFY(!with.notes.empty());
        QCOMPARE(with.notes.front(), std::string("ink.safetensors: 1 of its 4 layers are none of this model's: "
                                                 "\"lora_unet_of_another_model\"."));

        // The parts by themselves, and in two halves: a file may be used twice.
        request.loras = {{m_lora, strength, 0}};
        REQUIRE_VALUE(const RunResult unet_alone, run(request));
        QVERIFY(unet_alone.pictures.front().rgb != with.pictures.front().rgb);
        QVERIFY(unet_alone.pictures.front().rgb != before.pictures.front().rgb);
        request.loras = {{m_lora, 0, strength}};
        REQUIRE_VALUE(const RunResult text_alone, run(request));
        QVERIFY(text_alone.pictures.front().rgb != unet_alone.pictures.front().rgb);
        QVERIFY(text_alone.pictures.front().rgb != before.pictures.front().rgb);

        REQUIRE_VALUE(const RunResult after, run(m_request));
        QVERIFY(after.pictures.front().rgb == before.pictures.front().rgb);
    }

    void the_prompt_names_files_beside_the_model() {
        Request request = m_request;
        request.loras = {{m_lora, strength, strength}};
        REQUIRE_VALUE(const RunResult expected, run(request));
        request.loras.clear();
        request.prompt = "a lighthouse<lora:ink:0.75>";
        REQUIRE_VALUE(const RunResult with, run(request));
        QVERIFY(with.pictures.front().rgb == expected.pictures.front().rgb);
        request.prompt = "a lighthouse<lora:gold:0.75>";
        REQUIRE_VALUE(const RunResult without, run(request));
        QCOMPARE(without.notes.front(),
                 std::string("The prompt asks for the LoRA \"gold\", which is nowhere; it was left out."));
        REQUIRE_VALUE(const RunResult plain, run(m_request));
        QVERIFY(without.pictures.front().rgb == plain.pictures.front().rgb);
    }

    void refuses_files_for_other_models() {
        REQUIRE_VALUE(const RunResult before, run(m_request));
        Request request = m_request;
        request.loras = {{m_foreign}};
        REQUIRE_ERROR(run(request), ErrorKind::unsupported,
                      "flux.safetensors: none of its 1 layers is one of this model's");
        request.loras = {{"gold"}};
        REQUIRE_ERROR(run(request), ErrorKind::io, "loras: there is no LoRA \"gold\"; looked in");
        REQUIRE_VALUE(const RunResult after, run(m_request));
        QVERIFY(after.pictures.front().rgb == before.pictures.front().rgb);
    }

    // A weight that the device keeps as fp8 becomes numbers when it is changed, and fp8 again after.
    void changes_quantised_weights() {
        const std::string name = std::string(unet_linear) + ".weight";
        HostTensor rounded = m_tiny->weights.at(name);
        std::vector<std::byte> codes(rounded.values.size());
        for (std::size_t i = 0; i < codes.size(); ++i) {
            std::uint8_t nearest = 0;
            for (int code = 0; code < 256; ++code) {
                const float value = float_from_f8_e4m3(static_cast<std::uint8_t>(code));
                const float best = float_from_f8_e4m3(nearest);
                if (std::abs(value - rounded.values[i]) < std::abs(best - rounded.values[i]))
                    nearest = static_cast<std::uint8_t>(code);
            }
            codes[i] = std::byte{nearest};
            rounded.values[i] = float_from_f8_e4m3(nearest);
        }
        std::map<std::string, std::vector<std::byte>> halves;  // bytes that the tensors below refer to
        for (const auto& [key, tensor] : m_tiny->weights) halves[key] = bytes_from_floats(tensor.values, DType::f16);
        std::vector<StoredTensor> stored;
        for (const auto& [key, tensor] : m_tiny->weights)
            stored.push_back(key == name ? StoredTensor{key, DType::f8_e4m3, tensor.shape, codes}
                                         : StoredTensor{key, DType::f16, tensor.shape, halves.at(key)});
        const auto quantised = m_tiny->path("fp8.safetensors");
        REQUIRE_OK(write_safetensors(quantised, stored, m_tiny->metadata(), OnExisting::replace));
        REQUIRE_VALUE(const LoraFile file, LoraFile::open(m_lora));
        Status merged;
        REQUIRE_VALUE(
            const auto expected_model, m_tiny->write("expected.safetensors", m_tiny->metadata(), [&](TensorMap& all) {
                all.at(name) = rounded;
                for (const LoraLayer& layer : file.layers())
                    if (layer.key.ends_with("attn2_to_k"))
                        merged = file.add_to_weight(layer, strength, all.at(name));
                    else if (layer.key.ends_with("resnets_0_conv1"))
                        merged = file.add_to_weight(layer, strength, all.at(std::string(unet_conv) + ".weight"));
            }));
        REQUIRE_OK(merged);
        Request request = m_request;
        request.model = expected_model;
        REQUIRE_VALUE(const RunResult expected, run(request));
        request.model = quantised;
        REQUIRE_VALUE(const RunResult before, run(request));
        request.loras = {{m_lora, strength, 0}};
        REQUIRE_VALUE(const RunResult with, run(request));
        QVERIFY(with.pictures.front().rgb == expected.pictures.front().rgb);
        QVERIFY(with.pictures.front().rgb != before.pictures.front().rgb);
        request.loras.clear();
        REQUIRE_VALUE(const RunResult after, run(request));
        QVERIFY(after.pictures.front().rgb == before.pictures.front().rgb);
    }

    // A layer that does not fit is found while weights are being changed: those before it must come back.
    void an_error_in_the_middle_leaves_the_model_as_it_was() {
        REQUIRE_VALUE(const RunResult before, run(m_request));
        TensorMap lora;
        add_layer(lora, "lora_unet_input_blocks_1_1_transformer_blocks_0_attn2_to_k",
                  m_tiny->weights.at(std::string(unet_linear) + ".weight").shape, 1);
        add_layer(lora, "lora_unet_mid_block_resnets_0_conv1", {8, 8, 3, 3}, 2);
        const std::string path = m_tiny->path("half.safetensors").string();
        REQUIRE_OK(write_safetensors(path, lora));
        Request request = m_request;
        request.loras = {{path}};
        REQUIRE_ERROR(run(request), ErrorKind::unsupported, "half.safetensors: layer");
        REQUIRE_VALUE(const RunResult after, run(m_request));
        QVERIFY(after.pictures.front().rgb == before.pictures.front().rgb);
    }
};

QTEST_GUILESS_MAIN(LoraRunTest)
#include "lora_run_test.moc"
