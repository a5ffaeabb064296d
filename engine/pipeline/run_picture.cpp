// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run_picture.h"

#include "formats/messages.h"
#include "pipeline/start_picture.h"

namespace lemnos {
namespace {

Result<Inpainting> read_inpainting(const Request& request) {
    LEMNOS_TRY(RgbImage picture, read_image(request.init_image));
    LEMNOS_TRY(const RgbImage drawn, read_image(request.mask));
    const Mask selection = covering(mask_from_picture(drawn), picture.width, picture.height);
    const InpaintOptions options{.grow = request.mask_grow,
                                 .feather = request.mask_feather,
                                 .padding = request.mask_padding,
                                 .fill = request.mask_fill,
                                 .area = request.mask_area,
                                 .color_match = request.color_match,
                                 .strength = request.strength};
    auto plan = plan_inpainting(std::move(picture), selection, request.width, request.height, options);
    if (!plan) return std::unexpected(std::move(plan).error().within(file_name(request.mask)));
    return plan;
}

}  // namespace

Result<RunPicture> read_run_picture(const Request& request) {
    RunPicture run{.width = request.width, .height = request.height, .start = {}, .inpainting = {}};
    if (request.init_image.empty()) return run;
    if (request.mask.empty()) {
        LEMNOS_TRY(run.start, read_start_picture(request.init_image, run.width, run.height));
        return run;
    }
    LEMNOS_TRY(run.inpainting, read_inpainting(request));
    run.width = run.inpainting->width;
    run.height = run.inpainting->height;
    run.start = run.inpainting->start;
    return run;
}

}  // namespace lemnos
