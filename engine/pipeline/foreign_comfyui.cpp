// SPDX-License-Identifier: Apache-2.0
// ComfyUI: the graph that was run, as a JSON object of nodes under "prompt". There are no settings as such: a sampler
// node is found, and what its inputs lead to is read. Nodes of extensions are followed by the names of their inputs.
#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "pipeline/foreign_programs.h"

namespace lemnos::foreign {
namespace {

using nlohmann::json;
using Names = std::initializer_list<const char*>;

constexpr int longest_way = 64;  // links followed in a row; graphs of strangers may go in circles

class Workflow {
public:
    explicit Workflow(const json& nodes) : m_nodes(nodes) {}

    /// The node that made the picture: the sampler that starts from an empty latent, or else the first one.
    const json* sampler() const {
        const json* first = nullptr;
        for (const json& node : m_nodes) {
            if (!is_sampler(node)) continue;
            if (first == nullptr) first = &node;
            if (size_source(node) != nullptr) return &node;
        }
        return first;
    }

    /// The node that an input of this name is linked to; null for values and what is missing.
    const json* behind(const json& node, Names names) const {
        for (const char* name : names) {
            const json* value = input(node, name);
            if (value == nullptr || !value->is_array() || value->size() != 2 || !value->front().is_string()) continue;
            const auto found = m_nodes.find(value->front().get_ref<const std::string&>());
            if (found != m_nodes.end() && found->is_object()) return &*found;
        }
        return nullptr;
    }

    /// A value that stands in the node or in the small nodes (numbers, texts) that the input is linked to.
    json value(const json& node, Names names) const {
        for (const char* name : names) {
            const json* found = input(node, name);
            const json* from = &node;
            for (int i = 0; i < longest_way && found != nullptr && found->is_array(); ++i) {
                from = behind(*from, {name});
                found = nullptr;
                if (from == nullptr) break;
                for (const char* inner : {"value", "seed", "noise_seed", "int", "float", "number", "Number", "text",
                                          "string", "Text", "String", "prompt"}) {
                    found = input(*from, inner);
                    if (found == nullptr) continue;
                    name = inner;
                    break;
                }
            }
            if (found != nullptr && !found->is_array()) return *found;
        }
        return {};
    }

    /// The words that a conditioning input leads to.
    std::string prompt(const json& sampler, const char* side) const {
        const json* node = behind(sampler, {side, "conditioning"});
        for (int i = 0; i < longest_way && node != nullptr; ++i) {
            const json text = value(*node, {"text", "text_g", "prompt"});
            if (text.is_string()) return text.get<std::string>();
            node = behind(*node, {side, "conditioning", "conditioning_1", "conditioning_to", "cond1"});
        }
        return {};
    }

    /// Name of the checkpoint; the LoRAs on the way to it are words of the prompt here.
    std::string model(const json& sampler, std::string& prompt) const {
        const json* node = behind(sampler, {"model"});
        for (int i = 0; i < longest_way && node != nullptr; ++i) {
            const json name = value(*node, {"ckpt_name", "unet_name"});
            if (name.is_string()) return stem_of(name.get_ref<const std::string&>());
            append_lora(*node, prompt);
            node = behind(*node, {"model", "model1"});
        }
        return {};
    }

    /// The node that says width and height, if the sampler starts from one.
    const json* size_source(const json& sampler) const {
        const json* latent = behind(sampler, {"latent_image"});
        const bool is_size = latent != nullptr && input(*latent, "width") != nullptr &&
                             input(*latent, "height") != nullptr && input(*latent, "samples") == nullptr;
        return is_size ? latent : nullptr;
    }

private:
    static const json* input(const json& node, const char* name) {
        const auto inputs = node.find("inputs");
        if (inputs == node.end() || !inputs->is_object()) return nullptr;
        const auto found = inputs->find(name);
        return found == inputs->end() ? nullptr : &*found;
    }

    static bool is_sampler(const json& node) {
        if (!node.is_object() || input(node, "latent_image") == nullptr) return false;
        return input(node, "sampler_name") != nullptr || input(node, "sigmas") != nullptr;
    }

    void append_lora(const json& node, std::string& prompt) const {
        const json name = value(node, {"lora_name"});
        if (!name.is_string()) return;
        double weight = 1;
        read_number(json{{"weight", value(node, {"strength_model"})}}, {"weight"}, weight);
        prompt += fmt::format(" <lora:{}:{}>", stem_of(name.get_ref<const std::string&>()), weight);
    }

    const json& m_nodes;
};

// Custom samplers have their settings in nodes of their own: guider, noise, sampler, sigmas.
struct Parts {
    const json* sampler;
    const json* guider;
    const json* noise;
    const json* method;
    const json* sigmas;

    Parts(const Workflow& workflow, const json& node)
        : sampler(&node),
          guider(or_self(workflow.behind(node, {"guider"}))),
          noise(or_self(workflow.behind(node, {"noise"}))),
          method(or_self(workflow.behind(node, {"sampler"}))),
          sigmas(or_self(workflow.behind(node, {"sigmas"}))) {}

private:
    const json* or_self(const json* part) const { return part == nullptr ? sampler : part; }
};

}  // namespace

std::optional<ForeignRecipe> read_comfyui(std::string_view text) {
    const auto nodes = object_of(text);
    if (!nodes) return {};
    const Workflow workflow(*nodes);
    const json* node = workflow.sampler();
    if (node == nullptr) return {};
    const Parts parts(workflow, *node);

    json fields;
    fields["steps"] = workflow.value(*parts.sigmas, {"steps"});
    fields["denoise"] = workflow.value(*parts.sigmas, {"denoise"});
    fields["cfg"] = workflow.value(*parts.guider, {"cfg"});
    fields["seed"] = workflow.value(*parts.noise, {"noise_seed", "seed"});
    fields["sampler"] = workflow.value(*parts.method, {"sampler_name"});
    fields["scheduler"] = workflow.value(*parts.sigmas, {"scheduler"});

    ForeignRecipe recipe{.program = "ComfyUI", .request = {}, .model = {}, .model_hash = {}};
    Request& request = recipe.request;
    request.model.clear();
    follow_comfyui(request);
    request.prompt = workflow.prompt(*parts.guider, "positive");
    request.negative_prompt = workflow.prompt(*parts.guider, "negative");
    recipe.model = workflow.model(*parts.guider, request.prompt);
    read_number(fields, {"steps"}, request.steps);
    read_number(fields, {"cfg"}, request.guidance_scale);
    read_number(fields, {"seed"}, request.seed);
    read_number(fields, {"denoise"}, request.strength);
    set_sampler(request, text_of(fields, {"sampler"}));
    set_schedule(request, text_of(fields, {"scheduler"}));
    if (const json* latent = workflow.size_source(*node)) {
        const json size{{"width", workflow.value(*latent, {"width"})}, {"height", workflow.value(*latent, {"height"})}};
        read_number(size, {"width"}, request.width);
        read_number(size, {"height"}, request.height);
    }
    return recipe;
}

}  // namespace lemnos::foreign
