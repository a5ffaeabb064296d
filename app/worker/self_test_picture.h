// SPDX-License-Identifier: Apache-2.0
// What the self-test's picture looks like, painted by PyTorch: the means of 8 x 8 fields, red, green and blue, row by
// row. Made by tests/reference/self_test_picture.py.
#pragma once

#include <array>
#include <cstdint>

namespace lemnos::studio {

constexpr int selfTestFields = 8;
constexpr std::array<std::uint8_t, 3 * selfTestFields * selfTestFields> selfTestPicture{
    68,  76,  108, 101, 102, 132, 42,  63,  105, 78,  90,  149, 92,  112, 166, 86,  88,  111, 68,  118, 181, 42,
    66,  124, 87,  103, 128, 121, 124, 134, 72,  95,  133, 77,  84,  120, 93,  104, 167, 101, 120, 162, 95,  141,
    193, 72,  106, 152, 48,  81,  100, 81,  106, 120, 100, 108, 116, 114, 68,  69,  116, 71,  95,  87,  107, 152,
    98,  128, 168, 84,  89,  113, 96,  109, 134, 106, 109, 138, 131, 123, 147, 73,  58,  47,  76,  54,  50,  109,
    119, 156, 131, 152, 192, 75,  92,  116, 140, 128, 135, 151, 143, 154, 120, 109, 110, 98,  92,  94,  147, 117,
    105, 141, 129, 135, 164, 164, 192, 138, 140, 167, 138, 122, 92,  126, 127, 105, 77,  86,  55,  114, 68,  65,
    175, 68,  80,  110, 104, 74,  71,  97,  96,  67,  100, 108, 55,  77,  40,  72,  127, 48,  50,  90,  39,  149,
    139, 131, 155, 122, 124, 103, 128, 57,  73,  147, 61,  38,  92,  63,  108, 100, 72,  117, 123, 77,  70,  99,
    64,  85,  80,  46,  111, 90,  50,  104, 115, 66,  124, 134, 78,  87,  105, 78,
};

}  // namespace lemnos::studio
