// SPDX-License-Identifier: Apache-2.0
// Whether pictures can be made: the engine comes up behind the window, and without a usable device the studio stays
// open and says what is missing. GUI thread; owned by StudioModel; told by app/worker.
#pragma once

#include <QObject>
#include <QString>

#include "studio/job.h"

namespace lemnos::studio {

class EngineStatus : public QObject {
    Q_OBJECT
public:
    enum class State {
        starting,    // looking for a device
        preparing,   // loading the model and its shaders; generating is already possible and waits its turn
        unprepared,  // the device is there, but the chosen model could not be loaded
        ready,
        missing,  // no usable device: `problem()` says why
    };

    using QObject::QObject;

    State state() const { return m_state; }
    const DeviceInfo& device() const { return m_device; }
    const QString& problem() const { return m_problem; }

    void noteStarting() { set(State::starting, {}); }
    void noteStarted(const DeviceInfo& device) {
        m_device = device;
        set(State::preparing, {});
    }
    void notePreparing() { set(State::preparing, {}); }
    void noteUnprepared() { set(State::unprepared, {}); }
    void noteReady() { set(State::ready, {}); }
    void noteMissing(const QString& problem) { set(State::missing, problem); }
    void retry() {
        noteStarting();
        Q_EMIT startWanted();
    }

Q_SIGNALS:
    void changed();
    void startWanted();

private:
    void set(State state, const QString& problem) {
        m_state = state;
        m_problem = problem;
        Q_EMIT changed();
    }

    State m_state = State::starting;
    DeviceInfo m_device;
    QString m_problem;
};

}  // namespace lemnos::studio
