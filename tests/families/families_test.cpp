// SPDX-License-Identifier: Apache-2.0
// Which model a file is, and what is said about files that are none. The tiny checkpoint of the golden pictures is
// changed in one place per row.
#include "families/families.h"

#include "families/inspect.h"
#include "pipeline/tiny_sd1.h"
#include "sampling/samplers.h"
#include "support/limits.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

const char* const first_block = "model.diffusion_model.input_blocks.1.0.in_layers.2.weight";

struct BadFile {
    const char* name;
    std::function<void(TensorMap&, TextMap&)> change;
    ErrorKind kind;
    const char* part;  // of the message
};

void only(TensorMap& tensors, const char* name) { tensors = {{name, HostTensor(Shape{1})}}; }
void erase(TensorMap& tensors, std::string_view prefix) {
    std::erase_if(tensors, [&](const auto& item) { return item.first.starts_with(prefix); });
}

const BadFile bad_files[] = {
    {"renamed tensor",
     [](TensorMap& tensors, TextMap&) {
         auto node = tensors.extract("model.diffusion_model.middle_block.0.in_layers.2.weight");
         node.key() = "model.diffusion_model.middle_block.0.in_layers.2.wight";
         tensors.insert(std::move(node));
     },
     ErrorKind::bad_file, "tensor \"model.diffusion_model.middle_block.0.in_layers.2.weight\" is missing"},
    {"renamed tensor that the sizes are read from",
     [](TensorMap& tensors, TextMap&) {
         auto node = tensors.extract(first_block);
         node.key() += "s";
         tensors.insert(std::move(node));
     },
     ErrorKind::bad_file, "has no tensor \"model.diffusion_model.input_blocks.1.0.in_layers.2.weight\""},
    {"wrong shape",
     [](TensorMap& tensors, TextMap&) { tensors["model.diffusion_model.out.0.weight"] = HostTensor(Shape{31}); },
     ErrorKind::bad_file, "tensor \"model.diffusion_model.out.0.weight\" is 31, expected 32"},
    {"no autoencoder", [](TensorMap& tensors, TextMap&) { erase(tensors, "first_stage_model."); },
     ErrorKind::unsupported, "this file holds no autoencoder; name the file of one as \"vae\""},
    {"half an autoencoder", [](TensorMap& tensors, TextMap&) { erase(tensors, "first_stage_model.decoder."); },
     ErrorKind::bad_file, "has no tensor \"first_stage_model.decoder.conv_in.weight\""},
    {"autoencoder of other latents",
     [](TensorMap& tensors, TextMap&) {
         tensors["first_stage_model.decoder.conv_in.weight"] = HostTensor(Shape{128, 16, 3, 3});
         tensors["first_stage_model.post_quant_conv.weight"] = HostTensor(Shape{16, 16, 1, 1});
     },
     ErrorKind::bad_file, "the autoencoder makes 16 channels at 1/8 of the size, the model wants 4 at 1/8"},
    {"UNet of three channels",
     [](TensorMap& tensors, TextMap&) {
         tensors["model.diffusion_model.input_blocks.0.0.weight"] = HostTensor(Shape{32, 3, 3, 3});
     },
     ErrorKind::unsupported, "the UNet takes 3 channels; 4 (latents), or 9 (with mask and masked picture) are known"},
    {"half a text encoder",
     [](TensorMap& tensors, TextMap&) { erase(tensors, "cond_stage_model.transformer.text_model.encoder.layers.1."); },
     ErrorKind::bad_file, "tensor \"cond_stage_model.transformer.text_model.encoder.layers.1."},
    {"text encoder without its words",
     [](TensorMap& tensors, TextMap&) {
         erase(tensors, "cond_stage_model.transformer.text_model.embeddings.token_embedding.");
     },
     ErrorKind::unsupported, "this is a UNet without text encoder"},
    {"UNet alone",
     [](TensorMap& tensors, TextMap&) {
         erase(tensors, "first_stage_model.");
         erase(tensors, "cond_stage_model.");
     },
     ErrorKind::unsupported,
     "this is a UNet without text encoder, as programs keep them in \"diffusion_models\"; a checkpoint with UNet and "
     "text"},
    {"LoRA", [](TensorMap& tensors, TextMap&) { only(tensors, "lora_unet_down_blocks_0.lora_down.weight"); },
     ErrorKind::unsupported, "a LoRA, which changes a model and is none; name it as one (--lora)"},
    {"autoencoder", [](TensorMap& tensors, TextMap&) { only(tensors, "decoder.conv_in.weight"); },
     ErrorKind::unsupported, "this is an autoencoder alone; name it as \"vae\" (--vae)"},
    {"UNet of diffusers", [](TensorMap& tensors, TextMap&) { only(tensors, "down_blocks.0.resnets.0.conv1.weight"); },
     ErrorKind::unsupported, "or a part of one; this version runs whole folders of"},
    {"Flux", [](TensorMap& tensors, TextMap&) { only(tensors, "double_blocks.0.img_attn.norm.key_norm.scale"); },
     ErrorKind::unsupported, "FLUX.1"},
    {"unknown", [](TensorMap& tensors, TextMap&) { only(tensors, "bert.pooler.weight"); }, ErrorKind::unsupported,
     "no model that this version knows. It has 1 tensors; looked for Lemnos Starter: metadata"},
    {"config that is no JSON", [](TensorMap&, TextMap& texts) { texts["lemnos.config"] = "{\"text\":"; },
     ErrorKind::bad_file, "metadata \"lemnos.config\" is not a JSON object"},
    {"config of a wrong type",
     [](TensorMap&, TextMap& texts) { texts["lemnos.config"] = R"({"unet": {"channel_mult": 4}})"; },
     ErrorKind::bad_file, "field \"unet.channel_mult\" must be a list"},
    {"heads that do not divide",
     [](TensorMap&, TextMap& texts) { texts["lemnos.config"] = R"({"text": {"heads": 5}})"; }, ErrorKind::bad_file,
     "64 channels do not divide into 5 heads"},
    {"absurd width",
     [](TensorMap&, TextMap& texts) { texts["lemnos.config"] = R"({"unet": {"model_channels": 4000000000}})"; },
     ErrorKind::bad_file, "field \"unet.model_channels\" must be a whole number"},
    {"text of another width",
     [](TensorMap&, TextMap& texts) { texts["lemnos.config"] = R"({"text": {"heads": 4, "hidden_size": 32}})"; },
     ErrorKind::unsupported, "the text encoder gives 32 numbers per token, the UNet takes 64"},
};

Status open_and_check(const std::filesystem::path& path) {
    LEMNOS_TRY(const Checkpoint file, Checkpoint::open(path));
    LEMNOS_TRY(const ModelDescription model, identify(file));
    return check_tensors(file, model);
}

}  // namespace

class FamiliesTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TinySd1> m_tiny;

private slots:
    void initTestCase() {
        REQUIRE_VALUE(TinySd1 tiny, TinySd1::load());
        m_tiny = std::make_unique<TinySd1>(std::move(tiny));
    }

    void reads_sd1_off_its_shapes() {
        REQUIRE_VALUE(const auto path, m_tiny->write("castle.safetensors", m_tiny->metadata()));
        REQUIRE_VALUE(const Checkpoint file, Checkpoint::open(path));
        REQUIRE_VALUE(const ModelDescription model, identify(file));
        REQUIRE_OK(check_tensors(file, model));
        QCOMPARE(model.family, std::string("sd1"));
        QCOMPARE(model.name, std::string("castle"));
        QVERIFY(model.prediction == Prediction::epsilon);
        const UNetConfig unet{.model_channels = 32, .context_dim = 64};
        QVERIFY(model.unet.config == unet);
        const VaeConfig vae{.ch = 32};
        QVERIFY(model.vae.config == vae);
        QCOMPARE(model.texts.size(), std::size_t{1});
        const ClipTextConfig text{
            .hidden_size = 64, .layers = 3, .heads = 4, .intermediate_size = 256, .vocab_size = 800};
        QVERIFY(model.texts.front().config == text);
        QVERIFY(!model.tiny_vae);
    }

    void reads_velocity_from_metadata() {
        REQUIRE_VALUE(const auto path, m_tiny->write("v.safetensors", m_tiny->metadata("v")));
        REQUIRE_VALUE(const Checkpoint file, Checkpoint::open(path));
        REQUIRE_VALUE(const ModelDescription model, identify(file));
        QVERIFY(model.prediction == Prediction::velocity);
    }

    void takes_the_users_word_for_it() {
        REQUIRE_VALUE(const auto path, m_tiny->write("castle.safetensors", m_tiny->metadata()));
        REQUIRE_VALUE(const Checkpoint file, open_model(path));
        REQUIRE_VALUE(const ModelDescription model, identify(file, {.family = "sd1", .prediction = "v"}));
        QVERIFY(model.prediction == Prediction::velocity);
        REQUIRE_ERROR(identify(file, {.family = "sdxl", .prediction = {}}), ErrorKind::bad_file,
                      "castle.safetensors: has no tensor \"conditioner.embedders.0");
        REQUIRE_ERROR(identify(file, {.family = "sd9", .prediction = {}}), ErrorKind::invalid_request,
                      "family: \"sd9\" is not known; there are lemnos-starter, sd1, sd2, sdxl");
        REQUIRE_ERROR(identify(file, {.family = {}, .prediction = "x"}), ErrorKind::invalid_request,
                      "prediction: \"x\" is not \"eps\", \"v\" or \"edm\"");
    }

    void reads_the_markers_of_sdxl() {
        REQUIRE_VALUE(const TinyModel sdxl, TinyModel::load("pipeline_sdxl"));
        const auto described = [&](const std::map<std::string, float>& markers) -> Result<ModelDescription> {
            const auto add = [&](TensorMap& tensors) {
                for (const auto& [name, value] : markers) (tensors[name] = HostTensor(Shape{1})).values = {value};
            };
            LEMNOS_TRY(const auto path, sdxl.write("xl.safetensors", sdxl.metadata(), add));
            LEMNOS_TRY(const Checkpoint file, open_model(path));
            return identify(file);
        };
        REQUIRE_VALUE(const ModelDescription plain, described({}));
        QVERIFY(plain.prediction == Prediction::epsilon && plain.training.terminal_snr == TerminalSnr::as_trained);
        REQUIRE_VALUE(const ModelDescription noob, described({{"v_pred", 0}, {"ztsnr", 0}}));
        QVERIFY(noob.prediction == Prediction::velocity && noob.training.terminal_snr == TerminalSnr::zero);
        REQUIRE_VALUE(const ModelDescription cos,
                      described({{"edm_vpred.sigma_max", 120}, {"edm_vpred.sigma_min", 0.5F}}));
        QVERIFY(cos.prediction == Prediction::velocity && cos.training.continuous);
        QCOMPARE(cos.training.continuous->largest, 120.0);
        QCOMPARE(cos.training.continuous->smallest, 0.5);
        QCOMPARE(cos.variant, std::string("CosXL"));
    }

    void takes_defaults_from_names_data() {
        QTest::addColumn<QString>("variant");
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("sampler");
        QTest::newRow("castle") << "" << 20 << "dpmpp_2m";
        QTest::newRow("hyperrealism") << "" << 20 << "dpmpp_2m";
        QTest::newRow("sd_xl_turbo_1.0_fp16") << "Turbo by its name" << 4 << "euler_a";
        QTest::newRow("realvisXLTurbo_v21") << "Turbo by its name" << 4 << "euler_a";
        QTest::newRow("sdxl_lightning_8step") << "Lightning by its name" << 8 << "euler";
        QTest::newRow("JuggernautX-Hyper") << "Hyper by its name" << 8 << "euler";
        QTest::newRow("dreamshaper_LCM_v2") << "LCM by its name" << 6 << "lcm";
        QTest::newRow("waiIllustriousSDXL_v150") << "Illustrious by its name" << 26 << "euler_a";
        QTest::newRow("noobaiXLNAIXL_vPred10") << "NoobAI by its name" << 26 << "euler_a";
    }
    void takes_defaults_from_names() {
        QFETCH(QString, variant);
        QFETCH(int, steps);
        QFETCH(QString, sampler);
        const std::string name = std::string(QTest::currentDataTag()) + ".safetensors";
        REQUIRE_VALUE(const auto path, m_tiny->write(name.c_str(), m_tiny->metadata()));
        REQUIRE_VALUE(const Checkpoint file, open_model(path));
        REQUIRE_VALUE(const ModelDescription model, identify(file));
        QCOMPARE(model.variant, variant.toStdString());
        QCOMPARE(model.defaults.steps, static_cast<std::uint32_t>(steps));
        QCOMPARE(model.defaults.sampler, sampler.toStdString());
        QVERIFY(find_sampler(model.defaults.sampler));
        QVERIFY(find_schedule(model.defaults.schedule));
    }

    // Conversions of CLIP from before Transformers 4.31 lack "text_model".
    void reads_old_names_of_the_text_encoder() {
        const auto rename = [](TensorMap& tensors) {
            TensorMap renamed;
            for (auto& [name, tensor] : tensors) {
                std::string key = name;
                if (const auto at = key.find("text_model."); at != std::string::npos) key.erase(at, 11);
                renamed[key] = std::move(tensor);
            }
            tensors = std::move(renamed);
        };
        REQUIRE_VALUE(const auto path, m_tiny->write("old.safetensors", m_tiny->metadata(), rename));
        REQUIRE_OK(open_and_check(path));
    }

    void explains_what_is_wrong_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(bad_files)); ++row)
            QTest::addRow("%s", bad_files[row].name) << row;
    }
    void explains_what_is_wrong() {
        QFETCH(int, row);
        const BadFile& bad = bad_files[row];
        TextMap texts = m_tiny->metadata();
        TensorMap tensors = m_tiny->weights;
        bad.change(tensors, texts);
        const std::filesystem::path path = m_tiny->path("bad.safetensors");
        REQUIRE_OK(write_safetensors(path, tensors, DType::f16, texts));
        const lemnos::testing::Limits limits;
        const Status status = open_and_check(path);
        QVERIFY2(limits.exceeded().empty(), limits.exceeded().c_str());
        QVERIFY2(!status, bad.name);
        const std::string text = status.error().text();
        QVERIFY2(text.find(bad.part) != std::string::npos, text.c_str());
        QVERIFY2(text.find("bad.safetensors") != std::string::npos, text.c_str());
        QVERIFY(status.error().kind == bad.kind);
    }

    void inspects() {
        const auto change = [](TensorMap& tensors) { tensors["first_stage_model.loss.logvar"] = HostTensor(Shape{1}); };
        REQUIRE_VALUE(const auto path, m_tiny->write("odd.safetensors", m_tiny->metadata(), change));
        REQUIRE_VALUE(const Inspection seen, inspect(path));
        QCOMPARE(seen.format, std::string("safetensors"));
        QCOMPARE(seen.dtypes.at("f16"), m_tiny->weights.size() + 1);
        QVERIFY(seen.unknown == std::vector<std::string>{"first_stage_model.loss.logvar"});
        QCOMPARE(seen.hashes.autov2.size(), std::size_t{10});
        QCOMPARE(seen.hashes.autov3.size(), std::size_t{12});
        REQUIRE_VALUE(const auto whole, m_tiny->write("whole.safetensors", m_tiny->metadata()));
        REQUIRE_VALUE(const Inspection sound, inspect(whole));
        QCOMPARE(sound.family, std::string("sd1"));
        QCOMPARE(sound.prediction, std::string("eps"));
        QVERIFY2(sound.missing.empty() && sound.unknown.empty() && sound.problem.empty(), sound.problem.c_str());
    }

    void inspects_what_is_missing() {
        const auto change = [](TensorMap& tensors) {
            tensors.erase("model.diffusion_model.out.2.bias");
            tensors["model.diffusion_model.out.0.bias"] = HostTensor(Shape{33});
        };
        REQUIRE_VALUE(const auto path, m_tiny->write("half.safetensors", m_tiny->metadata(), change));
        REQUIRE_VALUE(const Inspection seen, inspect(path));
        const std::vector<std::string> missing{"tensor \"model.diffusion_model.out.0.bias\" is 33, expected 32",
                                               "model.diffusion_model.out.2.bias"};
        QVERIFY(seen.missing == missing);
        QCOMPARE(seen.problem, std::string("2 tensors are missing or wrong"));
    }
};

QTEST_GUILESS_MAIN(FamiliesTest)
#include "families_test.moc"
