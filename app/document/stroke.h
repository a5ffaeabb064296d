// SPDX-License-Identifier: Apache-2.0
// One stroke of a brush or an eraser on a layer, picture or mask, or on the selection: begun when the pen touches, seen
// while it moves, one step of the history when it is lifted. Dropped without finish(), it leaves nothing. Owned by a
// tool; GUI thread.
#pragma once

#include <memory>

#include "document/dab.h"
#include "document/document.h"
#include "document/stroke_path.h"

namespace lemnos::studio {

class Stroke {
public:
    /// With the first dab; or the reason why this layer cannot be painted on.
    static Result<std::unique_ptr<Stroke>> begin(Document& document, LayerId layer, const Brush& brush,
                                                 const StrokePoint& start);
    /// Paints the selection itself: the brush adds to it, the eraser takes away.
    static std::unique_ptr<Stroke> beginSelection(Document& document, const Brush& brush, const StrokePoint& start);

    /// Paints on towards `point`; returns what changed of the document, which has also told its views.
    QRect extend(const StrokePoint& point);
    /// The pen is lifted. Does nothing if the user has undone the stroke meanwhile.
    void finish();

private:
    Stroke(Document& document, LayerId layer, const Brush& brush, const StrokePoint& start);
    QRect show(const QRect& stamped);
    void paintSelection(const QRect& dirty);

    LiveEdit m_edit;
    LayerId m_layer;  // none: the selection
    Brush m_brush;
    StrokeCoverage m_coverage;
    QRect m_stamped;  // by the dabs since the last look
    StrokePath::Visitor m_stamp = [this](const StrokePoint& dab) { m_stamped |= stampDab(m_coverage, m_brush, dab); };
    StrokePath m_path;
};

}  // namespace lemnos::studio
