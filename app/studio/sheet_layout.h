// SPDX-License-Identifier: Apache-2.0
// Where pictures and captions lie on contact sheets: equal square cells in rows, as many sheets as it takes. A plain
// value; any thread.
#pragma once

#include <QRect>

#include "base/result.h"
#include "studio/picture_export.h"

namespace lemnos::studio {

struct SheetLayout {
    int pictures = 0;
    int columns = 1;
    int rows = 1;  // of a full sheet
    int cell = 0;  // pixels, as all that follows
    int gap = 0;
    int margin = 0;
    int textSize = 0;
    int captionLines = 0;
    int captionHeight = 0;  // with the distance to the picture

    int perSheet() const { return columns * rows; }
    int sheets() const { return (pictures + perSheet() - 1) / perSheet(); }
    int picturesOn(int sheet) const;
    QSize size(int sheet) const;
    /// Of the picture at a place of its sheet, 0 to perSheet() - 1.
    QRect pictureRect(int place) const;
    QRect captionRect(int place) const;
};

/// An error says, for a person, why there can be no such sheet.
Result<SheetLayout> layOutSheets(const SheetChoices& choices, int pictures);

}  // namespace lemnos::studio
