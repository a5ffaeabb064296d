// SPDX-License-Identifier: Apache-2.0
#include "studio/choices.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include "families/families.h"
#include "pipeline/compatibility.h"
#include "pipeline/request.h"
#include "sampling/noise_schedule.h"
#include "sampling/prediction.h"
#include "sampling/samplers.h"

namespace lemnos::studio {
namespace {

QList<Choice> choicesFrom(const auto& table) {
    QList<Choice> choices;
    for (const auto& row : table)
        choices.append({std::string(row.id), QString::fromUtf8(row.name.data(), qsizetype(row.name.size()))});
    return choices;
}

// The context is where lupdate files what this file says.
QString tr(const char* text) { return QCoreApplication::translate("lemnos::studio", text); }

}  // namespace

QList<Choice> samplerChoices() { return choicesFrom(samplers()); }
QList<Choice> scheduleChoices() { return choicesFrom(schedules()); }
QList<Choice> familyChoices() { return choicesFrom(families()); }
QList<Choice> compatibilityChoices() { return choicesFrom(compatibilities()); }

QList<Choice> predictionChoices() {
    return {{std::string(name_of(Prediction::epsilon)), tr("Noise (eps)")},
            {std::string(name_of(Prediction::velocity)), tr("Velocity (v)")},
            {std::string(name_of(Prediction::edm)), tr("EDM")}};
}

QList<Choice> randomSourceChoices() {
    return {{std::string(name_of(RandomSource::torch_cpu)), tr("As PyTorch on the CPU")},
            {std::string(name_of(RandomSource::philox)), tr("As PyTorch on CUDA")}};
}

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
