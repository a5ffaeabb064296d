// SPDX-License-Identifier: Apache-2.0
// What the studio needs of an engine. EngineRenderer implements it over lemnos::Session; the tests bring one that
// fails, stalls and delivers previews on demand. Owned by RenderWorker and called on the render thread alone;
// callbacks run on that thread too and return quickly.
#pragma once

#include "base/cancel.h"
#include "base/result.h"
#include "pipeline/request.h"
#include "pipeline/session.h"
#include "studio/job.h"

namespace lemnos::studio {

class Renderer {
public:
    virtual ~Renderer() = default;

    /// Takes a device, by its place in the list; empty: the best there is. Called again after a failure, when the user
    /// has mended something or wants another one, and after a lost device.
    virtual Result<DeviceInfo> start(const QString& device) = 0;
    /// The request with the model's defaults filled in. Reads no weights and needs no device.
    virtual Result<Request> complete(const Request& request) = 0;
    virtual Status warmUp(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) = 0;
    virtual Result<RunResult> run(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) = 0;
};

}  // namespace lemnos::studio
