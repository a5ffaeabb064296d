// SPDX-License-Identifier: Apache-2.0
#include "worker/render_worker.h"

#include <exception>
#include <utility>

#include "pipeline/metadata.h"
#include "studio/settings.h"
#include "worker/canvas_input.h"
#include "worker/device_check.h"
#include "worker/image_conversion.h"

namespace lemnos::studio {
namespace {

// Libraries under the engine may throw where memory ends; the studio must outlive that.
template <typename T>
Result<T> guarded(auto&& work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return out_of_memory("the computer's memory is used up; try a smaller picture");
    } catch (const std::exception& error) {
        return fail(ErrorKind::unsupported, "unexpected: {}", error.what());
    }
}

FinishedPicture finishedPicture(const RunResult& result) {
    FinishedPicture finished{
        .image = imageFromPicture(result.pictures.front()),
        .request = result.request,
        .texts = picture_metadata(result, 0),
        .notes = {},
    };
    // As the file has them: with the choices of wildcards made.
    if (!result.prompts.empty()) {
        finished.request.prompt = result.prompts.front().prompt;
        finished.request.negative_prompt = result.prompts.front().negative_prompt;
    }
    for (const std::string& note : result.notes) finished.notes.append(QString::fromStdString(note));
    return finished;
}

}  // namespace

RenderWorker::RenderWorker(std::unique_ptr<Renderer> renderer) : m_renderer(std::move(renderer)) {}

void RenderWorker::listDevices() {
    const DeviceListing listing = lemnos::studio::listDevices();
    Q_EMIT devicesListed(listing.devices, listing.problem);
}

void RenderWorker::testDevice() {
    const auto result = guarded<SelfTestResult>([this]() -> Result<SelfTestResult> { return selfTest(*m_renderer); });
    Q_EMIT deviceTested(result ? *result : SelfTestResult{false, QString::fromStdString(result.error().text())});
}

void RenderWorker::start(const QString& deviceId) {
    m_device = deviceId;
    const auto device = guarded<DeviceInfo>([this] { return m_renderer->start(m_device); });
    m_startError = device ? std::nullopt : std::optional(device.error());
    if (device)
        Q_EMIT started(*device);
    else
        Q_EMIT startFailed(QString::fromStdString(device.error().text()));
}

Status RenderWorker::checkDevice() const {
    if (m_startError) return std::unexpected(*m_startError);
    return {};
}

void RenderWorker::prepare(const Request& request, const CancelToken& cancel) {
    Request bare;
    bare.model = request.model;
    const auto defaults = guarded<Request>([&] { return m_renderer->complete(bare); });
    if (!defaults) {
        Q_EMIT prepareFailed(defaults.error());
        return;
    }
    Q_EMIT defaultsKnown(*defaults);
    // What makes previews is prepared only where they are wanted, as they always are here.
    const RunCallbacks withPreviews{
        .progress = {}, .preview = [](std::uint32_t, const std::vector<Picture>&) {}, .dump = {}};
    const auto status = guarded<void>([&]() -> Status {
        LEMNOS_CHECK(checkDevice());
        return m_renderer->warmUp(request, cancel, withPreviews);
    });
    if (status)
        Q_EMIT prepared();
    else
        Q_EMIT prepareFailed(status.error());
}

Result<FinishedPicture> RenderWorker::runJob(Job job) {
    LEMNOS_CHECK(job.cancel.check());
    LEMNOS_CHECK(checkDevice());
    CanvasInput input;
    if (job.canvas) {
        LEMNOS_TRY(input, provideCanvasInput(job.request, *job.canvas, Settings::canvasInputFolder()));
    }
    // Tells what the model cannot do before anything is loaded, and the picture's size to those who wait for it.
    LEMNOS_TRY(const Request request, m_renderer->complete(job.request));
    Q_EMIT completed(job.id, request);
    QRect previewPlace;
    if (job.canvas) {
        LEMNOS_TRY(previewPlace, previewPlaceOf(request, job.canvas->box));
    }
    LEMNOS_TRY(const RunResult run, runSurvivingDeviceLoss(job, previewPlace));
    if (run.pictures.empty()) return fail(ErrorKind::unsupported, "the engine returned no picture");
    FinishedPicture finished = finishedPicture(run);
    if (job.canvas) finished.layer = layerOf(finished.image, input, job.canvas->box.size());
    return finished;
}

void RenderWorker::run(const Job& job) {
    const auto result = guarded<FinishedPicture>([&] { return runJob(job); });
    m_preview.take();  // one that nobody looked at must not follow the finished picture
    if (result)
        Q_EMIT finished(job.id, *result);
    else
        Q_EMIT failed(job.id, result.error());
}

Result<RunResult> RenderWorker::runSurvivingDeviceLoss(const Job& job, const QRect& previewPlace) {
    const RunCallbacks callbacks{
        .progress = [this, &job](const Progress& progress) { Q_EMIT progressed(job.id, progress); },
        .preview =
            [&](std::uint32_t, std::vector<Picture> pictures) {
                if (pictures.empty()) return;
                if (m_preview.put({job.id, imageFromPicture(pictures.front()), previewPlace})) Q_EMIT previewWaiting();
            },
        .dump = {},
    };
    constexpr int rebuilds = 2;
    auto result = m_renderer->run(job.request, job.cancel, callbacks);
    for (int i = 0; i < rebuilds && !result && result.error().kind == ErrorKind::device_lost; ++i) {
        LEMNOS_TRY(const DeviceInfo device, m_renderer->start(m_device));
        Q_EMIT started(device);
        result = m_renderer->run(job.request, job.cancel, callbacks);
    }
    return result;
}

}  // namespace lemnos::studio
