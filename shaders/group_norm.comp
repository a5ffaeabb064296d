// SPDX-License-Identifier: Apache-2.0
// Group normalisation with optional activation over NHWC pictures (Wu & He 2018), in three passes:
//   slabs   mean and squared deviations of each channel over a slab of pixels
//   groups  these joined over slabs and the channels of a group (Chan et al. 1983), as mean and factor per channel
//   apply   (x - mean) * factor + shift, then activation, to a run of pixels: what belongs to a channel is read once
// Neighbouring channels are read together; a group's own channels lie too far apart for that. Statistics are f32
// whatever the storage, and deviations are taken from the slab's own mean, so a large common offset costs nothing.
// variants: PASS slabs groups apply; LOADS texels vector scalar; DTYPE f32 f16
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/index.glsl"
#include "common/activation.glsl"

layout(push_constant) uniform Push {
    uint pixels;              // height * width of one image
    uint channels;
    uint channels_per_group;
    uint images;
    uint slabs;               // per image
    uint slab_pixels;
    uint run_pixels;
    float epsilon;
    uint activation;
} push;

#if LOADS_texels
layout(binding = 0) uniform PACK_TEXELS x_texels;
#define load_pack(i) fetch_pack(x_texels, i)
#else
layout(std430, binding = 0) readonly buffer Input { STORAGE x[]; };
layout(std430, binding = 0) readonly buffer InputPacks { PACK x_packs[]; };
#define load_pack(i) x_packs[i]
#endif
layout(std430, binding = 1) readonly buffer Scale { STORAGE scale[]; };
layout(std430, binding = 2) readonly buffer Shift { STORAGE shift[]; };
// [image][slab][channel] mean and sum of squared deviations, then [image][channel] mean and factor.
layout(std430, binding = 3) buffer Statistics { vec2 statistics[]; };
layout(std430, binding = 4) writeonly buffer Output { STORAGE y[]; };
layout(std430, binding = 4) writeonly buffer OutputPacks { PACK y_packs[]; };

#if LOADS_scalar
#define WIDTH 1
#else
#define WIDTH PACK_SIZE
#endif

void load(uint at, out float values[WIDTH]) {
#if !LOADS_scalar
    PACK pack = load_pack(at / PACK_SIZE);
    [[unroll]] for (uint u = 0; u < WIDTH; ++u) values[u] = element(pack, u);
#else
    values[0] = float(x[at]);
#endif
}

uint coefficients_base() { return push.images * push.slabs * push.channels; }

#if PASS_slabs
void main() {
    uint columns = push.channels / WIDTH;
    uint task = flat_invocation();
    if (task >= push.images * push.slabs * columns) return;
    uint column = task % columns;
    uint slab = task / columns;  // over all images
    uint first = slab % push.slabs * push.slab_pixels;
    uint count = min(push.slab_pixels, push.pixels - first);
    uint at = (slab / push.slabs * push.pixels + first) * push.channels + column * WIDTH;

    float mean[WIDTH], deviation[WIDTH], values[WIDTH];
    [[unroll]] for (uint u = 0; u < WIDTH; ++u) { mean[u] = 0.0; deviation[u] = 0.0; }
    // Deviations from the first pixel first: sums of large equal numbers would lose the small differences.
    float origin[WIDTH];
    load(at, origin);
    for (uint p = 0; p < count; ++p) {
        load(at + p * push.channels, values);
        [[unroll]] for (uint u = 0; u < WIDTH; ++u) mean[u] += values[u] - origin[u];
    }
    [[unroll]] for (uint u = 0; u < WIDTH; ++u) mean[u] = origin[u] + mean[u] / float(count);
    for (uint p = 0; p < count; ++p) {
        load(at + p * push.channels, values);
        [[unroll]] for (uint u = 0; u < WIDTH; ++u) deviation[u] += (values[u] - mean[u]) * (values[u] - mean[u]);
    }
    [[unroll]] for (uint u = 0; u < WIDTH; ++u)
        statistics[slab * push.channels + column * WIDTH + u] = vec2(mean[u], deviation[u]);
}
#elif PASS_groups
void main() {
    uint groups = push.channels / push.channels_per_group;
    uint task = flat_invocation();
    if (task >= push.images * groups) return;
    uint image = task / groups;
    uint first_channel = task % groups * push.channels_per_group;
    float count = 0.0, mean = 0.0, deviation = 0.0;
    for (uint slab = 0; slab < push.slabs; ++slab) {
        float more = float(min(push.slab_pixels, push.pixels - slab * push.slab_pixels));
        for (uint c = 0; c < push.channels_per_group; ++c) {
            vec2 part = statistics[(image * push.slabs + slab) * push.channels + first_channel + c];
            float difference = part.x - mean;
            float total = count + more;
            mean += difference * more / total;
            deviation += part.y + difference * difference * count * more / total;
            count = total;
        }
    }
    float factor = inversesqrt(deviation / count + push.epsilon);
    for (uint c = first_channel; c < first_channel + push.channels_per_group; ++c)
        statistics[coefficients_base() + image * push.channels + c] = vec2(mean, factor * float(scale[c]));
}
#else
void main() {
    uint columns = push.channels / WIDTH;
    uint runs = (push.pixels + push.run_pixels - 1) / push.run_pixels;  // of one image
    uint task = flat_invocation();
    if (task >= push.images * runs * columns) return;
    uint channel = task % columns * WIDTH;
    uint image = task / columns / runs;
    uint first = task / columns % runs * push.run_pixels;
    uint count = min(push.run_pixels, push.pixels - first);

    vec2 coefficient[WIDTH];
    float offset[WIDTH];
    [[unroll]] for (uint u = 0; u < WIDTH; ++u) {
        coefficient[u] = statistics[coefficients_base() + image * push.channels + channel + u];
        offset[u] = float(shift[channel + u]);
    }
    uint at = (image * push.pixels + first) * push.channels + channel;
    for (uint p = 0; p < count; ++p, at += push.channels) {
        float values[WIDTH];
        load(at, values);
        [[unroll]] for (uint u = 0; u < WIDTH; ++u) values[u] = (values[u] - coefficient[u].x) * coefficient[u].y + offset[u];
        if (push.activation == ACTIVATION_SILU)
            [[unroll]] for (uint u = 0; u < WIDTH; ++u) values[u] *= sigmoid(values[u]);
#if LOADS_scalar
        y[at] = STORAGE(values[0]);
#else
        y_packs[at / WIDTH] = pack_of(values);
#endif
    }
}
#endif
