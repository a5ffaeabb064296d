// SPDX-License-Identifier: Apache-2.0
#include "gallery/marks_file.h"

#include <span>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "formats/atomic_file.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int version = 1;

QJsonObject toJson(const Marks& marks) {
    QJsonObject json;
    if (marks.isStarred) json["star"_L1] = true;
    if (marks.rating != 0) json["rating"_L1] = marks.rating;
    if (!marks.tags.isEmpty()) json["tags"_L1] = QJsonArray::fromStringList(marks.tags);
    if (!marks.collections.isEmpty()) json["collections"_L1] = QJsonArray::fromStringList(marks.collections);
    return json;
}

QStringList stringsIn(const QJsonValue& json) {
    QStringList strings;
    for (const auto& value : json.toArray()) strings.append(value.toString());
    return strings;
}

Marks marksFrom(const QJsonObject& json) {
    const MarkChange change{.star = json["star"_L1].toBool(),
                            .rating = json["rating"_L1].toInt(),
                            .addTags = stringsIn(json["tags"_L1]),
                            .removeTags = {},
                            .addCollections = stringsIn(json["collections"_L1]),
                            .removeCollections = {}};
    return change.appliedTo({});
}

}  // namespace

MarksFile::MarksFile(const QString& galleryFolder) : m_path(galleryFolder + "/.lemnos/marks.json"_L1) {}

bool MarksFile::exists() const { return QFile::exists(m_path); }

bool MarksFile::isChanged() const { return stamp_of(m_path.toStdString()).value_or(FileStamp()) != m_stamp; }

QString MarksFile::stampText() const { return u"%1 %2"_s.arg(m_stamp.bytes).arg(m_stamp.modified); }

Status MarksFile::load() {
    m_marks.clear();
    m_stamp = {};
    if (!exists()) return {};
    LEMNOS_TRY(const FileStamp stamp, stamp_of(m_path.toStdString()));
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return io_error("{} could not be read: {}", m_path.toStdString(), file.errorString().toStdString());
    QJsonParseError error;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError)
        return bad_file("{}: {} at byte {}", m_path.toStdString(), error.errorString().toStdString(), error.offset);
    if (json["version"_L1].toInt() != version || !json["pictures"_L1].isObject())
        return bad_file("{}: \"version\" is {}, this program knows {}", m_path.toStdString(),
                        json["version"_L1].toInt(), version);
    const QJsonObject pictures = json["pictures"_L1].toObject();
    for (auto at = pictures.begin(); at != pictures.end(); ++at)
        if (const Marks marks = marksFrom(at.value().toObject()); !marks.isEmpty()) m_marks.insert(at.key(), marks);
    m_stamp = stamp;
    return {};
}

Status MarksFile::setAside() {
    const QString other =
        u"%1.damaged-%2"_s.arg(m_path, QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss-zzz"_s));
    if (!QFile::rename(m_path, other)) return io_error("{} could not be renamed", m_path.toStdString());
    m_marks.clear();
    m_stamp = {};
    return {};
}

Status MarksFile::set(const QHash<QString, Marks>& changed) {
    if (isChanged()) LEMNOS_CHECK(load());
    QHash<QString, Marks> next = m_marks;
    for (const auto& [path, marks] : changed.asKeyValueRange())
        if (marks.isEmpty())
            next.remove(path);
        else
            next.insert(path, marks);
    QJsonObject pictures;
    for (const auto& [path, marks] : next.asKeyValueRange()) pictures.insert(path, toJson(marks));
    const QByteArray text =
        QJsonDocument(QJsonObject{{u"version"_s, version}, {u"pictures"_s, pictures}}).toJson(QJsonDocument::Compact);
    const QString folder = m_path.section(u'/', 0, -2);
    if (!QDir().mkpath(folder)) return io_error("{} could not be made", folder.toStdString());
    LEMNOS_CHECK(write_file(m_path.toStdString(), std::as_bytes(std::span(text.constData(), std::size_t(text.size()))),
                            OnExisting::replace));
    LEMNOS_TRY(m_stamp, stamp_of(m_path.toStdString()));
    m_marks = std::move(next);
    return {};
}

}  // namespace lemnos::studio
