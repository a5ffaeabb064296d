// SPDX-License-Identifier: Apache-2.0
// The files that a job for the document starts from. They are kept, named by their content, so that the request in the
// finished picture stays complete and can be run again. Free functions; any thread, several at once.
#pragma once

#include <QString>

#include "base/result.h"
#include "studio/canvas_task.h"

namespace lemnos::studio {

/// What a job for the document starts from: made of the document's layers, written into `folder` and named in the
/// request; or read from where an earlier run of the program has written it.
Result<CanvasInput> provideCanvasInput(Request& request, const CanvasTask& task, const QString& folder);

/// Where in the document the previews of a run belong. `request` is complete.
Result<QRect> previewPlaceOf(const Request& request, const QRect& box);

}  // namespace lemnos::studio
