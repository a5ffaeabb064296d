// SPDX-License-Identifier: Apache-2.0
// X/Y grids: one request for every pair of values of two settings. Free functions over plain values; any thread.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include "base/result.h"
#include "pipeline/request.h"

namespace lemnos::studio {

/// One row for each in gridSettings(), in this order.
enum class GridSetting { none, steps, guidance, sampler, schedule, seed, strength, clipSkip, size, words };

struct GridSettingInfo {
    GridSetting setting;
    QString label;
    QString example;  // values as they are typed
};
/// All that can vary, as it is offered.
QList<GridSettingInfo> gridSettings();

/// "10,20,30", "4..8:2" (from, to, by), names, "512x768", or for words: what is looked for in the prompt, then what
/// takes its place.
struct GridAxis {
    GridSetting setting = GridSetting::none;
    QString values;
};

struct GridPlan {
    QStringList columns;      // labels, e.g. "Steps 20"
    QStringList rows;         // one without text where the second setting is none
    QList<Request> requests;  // row by row
    QString title;
    static constexpr qsizetype most = 256;  // pictures
};

/// An error names the axis' setting and the value that is wrong.
Result<GridPlan> planGrid(const Request& base, const GridAxis& x, const GridAxis& y);

}  // namespace lemnos::studio
