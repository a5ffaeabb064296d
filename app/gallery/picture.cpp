// SPDX-License-Identifier: Apache-2.0
#include "gallery/picture.h"

#include <algorithm>

namespace lemnos::studio {
namespace {

void change(QStringList& names, const QStringList& added, const QStringList& removed) {
    for (const QString& name : removed) names.removeAll(name);
    for (const QString& name : added)
        if (const QString trimmed = name.trimmed(); !trimmed.isEmpty()) names.append(trimmed);
    names.sort();
    names.removeDuplicates();
}

}  // namespace

Marks MarkChange::appliedTo(Marks marks) const {
    if (star) marks.isStarred = *star;
    if (rating) marks.rating = std::clamp(*rating, 0, Marks::highestRating);
    change(marks.tags, addTags, removeTags);
    change(marks.collections, addCollections, removeCollections);
    return marks;
}

}  // namespace lemnos::studio
