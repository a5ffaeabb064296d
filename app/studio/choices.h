// SPDX-License-Identifier: Apache-2.0
// The samplers and schedules that the engine knows, as names for a Request and labels for a person. Reads the engine's
// own tables: a new sampler there is a new entry here. Any thread.
#pragma once

#include <string>

#include <QList>
#include <QString>

namespace lemnos::studio {

struct Choice {
    std::string name;  // what stands in a Request
    QString label;
};

QList<Choice> samplerChoices();
QList<Choice> scheduleChoices();

}  // namespace lemnos::studio
