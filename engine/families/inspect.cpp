// SPDX-License-Identifier: Apache-2.0
#include "families/inspect.h"

#include <algorithm>
#include <set>

#include "families/facts.h"
#include "formats/messages.h"
#include "nn/weight_cache.h"

namespace lemnos {
namespace {

// Left over from training; nobody misses them and nobody needs them.
bool is_harmless(std::string_view name) {
    return name.ends_with("position_ids") || name.starts_with("model_ema.") || name.starts_with("alphas_") ||
           name.starts_with("betas") || name.starts_with("sqrt_") || name.starts_with("posterior_") ||
           name.starts_with("log_one_minus") || name.starts_with("logvar") || name.starts_with("lvlb_") ||
           name.starts_with("denoiser.") || name.ends_with(".logit_scale") || name == "v_pred" || name == "ztsnr" ||
           name.starts_with("edm_vpred.");
}

// What a text encoder has for other uses than ours: the end of the way when we take an earlier state.
bool is_spare(const ModelDescription& model, std::string_view name) {
    return std::ranges::any_of(model.texts, [&](const TextPart& text) {
        const std::string last = fmt::format("{}.encoder.layers.{}.", text.root, text.config.layers - 1);
        return name.starts_with(last) || name.starts_with(text.root + ".final_layer_norm.") ||
               name.starts_with(text.root + ".text_projection");
    });
}

// Everything but the hashes.
Result<Inspection> described(Checkpoint file, const std::filesystem::path& path) {
    Inspection result;
    result.file = path;
    result.format = file.format();
    result.metadata = file.metadata();
    for (const TensorInfo& tensor : file.tensors()) {
        result.parameters += tensor.shape.elements();
        result.dtypes[std::string(name_of(tensor.dtype))] += 1;
    }
    LEMNOS_TRY(file, with_our_names(std::move(file)));
    const Result<ModelDescription> model = identify(file);
    if (!model) {
        result.problem = model.error().text();
        return result;
    }
    result.family = model->family;
    result.variant = model->variant;
    result.name = model->name;
    result.prediction = name_of(model->prediction);
    LEMNOS_CHECK(compare_tensors(file, *model, result));
    if (!result.missing.empty()) result.problem = fmt::format("{} tensors are missing or wrong", result.missing.size());
    return result;
}

}  // namespace

Status compare_tensors(const Checkpoint& file, const ModelDescription& model, Inspection& into) {
    LEMNOS_TRY(const std::vector<Graph> graphs, graphs_of(model, nullptr));
    const CheckpointWeights weights(file);
    std::set<std::string> wanted;
    for (const Graph& graph : graphs)
        for (const GraphValue& value : graph.values) {
            if (value.origin != Origin::weight || !wanted.insert(value.name).second) continue;
            Builder builder(DType::f16, &weights);  // its check is the one that a load would make
            builder.weight(value.name, value.signature.shape, value.layout);
            if (!builder.status())
                into.missing.push_back(file.find(value.name) == nullptr ? value.name
                                                                        : builder.status().error().message);
        }
    for (const TensorInfo& tensor : file.tensors())
        if (!wanted.contains(tensor.name) && !is_harmless(tensor.name) && !is_spare(model, tensor.name))
            into.unknown.push_back(tensor.name);
    return {};
}

Result<Inspection> inspect(const std::filesystem::path& path, const HashCache& cache, const CancelToken& cancel) {
    LEMNOS_TRY(Checkpoint file, Checkpoint::open(path));
    LEMNOS_TRY(const FileHashes hashes, cache.hashes_of(file.files().front().path(), cancel));
    LEMNOS_TRY(Inspection result, described(std::move(file), path));
    result.hashes = {hashes.autov2(), hashes.autov3};
    return result;
}

Result<Inspection> inspect_header(const std::filesystem::path& path) {
    LEMNOS_TRY(Checkpoint file, Checkpoint::open(path));
    return described(std::move(file), path);
}

}  // namespace lemnos
