// SPDX-License-Identifier: Apache-2.0
#include "tensor/host_tensor.h"

namespace lemnos {
namespace {

// Exchanges the two inner blocks of axes: [n][a][b] -> [n][b][a].
void transpose(const std::vector<float>& from, std::vector<float>& to, std::size_t n, std::size_t a, std::size_t b) {
    for (std::size_t image = 0; image < n; ++image)
        for (std::size_t i = 0; i < a; ++i)
            for (std::size_t j = 0; j < b; ++j) to[(image * b + j) * a + i] = from[(image * a + i) * b + j];
}

}  // namespace

HostTensor nhwc_from_nchw(const HostTensor& nchw) {
    const Shape& s = nchw.shape;
    HostTensor nhwc(Shape{s[0], s[2], s[3], s[1]});
    transpose(nchw.values, nhwc.values, s[0], s[1], std::size_t{s[2]} * s[3]);
    return nhwc;
}

HostTensor nchw_from_nhwc(const HostTensor& nhwc) {
    const Shape& s = nhwc.shape;
    HostTensor nchw(Shape{s[0], s[3], s[1], s[2]});
    transpose(nhwc.values, nchw.values, s[0], std::size_t{s[1]} * s[2], s[3]);
    return nchw;
}

}  // namespace lemnos
