// SPDX-License-Identifier: Apache-2.0
// Stars, ratings, tags and collections of a gallery folder, in `.lemnos/marks.json` inside it. This file is the truth
// about them, not the index: the index may be thrown away, and marks kept beside the pictures go along when the folder
// is copied, backed up or moved to another machine. They are not written into the PNG files, because a picture that is
// saved is never touched again: its bytes, its hash and its time stay what they were. Every change is on the disk,
// by the save protocol of formats/atomic_file.h, before it is acknowledged. Belongs to the index thread.
#pragma once

#include <QHash>
#include <QString>

#include "base/result.h"
#include "gallery/picture.h"

namespace lemnos::studio {

class MarksFile {
public:
    explicit MarksFile(const QString& galleryFolder);

    /// False: the file is as it was read last, by this program or by another on the same folder.
    bool isChanged() const;
    bool exists() const;
    /// ErrorKind::bad_file if it is damaged: nothing is known then, and setAside() makes room for a new one.
    Status load();
    Status setAside();
    /// By path below the gallery folder; those without marks are not in it.
    const QHash<QString, Marks>& marks() const { return m_marks; }
    /// Changes marks and writes all of them; what another program wrote since then stays. Empty marks take a picture
    /// out.
    Status set(const QHash<QString, Marks>& changed);
    /// Size and time of what was read last, as a text to compare with.
    QString stampText() const;

private:
    QString m_path;
    QHash<QString, Marks> m_marks;
    FileStamp m_stamp;
};

}  // namespace lemnos::studio
