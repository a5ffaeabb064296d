// SPDX-License-Identifier: Apache-2.0
// The real engine behind Renderer: a Session that is created on the render thread, dropped and created again when
// its device is lost or was missing. Owned by RenderWorker; used on the render thread only.
#pragma once

#include <optional>

#include "worker/renderer.h"

namespace lemnos::studio {

class EngineRenderer : public Renderer {
public:
    explicit EngineRenderer(SessionOptions options);

    Result<DeviceInfo> start(const QString& device) override;
    Result<Request> complete(const Request& request) override;
    Status warmUp(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) override;
    Result<RunResult> run(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) override;

private:
    SessionOptions m_options;
    std::optional<Session> m_session;
};

}  // namespace lemnos::studio
