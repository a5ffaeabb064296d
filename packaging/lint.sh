#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The checks on the text of the code; ctest runs them as lint_format and lint_tidy when LEMNOS_LINT is on.
#
#   packaging/lint.sh format            every C++ file is as .clang-format wants it
#   packaging/lint.sh fix               makes it so
#   packaging/lint.sh tidy <build dir>  clang-tidy over the floors named below, needs compile_commands.json
#
# Version 19 exactly: another version formats differently, and a red build must mean the same everywhere.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The floors that read untrusted bytes and those that everything stands on; the whole tree would take CI too long.
tidy_folders=(engine/base engine/tensor engine/formats engine/text)

cpp_files() { find "$@" -name '*.cpp' -o -name '*.h' | sort; }

case "${1:-}" in
    format) cpp_files engine app tests shaders | xargs clang-format-19 --dry-run -Werror ;;
    fix) cpp_files engine app tests shaders | xargs clang-format-19 -i ;;
    tidy)
        build=${2:?build folder}
        # GCC 12's flags that clang does not know are no finding.
        find $(ls -d "${tidy_folders[@]}" 2>/dev/null) -name '*.cpp' | sort |
            xargs -P 2 -n 2 clang-tidy-19 -p "$build" --quiet --extra-arg=-Wno-unknown-warning-option
        ;;
    *) sed -n '5,7s/^# *//p' "$0" >&2; exit 2 ;;
esac
