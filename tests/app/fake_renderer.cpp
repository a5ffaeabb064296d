// SPDX-License-Identifier: Apache-2.0
#include "app/fake_renderer.h"

#include <chrono>
#include <thread>
#include <utility>

#include "formats/image.h"
#include "pipeline/prompt_plan.h"

namespace lemnos::studio {
namespace {

Picture plainPicture(std::uint32_t width, std::uint32_t height, std::uint64_t seed, std::uint32_t step) {
    Picture picture{.width = width, .height = height, .rgb = {}};
    picture.rgb.reserve(std::size_t{3} * width * height);
    for (std::size_t i = 0; i < std::size_t{width} * height; ++i)
        for (const std::uint64_t channel : {seed, seed >> 8, std::uint64_t{step} * 10})
            picture.rgb.push_back(std::uint8_t(channel));
    return picture;
}

Status wait(int milliseconds, const CancelToken& cancel) {
    for (int i = 0; i < milliseconds; ++i) {
        LEMNOS_CHECK(cancel.check());
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return cancel.check();
}

/// As the engine does it: with a mask the picture has the size of the start picture, and only what is masked changes.
Result<Picture> pictureOf(const Request& request) {
    if (request.mask.empty()) return plainPicture(request.width, request.height, request.seed, request.steps);
    LEMNOS_TRY(RgbImage start, read_image(request.init_image));
    LEMNOS_TRY(const RgbImage mask, read_image(request.mask));
    const Picture fresh = plainPicture(start.width, start.height, request.seed, request.steps);
    for (std::size_t i = 0; i < start.rgb.size(); ++i)
        if (mask.rgb[i] > 127) start.rgb[i] = fresh.rgb[i];
    return Picture{start.width, start.height, start.rgb};
}

}  // namespace

FakeRenderer::FakeRenderer(std::shared_ptr<FakeScript> script) : m_script(std::move(script)) {}

Result<DeviceInfo> FakeRenderer::start(const QString& device) {
    ++m_script->starts;
    m_script->device = device.isEmpty() ? -1 : device.toInt();
    if (!m_script->hasDevice) return unsupported("no Vulkan driver was found; install mesa-vulkan-drivers");
    return DeviceInfo{.name = QStringLiteral("Fake device"), .driver = QStringLiteral("fake 1")};
}

Result<Request> FakeRenderer::complete(const Request& request) {
    Request full = request;
    if (full.width == 0) full.width = 64;
    if (full.height == 0) full.height = 64;
    if (full.steps == 0) full.steps = 4;
    if (full.guidance_scale < 0) full.guidance_scale = 5;
    if (full.sampler.empty()) full.sampler = "euler";
    if (full.schedule.empty()) full.schedule = "karras";
    return full;
}

Status FakeRenderer::warmUp(const Request&, const CancelToken& cancel, const RunCallbacks&) {
    return wait(m_script->warmUpMilliseconds, cancel);
}

Result<RunResult> FakeRenderer::run(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) {
    m_script->note(request);
    LEMNOS_TRY(const Request full, complete(request));
    if (m_script->lostDevices > 0) {
        --m_script->lostDevices;
        return fail(ErrorKind::device_lost, "the device was lost");
    }
    if (m_script->failsToRun) return out_of_memory("the device has too little memory for this size");
    for (std::uint32_t step = 0; step <= full.steps; ++step) {
        callbacks.progress({.stage = Stage::sampling, .step = step, .steps = full.steps});
        if (step > 0 && callbacks.preview)
            callbacks.preview(step, {plainPicture(full.width / 8, full.height / 8, full.seed, step)});
        LEMNOS_CHECK(wait(m_script->stepMilliseconds, cancel));
    }
    callbacks.progress({.stage = Stage::decoding, .step = 0, .steps = 0});
    RunResult result;
    result.request = full;
    LEMNOS_TRY(Picture picture, pictureOf(full));
    result.pictures = {std::move(picture)};
    LEMNOS_TRY(const PromptPlans plans, plan_prompts(full, a1111_prompts, {}));
    result.prompts = {{plans.pictures.front().prompt, plans.pictures.front().negative_prompt}};
    result.device = "Fake device";
    result.model_name = "fake";
    result.model_hash = "0123456789";
    result.family = "fake";
    return result;
}

}  // namespace lemnos::studio
