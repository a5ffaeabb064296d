// SPDX-License-Identifier: Apache-2.0
// Names and numbers that writing and reading OpenRaster must agree on. Internal to this folder.
#pragma once

#include <QString>

namespace lemnos::studio::ora {

inline const QString mimetype = QStringLiteral("mimetype");
inline const QByteArray mimetypeContent = QByteArrayLiteral("image/openraster");
inline const QString stack = QStringLiteral("stack.xml");
inline const QString merged = QStringLiteral("mergedimage.png");
inline const QString thumbnail = QStringLiteral("Thumbnails/thumbnail.png");
inline const QString data = QStringLiteral("data/");
inline const QString ours = QStringLiteral("lemnos/");
inline const QString document = QStringLiteral("lemnos/document.json");

constexpr int formatVersion = 1;   // of document.json
constexpr int farthest = 1 << 20;  // pixels from the document's corner to a layer's

}  // namespace lemnos::studio::ora
