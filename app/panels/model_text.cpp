// SPDX-License-Identifier: Apache-2.0
#include "panels/model_text.h"

#include <QCoreApplication>
#include <QLocale>

#include "item_models/library_list.h"
#include "item_models/model_choices.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr qsizetype mostTags = 12;  // that are worth reading

// The context is where lupdate files what this file says.
QString tr(const char* text) { return QCoreApplication::translate("lemnos::studio", text); }

QString sizeText(quint64 bytes) { return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeSIFormat); }

QString predictionText(const QString& prediction) {
    if (prediction == "eps"_L1) return tr("predicts the noise (eps)");
    if (prediction == "v"_L1) return tr("predicts the velocity (v)");
    return tr("predicts %1").arg(prediction);
}

/// "16,765,106 parameters in safetensors, tensors: 698 × f16"
QString tensorsText(const ModelDetails& details) {
    QStringList types;
    for (const auto& [type, tensors] : details.types) types.append(u"%1 × %2"_s.arg(QLocale().toString(tensors), type));
    return tr("%1 parameters in %2, tensors: %3")
        .arg(QLocale().toString(details.parameters), details.format, types.join(u", "_s));
}

QString hashText(const ModelDetails& details) {
    QStringList hashes;
    if (!details.autov2.isEmpty()) hashes.append(tr("%1 (AutoV2)").arg(details.autov2));
    if (!details.autov3.isEmpty()) hashes.append(tr("%1 (AutoV3)").arg(details.autov3));
    return hashes.isEmpty() ? tr("Hash: not computed yet") : tr("Hash: %1").arg(hashes.join(u", "_s));
}

void addMissing(const ModelDetails& details, QStringList& lines) {
    if (details.missingCount == 0) return;
    lines.append(tr("Tensors that are missing or wrong: %1").arg(QLocale().toString(details.missingCount)));
    for (const QString& name : details.missing) lines.append(u"  "_s + name);
    if (details.missingCount > details.missing.size()) lines.append(u"  …"_s);
}

/// What the engine will do without to make it fit.
QStringList measures(const MemoryPlan& plan) {
    QStringList done;
    if (plan.text == Residency::nothing) done.append(tr("the text encoders are let go after use"));
    if (plan.most_evaluations == 1) done.append(tr("the prompts are evaluated one after the other"));
    if (plan.is_streaming())
        done.append(tr("weights are streamed from the computer's memory"));
    else if (plan.unet != Residency::all)
        done.append(tr("the UNet makes room before decoding"));
    if (plan.tile > 0) done.append(tr("the VAE works in tiles"));
    return done;
}

}  // namespace

QString modelFacts(const LibraryEntry& entry, const ModelDetails* details) {
    QStringList what{labelOf(libraryKindOf(entry))};
    if (const QString family = familyLabel(entry.family); !family.isEmpty()) what.append(family);
    const bool hasVariant = !entry.variant.isEmpty() && libraryKindOf(entry) != LibraryKind::previewDecoder;
    if (hasVariant) what.append(entry.variant);
    if (details && !details->prediction.isEmpty()) what.append(predictionText(details->prediction));
    what.append(sizeText(entry.stamp.bytes));
    QStringList lines{what.join(u" · "_s)};
    if (!entry.problem.isEmpty()) lines.append(tr("Cannot be used: %1").arg(entry.problem));
    if (details) {
        if (!details->format.isEmpty()) lines.append(tensorsText(*details));
        if (entry.kind == ModelKind::checkpoint) addMissing(*details, lines);
        lines.append(hashText(*details));
    }
    if (details) lines += details->notes;
    return lines.join(u'\n');
}

QString memoryText(const ModelMemory& memory) {
    if (!memory.problem.isEmpty()) return tr("No estimate: %1").arg(memory.problem);
    const quint64 peak = memory.memory.plan.peak;
    const quint64 available = memory.memory.available;
    const bool fits = peak <= available;
    QStringList lines;
    lines.append(fits ? tr("%1 of %2: fits").arg(sizeText(peak), sizeText(available))
                      : tr("%1 of %2: too much; choose a smaller picture").arg(sizeText(peak), sizeText(available)));
    if (const QStringList done = measures(memory.memory.plan); fits && !done.isEmpty())
        lines.append(tr("To make it fit, %1.").arg(done.join(u", "_s)));
    const RunFootprints& networks = memory.memory.networks;
    const quint64 weights = networks.text.weights + networks.unet.weights +
                            (networks.autoencoder.empty() ? 0 : networks.autoencoder.front().decoder.weights);
    lines.append(tr("Counted are weights (%1) and working memory at the size set now, without LoRA, on %2.")
                     .arg(sizeText(weights), memory.device));
    return lines.join(u'\n');
}

QString triggerText(const ModelDetails& details) {
    QStringList lines;
    if (!details.triggerWords.isEmpty()) lines.append(details.triggerWords.join(u'\n'));
    if (!details.frequentTags.isEmpty())
        lines.append(tr("Learned from pictures of: %1").arg(details.frequentTags.mid(0, mostTags).join(u", "_s)));
    return lines.join(u'\n');
}

}  // namespace lemnos::studio
