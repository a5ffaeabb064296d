// SPDX-License-Identifier: Apache-2.0
#include "document/mask_filter.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace lemnos::studio {
namespace {

constexpr int half = 128;  // from here on a pixel counts as inside

/// Rows of floats over a rectangle of the document.
class Field {
public:
    Field(QSize size, float value)
        : m_width(std::size_t(size.width())), m_values(m_width * std::size_t(size.height()), value) {}
    float* row(int y) { return m_values.data() + std::size_t(y) * m_width; }
    const float* row(int y) const { return m_values.data() + std::size_t(y) * m_width; }

private:
    std::size_t m_width;
    std::vector<float> m_values;
};

template <typename Join>
Mask joinedBy(const Mask& base, const Mask& change, Join&& join) {
    static constexpr quint8 blank[tilePixels] = {};
    Mask result = base;
    QList<TileKey> keys = change.tileKeys();
    for (const TileKey key : base.tileKeys())
        if (!change.tile(key)) keys.append(key);
    for (const TileKey key : keys) {
        const quint8* const other = change.tile(key) ? change.tile(key) : blank;
        quint8* const tile = result.writableTile(key);
        for (int i = 0; i < tilePixels; ++i) tile[i] = join(tile[i], other[i]);
    }
    result.dropBlankTiles(result.tileBounds());
    return result;
}

/// In each column, how far the nearest inside pixel is.
Field columnDistances(const QImage& image) {
    const int width = image.width();
    const int height = image.height();
    Field distances(image.size(), float(width + height));
    const auto sweep = [&](int y, int from) {
        float* const row = distances.row(y);
        const float* const before = distances.row(from);
        const uchar* const pixels = image.constScanLine(y);
        for (int x = 0; x < width; ++x) {
            const float next = before[x] + 1 < row[x] ? before[x] + 1 : row[x];
            row[x] = pixels[x] >= half ? 0 : next;
        }
    };
    for (int y = 0; y < height; ++y) sweep(y, std::max(y - 1, 0));
    for (int y = height - 2; y >= 0; --y) sweep(y, y + 1);
    return distances;
}

/// From distances along columns to squared distances along both (Felzenszwalb & Huttenlocher 2012): the lower envelope
/// of the parabolas that stand over the pixels of a row.
void envelope(const float* column, int width, float* squared) {
    std::vector<int> feet(std::size_t(width), 0);
    std::vector<double> from(std::size_t(width) + 1, 0);
    const auto crossing = [&](int a, int b) {
        const double heightA = double(column[a]) * column[a] + double(a) * a;
        const double heightB = double(column[b]) * column[b] + double(b) * b;
        return (heightB - heightA) / (2.0 * (b - a));
    };
    std::size_t last = 0;
    from[0] = -std::numeric_limits<double>::infinity();
    for (int x = 1; x < width; ++x) {
        double start = crossing(feet[last], x);
        while (start <= from[last]) start = crossing(feet[--last], x);
        feet[++last] = x;
        from[last] = start;
    }
    from[last + 1] = std::numeric_limits<double>::infinity();
    std::size_t now = 0;
    for (int x = 0; x < width; ++x) {
        while (from[now + 1] < x) ++now;
        const auto away = float(x - feet[now]);
        squared[x] = away * away + column[feet[now]] * column[feet[now]];
    }
}

/// The share of each pixel in the bell, so that an edge becomes the error function however small `sigma` is.
std::vector<float> gaussian(double sigma) {
    const int reach = int(std::ceil(3.5 * sigma));
    const auto below = [&](double x) { return std::erf(x / (sigma * std::numbers::sqrt2)) / 2; };
    const double all = 2 * below(reach + 0.5);
    std::vector<float> kernel;
    for (int i = -reach; i <= reach; ++i) kernel.push_back(float((below(i + 0.5) - below(i - 0.5)) / all));
    return kernel;
}

void addScaled(float* target, const float* source, float factor, int count) {
    for (int i = 0; i < count; ++i) target[i] += source[i] * factor;
}

}  // namespace

Mask joined(const Mask& base, const Mask& change, MaskJoin join) {
    switch (join) {
        case MaskJoin::replace: break;
        case MaskJoin::add: return joinedBy(base, change, [](quint8 a, quint8 b) { return a > b ? a : b; });
        case MaskJoin::subtract:
            return joinedBy(base, change, [](quint8 a, quint8 b) { return a < 255 - b ? a : quint8(255 - b); });
        case MaskJoin::intersect: return joinedBy(base, change, [](quint8 a, quint8 b) { return a < b ? a : b; });
    }
    return change;
}

Mask inverted(const Mask& mask, const QRect& within) {
    QImage image = mask.image(within);
    image.invertPixels();
    return Mask(image, within.topLeft());
}

Mask grown(const Mask& mask, double radius, const QRect& within) {
    const int reach = int(std::ceil(radius));
    const QRect rect = mask.bounds().adjusted(-reach, -reach, reach, reach) & within;
    if (mask.isEmpty() || rect.isEmpty()) return {};
    // What lies outside `within` may reach in.
    const QRect seen = rect | mask.bounds();
    QImage image = mask.image(seen);
    const Field distances = columnDistances(image);
    std::vector<float> squared(std::size_t(seen.width()));
    for (int y = 0; y < seen.height(); ++y) {
        envelope(distances.row(y), seen.width(), squared.data());
        uchar* const row = image.scanLine(y);
        for (int x = 0; x < seen.width(); ++x) {
            const double covered = std::clamp(radius + 1 - std::sqrt(double(squared[std::size_t(x)])), 0.0, 1.0);
            row[x] = std::max(row[x], uchar(std::lround(covered * 255)));
        }
    }
    return Mask(image.copy(rect.translated(-seen.topLeft())), rect.topLeft());
}

Mask shrunk(const Mask& mask, double radius) {
    const QRect bounds = mask.bounds();
    if (bounds.isEmpty()) return {};
    const QRect framed = bounds.adjusted(-1, -1, 1, 1);
    return inverted(grown(inverted(mask, framed), radius, framed), framed);
}

Mask feathered(const Mask& mask, double sigma, const QRect& within) {
    const std::vector<float> kernel = gaussian(sigma);
    const int reach = int(kernel.size() / 2);
    const QRect bounds = mask.bounds();
    const QRect rect = bounds.adjusted(-reach, -reach, reach, reach) & within;
    if (bounds.isEmpty() || rect.isEmpty()) return {};

    // Rows first: each row of the mask, blurred along itself, goes into all rows within reach.
    const QRect seen = rect.adjusted(-reach, -reach, reach, reach) & bounds;
    const QImage image = mask.image(seen);
    Field blurred(rect.size(), 0);
    std::vector<float> padded(std::size_t(rect.width() + 2 * reach));
    std::vector<float> along(std::size_t(rect.width()));
    for (int y = 0; y < seen.height(); ++y) {
        std::ranges::fill(padded, 0.0F);
        std::ranges::fill(along, 0.0F);
        std::copy_n(image.constScanLine(y), seen.width(), padded.begin() + seen.left() - rect.left() + reach);
        for (std::size_t i = 0; i < kernel.size(); ++i)
            addScaled(along.data(), padded.data() + i, kernel[i], rect.width());
        const int middle = seen.top() + y - rect.top();
        for (int to = std::max(middle - reach, 0); to <= std::min(middle + reach, rect.height() - 1); ++to)
            addScaled(blurred.row(to), along.data(), kernel[std::size_t(to - middle + reach)], rect.width());
    }
    QImage result(rect.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < rect.height(); ++y) {
        uchar* const row = result.scanLine(y);
        const float* const from = blurred.row(y);
        for (int x = 0; x < rect.width(); ++x) row[x] = uchar(std::lround(std::min(from[x], 255.0F)));
    }
    return Mask(result, rect.topLeft());
}

}  // namespace lemnos::studio
