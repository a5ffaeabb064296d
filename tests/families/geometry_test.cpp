// SPDX-License-Identifier: Apache-2.0
// Real checkpoints by name and shape (tests/golden/geometries.txt.gz): each is the family that it is and no other, and
// every tensor that its networks ask for is there. The files are sparse: headers without numbers.
#include <QTemporaryDir>

#include "families/families.h"
#include "families/inspect.h"
#include "families/sparse_checkpoint.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

constexpr const char* first_conv = "model.diffusion_model.input_blocks.0.0.weight";

struct Row {
    const char* name;
    const char* geometry;
    std::function<void(Shapes&)> change;
    const char* family;   // "" for what cannot be run
    const char* variant;  // then what it is called
    const char* prediction = "eps";
    std::uint64_t unet_parameters = 0;
    float spread = 0;  // of last_shifts
};

void replace(Shapes& shapes, const std::string& from, const std::string& to) {
    Shapes renamed;
    for (auto& [name, shape] : shapes)
        renamed[name.starts_with(from) ? to + name.substr(from.size()) : name] = std::move(shape);
    shapes = std::move(renamed);
}

const Row rows[] = {
    {"SD 1.5", "sd1", {}, "sd1", "", "eps", 859'520'964},
    {"SD 1.5 inpainting", "sd1", [](Shapes& s) { s[first_conv][1] = 9; }, "sd1", "inpainting", "eps", 859'535'364},
    {"SD 1 before \"text_model\"", "sd1",
     [](Shapes& s) { replace(s, "cond_stage_model.transformer.text_model.", "cond_stage_model.transformer."); }, "sd1",
     ""},
    {"SD 2.0 base", "sd2", {}, "sd2", "", "eps", 865'910'724, 0.05F},
    {"SD 2.1", "sd2", {}, "sd2", "", "v", 865'910'724, 0.12F},
    {"SD 2 inpainting", "sd2", [](Shapes& s) { s[first_conv][1] = 9; }, "sd2", "inpainting", "eps", 0, 0.12F},
    {"SD 2 as sgm writes it", "sd2",
     [](Shapes& s) { replace(s, "cond_stage_model.model.", "conditioner.embedders.0.model."); }, "sd2", ""},
    {"SDXL", "sdxl", {}, "sdxl", "", "eps", 2'567'463'684},
    {"SDXL v-prediction", "sdxl", [](Shapes& s) { s["v_pred"] = {0}; }, "sdxl", "", "v"},
    {"SDXL v-prediction, zero terminal SNR", "sdxl", [](Shapes& s) { s["v_pred"] = s["ztsnr"] = {0}; }, "sdxl", "",
     "v"},
    {"SDXL inpainting", "sdxl", [](Shapes& s) { s[first_conv][1] = 9; }, "sdxl", "inpainting"},
    {"SSD-1B", "ssd_1b", {}, "sdxl", "SSD-1B", "eps", 1'331'334'404},
    {"Segmind Vega", "vega", {}, "sdxl", "Segmind Vega", "eps", 745'225'604},
    {"KOALA 700M", "koala_700m", {}, "sdxl", "KOALA 700M", "eps", 782'822'724},
    {"KOALA 1B", "koala_1b", {}, "sdxl", "KOALA 1B", "eps", 1'161'184'324},
    {"refiner", "refiner", {}, "", "the Stable Diffusion XL refiner"},
    {"Playground 2.5", "sdxl", [](Shapes& s) { s["edm_mean"] = s["edm_std"] = {1, 4, 1, 1}; }, "", "Playground 2.5"},
    {"unCLIP", "sd2",
     [](Shapes& s) {
         s["model.diffusion_model.label_emb.0.0.weight"] = {1280, 1536};
         s["noise_augmentor.data_mean"] = {1, 768};
     },
     "", "unCLIP"},
    {"x4 upscaler", "sd2", [](Shapes& s) { s[first_conv][1] = 7; }, "", "x4 upscaler"},
    {"InstructPix2Pix", "sd1", [](Shapes& s) { s[first_conv][1] = 8; }, "", "InstructPix2Pix"},
    {"SDXL's UNet alone", "sdxl",
     [](Shapes& s) { std::erase_if(s, [](const auto& t) { return !t.first.starts_with("model.diffusion_model."); }); },
     "", "a UNet without text encoder"},
    {"SD 1 with half its text encoder", "sd1",
     [](Shapes& s) { std::erase_if(s, [](const auto& t) { return t.first.contains(".encoder.layers.11."); }); }, "",
     "the text encoder \"cond_stage_model.transformer.text_model\" has 11 of its 12 layers"},
    {"FLUX.1", "sdxl",
     [](Shapes& s) { s = {{"double_blocks.0.img_attn.norm.key_norm.scale", {128}}, {"img_in.weight", {3072, 64}}}; },
     "", "FLUX.1"},
    {"SD 3.5", "sdxl",
     [](Shapes& s) {
         std::erase_if(s, [](const auto& t) { return !t.first.starts_with("first_stage_model."); });
         s["model.diffusion_model.joint_blocks.0.context_block.attn.qkv.weight"] = {4608, 1536};
         s["text_encoders.clip_l.transformer.text_model.embeddings.token_embedding.weight"] = {49408, 768};
     },
     "", "Stable Diffusion 3"},
};

std::uint64_t parameters_below(const Checkpoint& file, const std::string& root) {
    std::uint64_t sum = 0;
    for (const TensorInfo& tensor : file.tensors())
        if (tensor.name.starts_with(root)) sum += tensor.shape.elements();
    return sum;
}

}  // namespace

class GeometryTest : public QObject {
    Q_OBJECT

private:
    std::map<std::string, Shapes> m_geometries;
    QTemporaryDir m_folder;

private slots:
    void initTestCase() {
        m_geometries = read_geometries();
        QCOMPARE(m_geometries.size(), std::size_t{8});
    }

    void recognises_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(rows)); ++row) QTest::addRow("%s", rows[row].name) << row;
    }
    void recognises() {
        QFETCH(int, row);
        const Row& wanted = rows[row];
        Shapes shapes = m_geometries.at(wanted.geometry);
        if (wanted.change) wanted.change(shapes);
        const std::filesystem::path path = m_folder.filePath("model.safetensors").toStdString();
        write_sparse(path, shapes, wanted.spread);
        REQUIRE_VALUE(const Checkpoint file, open_model(path));
        const Result<ModelDescription> model = identify(file);
        if (*wanted.family == '\0') {
            QVERIFY(!model);
            const std::string text = model.error().text();
            QVERIFY2(text.find(wanted.variant) != std::string::npos, text.c_str());
            const bool is_damaged = std::string_view(wanted.name).contains("half");
            QVERIFY(model.error().kind == (is_damaged ? ErrorKind::bad_file : ErrorKind::unsupported));
            return;
        }
        QVERIFY2(model, model ? "" : model.error().text().c_str());
        QCOMPARE(model->family, std::string(wanted.family));
        QCOMPARE(model->variant, std::string(wanted.variant));
        QCOMPARE(name_of(model->prediction), std::string_view(wanted.prediction));
        REQUIRE_OK(check_tensors(file, *model));
        Inspection seen;
        REQUIRE_OK(compare_tensors(file, *model, seen));
        const std::string unknown = seen.unknown.empty() ? std::string() : seen.unknown.front();
        QVERIFY2(seen.missing.empty() && seen.unknown.empty(), unknown.c_str());
        if (wanted.unet_parameters != 0)
            QCOMPARE(parameters_below(file, "model.diffusion_model."), wanted.unet_parameters);
        // Only one family claims the file.
        QCOMPARE(std::ranges::count_if(families(), [&](const Family& family) { return family.recognises(file); }), 1);
    }
};

QTEST_GUILESS_MAIN(GeometryTest)
#include "geometry_test.moc"
