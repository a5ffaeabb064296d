#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From a bare Debian 12 or Ubuntu 24.04 with nothing but this folder to a picture, or to a tested build:
#
#   packaging/bootstrap.sh run [prompt]   build, then open the studio; without a display, render a PNG and print its path
#   packaging/bootstrap.sh test           build and run every test; the exit code is the verdict
#
# Packages that are missing are installed with apt and named first. A second call finds everything in place and only
# builds what changed. LEMNOS_LINT=1 (set by .ci/run) adds the format and clang-tidy checks to the tests.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build="$root/build"

# Why each of these is needed is in README.md, "What it needs".
packages=(
    cmake ninja-build ccache g++ pkg-config
    qt6-base-dev libqt6sql6-sqlite qt6-l10n-tools qt6-translations-l10n
    libvulkan-dev libvulkan-volk-dev mesa-vulkan-drivers vulkan-validationlayers
    glslang-tools libspirv-cross-c-shared-dev
    nlohmann-json3-dev libfmt-dev libstb-dev libcli11-dev libpng-dev libturbojpeg0-dev libwebp-dev zlib1g-dev libzip-dev
    ca-certificates
    xvfb xauth fonts-dejavu-core
)
lint_packages=(clang-format-19 clang-tidy-19)

# Everything but the result goes to standard error, so that `run` can be used in a script.
say() { printf '%s\n' "$*" >&2; }
fail() { say "bootstrap: $*"; exit 1; }

usage() {
    sed -n '3,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
}

missing_packages() {
    local package
    for package in "$@"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || printf '%s\n' "$package"
    done
}

install_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        # Another system: its owner knows its package names, so we only check for what would stop the build.
        local tool absent=()
        for tool in cmake ninja g++ pkg-config glslangValidator; do
            command -v "$tool" >/dev/null || absent+=("$tool")
        done
        ((${#absent[@]} == 0)) && return
        say "This system has no apt. Please install what these Debian packages hold, then call again:"
        say "  ${packages[*]}"
        fail "not found: ${absent[*]}"
    fi

    local missing
    mapfile -t missing < <(missing_packages "${packages[@]}" ${LEMNOS_LINT:+"${lint_packages[@]}"})
    ((${#missing[@]} == 0)) && return

    say "Installing ${#missing[@]} missing packages: ${missing[*]}"
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "neither root nor sudo: please run  apt-get install ${missing[*]}  as root"
        as_root=(sudo)
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q)
    "${apt[@]}" update </dev/null >&2 || fail "apt-get update failed; is the network up?"
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >&2 ||
        fail "apt-get could not install: ${missing[*]}"
}

# A C++23 translation unit takes up to 1.5 GB; more of them at once than fit would swap or be killed.
jobs() {
    local cores available_kib fitting
    cores=$(nproc)
    available_kib=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo)
    fitting=$((available_kib / 1500000))
    ((fitting < 1)) && fitting=1
    echo $((fitting < cores ? fitting : cores))
}

configure_and_build() {
    cd "$root"
    cmake --preset default -DLEMNOS_LINT="${LEMNOS_LINT:+ON}" >&2
    cmake --build "$build" --parallel "$(jobs)" "$@" >&2
}

run() {
    local prompt=${1:-"a red lighthouse by the sea at night, watercolor"}
    # Qt's own packages bring what an X server needs; a Wayland session without one needs a plugin more.
    if [[ -n ${WAYLAND_DISPLAY:-} && -z ${DISPLAY:-} ]]; then packages+=(qt6-wayland); fi
    install_packages
    if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
        configure_and_build --target lemnos
        exec "$build/bin/lemnos" --prompt "$prompt"
    fi
    configure_and_build --target lemnos-cli
    say "No display: rendering \"$prompt\" with lemnos-cli."
    exec "$build/bin/lemnos-cli" render --prompt "$prompt" --out "$root/pictures/"
}

run_tests() {
    install_packages
    configure_and_build
    # The tests' own environment (offscreen Qt, the cache of compiled shaders) is set in tests/CMakeLists.txt.
    # --no-tests=error: a build that lost its tests must not look green.
    exec ctest --test-dir "$build" --output-on-failure --no-tests=error --parallel "${LEMNOS_TEST_JOBS:-2}" </dev/null
}

case "${1:-}" in
    run) (($# <= 2)) || usage; run "${2:-}" ;;
    test) (($# == 1)) || usage; run_tests ;;
    *) usage ;;
esac
