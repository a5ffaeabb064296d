// SPDX-License-Identifier: Apache-2.0
// The settings that other programs write into pictures, each in the shape that its program gives them.
#include "pipeline/foreign_recipe.h"

#include <QTest>

#include "support/cpu_timer.h"

using namespace lemnos;

namespace {

struct Row {
    const char* name;
    const char* keyword;
    const char* text;
    const char* program;  // null: nothing is read
    Request request;
    const char* model = "";
    const char* hash = "";
};

constexpr const char* comfyui_plain = R"({
"3": {"class_type": "KSampler", "inputs": {"seed": 18446744073709551615, "steps": 25, "cfg": 6.5,
      "sampler_name": "dpmpp_2m_sde_gpu", "scheduler": "karras", "denoise": 1, "model": ["10", 0],
      "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
"4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sdxl\\castles.safetensors"}},
"5": {"class_type": "EmptyLatentImage", "inputs": {"width": 832, "height": 1216, "batch_size": 1}},
"6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a castle NaN", "clip": ["10", 1]}, "is_changed": [NaN]},
"7": {"class_type": "CLIPTextEncode", "inputs": {"text": "fog", "clip": ["10", 1]}},
"10": {"class_type": "LoraLoader", "inputs": {"lora_name": "gold/ink.safetensors", "strength_model": 0.5,
       "model": ["4", 0], "clip": ["4", 1]}}})";

// A second pass from the first one's latent, values in nodes of their own, a control net between.
constexpr const char* comfyui_linked = R"({
"1": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 10, "cfg": 2, "sampler_name": "euler",
      "scheduler": "normal", "denoise": 0.4, "positive": ["6", 0], "negative": ["7", 0], "model": ["4", 0],
      "latent_image": ["2", 0]}},
"2": {"class_type": "KSampler", "inputs": {"seed": ["9", 0], "steps": ["11", 0], "cfg": 4,
      "sampler_name": "euler_ancestral", "scheduler": "sgm_uniform", "denoise": 1, "positive": ["8", 0],
      "negative": ["8", 1], "model": ["4", 0], "latent_image": ["5", 0]}},
"4": {"class_type": "UNETLoader", "inputs": {"unet_name": "a.gguf"}},
"5": {"class_type": "EmptySD3LatentImage", "inputs": {"width": ["12", 0], "height": 512, "batch_size": 1}},
"6": {"class_type": "CLIPTextEncode", "inputs": {"text": ["13", 0]}},
"7": {"class_type": "CLIPTextEncode", "inputs": {"text": "rain"}},
"8": {"class_type": "ControlNetApplyAdvanced", "inputs": {"positive": ["6", 0], "negative": ["7", 0]}},
"9": {"class_type": "Seed Everywhere", "inputs": {"seed": 77}},
"11": {"class_type": "PrimitiveInt", "inputs": {"value": 12}},
"12": {"class_type": "Int", "inputs": {"Number": "768"}},
"13": {"class_type": "Text", "inputs": {"text": ["14", 0]}},
"14": {"class_type": "PrimitiveString", "inputs": {"value": "a tower"}}})";

constexpr const char* comfyui_custom = R"({
"1": {"class_type": "SamplerCustomAdvanced", "inputs": {"noise": ["2", 0], "guider": ["3", 0], "sampler": ["4", 0],
      "sigmas": ["5", 0], "latent_image": ["6", 0]}},
"2": {"class_type": "RandomNoise", "inputs": {"noise_seed": 5}},
"3": {"class_type": "CFGGuider", "inputs": {"cfg": 3, "model": ["7", 0], "positive": ["8", 0], "negative": ["9", 0]}},
"4": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "heun"}},
"5": {"class_type": "BasicScheduler", "inputs": {"scheduler": "simple", "steps": 8, "denoise": 1, "model": ["7", 0]}},
"6": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 640, "batch_size": 1}},
"7": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "b.ckpt"}},
"8": {"class_type": "CLIPTextEncodeSDXL", "inputs": {"text_g": "a boat", "text_l": "a boat"}},
"9": {"class_type": "CLIPTextEncode", "inputs": {"text": ""}}})";

constexpr const char* comfyui_circle = R"({
"1": {"class_type": "KSampler", "inputs": {"seed": ["1", 0], "steps": 3, "cfg": 1, "sampler_name": "euler",
      "scheduler": "normal", "model": ["1", 0], "positive": ["2", 0], "negative": ["9", 0],
      "latent_image": ["1", 0]}},
"2": {"class_type": "ConditioningCombine", "inputs": {"conditioning_1": ["2", 0], "text": ["2", 0]}}})";

const Row rows[] = {
    {"A1111",
     "parameters",
     "a castle, (gold:1.2)\nNegative prompt: blurry\nSteps: 25, Sampler: DPM++ 2M Karras, CFG scale: 6.5, "
     "Seed: 4294967295, Size: 512x768, Model hash: 6ce0161689, Model: castles, Denoising strength: 0.4",
     "A1111",
     {.prompt = "a castle, (gold:1.2)",
      .negative_prompt = "blurry",
      .model = "",
      .width = 512,
      .height = 768,
      .steps = 25,
      .guidance_scale = 6.5,
      .sampler = "dpmpp_2m",
      .schedule = "karras",
      .seed = 4294967295,
      .random_source = RandomSource::philox,
      .compat = "a1111",
      .strength = 0.4},
     "castles",
     "6ce0161689"},
    {"Forge, schedule on its own",
     "parameters",
     "x\nSteps: 4, Sampler: Euler a, Schedule type: SGM Uniform, CFG scale: 1, Seed: 1, Size: 64x64",
     "A1111",
     {.prompt = "x",
      .model = "",
      .width = 64,
      .height = 64,
      .steps = 4,
      .guidance_scale = 1,
      .sampler = "euler_a",
      .schedule = "sgm_uniform",
      .seed = 1,
      .random_source = RandomSource::philox,
      .compat = "a1111"}},
    {"noise of its own share",
     "parameters",
     "x\nSteps: 9, Sampler: DPM++ 3M SDE Exponential, CFG scale: 5, Seed: 1, Eta: 0.5",
     "A1111",
     {.prompt = "x",
      .model = "",
      .steps = 9,
      .guidance_scale = 5,
      .sampler = "dpmpp_3m_sde",
      .schedule = "exponential",
      .eta = 0.5,
      .seed = 1,
      .random_source = RandomSource::philox,
      .compat = "a1111"}},
    {"A1111 with noise of the CPU",
     "parameters",
     "x\nSteps: 4, Sampler: Euler, CFG scale: 1, Seed: 1, RNG: CPU, Version: v1.10.1",
     "A1111",
     {.prompt = "x", .model = "", .steps = 4, .guidance_scale = 1, .sampler = "euler", .seed = 1, .compat = "a1111"}},
    {"ours without its request",
     "parameters",
     "x\nSteps: 4, Sampler: Euler, CFG scale: 1, Seed: 1, RNG: NV, Version: Lemnos 0.1.0",
     "A1111",
     {.prompt = "x",
      .model = "",
      .steps = 4,
      .guidance_scale = 1,
      .sampler = "euler",
      .seed = 1,
      .random_source = RandomSource::philox}},
    {"a sampler of the future",
     "parameters",
     "x\nSteps: 4, Sampler: Quantum 9, CFG scale: 1, Seed: 1",
     "A1111",
     {.prompt = "x",
      .model = "",
      .steps = 4,
      .guidance_scale = 1,
      .seed = 1,
      .random_source = RandomSource::philox,
      .compat = "a1111"}},
    {"only a description", "parameters", "only a description", nullptr, {}},
    {"a size that cannot be", "parameters", "x\nSteps: 20, Sampler: Euler, Size: 123x456, Seed: 1", nullptr, {}},
    {"Fooocus",
     "parameters",
     R"x({"base_model": "juggernautXL_v8", "base_model_hash": "aeb7e9e689", "guidance_scale": 4.0,
          "negative_prompt": "fog", "prompt": "a castle", "resolution": "(1152, 896)", "sampler": "dpmpp_2m_sde_gpu",
          "scheduler": "karras", "seed": "6177", "steps": 30, "version": "Fooocus v2.5"})x",
     "Fooocus",
     {.prompt = "a castle",
      .negative_prompt = "fog",
      .model = "",
      .width = 1152,
      .height = 896,
      .steps = 30,
      .guidance_scale = 4,
      .sampler = "dpmpp_2m_sde",
      .schedule = "karras",
      .seed = 6177},
     "juggernautXL_v8",
     "aeb7e9e689"},
    {"InvokeAI",
     "invokeai_metadata",
     R"({"generation_mode": "txt2img", "positive_prompt": "a castle", "negative_prompt": "fog", "width": 1024,
         "height": 768, "seed": 99, "rand_device": "cuda", "cfg_scale": 7.5, "steps": 30, "scheduler": "dpmpp_2m_k",
         "model": {"name": "Juggernaut XL", "base": "sdxl"}, "loras": [{"model": {"name": "ink"}, "weight": 0.75}]})",
     "InvokeAI",
     {.prompt = "a castle <lora:ink:0.75>",
      .negative_prompt = "fog",
      .model = "",
      .width = 1024,
      .height = 768,
      .steps = 30,
      .guidance_scale = 7.5,
      .sampler = "dpmpp_2m",
      .schedule = "karras",
      .seed = 99,
      .random_source = RandomSource::philox},
     "Juggernaut XL"},
    {"SwarmUI",
     "parameters",
     R"({"sui_image_params": {"prompt": "a castle", "negativeprompt": "fog", "model": "OfficialStableDiffusion/sd_xl",
         "seed": 1234567890123, "steps": 20, "cfgscale": 7.0, "aspectratio": "1:1", "width": 1024, "height": 1024,
         "sampler": "euler_ancestral", "scheduler": "normal"}, "sui_extra_data": {"date": "2026-01-01"}})",
     "SwarmUI",
     {.prompt = "a castle",
      .negative_prompt = "fog",
      .model = "",
      .width = 1024,
      .height = 1024,
      .steps = 20,
      .guidance_scale = 7,
      .sampler = "euler_a",
      .schedule = "normal",
      .seed = 1234567890123,
      .random_source = RandomSource::philox,
      .compat = "comfyui"},
     "sd_xl"},
    {"ComfyUI",
     "prompt",
     comfyui_plain,
     "ComfyUI",
     {.prompt = "a castle NaN <lora:ink:0.5>",
      .negative_prompt = "fog",
      .model = "",
      .width = 832,
      .height = 1216,
      .steps = 25,
      .guidance_scale = 6.5,
      .sampler = "dpmpp_2m_sde",
      .schedule = "karras",
      .seed = 18446744073709551615U,
      .random_source = RandomSource::philox,
      .compat = "comfyui",
      .strength = 1},
     "castles"},
    {"ComfyUI, linked values and two passes",
     "prompt",
     comfyui_linked,
     "ComfyUI",
     {.prompt = "a tower",
      .negative_prompt = "rain",
      .model = "",
      .width = 768,
      .height = 512,
      .steps = 12,
      .guidance_scale = 4,
      .sampler = "euler_a",
      .schedule = "sgm_uniform",
      .seed = 77,
      .random_source = RandomSource::philox,
      .compat = "comfyui",
      .strength = 1},
     "a"},
    {"ComfyUI, custom sampler",
     "prompt",
     comfyui_custom,
     "ComfyUI",
     {.prompt = "a boat",
      .model = "",
      .width = 512,
      .height = 640,
      .steps = 8,
      .guidance_scale = 3,
      .sampler = "heun",
      .schedule = "simple",
      .seed = 5,
      .random_source = RandomSource::philox,
      .compat = "comfyui",
      .strength = 1},
     "b"},
    {"ComfyUI, links in a circle",
     "prompt",
     comfyui_circle,
     "ComfyUI",
     {.model = "",
      .steps = 3,
      .guidance_scale = 1,
      .sampler = "euler",
      .schedule = "normal",
      .random_source = RandomSource::philox,
      .compat = "comfyui"}},
    {"ComfyUI without a sampler",
     "prompt",
     R"({"1": {"class_type": "LoadImage", "inputs": {"image": "x.png"}}})",
     nullptr,
     {}},
    {"a prompt that is no graph", "prompt", "a castle", nullptr, {}},
    {"JSON of nobody", "parameters", R"({"width": 5})", nullptr, {}},
    {"nodes that are no objects", "prompt", R"({"1": 5, "2": [1], "3": {"inputs": 7}})", nullptr, {}},
};

}  // namespace

class ForeignRecipeTest : public QObject {
    Q_OBJECT

private slots:
    void reads_what_others_wrote_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(rows)); ++i) QTest::newRow(rows[i].name) << i;
    }

    void reads_what_others_wrote() {
        QFETCH(int, index);
        const Row& row = rows[index];
        const PictureText texts[]{{"workflow", "{}"}, {row.keyword, row.text}};
        const auto recipe = foreign_recipe(texts);
        QCOMPARE(recipe.has_value(), row.program != nullptr);
        if (!recipe) return;
        QCOMPARE(recipe->program, std::string(row.program));
        QCOMPARE(recipe->model, std::string(row.model));
        QCOMPARE(recipe->model_hash, std::string(row.hash));
        QCOMPARE(recipe->request.prompt, row.request.prompt);
        QCOMPARE(recipe->request.sampler, row.request.sampler);
        QCOMPARE(recipe->request.schedule, row.request.schedule);
        QVERIFY(recipe->request == row.request);
    }

    // Each of these once took more than linear time or stack in somebody's parser.
    void hostile_texts_are_quick_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("deep") << QByteArray(1'000'000, '[').prepend('{');
        QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(200'000);
        QTest::newRow("many NaN") << "{\"a\": [" + QByteArray("NaN,").repeated(250'000) + "NaN]}";
        QTest::newRow("open string") << "{\"" + QByteArray("\\\"").repeated(500'000);
    }

    void hostile_texts_are_quick() {
        QFETCH(QByteArray, text);
        const testing::CpuTimer timer;
        for (const char* keyword : {"parameters", "prompt", "invokeai_metadata"}) {
            const PictureText texts[]{{keyword, text.toStdString()}};
            QVERIFY(!foreign_recipe(texts));
        }
        QVERIFY2(timer.seconds() < 5, qPrintable(QString::number(timer.seconds())));
    }
};

QTEST_APPLESS_MAIN(ForeignRecipeTest)
#include "foreign_recipe_test.moc"
