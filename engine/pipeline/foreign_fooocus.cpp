// SPDX-License-Identifier: Apache-2.0
// Fooocus with its own scheme: a JSON object under "parameters" (its other scheme is A1111's text).
#include <charconv>

#include "pipeline/foreign_programs.h"

namespace lemnos::foreign {
namespace {

// "(1152, 896)"
void read_resolution(const std::string& text, Request& request) {
    const auto begin = text.find_first_of("0123456789");
    if (begin == std::string::npos) return;
    const char* end = text.data() + text.size();
    std::uint32_t width = 0;
    auto [rest, error] = std::from_chars(text.data() + begin, end, width);
    while (rest < end && (*rest < '0' || *rest > '9')) ++rest;
    std::uint32_t height = 0;
    if (error != std::errc() || std::from_chars(rest, end, height).ec != std::errc()) return;
    request.width = width;
    request.height = height;
}

}  // namespace

std::optional<ForeignRecipe> read_fooocus(std::string_view text) {
    const auto object = object_of(text);
    if (!object || !object->contains("base_model") || !object->contains("prompt")) return {};
    ForeignRecipe recipe{.program = "Fooocus", .request = {}, .model = {}, .model_hash = {}};
    Request& request = recipe.request;
    request.model.clear();
    request.prompt = text_of(*object, {"prompt"});
    request.negative_prompt = text_of(*object, {"negative_prompt"});
    read_number(*object, {"steps"}, request.steps);
    read_number(*object, {"guidance_scale"}, request.guidance_scale);
    read_number(*object, {"seed"}, request.seed);
    read_resolution(text_of(*object, {"resolution"}), request);
    set_sampler(request, text_of(*object, {"sampler"}));
    set_schedule(request, text_of(*object, {"scheduler"}));
    recipe.model = stem_of(text_of(*object, {"base_model"}));
    recipe.model_hash = text_of(*object, {"base_model_hash"});
    return recipe;
}

}  // namespace lemnos::foreign
