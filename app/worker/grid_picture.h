// SPDX-License-Identifier: Apache-2.0
// The labelled picture of a grid, painted from the files of its cells, one at a time: a grid of a hundred large
// pictures costs the memory of itself and one of them. Free function; any thread.
#pragma once

#include <QImage>

#include "base/cancel.h"
#include "studio/grid_runs.h"

namespace lemnos::studio {

/// Labels above and at the left; cells whose file is missing stay empty. Null if all are.
Result<QImage> gridPicture(const Grid& grid, const CancelToken& cancel = {});

}  // namespace lemnos::studio
