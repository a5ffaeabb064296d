// SPDX-License-Identifier: Apache-2.0
// A renderer without an engine: every picture is a plain colour taken from the seed, every step takes as long as the
// test says, and it fails where it is told to. The script is shared with the test's thread; RenderWorker owns the rest.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "worker/renderer.h"

namespace lemnos::studio {

struct FakeScript {
    std::atomic<int> stepMilliseconds = 0;
    std::atomic<int> warmUpMilliseconds = 0;
    std::atomic<bool> hasDevice = true;
    std::atomic<bool> failsToRun = false;
    std::atomic<int> lostDevices = 0;  // so many runs end with a lost device
    std::atomic<int> starts = 0;
    std::atomic<int> device = -1;  // that was asked for last; -1: none

    std::vector<Request> runs() const {
        const std::lock_guard lock(mutex);
        return m_runs;
    }
    void note(const Request& request) {
        const std::lock_guard lock(mutex);
        m_runs.push_back(request);
    }

private:
    mutable std::mutex mutex;
    std::vector<Request> m_runs;
};

class FakeRenderer : public Renderer {
public:
    explicit FakeRenderer(std::shared_ptr<FakeScript> script);

    Result<DeviceInfo> start(const QString& device) override;
    Result<Request> complete(const Request& request) override;
    Status warmUp(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) override;
    Result<RunResult> run(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) override;

private:
    std::shared_ptr<FakeScript> m_script;
};

}  // namespace lemnos::studio
