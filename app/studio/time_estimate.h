// SPDX-License-Identifier: Apache-2.0
// How long the running job still takes, from the steps it has finished: the median of the latest steps times the
// steps left, plus the decoding time of the job before. Plain value owned by JobQueue on the GUI thread; the
// caller brings the clock (milliseconds), so that tests need not wait.
#pragma once

#include <optional>
#include <vector>

#include <QtGlobal>

#include "pipeline/session.h"

namespace lemnos::studio {

class TimeEstimate {
public:
    void start();
    void note(const Progress& progress, qint64 now);
    void finish(qint64 now);

    /// Seconds left, or nothing before the first step is measured.
    std::optional<double> remaining(qint64 now) const;

private:
    double medianStep() const;

    std::vector<double> m_steps;  // milliseconds of the latest steps
    Progress m_progress;
    qint64 m_lastStep = -1;  // when the latest step ended; -1 before sampling
    qint64 m_decodeStart = -1;
    double m_decode = 0;  // milliseconds, of the latest job that decoded
};

}  // namespace lemnos::studio
