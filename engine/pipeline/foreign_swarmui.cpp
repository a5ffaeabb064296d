// SPDX-License-Identifier: Apache-2.0
// SwarmUI: a JSON object under "parameters" that holds "sui_image_params"; older files have that object alone.
#include "pipeline/foreign_programs.h"

namespace lemnos::foreign {

std::optional<ForeignRecipe> read_swarmui(std::string_view text) {
    const auto object = object_of(text);
    if (!object) return {};
    const auto inner = object->find("sui_image_params");
    const bool is_old = inner == object->end() && object->contains("cfgscale");
    if (!is_old && (inner == object->end() || !inner->is_object())) return {};
    const nlohmann::json& fields = is_old ? *object : *inner;
    ForeignRecipe recipe{.program = "SwarmUI", .request = {}, .model = {}, .model_hash = {}};
    Request& request = recipe.request;
    request.model.clear();
    follow_comfyui(request);
    request.prompt = text_of(fields, {"prompt"});
    request.negative_prompt = text_of(fields, {"negativeprompt"});
    read_number(fields, {"steps"}, request.steps);
    read_number(fields, {"cfgscale"}, request.guidance_scale);
    read_number(fields, {"seed"}, request.seed);
    read_number(fields, {"width"}, request.width);
    read_number(fields, {"height"}, request.height);
    read_number(fields, {"initimagecreativity"}, request.strength);
    set_sampler(request, text_of(fields, {"sampler", "comfyuisampler"}));
    set_schedule(request, text_of(fields, {"scheduler", "comfyuischeduler"}));
    recipe.model = stem_of(text_of(fields, {"model"}));
    return recipe;
}

}  // namespace lemnos::foreign
