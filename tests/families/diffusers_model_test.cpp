// SPDX-License-Identifier: Apache-2.0
// A model in the names of diffusers is the same model: the tiny checkpoint of the golden pictures, renamed.
#include "families/diffusers_model.h"

#include "families/diffusers_names.h"
#include "families/families.h"
#include "pipeline/tiny_sd1.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

// The name that diffusers gives a tensor of ours.
std::string theirs(const std::vector<ModuleNames>& pairs, std::string_view below) {
    std::string best;
    std::size_t longest = 0;
    for (const ModuleNames& pair : pairs)
        if (below.starts_with(pair.ours + ".") && pair.ours.size() > longest) {
            longest = pair.ours.size();
            best = pair.theirs + std::string(below.substr(longest));
        }
    return best;
}

}  // namespace

class DiffusersModelTest : public QObject {
    Q_OBJECT

private slots:
    void is_recognised_and_complete() {
        REQUIRE_VALUE(const TinySd1 tiny, TinySd1::load());
        REQUIRE_VALUE(const auto original, tiny.write("original.safetensors", tiny.metadata()));
        REQUIRE_VALUE(const Checkpoint ours, Checkpoint::open(original));
        const auto unet = unet_module_names(ours, "model.diffusion_model", NamedAs::ours);
        const auto vae = vae_module_names(ours, "first_stage_model", NamedAs::ours);
        const auto rename = [&](TensorMap& tensors) {
            TensorMap renamed;
            for (const auto& [name, tensor] : tensors) {
                const std::string_view view = name;
                std::string other;
                if (view.starts_with("model.diffusion_model."))
                    other = "unet." + theirs(unet, view.substr(22));
                else if (view.starts_with("first_stage_model."))
                    other = "vae." + theirs(vae, view.substr(18));
                else if (view.starts_with("cond_stage_model.transformer."))
                    other = "text_encoder." + std::string(view.substr(29));
                renamed.emplace(other.empty() ? name : other, tensor);
            }
            tensors = std::move(renamed);
        };
        REQUIRE_VALUE(const auto path, tiny.write("renamed.safetensors", tiny.metadata("v"), rename));
        REQUIRE_VALUE(const Checkpoint raw, Checkpoint::open(path));
        QVERIFY(raw.find("unet.mid_block.resnets.0.conv1.weight") != nullptr);
        REQUIRE_VALUE(const Checkpoint model, open_model(path));
        for (const TensorInfo& tensor : ours.tensors()) {
            REQUIRE_VALUE(const TensorInfo* found, model.require(tensor.name));
            QCOMPARE(found->shape, tensor.shape);
        }
        REQUIRE_VALUE(const ModelDescription description, identify(model));
        QCOMPARE(description.family, "sd1");
        QVERIFY(description.prediction == Prediction::velocity);
        REQUIRE_OK(check_tensors(model, description));
    }

    void other_files_stay_as_they_are() {
        REQUIRE_VALUE(const TinySd1 tiny, TinySd1::load());
        REQUIRE_VALUE(const auto path, tiny.write("original.safetensors", tiny.metadata()));
        REQUIRE_VALUE(const Checkpoint file, Checkpoint::open(path));
        REQUIRE_VALUE(const Checkpoint model, open_model(path));
        QVERIFY(std::ranges::equal(model.tensors(), file.tensors(), {}, &TensorInfo::name, &TensorInfo::name));
    }
};

QTEST_GUILESS_MAIN(DiffusersModelTest)
#include "diffusers_model_test.moc"
