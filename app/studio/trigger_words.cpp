// SPDX-License-Identifier: Apache-2.0
#include "studio/trigger_words.h"

#include <algorithm>

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// One line, without what a maker put around it.
QString tidy(const QString& text) {
    QString line = text.left(4 * TriggerWords::longest).simplified();
    while (line.endsWith(u',')) line = line.chopped(1).trimmed();
    return line.size() > TriggerWords::longest ? QString() : line;
}

/// {"folder": {"tag": 12}}: over all folders.
QHash<QString, double> countsOf(const QJsonObject& folders) {
    QHash<QString, double> counts;
    for (const QJsonValue& folder : folders) {
        const QJsonObject tags = folder.toObject();
        for (auto tag = tags.begin(); tag != tags.end(); ++tag)
            if (const QString name = tidy(tag.key()); !name.isEmpty()) counts[name] += tag.value().toDouble();
    }
    return counts;
}

QStringList byFrequency(const QHash<QString, double>& counts) {
    QStringList tags = counts.keys();
    std::ranges::sort(tags, [&](const QString& a, const QString& b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
    });
    return tags.mid(0, TriggerWords::most);
}

std::optional<QJsonObject> objectFrom(const QByteArray& json) {
    if (json.size() > TriggerWords::mostBytes) return {};
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

}  // namespace

void TriggerWords::addWord(const QString& word) {
    const QString line = tidy(word);
    if (!line.isEmpty() && words.size() < most && !words.contains(line, Qt::CaseInsensitive)) words.append(line);
}

void TriggerWords::addMetadata(const std::map<std::string, std::string>& metadata) {
    if (const auto phrase = metadata.find("modelspec.trigger_phrase"); phrase != metadata.end())
        addWord(QString::fromStdString(phrase->second));
    const auto frequency = metadata.find("ss_tag_frequency");
    if (frequency == metadata.end()) return;
    if (const auto folders = objectFrom(QByteArray::fromStdString(frequency->second)))
        tags = byFrequency(countsOf(*folders));
    else
        notes.append(tr("The tags that it learned from (ss_tag_frequency) cannot be read."));
}

void TriggerWords::addSidecar(const QString& name, const QByteArray& json) {
    const auto object = objectFrom(json);
    if (!object) return notes.append(tr("%1 is damaged and was left out.").arg(name));
    const QJsonValue trained = object->value("trainedWords"_L1);
    if (!trained.isUndefined() && !trained.isArray() && !trained.isNull())
        notes.append(tr("%1: \"trainedWords\" is no list and was left out.").arg(name));
    for (const QJsonValue& word : trained.toArray()) addWord(word.toString());
    addWord(object->value("activation text"_L1).toString());
}

}  // namespace lemnos::studio
