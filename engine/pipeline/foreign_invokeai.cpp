// SPDX-License-Identifier: Apache-2.0
// InvokeAI: a JSON object under "invokeai_metadata", with the model as an object and LoRAs as a list.
#include <fmt/format.h>

#include "pipeline/foreign_programs.h"

namespace lemnos::foreign {
namespace {

using nlohmann::json;

// In our prompts a LoRA is a word of A1111's kind.
void append_loras(const json& object, std::string& prompt) {
    const auto loras = object.find("loras");
    if (loras == object.end() || !loras->is_array()) return;
    for (const json& one : *loras) {
        if (!one.is_object()) continue;
        const auto model = one.contains("model") ? one.find("model") : one.find("lora");
        if (model == one.end() || !model->is_object()) continue;
        const std::string name = text_of(*model, {"name", "model_name"});
        double weight = 1;
        read_number(one, {"weight"}, weight);
        if (!name.empty()) prompt += fmt::format(" <lora:{}:{}>", name, weight);
    }
}

}  // namespace

std::optional<ForeignRecipe> read_invokeai(std::string_view text) {
    const auto object = object_of(text);
    if (!object || !(object->contains("positive_prompt") || object->contains("steps"))) return {};
    ForeignRecipe recipe{.program = "InvokeAI", .request = {}, .model = {}, .model_hash = {}};
    Request& request = recipe.request;
    request.model.clear();
    request.prompt = text_of(*object, {"positive_prompt"});
    append_loras(*object, request.prompt);
    request.negative_prompt = text_of(*object, {"negative_prompt"});
    read_number(*object, {"steps"}, request.steps);
    read_number(*object, {"cfg_scale"}, request.guidance_scale);
    read_number(*object, {"seed"}, request.seed);
    if (text_of(*object, {"rand_device"}) == "cuda") request.random_source = RandomSource::philox;
    read_number(*object, {"width"}, request.width);
    read_number(*object, {"height"}, request.height);
    read_number(*object, {"strength"}, request.strength);
    set_sampler(request, text_of(*object, {"scheduler"}));
    if (const auto model = object->find("model"); model != object->end() && model->is_object())
        recipe.model = text_of(*model, {"name", "model_name"});
    return recipe;
}

}  // namespace lemnos::foreign
