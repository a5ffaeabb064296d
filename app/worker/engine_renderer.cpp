// SPDX-License-Identifier: Apache-2.0
#include "worker/engine_renderer.h"

#include <utility>

namespace lemnos::studio {

EngineRenderer::EngineRenderer(SessionOptions options) : m_options(std::move(options)) {}

Result<DeviceInfo> EngineRenderer::start(const QString& device) {
    m_session.reset();  // a lost device must be gone before another is made
    m_options.device = device.toStdString();
    LEMNOS_TRY(Session session, Session::create(m_options));
    m_session.emplace(std::move(session));
    return DeviceInfo{.name = QString::fromStdString(m_session->device_name()),
                      .driver = QString::fromStdString(m_session->driver_name())};
}

Result<Request> EngineRenderer::complete(const Request& request) { return lemnos::complete(request, m_options); }

Status EngineRenderer::warmUp(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) {
    if (!m_session) return unsupported("no device is in use");
    return m_session->warm_up(request, cancel, callbacks);
}

Result<RunResult> EngineRenderer::run(const Request& request, const CancelToken& cancel,
                                      const RunCallbacks& callbacks) {
    if (!m_session) return unsupported("no device is in use");
    return m_session->run(request, cancel, callbacks);
}

}  // namespace lemnos::studio
