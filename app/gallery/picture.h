// SPDX-License-Identifier: Apache-2.0
// One picture of the gallery folder as the index knows it: where its file is, how it was made, and what its owner
// marked it with. Plain values; they cross threads. All texts come from files: show them as plain text.
#pragma once

#include <optional>

#include <QList>
#include <QSize>
#include <QString>
#include <QStringList>

#include "formats/file_stamp.h"

namespace lemnos::studio {

/// Stays the same while the index lives; another one is given when the index is made anew from the folder.
using PictureId = qint64;

/// What its owner thinks of a picture.
struct Marks {
    static constexpr int highestRating = 5;

    bool isStarred = false;
    int rating = 0;           // 1..highestRating; 0 is none
    QStringList tags;         // sorted, each once
    QStringList collections;  // sorted, each once

    bool isEmpty() const { return *this == Marks(); }
    friend bool operator==(const Marks&, const Marks&) = default;
};

/// One act of marking, for any number of pictures: what it does not name stays.
struct MarkChange {
    std::optional<bool> star;
    std::optional<int> rating;
    QStringList addTags;
    QStringList removeTags;
    QStringList addCollections;
    QStringList removeCollections;

    Marks appliedTo(Marks marks) const;
};

struct IndexedPicture {
    PictureId id = 0;
    QString folder;      // below the gallery folder, e.g. "2026-11-21"; empty for a file in the gallery folder itself
    QString name;        // of the file
    qint64 created = 0;  // milliseconds since 1970
    FileStamp stamp;
    QSize size;     // pixels
    QString model;  // without its folder
    quint64 seed = 0;
    QString prompt;
    QString negativePrompt;
    QString settings;  // the rest of the request in words, for searching and reading
    Marks marks;

    /// The path below the gallery folder.
    QString path() const { return folder.isEmpty() ? name : folder + QLatin1Char('/') + name; }
};

/// How many pictures carry a name.
struct NameCount {
    QString name;
    int count = 0;
    friend bool operator==(const NameCount&, const NameCount&) = default;
};

/// What can be chosen from when looking for pictures; each list is sorted by name.
struct Facets {
    QList<NameCount> models;
    QList<NameCount> tags;
    QList<NameCount> collections;
    friend bool operator==(const Facets&, const Facets&) = default;
};

}  // namespace lemnos::studio
