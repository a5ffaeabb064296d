// SPDX-License-Identifier: Apache-2.0
#include "pipeline/inpainting.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/color_match.h"
#include "pipeline/pixels.h"
#include "pipeline/start_picture.h"

namespace lemnos {
namespace {

constexpr std::uint32_t latent_factor = 8;
constexpr double padding_share = 0.06;  // of the selection's diagonal, left around it for the model to see
constexpr double least_padding = 32;    // pixels of the run
constexpr double native_side = 512;     // what the constants in pixels below were chosen at

struct Reach {
    double grow = 0;
    double feather = 0;
};

// The automatic values of Krita AI Diffusion, whose pixels are those of models that work at 512 and more.
Reach reach_of(const Box& selection, double run_side, const InpaintOptions& options) {
    const double scale = std::min(run_side / native_side, 1.0);
    const double diagonal = std::hypot(selection.width(), selection.height());
    Reach reach;
    reach.feather = options.feather >= 0 ? options.feather : std::max(0.1 * diagonal, 32 * scale) * options.strength;
    reach.grow = options.grow >= 0 ? options.grow : 4 * scale + reach.feather / 2;
    return reach;
}

// Grows [from, to) to `length` within [0, limit), evenly on both sides where there is room.
void widen(std::uint32_t& from, std::uint32_t& to, double length, std::uint32_t limit) {
    const auto wanted = std::min(static_cast<std::uint32_t>(std::ceil(length)), limit);
    if (to - from >= wanted) return;
    const std::uint32_t more = wanted - (to - from);
    const std::uint32_t before = std::min(more / 2, from);
    from -= before;
    to = std::min(to + (more - before), limit);
    from = to - wanted;
}

double padding_of(const Box& changed, double run_side) {
    return std::max(padding_share * std::hypot(changed.width(), changed.height()),
                    least_padding * std::min(run_side / native_side, 1.0));
}

Box working_box(const Box& changed, double padding, double proportion, const RgbImage& picture) {
    Box box = changed;
    double across = changed.width() + 2 * padding;
    double down = changed.height() + 2 * padding;
    across = std::max(across, down * proportion);
    down = std::max(down, across / proportion);
    widen(box.left, box.right, across, picture.width);
    widen(box.top, box.bottom, down, picture.height);
    return box;
}

std::uint32_t rounded_side(double side) {
    const double steps = std::max(std::round(side / latent_factor), 1.0);
    return static_cast<std::uint32_t>(steps) * latent_factor;
}

RgbImage part_of(const RgbImage& picture, const Box& box) {
    RgbImage part{box.width(), box.height(), {}};
    part.rgb.reserve(std::size_t{3} * part.width * part.height);
    for (std::uint32_t y = box.top; y < box.bottom; ++y) {
        const auto row = picture.rgb.begin() + static_cast<std::ptrdiff_t>(std::size_t{3} * y * picture.width);
        part.rgb.insert(part.rgb.end(), row + std::size_t{3} * box.left, row + std::size_t{3} * box.right);
    }
    return part;
}

void fill_with(HostTensor& picture, const Mask& mask, float value) {
    const std::size_t pixels = mask.values.size();
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t i = 0; i < pixels; ++i)
            if (mask.values[i] > 0) picture.values[channel * pixels + i] = value;
}

// A picture of which each level halves the one before, known pixels weighing and unknown ones not; what is unknown
// takes the colour of the first level that knows (push and pull, Gortler et al. 1996).
struct Level {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::array<float, 4>> pixels;  // colour times weight, weight
};

Level halved(const Level& level) {
    Level half{(level.width + 1) / 2, (level.height + 1) / 2, {}};
    half.pixels.resize(std::size_t{half.width} * half.height);
    for (std::uint32_t y = 0; y < level.height; ++y)
        for (std::uint32_t x = 0; x < level.width; ++x) {
            const auto& from = level.pixels[std::size_t{y} * level.width + x];
            auto& to = half.pixels[std::size_t{y / 2} * half.width + x / 2];
            for (std::size_t k = 0; k < 4; ++k) to[k] += from[k];
        }
    for (auto& pixel : half.pixels)
        if (const float weight = pixel[3]; weight > 1)
            for (float& number : pixel) number /= weight;
    return half;
}

// The coarsest pixel knows the mean of everything; where everything is masked it is grey.
void complete(std::array<float, 4>& pixel) {
    if (const float weight = pixel[3]; weight > 0)
        for (float& number : pixel) number /= weight;
    else
        pixel = {0.5F, 0.5F, 0.5F, 1};
}

void fill_from_surroundings(HostTensor& picture, const Mask& mask) {
    std::vector<Level> levels(1);
    levels[0] = {mask.width, mask.height, std::vector<std::array<float, 4>>(mask.values.size())};
    const std::size_t pixels = mask.values.size();
    for (std::size_t i = 0; i < pixels; ++i)
        if (mask.values[i] <= 0)
            levels[0].pixels[i] = {picture.values[i], picture.values[pixels + i], picture.values[2 * pixels + i], 1};
    while (levels.back().width > 1 || levels.back().height > 1) levels.push_back(halved(levels.back()));
    complete(levels.back().pixels.front());
    for (std::size_t n = levels.size() - 1; n-- > 0;) {
        Level& fine = levels[n];
        const Level& coarse = levels[n + 1];
        for (std::uint32_t y = 0; y < fine.height; ++y)
            for (std::uint32_t x = 0; x < fine.width; ++x) {
                auto& pixel = fine.pixels[std::size_t{y} * fine.width + x];
                const auto& below = coarse.pixels[std::size_t{y / 2} * coarse.width + x / 2];
                const float missing = 1 - pixel[3];
                for (std::size_t k = 0; k < 4; ++k) pixel[k] += missing * below[k];
            }
    }
    for (std::size_t i = 0; i < pixels; ++i)
        if (mask.values[i] > 0)
            for (std::size_t channel = 0; channel < 3; ++channel)
                picture.values[channel * pixels + i] = levels[0].pixels[i][channel];
}

}  // namespace

Result<Inpainting> plan_inpainting(RgbImage picture, const Mask& selection, std::uint32_t width, std::uint32_t height,
                                   const InpaintOptions& options) {
    if (selection.width != picture.width || selection.height != picture.height)
        return invalid("mask: is {} x {} pixels, the picture {} x {}", selection.width, selection.height, picture.width,
                       picture.height);
    const Box selected = bounds_of(selection);
    if (selected == Box{}) return invalid("mask: nothing is selected; bright pixels are painted anew");
    Inpainting plan;
    const Reach reach = reach_of(selected, std::min(width, height), options);
    const Mask blend = grown_and_feathered(selection, reach.grow, reach.feather);
    const Box changed = bounds_of(blend);
    const double padding = padding_of(changed, std::min(width, height));
    plan.box = options.area == MaskArea::whole ? Box{0, 0, picture.width, picture.height}
                                               : working_box(changed, options.padding >= 0 ? options.padding : padding,
                                                             static_cast<double>(width) / height, picture);
    // Near the picture's border the box may not reach the proportions of the run, which then takes those of the box.
    const double area = static_cast<double>(width) * height;
    const double proportion = static_cast<double>(plan.box.width()) / plan.box.height();
    plan.width = rounded_side(std::sqrt(area * proportion));
    plan.height = rounded_side(std::sqrt(area / proportion));
    plan.blend = cropped(blend, plan.box);
    if (options.color_match == ColorMatch::on) plan.ring = ring_around(plan.blend, padding);
    plan.mask = covering(plan.blend, plan.width, plan.height);
    for (float& value : plan.mask.values) value = value > 0 ? 1.0F : 0.0F;
    plan.start = scaled_picture(part_of(picture, plan.box), plan.width, plan.height);
    plan.surroundings = plan.start;
    fill_with(plan.surroundings, plan.mask, 0.5F);
    if (options.fill == MaskFill::neutral) plan.start = plan.surroundings;
    if (options.fill == MaskFill::blur) fill_from_surroundings(plan.start, plan.mask);
    plan.picture = std::move(picture);
    return plan;
}

Picture Inpainting::stitched(const HostTensor& result) const {
    const Picture painted = picture_from_tensor(result);
    HostTensor back = scaled_picture({painted.width, painted.height, painted.rgb}, box.width(), box.height());
    if (!ring.values.empty()) back = with_matched_colors(std::move(back), part_of(picture, box), ring);
    Picture whole{picture.width, picture.height, picture.rgb};
    const std::size_t pixels = blend.values.size();
    for (std::uint32_t y = 0; y < box.height(); ++y)
        for (std::uint32_t x = 0; x < box.width(); ++x) {
            const std::size_t i = std::size_t{y} * box.width() + x;
            if (blend.values[i] <= 0) continue;
            std::uint8_t* to = whole.rgb.data() + 3 * (std::size_t{box.top + y} * whole.width + box.left + x);
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const float fresh = std::clamp(back.values[channel * pixels + i], 0.0F, 1.0F) * 255;
                const float old = to[channel];
                to[channel] = static_cast<std::uint8_t>(std::lround(old + blend.values[i] * (fresh - old)));
            }
        }
    return whole;
}

}  // namespace lemnos
