// SPDX-License-Identifier: Apache-2.0
// What the files of a collection are taken for: every kind, in the names of the programs that write it.
#include "families/model_file.h"

#include "pipeline/tiny_model.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

struct Tensor {
    std::string name;
    Shape shape;
};

struct Row {
    const char* name;
    std::vector<Tensor> tensors;
    TextMap metadata;
    ModelKind kind;
    const char* family;
    const char* problem;  // part of it; empty: there is none
};

const std::string flat_k = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k";

const Row rows[] = {
    {"LoRA of kohya for SD 1",
     {{flat_k + ".lora_down.weight", {4, 768}}, {flat_k + ".lora_up.weight", {320, 4}}},
     {},
     ModelKind::lora,
     "sd1",
     ""},
    {"LoRA of kohya for SD 2",
     {{flat_k + ".lora_down.weight", {4, 1024}}, {flat_k + ".lora_up.weight", {320, 4}}},
     {},
     ModelKind::lora,
     "sd2",
     ""},
    {"LoRA whose rank looks like a width",
     {{flat_k + ".lora_down.weight", {768, 2048}}, {flat_k + ".lora_up.weight", {640, 768}}},
     {},
     ModelKind::lora,
     "sdxl",
     ""},
    {"LoRA of PEFT",
     {{"unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.lora_A.weight", {8, 2048}},
      {"unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.lora_B.weight", {640, 8}}},
     {},
     ModelKind::lora,
     "sdxl",
     ""},
    {"LoRA of early diffusers",
     {{"unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.processor.to_k_lora.down.weight", {4, 768}},
      {"unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.processor.to_k_lora.up.weight", {320, 4}}},
     {},
     ModelKind::lora,
     "sd1",
     ""},
    {"LoHa",
     {{flat_k + ".hada_w1_a", {320, 4}},
      {flat_k + ".hada_w1_b", {4, 768}},
      {flat_k + ".hada_w2_a", {320, 4}},
      {flat_k + ".hada_w2_b", {4, 768}}},
     {},
     ModelKind::lora,
     "sd1",
     ""},
    {"LoKr, whose family only the metadata tell",
     {{flat_k + ".lokr_w1", {8, 8}}, {flat_k + ".lokr_w2", {40, 96}}},
     {{"ss_base_model_version", "sdxl_base_v1-0"}},
     ModelKind::lora,
     "sdxl",
     ""},
    {"LoRA of convolutions, with a model spec",
     {{"lora_unet_conv_in.lora_down.weight", {4, 4, 3, 3}}, {"lora_unet_conv_in.lora_up.weight", {320, 4, 1, 1}}},
     {{"modelspec.architecture", "stable-diffusion-v2-768-v/lora"}},
     ModelKind::lora,
     "sd2",
     ""},
    {"LoRA for nobody knows what",
     {{"lora_unet_x.lora_down.weight", {4, 40}}, {"lora_unet_x.lora_up.weight", {320, 4}}},
     {},
     ModelKind::lora,
     "",
     ""},
    {"scales are no LoRA", {{"resblocks.0.activations.0.alpha", {8}}}, {}, ModelKind::unknown, "", "no model that"},
    {"embedding of A1111", {{"emb_params", {2, 768}}}, {}, ModelKind::embedding, "sd1", ""},
    {"embedding for SD 2", {{"emb_params", {5, 1024}}}, {}, ModelKind::embedding, "sd2", ""},
    {"embedding for SD XL", {{"clip_g", {2, 1280}}, {"clip_l", {2, 768}}}, {}, ModelKind::embedding, "sdxl", ""},
    {"embedding of diffusers", {{"<cat-toy>", {768}}}, {}, ModelKind::embedding, "sd1", ""},
    {"embeddings in one file", {{"<cat>", {2, 768}}, {"<dog>", {768}}}, {}, ModelKind::embedding, "sd1", ""},
    {"vectors and a picture", {{"<cat>", {2, 768}}, {"x", {3, 8, 8}}}, {}, ModelKind::unknown, "", "no model"},
    {"vectors of no encoder", {{"<cat>", {2, 777}}}, {}, ModelKind::unknown, "", "no model"},
    {"one tensor of another width", {{"<cat-toy>", {640}}}, {}, ModelKind::unknown, "", "no model that"},
    {"VAE",
     {{"decoder.conv_in.weight", {512, 4, 3, 3}}, {"encoder.conv_in.weight", {128, 3, 3, 3}}},
     {},
     ModelKind::vae,
     "",
     ""},
    {"VAE of diffusers",
     {{"decoder.conv_in.weight", {512, 4, 3, 3}}, {"encoder.down_blocks.0.resnets.0.conv1.weight", {128, 128, 3, 3}}},
     {},
     ModelKind::vae,
     "",
     ""},
    {"VAE cut out of a checkpoint",
     {{"first_stage_model.decoder.conv_in.weight", {512, 4, 3, 3}}},
     {},
     ModelKind::vae,
     "",
     ""},
    {"VAE of FLUX.1", {{"decoder.conv_in.weight", {512, 16, 3, 3}}}, {}, ModelKind::vae, "", "16 channels"},
    {"TAESD's decoder", {{"1.weight", {64, 4, 3, 3}}, {"3.conv.0.weight", {64, 64, 3, 3}}}, {}, ModelKind::vae, "", ""},
    {"TAESD's decoder of diffusers", {{"decoder.layers.0.weight", {64, 4, 3, 3}}}, {}, ModelKind::vae, "", ""},
    {"TAESD's decoder, counted from its first layer", {{"0.weight", {64, 4, 3, 3}}}, {}, ModelKind::vae, "", ""},
    {"TAESD's encoder of diffusers", {{"encoder.layers.0.weight", {64, 3, 3, 3}}}, {}, ModelKind::vae, "", ""},
    {"a convolution of 8 channels", {{"1.weight", {64, 8, 3, 3}}}, {}, ModelKind::unknown, "", "no model that"},
    {"TAESD's encoder", {{"0.weight", {64, 3, 3, 3}}}, {}, ModelKind::vae, "", ""},
    {"FLUX.1",
     {{"double_blocks.0.img_attn.norm.key_norm.scale", {128}}},
     {},
     ModelKind::checkpoint,
     "",
     "this is FLUX.1; this version cannot run it"},
    {"Stable Diffusion 3 with its VAE",
     {{"model.diffusion_model.joint_blocks.0.context_block.attn.qkv.weight", {4608, 1536}},
      {"first_stage_model.decoder.conv_in.weight", {512, 16, 3, 3}}},
     {},
     ModelKind::checkpoint,
     "",
     "Stable Diffusion 3"},
    {"ControlNet", {{"zero_convs.0.0.weight", {320, 320, 1, 1}}}, {}, ModelKind::unknown, "", "a ControlNet"},
    {"UNet alone",
     {{"model.diffusion_model.input_blocks.0.0.weight", {320, 4, 3, 3}}},
     {},
     ModelKind::unknown,
     "",
     "a UNet without text encoder"},
    {"text encoder alone",
     {{"text_model.embeddings.token_embedding.weight", {49408, 768}}},
     {},
     ModelKind::unknown,
     "",
     "a text encoder alone"},
};

}  // namespace

class ModelFileTest : public QObject {
    Q_OBJECT

private slots:
    void kinds_data();
    void kinds();
    void checkpoints_data();
    void checkpoints();
    void a_checkpoint_that_lacks_something();
    void files_of_golden_data();
    void files_of_golden();
    void what_is_no_model();
};

void ModelFileTest::kinds_data() {
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < std::size(rows); ++i) QTest::newRow(rows[i].name) << static_cast<int>(i);
}
void ModelFileTest::kinds() {
    QFETCH(int, row);
    const Row& expected = rows[row];
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("name-says-nothing.safetensors").toStdString();
    std::vector<std::byte> zeros;
    for (const Tensor& tensor : expected.tensors) zeros.resize(std::max(zeros.size(), 2 * tensor.shape.elements()));
    std::vector<StoredTensor> tensors;
    for (const Tensor& tensor : expected.tensors)
        tensors.push_back({tensor.name, DType::f16, tensor.shape, std::span(zeros).first(2 * tensor.shape.elements())});
    REQUIRE_OK(write_safetensors(path, std::move(tensors), expected.metadata, OnExisting::refuse));
    const ModelFile found = identify_file(path);
    const std::string problem = found.problem ? found.problem->text() : std::string();
    QVERIFY2(name_of(found.kind) == name_of(expected.kind), (std::string(name_of(found.kind)) + problem).c_str());
    QCOMPARE(found.family, std::string(expected.family));
    QCOMPARE(found.format, std::string("safetensors"));
    QVERIFY2(problem.contains(expected.problem) && problem.empty() == (*expected.problem == '\0'), problem.c_str());
}

void ModelFileTest::checkpoints_data() {
    QTest::addColumn<QString>("golden");
    QTest::addColumn<QString>("family");
    QTest::newRow("SD 1") << "pipeline_sd1" << "sd1";
    QTest::newRow("SD 2") << "pipeline_sd2" << "sd2";
    QTest::newRow("SD XL") << "pipeline_sdxl" << "sdxl";
}
void ModelFileTest::checkpoints() {
    QFETCH(QString, golden);
    QFETCH(QString, family);
    REQUIRE_VALUE(const TinyModel tiny, TinyModel::load(golden.toStdString()));
    REQUIRE_VALUE(const auto path, tiny.write("castle_lightning.safetensors", tiny.metadata()));
    const ModelFile found = identify_file(path);
    QVERIFY2(!found.problem, found.problem ? found.problem->text().c_str() : "");
    QCOMPARE(name_of(found.kind), std::string_view("checkpoint"));
    QCOMPARE(found.family, family.toStdString());
    QCOMPARE(found.variant, std::string("Lightning by its name"));
}

void ModelFileTest::a_checkpoint_that_lacks_something() {
    REQUIRE_VALUE(const TinyModel tiny, TinyModel::load("pipeline_sd1"));
    REQUIRE_VALUE(const auto path, tiny.write("x.safetensors", tiny.metadata(), [](TensorMap& tensors) {
        std::erase_if(tensors, [](const auto& item) { return item.first.starts_with("first_stage_model."); });
    }));
    const ModelFile found = identify_file(path);
    QCOMPARE(name_of(found.kind), std::string_view("checkpoint"));
    QCOMPARE(found.family, std::string("sd1"));
    QVERIFY(found.problem && found.problem->text().contains("this file holds no autoencoder"));
}

void ModelFileTest::files_of_golden_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("kind");
    QTest::newRow("embedding as .pt") << "pytorch_inversion.pt" << "embedding";
    QTest::newRow("embedding of its authors") << "pytorch_inversion_of_authors.pt" << "embedding";
    QTest::newRow("a file of LoRA layers") << "lora.safetensors" << "LoRA";
    QTest::newRow("numbers") << "noise.safetensors" << "unknown";
}
void ModelFileTest::files_of_golden() {
    QFETCH(QString, file);
    QFETCH(QString, kind);
    const ModelFile found = identify_file(LEMNOS_GOLDEN_DIR "/" + file.toStdString());
    QCOMPARE(name_of(found.kind), std::string_view(kind.toStdString()));
    QCOMPARE(found.problem.has_value(), kind == "unknown");
}

void ModelFileTest::what_is_no_model() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("cut.safetensors").toStdString();
    const ModelFile nowhere = identify_file(path);
    QVERIFY(nowhere.problem && nowhere.problem->kind == ErrorKind::io);
    const std::string text = "not a model at all, but some words";
    REQUIRE_OK(write_file(path, std::as_bytes(std::span(text)), OnExisting::refuse));
    const ModelFile words = identify_file(path);
    QCOMPARE(name_of(words.kind), std::string_view("unknown"));
    QVERIFY(words.problem && words.problem->kind == ErrorKind::bad_file);
    QVERIFY(words.format.empty());
}

QTEST_GUILESS_MAIN(ModelFileTest)
#include "model_file_test.moc"
