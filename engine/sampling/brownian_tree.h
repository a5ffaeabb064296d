// SPDX-License-Identifier: Apache-2.0
// Brownian motion over sigma, of which the noise of a step is a piece: the same seed gives the same path however many
// steps go along it. As torchsde's BrownianTree, from which k-diffusion, A1111 and ComfyUI take the noise of the SDE
// samplers: the path is known at the ends and halved until the asked sigma is found, each middle with a seed of its
// own. Keeps the path's value at the sigma that was asked last. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "tensor/host_tensor.h"

namespace lemnos {

class BrownianTree {
public:
    /// A path of tensors of a shape from sigma `smallest` to `largest`.
    BrownianTree(RandomSource source, std::uint64_t seed, const Shape& shape, double smallest, double largest);

    /// Unit noise of the step between two sigmas, from above `to`: (W(to) - W(from)) / sqrt(from - to).
    /// Sigmas outside the path count as its ends.
    HostTensor noise(double from, double to);

private:
    using Path = std::vector<double>;  // a value of the path: in double precision, because differences are taken

    struct Point {
        double sigma = -1;
        Path value;
    };

    std::vector<float> drawn(std::uint32_t seed) const;
    Path value_at(double sigma) const;
    const Path& remembered(double sigma);

    RandomSource m_source;
    std::uint64_t m_seed;
    Shape m_shape;
    double m_smallest;
    double m_largest;
    Path m_whole;  // W(largest) - W(smallest)
    Point m_points[2];
    std::size_t m_oldest = 0;
};

}  // namespace lemnos
