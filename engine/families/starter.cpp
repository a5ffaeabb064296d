// SPDX-License-Identifier: Apache-2.0
// The model that ships with the program (models/starter): the networks of Stable Diffusion in small, everything said
// by its metadata.
#include "families/config_json.h"
#include "families/facts.h"

namespace lemnos {
namespace {

bool recognises(const Checkpoint& file) {
    const auto config = read_config(file);
    return config && config->is_object() && config->value("family", nlohmann::json()) == "lemnos-starter";
}

Result<ModelDescription> describe(const Checkpoint&) {
    ModelDescription model;
    model.unet.root = "model.diffusion_model";
    model.vae.root = "first_stage_model";
    model.text.root = "cond_stage_model.transformer.text_model";
    model.prediction = Prediction::velocity;
    model.defaults = {
        .width = 128, .height = 128, .steps = 20, .guidance = 3.0, .sampler = "dpmpp_2m", .schedule = "karras"};
    return model;
}

}  // namespace

const Family starter{"lemnos-starter", "Lemnos Starter", "metadata \"lemnos.config\"", recognises, describe};

}  // namespace lemnos
