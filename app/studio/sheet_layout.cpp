// SPDX-License-Identifier: Apache-2.0
#include "studio/sheet_layout.h"

#include <algorithm>

#include <QCoreApplication>

#include "formats/image.h"

namespace lemnos::studio {
namespace {

constexpr int leastMargin = 16, leastGap = 10;
constexpr int smallestText = 10, largestText = 26;

int linesFor(SheetCaption caption) {
    switch (caption) {
        case SheetCaption::none: return 0;
        case SheetCaption::prompt: return 2;
        case SheetCaption::settings: return 3;
    }
    return 0;
}

}  // namespace

int SheetLayout::picturesOn(int sheet) const { return std::clamp(pictures - sheet * perSheet(), 0, perSheet()); }

QSize SheetLayout::size(int sheet) const {
    const int rowsUsed = (picturesOn(sheet) + columns - 1) / columns;
    return {2 * margin + columns * (cell + gap) - gap, 2 * margin + rowsUsed * (cell + captionHeight + gap) - gap};
}

QRect SheetLayout::pictureRect(int place) const {
    return {margin + place % columns * (cell + gap), margin + place / columns * (cell + captionHeight + gap), cell,
            cell};
}

QRect SheetLayout::captionRect(int place) const {
    const QRect picture = pictureRect(place);
    return {picture.left(), picture.bottom() + 1, cell, captionHeight};
}

Result<SheetLayout> layOutSheets(const SheetChoices& choices, int pictures) {
    SheetLayout layout{.pictures = pictures,
                       .columns = std::clamp(pictures, 1, std::max(choices.columns, 1)),
                       .cell = choices.cell,
                       .gap = std::max(leastGap, choices.cell / 14),
                       .margin = std::max(leastMargin, choices.cell / 10),
                       .textSize = std::clamp(choices.cell / 17, smallestText, largestText),
                       .captionLines = linesFor(choices.caption)};
    if (layout.captionLines > 0)
        layout.captionHeight = layout.textSize / 2 + layout.captionLines * layout.textSize * 4 / 3;
    const qint64 width = layout.size(0).width();
    if (width > qint64(longest_image_side))
        return invalid("{}", QCoreApplication::translate("SheetLayout",
                                                         "%1 columns of %2 pixels are too wide for a picture file; "
                                                         "take fewer or smaller ones.")
                                 .arg(layout.columns)
                                 .arg(layout.cell)
                                 .toStdString());
    const qint64 tallest = std::min(qint64(longest_image_side), qint64(most_image_pixels) / width);
    const qint64 rowHeight = layout.cell + layout.captionHeight + layout.gap;
    layout.rows = int(std::max<qint64>(1, (tallest - 2 * layout.margin + layout.gap) / rowHeight));
    return layout;
}

}  // namespace lemnos::studio
