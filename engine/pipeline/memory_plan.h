// SPDX-License-Identifier: Apache-2.0
// How a run makes do with the memory that the device has: what each network takes is known from its graph, and of all
// the ways to go through a run the quickest that fits is chosen before anything is loaded.
// Plain data and pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "graph/footprint.h"

namespace lemnos {

/// What a run's networks take on the device.
struct RunFootprints {
    Footprint text;        // all text encoders together
    Footprint unet;        // for as many evaluations at once as would be best
    Footprint unet_alone;  // for one
    Footprint preview;     // the tiny decoder; nothing without one
    /// The autoencoder, for whole pictures first and then for tiles, the largest first.
    struct Autoencoder {
        std::uint32_t tile = 0;  // latents on a side; 0: whole pictures
        Footprint encoder;       // nothing where no picture is encoded
        Footprint decoder;
    };
    std::vector<Autoencoder> autoencoder;
};

/// What stays of a network when its part of a run is over.
enum class Residency { all, weights, nothing };

struct MemoryPlan {
    Residency text = Residency::all;              // once the texts are encoded
    Residency unet = Residency::all;              // once the latents are sampled
    std::size_t most_evaluations = SIZE_MAX;      // at once
    std::uint32_t tile = 0;                       // see RunFootprints
    std::uint64_t resident_weights = UINT64_MAX;  // of the UNet, bytes; what is beyond is streamed from the host
    std::uint64_t peak = 0;                       // bytes on the device at the fullest moment

    bool is_streaming() const { return resident_weights != UINT64_MAX; }
    /// Whether everything is made before the run and stays for the next one.
    bool keeps_all() const { return text == Residency::all && unet == Residency::all && !is_streaming(); }
};

enum class Streaming { possible, useless };

/// The quickest plan within `available` bytes, or the one that takes least where none fits. Streaming is useless where
/// the host's memory is the device's.
MemoryPlan plan_run(const RunFootprints& run, std::uint64_t available, Streaming streaming);

/// What the plan does without, for people: "text encoders let go after use, autoencoder in tiles of 64"; empty if
/// nothing.
std::string text_of(const MemoryPlan& plan);

const RunFootprints::Autoencoder& autoencoder_of(const RunFootprints& run, const MemoryPlan& plan);

/// Bytes on the device at the fullest moment of a run that goes by this plan.
std::uint64_t peak_of(const RunFootprints& run, const MemoryPlan& plan);

/// Whether the device can run each network of this plan, whatever memory it has: Mesa's CPU driver binds 128 MiB at
/// once, which the decoder of a picture of 1024 pixels goes beyond.
bool is_bindable(const RunFootprints& run, const MemoryPlan& plan);

}  // namespace lemnos
