// SPDX-License-Identifier: Apache-2.0
// All noise of one run: what it starts from, and what its steps add, in the order in which a program draws them. The
// switches are plain data, because each program has its own. Owns the generators and paths; one thread.
#pragma once

#include <optional>
#include <vector>

#include "sampling/batch_noise.h"
#include "sampling/brownian_tree.h"
#include "sampling/samplers.h"

namespace lemnos {

/// Where the start comes from.
enum class StartNoise {
    as_asked,   // from the source that the request names
    torch_cpu,  // always from that one (ComfyUI: then the request's source is where the steps take theirs)
};

/// Where the noise of samplers with Noise::fresh comes from.
enum class StepNoise {
    continues,  // the generators of the start go on (A1111, and native)
    restarts,   // new ones with the same seed; with the next seed for torch_cpu, so that it is not the start again
                // (ComfyUI)
};

/// What samplers with Noise::brownian get.
enum class SdeNoise {
    fresh,     // the same as the others: the pieces of a step are independent (native)
    brownian,  // pieces of one path (A1111, ComfyUI)
};

/// Which sigmas the path spans when a run begins in the middle of its schedule: it decides where it is halved.
enum class PathSpan { run, whole_schedule };

struct NoiseOrder {
    StartNoise start = StartNoise::as_asked;
    BatchOrder batch = BatchOrder::per_picture;
    StepNoise steps = StepNoise::continues;
    SdeNoise sde = SdeNoise::fresh;
    PathSpan path = PathSpan::run;
};

class RunNoise {
public:
    RunNoise(const NoiseOrder& order, RandomSource source, std::uint64_t seed, std::uint32_t batch);

    /// Unit noise to start from, [batch, channels, height, width]; asked for once, before the steps.
    HostTensor start(const Shape& nchw);

    /// What a sampler asks (SamplerCalls::noise), for steps between these two sigmas. The object must outlive it.
    NoiseSource for_steps(Noise kind, double smallest, double largest);

private:
    HostTensor brownian(const Shape& nchw, double from, double to);

    NoiseOrder m_order;
    RandomSource m_source;
    std::uint64_t m_seed;
    BatchNoise m_start;
    std::optional<BatchNoise> m_steps;  // of its own, when they restart
    std::uint32_t m_paths;              // one for each picture, or one for all
    double m_smallest = 0;
    double m_largest = 0;
    std::vector<BrownianTree> m_trees;  // made at the first step that asks
};

}  // namespace lemnos
