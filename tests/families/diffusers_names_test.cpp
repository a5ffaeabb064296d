// SPDX-License-Identifier: Apache-2.0
// Names of diffusers against ours, read off files of either kind, and the weights that LoRA files of every program
// mean by their keys. The truth is tests/reference/diffusers_names.py.
#include "families/diffusers_names.h"

#include <algorithm>
#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "families/lora_names.h"
#include "formats/safetensors_writer.h"
#include "support/golden.h"
#include "support/require.h"

using namespace lemnos;

namespace {

using Pairs = std::vector<ModuleNames>;

constexpr const char* cases[] = {"unet_sd1", "unet_sd2", "unet_sdxl", "vae_res1", "vae_res2"};

Pairs golden_pairs(const std::string& name) {
    const auto all = testing::load_manifest("diffusers_names");
    Pairs pairs;
    if (all)
        for (const auto& row : all->at(name)) pairs.push_back({row[0], row[1]});
    return pairs;
}

std::string root_of(const std::string& name) {
    return name.starts_with("unet") ? "model.diffusion_model" : "first_stage_model";
}

std::string theirs_of(const Pairs& pairs, const std::string& name) {
    for (const auto& [ours, theirs] : pairs)
        if (name.starts_with(ours + ".")) return theirs + name.substr(ours.size());
    return {};
}

// Names of the tensors below the root, in our way or theirs.
std::vector<std::string> tensor_names(const std::string& name, NamedAs named) {
    const auto manifest = testing::load_manifest(name);
    const Pairs pairs = golden_pairs(name);
    std::vector<std::string> names;
    if (!manifest) return names;
    for (const auto& tensor : manifest->at("tensors")) {
        const std::string ours = tensor.at("name").get<std::string>().substr(root_of(name).size() + 1);
        names.push_back(named == NamedAs::ours ? ours : theirs_of(pairs, ours));
    }
    return names;
}

std::string flat(std::string name) {
    std::ranges::replace(name, '.', '_');
    return name;
}

std::string module_of(const std::string& tensor) { return tensor.substr(0, tensor.rfind('.')); }

}  // namespace

class DiffusersNamesTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    Result<Checkpoint> file_with(const std::vector<std::string>& names, const std::string& file = "x.safetensors") {
        TensorMap tensors;
        for (const std::string& name : names) tensors[name] = HostTensor(Shape{1});
        const auto path = m_folder.filePath(QString::fromStdString(file)).toStdString();
        LEMNOS_CHECK(write_safetensors(path, tensors));
        return Checkpoint::open(path);
    }

private slots:
    void modules_have_both_names_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("is_ours");
        for (const char* name : cases)
            for (const bool is_ours : {true, false})
                QTest::addRow("%s from %s", name, is_ours ? "ours" : "theirs") << name << is_ours;
    }

    void modules_have_both_names() {
        QFETCH(QString, name);
        QFETCH(bool, is_ours);
        const std::string golden = name.toStdString();
        const NamedAs named = is_ours ? NamedAs::ours : NamedAs::theirs;
        REQUIRE_VALUE(const Checkpoint file, file_with(tensor_names(golden, named)));
        const Pairs found =
            golden.starts_with("unet") ? unet_module_names(file, "", named) : vae_module_names(file, "", named);
        // Every tensor has its name on the other side, and it is the right one.
        const Pairs pairs = golden_pairs(golden);
        const auto names = tensor_names(golden, NamedAs::ours);
        QVERIFY(names.size() > 50);
        for (const std::string& tensor : names) QCOMPARE(theirs_of(found, tensor), theirs_of(pairs, tensor));
        std::set<std::string> theirs;
        for (const ModuleNames& pair : found) QVERIFY2(theirs.insert(pair.theirs).second, pair.theirs.c_str());
    }

    void old_attention_of_autoencoders() {
        std::vector<std::string> names = tensor_names("vae_res1", NamedAs::theirs);
        for (std::string& name : names)
            for (const auto& [now, before] : {std::pair("to_q", "query"), std::pair("to_k", "key"),
                                              std::pair("to_v", "value"), std::pair("to_out.0", "proj_attn")})
                if (const auto at = name.find(now); at != std::string::npos)
                    name.replace(at, std::string(now).size(), before);
        REQUIRE_VALUE(const Checkpoint file, file_with(names));
        const Pairs found = vae_module_names(file, "", NamedAs::theirs);
        QCOMPARE(theirs_of(found, "decoder.mid.attn_1.proj_out.weight"),
                 std::string("decoder.mid_block.attentions.0.proj_attn.weight"));
    }

    void nothing_where_nothing_is() {
        REQUIRE_VALUE(const Checkpoint file, file_with({"a.weight"}));
        QVERIFY(unet_module_names(file, "", NamedAs::ours).empty());
        QVERIFY(vae_module_names(file, "", NamedAs::theirs).empty());
    }

    void lora_keys_mean_weights_data() {
        QTest::addColumn<QString>("style");
        for (const char* style : {"kohya, original names", "kohya, diffusers names", "diffusers", "PEFT", "generic",
                                  "LyCORIS", "old processors"})
            QTest::newRow(style) << style;
    }

    void lora_keys_mean_weights() {
        QFETCH(QString, style);
        const Pairs pairs = golden_pairs("unet_sdxl");
        std::vector<std::string> model;
        std::vector<std::string> lora;
        std::vector<std::string> expected;
        for (const std::string& tensor : tensor_names("unet_sdxl", NamedAs::ours)) {
            model.push_back("model.diffusion_model." + tensor);
            if (!tensor.ends_with("weight")) continue;
            const std::string ours = module_of(tensor);
            const std::string theirs = module_of(theirs_of(pairs, tensor));
            std::string key;
            if (style == "kohya, original names") key = "lora_unet_" + flat(ours);
            if (style == "kohya, diffusers names") key = "lora_unet_" + flat(theirs);
            if (style == "diffusers") key = "unet." + theirs;
            if (style == "PEFT") key = "base_model.model." + theirs;
            if (style == "generic") key = "diffusion_model." + ours;
            if (style == "LyCORIS") key = "lycoris_" + flat(theirs);
            if (style == "old processors") {
                const auto at = theirs.find(".to_");
                if (at == std::string::npos) continue;
                const auto end = theirs.ends_with(".0") ? theirs.size() - 2 : theirs.size();
                key = "unet." + theirs.substr(0, at) + ".processor" + theirs.substr(at, end - at);
            }
            lora.push_back(key + (style == "old processors" ? "_lora.down.weight" : ".lora_down.weight"));
            expected.push_back(model.back());
        }
        REQUIRE_VALUE(const Checkpoint file, file_with(model));
        REQUIRE_VALUE(Checkpoint changes, file_with(lora, "lora.safetensors"));
        REQUIRE_VALUE(const LoraFile read, LoraFile::read(std::move(changes)));
        const LoraTargets targets = find_lora_targets(read, file, {.unet = "model.diffusion_model", .text = {}});
        QVERIFY2(targets.unmatched.empty(), targets.unmatched.empty() ? "" : targets.unmatched.front().c_str());
        std::vector<std::string> matched;
        for (const auto& [weight, layer] : targets.layers) matched.push_back(weight);
        std::ranges::sort(expected);
        QVERIFY(matched == expected);
        QVERIFY(matched.size() > 40);
    }

    void lora_keys_of_text_encoders() {
        const std::string layer = "encoder.layers.3.self_attn.q_proj";
        const std::vector<std::string> roots{"conditioner.embedders.0.transformer.text_model", "open.clip"};
        REQUIRE_VALUE(const Checkpoint model,
                      file_with({roots[0] + "." + layer + ".weight", roots[1] + "." + layer + ".weight",
                                 roots[1] + ".text_projection.weight"}));
        const std::string end = ".lora_down.weight";
        const std::string te = "_text_model_" + flat(layer) + end;
        const auto weights = [&](const std::vector<std::string>& keys, const std::vector<std::string>& text) {
            const auto read = LoraFile::read(file_with(keys, "lora.safetensors").value());
            const LoraTargets targets =
                find_lora_targets(*read, model, {.unet = "model.diffusion_model", .text = text});
            std::vector<std::string> names = targets.unmatched;
            for (const auto& [weight, changed] : targets.layers) names.push_back(weight);
            return names;
        };
        using Names = std::vector<std::string>;
        QVERIFY(weights({"lora_te1" + te}, roots) == Names{roots[0] + "." + layer + ".weight"});
        QVERIFY(weights({"lora_te2" + te}, roots) == Names{roots[1] + "." + layer + ".weight"});
        QVERIFY(weights({"text_encoder_2.text_model." + layer + end}, roots) ==
                Names{roots[1] + "." + layer + ".weight"});
        QVERIFY(weights({"lora_te2_text_projection" + end}, roots) == Names{roots[1] + ".text_projection.weight"});
        // One encoder is "te"; of two nobody knows which.
        QVERIFY(weights({"lora_te" + te}, {roots[0]}) == Names{roots[0] + "." + layer + ".weight"});
        QVERIFY(weights({"lora_te" + te}, roots) == Names{"lora_te_text_model_" + flat(layer)});
        QVERIFY(weights({"lora_unet_nowhere" + end}, roots) == Names{"lora_unet_nowhere"});
    }
};

QTEST_APPLESS_MAIN(DiffusersNamesTest)
#include "diffusers_names_test.moc"
