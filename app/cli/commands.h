// SPDX-License-Identifier: Apache-2.0
// The commands of lemnos-cli. Each add_...() describes its options to the parser; when the parser meets the command,
// it puts what is to be done into `run`, and main() does it after parsing and turns its error into the exit code.
// Everything runs on the main thread, which owns the engine.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "base/cancel.h"
#include "base/result.h"

namespace lemnos::cli {

/// One command, its options already read. Prints its results; an error is printed by main().
using Run = std::function<Status(const CancelToken&)>;

void add_render(CLI::App& program, Run& run);
void add_devices(CLI::App& program, Run& run);
void add_inspect(CLI::App& program, Run& run);
void add_models(CLI::App& program, Run& run);
void add_bench(CLI::App& program, Run& run);

/// Shared by the commands that print either for people or, with --json, for programs.
enum class Format { text, json };

}  // namespace lemnos::cli
