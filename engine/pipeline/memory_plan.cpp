// SPDX-License-Identifier: Apache-2.0
#include "pipeline/memory_plan.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "graph/streaming.h"

namespace lemnos {
namespace {

Footprint unet_of(const RunFootprints& run, const MemoryPlan& plan) {
    Footprint unet = plan.most_evaluations == 1 ? run.unet_alone : run.unet;
    if (plan.is_streaming()) unet.weights = std::min(unet.weights, plan.resident_weights) + 2 * streaming_window(unet);
    return unet;
}

std::uint64_t remaining(const Footprint& network, Residency residency) {
    switch (residency) {
        case Residency::all: return network.total();
        case Residency::weights: return network.weights;
        case Residency::nothing: return 0;
    }
    return 0;
}

// As many weights as fit stay on the device.
MemoryPlan streamed(const RunFootprints& run, MemoryPlan plan, std::uint64_t available) {
    plan.unet = Residency::nothing;
    plan.resident_weights = 0;
    plan.peak = peak_of(run, plan);
    const std::uint64_t least = remaining(run.text, plan.text) + unet_of(run, plan).total() + run.preview.total();
    if (available > least) plan.resident_weights = available - least;
    plan.peak = peak_of(run, plan);
    return plan;
}

}  // namespace

const RunFootprints::Autoencoder& autoencoder_of(const RunFootprints& run, const MemoryPlan& plan) {
    const auto found = std::ranges::find(run.autoencoder, plan.tile, &RunFootprints::Autoencoder::tile);
    return found == run.autoencoder.end() ? run.autoencoder.front() : *found;
}

std::uint64_t peak_of(const RunFootprints& run, const MemoryPlan& plan) {
    const auto& [tile, encoder, decoder] = autoencoder_of(run, plan);
    const std::uint64_t sampling = unet_of(run, plan).total() + run.preview.total();
    const std::uint64_t text = run.text.total();
    const std::uint64_t after_text = remaining(run.text, plan.text);
    // What stays for the next run is made before this one begins.
    if (plan.unet == Residency::all) {
        const std::uint64_t together = encoder.total() + sampling + decoder.total();
        return plan.text == Residency::all ? text + together : std::max(text, after_text + together);
    }
    const std::uint64_t decoding = remaining(unet_of(run, plan), plan.unet) + decoder.total();
    return std::max({text, after_text + encoder.total(), after_text + sampling, after_text + decoding});
}

bool is_bindable(const RunFootprints& run, const MemoryPlan& plan) {
    const auto& [tile, encoder, decoder] = autoencoder_of(run, plan);
    return encoder.is_bindable && decoder.is_bindable && unet_of(run, plan).is_bindable;
}

MemoryPlan plan_run(const RunFootprints& run, std::uint64_t available, Streaming streaming) {
    const auto fits = [&](const MemoryPlan& plan) { return plan.peak <= available && is_bindable(run, plan); };
    // What a device cannot bind comes last, and in the end fails with the name of what is too large.
    const auto takes_less = [&](const MemoryPlan& plan, const MemoryPlan& than) {
        return std::pair(!is_bindable(run, plan), plan.peak) < std::pair(!is_bindable(run, than), than.peak);
    };
    constexpr std::array texts{Residency::all, Residency::nothing};
    constexpr std::array<std::size_t, 2> evaluations{SIZE_MAX, 1};
    constexpr std::array unets{Residency::all, Residency::weights, Residency::nothing};
    MemoryPlan least{.peak = UINT64_MAX};
    // The later an outer loop's value comes, the more time it costs; tiles change the picture a little.
    for (const auto& autoencoder : run.autoencoder)
        for (const Residency unet : unets)
            for (const std::size_t most : evaluations)
                for (const Residency text : texts) {
                    MemoryPlan plan{.text = text, .unet = unet, .most_evaluations = most, .tile = autoencoder.tile};
                    plan.peak = peak_of(run, plan);
                    if (fits(plan)) return plan;
                    if (takes_less(plan, least)) least = plan;
                }
    if (streaming == Streaming::useless) return least;
    MemoryPlan plan = least;
    plan.text = Residency::nothing;
    for (const std::size_t most : evaluations)
        for (const auto& autoencoder : run.autoencoder) {
            plan.most_evaluations = most;
            plan.tile = autoencoder.tile;
            plan = streamed(run, plan, available);
            if (fits(plan)) return plan;
        }
    return takes_less(plan, least) ? plan : least;
}

std::string text_of(const MemoryPlan& plan) {
    std::string text;
    const auto add = [&](std::string_view what) {
        if (!text.empty()) text += ", ";
        text += what;
    };
    if (plan.text == Residency::nothing) add("text encoders let go after use");
    if (plan.most_evaluations == 1) add("one evaluation at a time");
    if (plan.is_streaming())
        add("weights of the UNet streamed");
    else if (plan.unet == Residency::weights)
        add("UNet's working memory let go before decoding");
    else if (plan.unet == Residency::nothing)
        add("UNet let go before decoding");
    if (plan.tile > 0) add(fmt::format("autoencoder in tiles of {}", plan.tile));
    return text;
}

}  // namespace lemnos
