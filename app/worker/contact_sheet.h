// SPDX-License-Identifier: Apache-2.0
// Paints a contact sheet: pictures in cells, each with its caption in plain text, cut where it is too long. Owned by
// who paints it; any thread.
#pragma once

#include <QImage>
#include <QPainter>

#include "studio/sheet_layout.h"

namespace lemnos::studio {

class ContactSheet {
public:
    ContactSheet(const SheetLayout& layout, SheetBackground background, int sheet);

    /// The picture that fits its cell, or a frame for one that cannot be read, and the caption below it.
    void add(int place, const QImage& picture, const QString& caption);
    /// Ends it.
    QImage take();

private:
    void write(const QRect& place, const QString& text);

    SheetLayout m_layout;
    SheetBackground m_background;
    QImage m_image;
    QPainter m_painter;
};

}  // namespace lemnos::studio
