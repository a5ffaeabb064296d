// SPDX-License-Identifier: Apache-2.0
// One model of the user's collection, as the scan found it. Plain data; crosses from the library thread by value.
#pragma once

#include <QList>
#include <QString>

#include "families/model_file.h"
#include "formats/file_stamp.h"

namespace lemnos::studio {

enum class LibraryState {
    whole,     // looked at: the kind stands, or `problem` says why it is nothing
    arriving,  // cannot be read yet, but was written a moment ago: probably still being copied
};

/// How a file from elsewhere comes into the models folder.
enum class ImportMode { copy, link };

struct LibraryEntry {
    QString path;
    ModelKind kind = ModelKind::unknown;
    QString family;   // id of families.h; empty where it is not known
    QString variant;  // within the family
    QString problem;  // why it cannot be used; empty when it can
    LibraryState state = LibraryState::whole;
    FileStamp stamp;

    /// Whether it can take the place of a model's own autoencoder; tiny ones only preview.
    bool canDecode() const {
        return kind == ModelKind::vae && variant != QLatin1StringView("tiny") && problem.isEmpty();
    }
    bool canPaint() const { return kind == ModelKind::checkpoint && problem.isEmpty(); }
    friend bool operator==(const LibraryEntry&, const LibraryEntry&) = default;
};

}  // namespace lemnos::studio
