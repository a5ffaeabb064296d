// SPDX-License-Identifier: Apache-2.0
#include "worker/contact_sheet.h"

#include <QTextLayout>

namespace lemnos::studio {
namespace {

struct Colours {
    QColor paper, ink, frame;
};

Colours coloursOf(SheetBackground background) {
    if (background == SheetBackground::dark)
        return {QColor(0x1c, 0x1c, 0x1f), QColor(0xd8, 0xd8, 0xdc), QColor(0x50, 0x50, 0x56)};
    return {Qt::white, QColor(0x28, 0x28, 0x2c), QColor(0xc8, 0xc8, 0xcc)};
}

/// Broken between words where it can be; the last line ends in "…" if there is more.
QStringList linesOf(const QString& text, const QFont& font, int width, int most) {
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QStringList lines;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() == most - 1) {
            lines.append(QFontMetrics(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, width));
            break;
        }
        lines.append(text.mid(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

}  // namespace

ContactSheet::ContactSheet(const SheetLayout& layout, SheetBackground background, int sheet)
    : m_layout(layout), m_background(background), m_image(layout.size(sheet), QImage::Format_RGB32) {
    m_image.fill(coloursOf(background).paper);
    m_painter.begin(&m_image);
    QFont font;
    font.setPixelSize(layout.textSize);
    m_painter.setFont(font);
}

void ContactSheet::add(int place, const QImage& picture, const QString& caption) {
    const QRect cell = m_layout.pictureRect(place);
    const Colours colours = coloursOf(m_background);
    if (picture.isNull()) {
        m_painter.setPen(colours.frame);
        m_painter.drawRect(cell.adjusted(0, 0, -1, -1));
    } else {
        QSize size = picture.size();
        if (size.width() > cell.width() || size.height() > cell.height()) size.scale(cell.size(), Qt::KeepAspectRatio);
        QRect rect({}, size);
        rect.moveCenter(cell.center());
        if (m_layout.captionLines > 0) rect.moveBottom(cell.bottom());  // a caption belongs to what is right above it
        m_painter.drawImage(rect.topLeft(), picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    if (m_layout.captionLines > 0) write(m_layout.captionRect(place), caption.simplified());
}

void ContactSheet::write(const QRect& place, const QString& text) {
    m_painter.setPen(coloursOf(m_background).ink);
    const int height = m_layout.textSize * 4 / 3;
    QRect line(place.left(), place.top() + m_layout.textSize / 2, place.width(), height);
    for (const QString& words : linesOf(text, m_painter.font(), place.width(), m_layout.captionLines)) {
        m_painter.drawText(line, Qt::AlignCenter | Qt::TextSingleLine, words);
        line.translate(0, height);
    }
}

QImage ContactSheet::take() {
    m_painter.end();
    return std::move(m_image);
}

}  // namespace lemnos::studio
