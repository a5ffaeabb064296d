// SPDX-License-Identifier: Apache-2.0
#include "panels/picture_details.h"

#include <QCoreApplication>
#include <QStringList>

#include "studio/choices.h"
#include "studio/gallery.h"

namespace lemnos::studio {
namespace {

constexpr int longestPrompt = 160;  // the rest is in the prompt field after "Restore"

// The context is where lupdate files what this file says.
QString tr(const char* text) { return QCoreApplication::translate("lemnos::studio", text); }

QString shortened(const QString& text) {
    return text.size() <= longestPrompt ? text : text.left(longestPrompt).trimmed() + QStringLiteral("…");
}

QString label(const QList<Choice>& choices, const std::string& name) {
    for (const Choice& choice : choices)
        if (choice.name == name) return choice.label;
    return QString::fromStdString(name);
}

}  // namespace

QString pictureDetails(const GalleryEntry& entry) {
    const QString size = QStringLiteral("%1 × %2").arg(entry.size.width()).arg(entry.size.height());
    if (!entry.request) {
        const QString name = entry.path.section(QLatin1Char('/'), -1);
        return QStringList{name, size, shortened(entry.infotext)}.join(QLatin1Char('\n')).trimmed();
    }
    const Request& request = *entry.request;
    QStringList lines{
        shortened(QString::fromStdString(request.prompt)),
        tr("Seed %1").arg(request.seed),
        tr("%1 · %2 steps").arg(size).arg(request.steps),
        tr("Guidance %1").arg(request.guidance_scale),
        QStringLiteral("%1 · %2").arg(label(samplerChoices(), request.sampler),
                                      label(scheduleChoices(), request.schedule)),
    };
    if (!request.init_image.empty())
        lines.append(tr("Started from %1, strength %2")
                         .arg(QString::fromStdString(request.init_image).section(QLatin1Char('/'), -1))
                         .arg(request.strength));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace lemnos::studio
