// SPDX-License-Identifier: Apache-2.0
// Reads a whole copy of the gallery's index for damage that a start does not see: every page, every entry of its
// indexes, and every word of the search against the texts. That takes seconds for a large gallery, hence the copy and a
// thread other than the index's. Owned by GalleryWorkers; runs on its export thread.
#pragma once

#include <QObject>
#include <QString>

namespace lemnos::studio {

enum class IndexVerdict {
    sound,
    damaged,
    unknown  // the copy could not be read to its end, for a full disk or the like
};

class IndexInspector : public QObject {
    Q_OBJECT
public:
    /// Takes the copy away when it is done.
    void inspect(const QString& copy);

Q_SIGNALS:
    void inspected(const QString& copy, lemnos::studio::IndexVerdict verdict);
};

}  // namespace lemnos::studio
