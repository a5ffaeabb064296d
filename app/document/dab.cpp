// SPDX-License-Identifier: Apache-2.0
#include "document/dab.h"

#include <cmath>

namespace lemnos::studio {
namespace {

/// How a dab fades from its middle: fully covering up to a radius, nothing beyond a second one.
struct Profile {
    float outer;
    float slope;     // per pixel, between the two
    float softness;  // 0: straight, as the edge of a disc over pixels; 1: an S
    float strength;

    Profile(double radius, double hardness, double flow) {
        // An edge that fades over one pixel adds pi / 12 to the area of a disc; what remains below the smallest one is
        // drawn fainter.
        const double square = radius * radius;
        const double drawn = std::sqrt(std::max(square - 1.0 / 12, 0.25));
        const double inner = std::min(drawn * hardness, drawn - 0.5);
        outer = float(drawn + 0.5);
        slope = float(1 / (drawn + 0.5 - inner));
        softness = hardness < 1 && drawn * (1 - hardness) > 1 ? 1.0F : 0.0F;
        strength = float(flow * std::min(1.0, square * 3));
    }
};

constexpr float half = 0.5F;

float smaller(float a, float b) { return a < b ? a : b; }
float larger(float a, float b) { return a > b ? a : b; }

/// `dx`, `dy`: from the middle of the dab to that of the first pixel.
void stampRow(quint16* row, int count, float dx, float dy, const Profile& profile, float limit) {
    for (int i = 0; i < count; ++i) {
        const float x = dx + float(i);
        const float distance = std::sqrt(x * x + dy * dy);
        const float t = smaller(1, larger(0, (profile.outer - distance) * profile.slope));
        const float shape = t + profile.softness * (t * t * (3 - 2 * t) - t);
        const float covered = row[i];
        const float missing = larger(0, limit - covered);
        row[i] = quint16(int(covered + missing * shape * profile.strength + half));
    }
}

}  // namespace

QRect stampDab(StrokeCoverage& coverage, const Brush& brush, const StrokePoint& at) {
    const double radius = brush.sizeAt(at.pressure) / 2;
    const auto limit = float(std::round(brush.opacityAt(at.pressure) * fullStrokeCoverage));
    if (radius <= 0 || limit <= 0) return {};
    const Profile profile(radius, brush.hardness, brush.flow);
    const QPointF reach(profile.outer, profile.outer);
    const QRect rect = QRectF(at.position - reach, at.position + reach).toAlignedRect();
    forEachTileIn(rect, [&](TileKey key) {
        forEachRowIn(coverage.writableTile(key), key, rect, [&](quint16* row, int x, int y, int count) {
            const QPointF middle = QPointF(key.origin() + QPoint(x, y)) + QPointF(0.5, 0.5) - at.position;
            stampRow(row, count, float(middle.x()), float(middle.y()), profile, limit);
        });
    });
    return rect;
}

}  // namespace lemnos::studio
