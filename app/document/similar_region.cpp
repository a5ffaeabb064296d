// SPDX-License-Identifier: Apache-2.0
#include "document/similar_region.h"

#include <cstdlib>

#include "document/compositor.h"

namespace lemnos::studio {
namespace {

QImage sampled(const Contents& contents, const Layer& layer, Likeness::Sample sample) {
    if (sample == Likeness::Sample::picture) return composed(contents, contents.rect());
    const QRect rect = contents.rect().translated(-layer.offset);
    return layer.isMask() ? layer.mask()->image(rect).convertToFormat(QImage::Format_ARGB32_Premultiplied)
                          : layer.raster()->image(rect);
}

bool isLike(quint32 a, quint32 b, int tolerance) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        if (std::abs(int(a >> shift & 255U) - int(b >> shift & 255U)) > tolerance) return false;
    return true;
}

/// 255 where a pixel is like the one at `point`.
QImage likePixels(const QImage& image, QPoint point, int tolerance) {
    const auto row = [&](int y) { return reinterpret_cast<const quint32*>(image.constScanLine(y)); };
    const quint32 wanted = row(point.y())[point.x()];
    QImage like(image.size(), QImage::Format_Alpha8);
    for (int y = 0; y < like.height(); ++y) {
        uchar* const to = like.scanLine(y);
        const quint32* const from = row(y);
        for (int x = 0; x < like.width(); ++x) to[x] = isLike(from[x], wanted, tolerance) ? 255 : 0;
    }
    return like;
}

/// Of the likes, those that can be reached from `point` over edges. Fills runs; each run looks for its neighbours.
QImage connectedTo(QImage like, QPoint point) {
    QImage reached(like.size(), QImage::Format_Alpha8);
    reached.fill(0);
    std::vector<QPoint> seeds{point};
    const auto lookAt = [&](int y, int first, int last) {
        if (y < 0 || y >= like.height()) return;
        const uchar* const row = like.constScanLine(y);
        for (int x = first; x <= last; ++x)
            if (row[x] && (x == first || !row[x - 1])) seeds.emplace_back(x, y);
    };
    while (!seeds.empty()) {
        const QPoint seed = seeds.back();
        seeds.pop_back();
        uchar* const row = like.scanLine(seed.y());
        if (!row[seed.x()]) continue;
        int first = seed.x();
        while (first > 0 && row[first - 1]) --first;
        int last = seed.x();
        while (last + 1 < like.width() && row[last + 1]) ++last;
        std::fill(row + first, row + last + 1, uchar(0));  // so that nobody comes back
        uchar* const to = reached.scanLine(seed.y());
        std::fill(to + first, to + last + 1, uchar(255));
        lookAt(seed.y() - 1, first, last);
        lookAt(seed.y() + 1, first, last);
    }
    return reached;
}

}  // namespace

Result<Mask> similarRegion(const Contents& contents, LayerId layer, QPoint point, const Likeness& likeness) {
    const Layer* const pointed = contents.find(layer);
    if (!pointed) return invalid("there is no such layer");
    if (!contents.rect().contains(point)) return Mask();
    const QImage image = sampled(contents, *pointed, likeness.sample);
    if (image.isNull()) return out_of_memory("there is not enough memory to look at the whole picture");
    QImage like = likePixels(image, point, likeness.tolerance);
    if (likeness.reach == Likeness::Reach::connected) like = connectedTo(std::move(like), point);
    return Mask(like);
}

}  // namespace lemnos::studio
