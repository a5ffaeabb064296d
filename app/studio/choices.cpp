// SPDX-License-Identifier: Apache-2.0
#include "studio/choices.h"

#include "sampling/noise_schedule.h"
#include "sampling/samplers.h"

namespace lemnos::studio {
namespace {

QList<Choice> choicesFrom(const auto& table) {
    QList<Choice> choices;
    for (const auto& row : table)
        choices.append({std::string(row.id), QString::fromUtf8(row.name.data(), qsizetype(row.name.size()))});
    return choices;
}

}  // namespace

QList<Choice> samplerChoices() { return choicesFrom(samplers()); }
QList<Choice> scheduleChoices() { return choicesFrom(schedules()); }

}  // namespace lemnos::studio
