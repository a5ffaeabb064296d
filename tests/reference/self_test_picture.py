# SPDX-License-Identifier: Apache-2.0
"""The picture that the studio's self-test must get, painted by PyTorch from the starter model's file.

    python tests/reference/self_test_picture.py > app/worker/self_test_picture.h

Run it again when the starter model changes.
"""
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "models" / "starter"))

from render import Painter  # noqa: E402

FIELDS = 8
PROMPT, SEED, STEPS, GUIDANCE = "a red lighthouse by the sea", 7, 4, 3.

HEADER = """// SPDX-License-Identifier: Apache-2.0
// What the self-test's picture looks like, painted by PyTorch: the means of 8 x 8 fields, red, green and blue, row by row.
// Made by tests/reference/self_test_picture.py.
#pragma once

#include <array>
#include <cstdint>

namespace lemnos::studio {

constexpr int selfTestFields = 8;
constexpr std::array<std::uint8_t, 3 * selfTestFields * selfTestFields> selfTestPicture{"""


def main():
    picture = Painter().paint([PROMPT], [SEED], STEPS, GUIDANCE)[0].astype(np.float64)
    side = picture.shape[0] // FIELDS
    means = picture.reshape(FIELDS, side, FIELDS, side, 3).mean((1, 3)).round().astype(int).reshape(FIELDS, -1)
    print(HEADER)
    for row in means:
        print("    " + ", ".join(str(value) for value in row) + ",")
    print("};\n\n}  // namespace lemnos::studio")


if __name__ == "__main__":
    main()
