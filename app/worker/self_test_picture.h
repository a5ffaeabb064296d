// SPDX-License-Identifier: Apache-2.0
// What the self-test's picture looks like, painted by PyTorch: the means of 8 x 8 fields, red, green and blue, row by
// row. Made by tests/reference/self_test_picture.py.
#pragma once

#include <array>
#include <cstdint>

namespace lemnos::studio {

constexpr int selfTestFields = 8;
constexpr std::array<std::uint8_t, 3 * selfTestFields * selfTestFields> selfTestPicture{
    70,  81,  108, 104, 103, 129, 47,  66,  107, 80,  96,  148, 91,  115, 164, 87,  90,  117, 70,  116, 177, 48,
    71,  121, 89,  105, 124, 119, 124, 134, 74,  98,  133, 80,  88,  122, 95,  104, 162, 100, 121, 162, 94,  143,
    190, 73,  108, 151, 51,  86,  102, 84,  108, 119, 102, 110, 117, 111, 78,  73,  116, 80,  93,  88,  111, 151,
    97,  133, 166, 83,  96,  112, 97,  112, 134, 110, 113, 136, 132, 125, 151, 75,  62,  51,  79,  56,  51,  110,
    117, 155, 128, 153, 193, 79,  92,  119, 140, 131, 136, 150, 144, 154, 122, 114, 113, 101, 96,  92,  151, 120,
    103, 142, 131, 133, 163, 166, 191, 139, 142, 167, 138, 125, 97,  127, 131, 107, 78,  94,  57,  107, 82,  67,
    160, 87,  82,  108, 108, 79,  73,  103, 98,  70,  106, 109, 56,  77,  40,  75,  126, 50,  51,  91,  40,  151,
    145, 133, 157, 134, 123, 106, 129, 60,  78,  145, 61,  43,  96,  65,  105, 109, 72,  115, 126, 78,  72,  101,
    64,  85,  82,  49,  110, 94,  55,  104, 114, 67,  121, 137, 76,  87,  110, 78,
};

}  // namespace lemnos::studio
