// SPDX-License-Identifier: Apache-2.0
// lemnos-cli: the engine without the studio. Exit codes: 0 done, 2 wrong usage, 10 worth retrying, 20 bad input or
// request, 30 bad host (no usable device).
#include <csignal>
#include <exception>

#include <fmt/format.h>

#include "cli/commands.h"

namespace {

using namespace lemnos;

constexpr int usage_error = 2;

// Reached from the signal handler; set before it is installed and never changed afterwards.
const CancelToken* cancelled_by_signal = nullptr;

void cancel_on_signals(const CancelToken& token) {
    cancelled_by_signal = &token;
    struct sigaction action{};
    // An atomic store through a pointer is all that happens here, so it is safe in a handler. The second Ctrl+C
    // ends the program at once.
    action.sa_handler = [](int) { cancelled_by_signal->cancel(); };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

int finish(const Status& status) {
    if (status) return 0;
    fmt::print(stderr, "lemnos-cli: {}\n", status.error().text());
    return exit_code(status.error().kind);
}

int run_program(int argc, char** argv) {
    CLI::App program("Lemnos paints pictures from words on any Vulkan device.", "lemnos-cli");
    program.set_version_flag("--version", LEMNOS_VERSION);
    program.require_subcommand(1);
    program.footer(
        "Exit codes: 0 done, 2 wrong usage, 10 worth retrying, 20 bad input or request, 30 no usable device.");

    cli::Run run;
    cli::add_render(program, run);
    cli::add_devices(program, run);
    cli::add_inspect(program, run);
    cli::add_models(program, run);
    cli::add_bench(program, run);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : usage_error;  // --help and --version arrive here too
    }

    const CancelToken cancel;
    cancel_on_signals(cancel);
    return finish(run(cancel));
}

}  // namespace

int main(int argc, char** argv) {
    // The engine returns its errors; what is thrown comes from the standard library, mostly from lack of memory.
    try {
        return run_program(argc, argv);
    } catch (const std::bad_alloc&) {
        return finish(out_of_memory("this computer ran out of memory"));
    } catch (const std::exception& error) {
        return finish(fail(ErrorKind::invalid_request, "unexpected: {}", error.what()));
    }
}
