// SPDX-License-Identifier: Apache-2.0
// The two looks of the studio, dark and light: a palette, and a small style sheet over Fusion that takes its colours
// from the same table. Text has at least 4.5:1 against what it stands on. GUI thread.
#pragma once

namespace lemnos::studio {

enum class Look { light, dark };

/// Applies a look to the whole application.
void applyLook(Look look);

}  // namespace lemnos::studio
