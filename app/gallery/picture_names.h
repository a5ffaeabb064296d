// SPDX-License-Identifier: Apache-2.0
// How the index writes texts and names of tags and collections; for the index's own sources.
#pragma once

#include "gallery/picture.h"

namespace lemnos::studio {

enum class NameKind { tag, collection };

/// Qt binds a null string as NULL, which the tables refuse.
inline QString notNull(const QString& text) { return text.isNull() ? QStringLiteral("") : text; }

/// All names in one text, so that a search finds them, too.
inline QString namesText(const Marks& marks) {
    return notNull((marks.tags + marks.collections).join(QLatin1Char('\n')));
}

}  // namespace lemnos::studio
