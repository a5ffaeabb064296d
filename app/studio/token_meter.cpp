// SPDX-License-Identifier: Apache-2.0
#include "studio/token_meter.h"

namespace lemnos::studio {

void TokenMeter::measureFor(const QString& model) {
    m_model = model;
    m_counter.reset();
    m_problem.clear();
    Q_EMIT changed();
    Q_EMIT openWanted(model);
}

void TokenMeter::noteOpened(const QString& model, const SharedPromptCounter& counter) {
    if (model != m_model) return;  // another one was chosen meanwhile
    m_counter = counter;
    Q_EMIT changed();
}

void TokenMeter::noteMissing(const QString& model, const QString& message) {
    if (model != m_model) return;
    m_problem = message;
    Q_EMIT changed();
}

}  // namespace lemnos::studio
