// SPDX-License-Identifier: Apache-2.0
#include "document/stroke.h"

#include <utility>

namespace lemnos::studio {
namespace {

constexpr float half = 0.5F;  // rounds

QString stepText(LayerId layer, const Brush& brush) {
    if (layer == LayerId::none) return Document::tr("Paint selection");
    return brush.paint.kind == Paint::Kind::eraser ? Document::tr("Eraser stroke") : Document::tr("Brush stroke");
}

/// The stroke's opacity comes in here, once, however often dabs lie on each other.
CoverageRow rowsOf(const StrokeCoverage& coverage, double opacity) {
    const auto factor = float(opacity * 255 / fullStrokeCoverage);
    return [&coverage, factor](int x, int y, int count, quint8* row) {
        forEachPieceOfRow(coverage, x, y, count, [&](const quint16* pixels, int at, int piece) {
            for (int i = 0; i < piece; ++i) row[at + i] = pixels ? quint8(int(float(pixels[i]) * factor + half)) : 0;
        });
    };
}

}  // namespace

Result<std::unique_ptr<Stroke>> Stroke::begin(Document& document, LayerId layer, const Brush& brush,
                                              const StrokePoint& start) {
    Contents asked = document.contents();
    LEMNOS_CHECK(layerToEdit(asked, layer));
    return std::unique_ptr<Stroke>(new Stroke(document, layer, brush, start));
}

std::unique_ptr<Stroke> Stroke::beginSelection(Document& document, const Brush& brush, const StrokePoint& start) {
    return std::unique_ptr<Stroke>(new Stroke(document, LayerId::none, brush, start));
}

Stroke::Stroke(Document& document, LayerId layer, const Brush& brush, const StrokePoint& start)
    : m_edit(document, stepText(layer, brush)), m_layer(layer), m_brush(brush), m_path(brush, start, m_stamp) {
    show(std::exchange(m_stamped, {}));
}

QRect Stroke::extend(const StrokePoint& point) {
    m_path.extend(point, m_stamp);
    return show(std::exchange(m_stamped, {}));
}

void Stroke::finish() {
    m_path.finish(m_stamp);
    show(std::exchange(m_stamped, {}));
    m_edit.commit();
}

QRect Stroke::show(const QRect& stamped) {
    if (!m_edit.isOpen()) return {};
    const Contents& before = m_edit.before();
    const QRect dirty = stamped & before.rect();
    if (dirty.isEmpty()) return {};
    if (m_layer == LayerId::none) {
        paintSelection(dirty);
        return dirty;
    }
    paintLayer(*m_edit.contents().find(m_layer), *before.find(m_layer), dirty, m_brush.paint,
               rowsOf(m_coverage, m_brush.opacity), before.selection);
    m_edit.touch(m_layer, dirty);
    return dirty;
}

void Stroke::paintSelection(const QRect& dirty) {
    std::optional<Mask>& selection = m_edit.contents().selection;
    Mask mask = std::exchange(selection, {}).value_or(Mask());
    paintMask(mask, m_edit.before().selection.value_or(Mask()), dirty, m_brush.paint,
              rowsOf(m_coverage, m_brush.opacity));
    if (!mask.isEmpty()) selection = std::move(mask);
    m_edit.touchSelection();
}

}  // namespace lemnos::studio
