// SPDX-License-Identifier: Apache-2.0
#include "studio/choices.h"

#include <QDir>
#include <QFileInfo>

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

QStringList checkpointPatterns() {
    return {QStringLiteral("*.safetensors"), QStringLiteral("*.gguf"), QStringLiteral("*.ckpt"),
            QStringLiteral("*.pth"), QStringLiteral("*.pt")};
}

bool looksLikeModel(const QString& path) {
    const QFileInfo info(path);
    if (info.isDir()) return QFileInfo::exists(path + QStringLiteral("/model_index.json"));
    return QDir::match(checkpointPatterns(), info.fileName());
}

}  // namespace lemnos::studio
