// SPDX-License-Identifier: Apache-2.0
// The values that cross between the GUI thread and the threads of app/worker: a job on its way in, and what
// comes back of it. Plain data, passed by value through queued signals; nothing here belongs to a thread.
#pragma once

#include <optional>
#include <vector>

#include <QImage>
#include <QString>
#include <QStringList>
#include <QtGlobal>

#include "base/cancel.h"
#include "base/result.h"
#include "formats/png_text.h"
#include "pipeline/request.h"
#include "pipeline/session.h"
#include "studio/canvas_task.h"

namespace lemnos::studio {

using JobId = quint64;

/// One picture to make. The token is shared: the GUI thread cancels, the engine thread looks.
struct Job {
    JobId id = 0;
    Request request;
    CancelToken cancel;
    std::optional<CanvasTask> canvas;  // for a part of the document: brings start picture and mask
};

/// A finished picture with everything its file will tell about it.
struct FinishedPicture {
    QImage image;
    Request request;                 // complete: every default replaced by what was used
    std::vector<PictureText> texts;  // the recipe as it stands in the file
    QStringList notes;               // what the user should know about the run
    QImage layer;                    // of a job for the document: what is laid over it (canvas_task.h)
};

struct DeviceInfo {
    QString name;
    QString driver;
};

}  // namespace lemnos::studio
