// SPDX-License-Identifier: Apache-2.0
// Pictures and documents for tests, and what there is to compare them by.
#pragma once

#include <functional>
#include <random>

#include <QMetaType>

#include "document/compositor.h"
#include "document/layer_edits.h"

namespace lemnos::studio {

/// Random colours and alphas, premultiplied.
inline QImage noise(QSize size, unsigned seed) {
    QImage image(size, QImage::Format_ARGB32);
    std::mt19937 random(seed);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x) reinterpret_cast<quint32*>(image.scanLine(y))[x] = quint32(random());
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

inline QImage plain(QSize size, QColor colour) {
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(colour);
    return image;
}

/// Layers of noise in several modes, with offsets, one of them reaching out of the document.
inline Contents busyContents(QSize size) {
    Contents contents;
    contents.size = size;
    contents.generationBox = contents.rect();
    constexpr BlendMode modes[] = {BlendMode::normal, BlendMode::multiply, BlendMode::screen, BlendMode::overlay};
    for (int i = 0; i < 4; ++i)
        contents.layers.push_back({.id = contents.takeId(),
                                   .name = QStringLiteral("layer %1").arg(i),
                                   .pixels = Raster(noise(size / (1 + i % 2), unsigned(i)), {i * 7, 0}),
                                   .offset = QPoint(i * 13 - 20, i * 5),
                                   .opacity = 255 - i * 40,
                                   .blend = modes[i],
                                   .request = {}});
    return contents;
}

inline Layer& layerAt(Contents& contents, int index) { return contents.layers[std::size_t(index)]; }
inline const Layer& layerAt(const Contents& contents, int index) { return contents.layers[std::size_t(index)]; }
inline LayerId idAt(const Document& document, int index) { return layerAt(document.contents(), index).id; }

/// For rows: what is done to a document.
using Edit = std::function<Status(Document&)>;

}  // namespace lemnos::studio

Q_DECLARE_METATYPE(lemnos::studio::Edit)
