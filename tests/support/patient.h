// SPDX-License-Identifier: Apache-2.0
// How long the studio's tests wait for what another thread does: Qt's five seconds are not enough on a machine where a
// compiler has both cores. What happens at once is noticed at once, so only a test that fails takes longer.
#pragma once

#include <QtTest>

namespace lemnos::testing {

inline constexpr int patience_milliseconds = 30'000;

}  // namespace lemnos::testing

#undef QTRY_VERIFY
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, lemnos::testing::patience_milliseconds)
#undef QTRY_VERIFY2
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT(expr, message, lemnos::testing::patience_milliseconds)
#undef QTRY_COMPARE
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, lemnos::testing::patience_milliseconds)
