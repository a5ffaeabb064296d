// SPDX-License-Identifier: Apache-2.0
// The UNets whose golden runs lie in tests/golden: configuration and inputs.
#pragma once

#include "nets/golden_net.h"
#include "nets/unet.h"

namespace lemnos::test {

inline UNetConfig unet_config(const nlohmann::json& manifest) {
    const nlohmann::json& json = manifest.at("config").at("unet");
    UNetConfig config;
    config.in_channels = json.at("in_channels");
    config.out_channels = json.at("out_channels");
    config.model_channels = json.at("model_channels");
    config.channel_mult = json.at("channel_mult").get<std::vector<std::uint32_t>>();
    config.num_res_blocks = json.at("num_res_blocks");
    config.depths = UNetDepths::by_level(json.at("transformer_depth").get<std::vector<std::uint32_t>>(),
                                         json.at("transformer_depth_middle"), config.num_res_blocks);
    config.heads = {json.value("num_heads", 0U), json.value("num_head_channels", 0U)};
    config.context_dim = json.at("context_dim");
    config.adm_in_channels = json.at("adm_in_channels");
    return config;
}

inline Values unet_inputs(const GoldenNet& net, const std::string& run) {
    Values values{{"latents", engine_order(net.tensors.at(run + ".latents"))},
                  {"timestep", net.tensors.at(run + ".timesteps")},
                  {"context", net.tensors.at(run + ".context")}};
    if (net.tensors.contains(run + ".y")) values["labels"] = net.tensors.at(run + ".y");
    return values;
}

inline UNetSize unet_size(const Values& inputs) {
    const Shape& latents = inputs.at("latents").shape;
    return {latents.batch(), latents.height(), latents.width(), inputs.at("context").shape[1]};
}

}  // namespace lemnos::test
