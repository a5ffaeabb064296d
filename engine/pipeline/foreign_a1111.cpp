// SPDX-License-Identifier: Apache-2.0
// AUTOMATIC1111's web UI, and Forge and others that write like it: the text of formats/infotext.h.
#include <charconv>

#include "formats/infotext.h"
#include "pipeline/foreign_programs.h"

namespace lemnos::foreign {
namespace {

nlohmann::json object_of(const Infotext& info) {
    nlohmann::json object = nlohmann::json::object();
    for (const auto& [name, value] : info.fields) object.emplace(name, value);
    return object;
}

void read_size(const std::string& text, Request& request) {
    const std::size_t cross = text.find('x');
    if (cross == std::string::npos) return;
    std::from_chars(text.data(), text.data() + cross, request.width);
    std::from_chars(text.data() + cross + 1, text.data() + text.size(), request.height);
}

}  // namespace

std::optional<ForeignRecipe> read_a1111(std::string_view text) {
    const Infotext info = parse_infotext(text);
    if (info.fields.empty()) return {};
    const nlohmann::json fields = object_of(info);
    ForeignRecipe recipe{.program = "A1111", .request = {}, .model = {}, .model_hash = {}};
    Request& request = recipe.request;
    request.model.clear();
    request.prompt = info.prompt;
    request.negative_prompt = info.negative_prompt;
    read_number(fields, {"Steps"}, request.steps);
    read_number(fields, {"CFG scale"}, request.guidance_scale);
    read_number(fields, {"Seed"}, request.seed);
    read_number(fields, {"Eta"}, request.eta);
    read_number(fields, {"Clip skip"}, request.clip_skip);
    read_number(fields, {"Denoising strength"}, request.strength);
    read_size(text_of(fields, {"Size"}), request);
    set_sampler(request, text_of(fields, {"Sampler"}));
    set_schedule(request, text_of(fields, {"Schedule type"}));
    // Pictures of ours, too, when they have lost the request itself.
    if (!text_of(fields, {"Version"}).starts_with("Lemnos")) request.compat = "a1111";
    if (request.compat == "a1111") request.random_source = RandomSource::philox;  // it draws on the GPU by default
    if (text_of(fields, {"RNG"}) == "CPU") request.random_source = RandomSource::torch_cpu;
    if (text_of(fields, {"RNG"}) == "NV") request.random_source = RandomSource::philox;
    recipe.model = text_of(fields, {"Model"});
    recipe.model_hash = text_of(fields, {"Model hash"});
    return recipe;
}

}  // namespace lemnos::foreign
