// SPDX-License-Identifier: Apache-2.0
// The engine's seat on the render thread: slots take jobs in, signals carry values out. Made on the GUI thread and
// moved to the render thread before any slot runs; owned by Workers. Every slot blocks that thread until it is done.
#pragma once

#include <memory>

#include <QObject>

#include "studio/device_catalogue.h"
#include "studio/job.h"
#include "worker/mailbox.h"
#include "worker/renderer.h"

namespace lemnos::studio {

struct Preview {
    JobId job = 0;
    QImage image;
    QRect place;  // in the document, for a job that paints a part of it
};

class RenderWorker : public QObject {
    Q_OBJECT
public:
    explicit RenderWorker(std::unique_ptr<Renderer> renderer);

    /// On a device of the list, or with an empty id on the best.
    void start(const QString& deviceId);
    void listDevices();
    void testDevice();
    /// Tells the defaults of the request's model, then loads it so that the first run starts at once.
    void prepare(const Request& request, const CancelToken& cancel);
    void run(const Job& job);

    /// The latest preview, once; from any thread.
    std::optional<Preview> takePreview() { return m_preview.take(); }

Q_SIGNALS:
    void devicesListed(const QList<lemnos::studio::DeviceReport>& devices, const QString& problem);
    void deviceTested(const lemnos::studio::SelfTestResult& result);
    void started(const lemnos::studio::DeviceInfo& device);
    void startFailed(const QString& message);
    void defaultsKnown(const lemnos::Request& defaults);
    void prepared();
    void prepareFailed(const lemnos::Error& error);
    /// What the running job's request became with the model's defaults.
    void completed(lemnos::studio::JobId job, const lemnos::Request& request);
    void progressed(lemnos::studio::JobId job, const lemnos::Progress& progress);
    void previewWaiting();
    void finished(lemnos::studio::JobId job, const lemnos::studio::FinishedPicture& picture);
    void failed(lemnos::studio::JobId job, const lemnos::Error& error);

private:
    Status checkDevice() const;
    Result<FinishedPicture> runJob(Job job);
    Result<RunResult> runSurvivingDeviceLoss(const Job& job, const QRect& previewPlace);

    std::unique_ptr<Renderer> m_renderer;
    QString m_device;                   // as the user wants it
    std::optional<Error> m_startError;  // why there is no device
    Mailbox<Preview> m_preview;
};

}  // namespace lemnos::studio
