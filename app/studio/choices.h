// SPDX-License-Identifier: Apache-2.0
// What there is to choose from: samplers, schedules and the like as names for a Request and labels for a person, read
// off the engine's own tables, so that a new sampler there is a new entry here; and what a model may come as. Any
// thread.
#pragma once

#include <string>

#include <QList>
#include <QString>
#include <QStringList>

namespace lemnos::studio {

struct Choice {
    std::string name;  // what stands in a Request
    QString label;
};

QList<Choice> samplerChoices();
QList<Choice> scheduleChoices();
QList<Choice> familyChoices();
QList<Choice> predictionChoices();
QList<Choice> compatibilityChoices();
QList<Choice> randomSourceChoices();

/// Endings of checkpoints as patterns for a file dialog. What a file really is its content tells, when it is loaded.
QStringList checkpointPatterns();
/// Whether something dropped is meant as a model: by its ending, or a folder of diffusers.
bool looksLikeModel(const QString& path);

}  // namespace lemnos::studio
