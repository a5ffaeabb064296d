// SPDX-License-Identifier: Apache-2.0
// Errors as values. Every function that can fail returns Result<T>; nothing in the engine throws.
// An Error says in one sentence, to a person, what is wrong and where (file and field); `context` collects
// the places it passed on its way up, innermost first. Plain data: may cross threads.
#pragma once

#include <expected>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace lemnos {

enum class ErrorKind {
    cancelled,        // the user asked for it; never shown as a failure
    out_of_memory,    // device or host; the caller may take a cheaper rung and try again
    device_lost,      // the device must be rebuilt; never handled as out of memory
    bad_file,         // a file is damaged or is not what it claims to be
    unsupported,      // the file or request is sound, but this program or device cannot do it
    invalid_request,  // a field of the request is out of its range
    io,               // the operating system refused to read or write
    no_device,        // this machine has no usable Vulkan device
};

struct Error {
    ErrorKind kind = ErrorKind::invalid_request;
    std::string message;
    std::vector<std::string> context;

    /// The sentence shown to a person: context from the outside in, then the message.
    std::string text() const;
    Error&& within(std::string place) &&;
};

template <typename T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

template <typename... Args>
std::unexpected<Error> fail(ErrorKind kind, fmt::format_string<Args...> format, Args&&... args) {
    return std::unexpected(Error{kind, fmt::format(format, std::forward<Args>(args)...), {}});
}

#define LEMNOS_ERROR_MAKER(name, kind)                                                \
    template <typename... Args>                                                       \
    std::unexpected<Error> name(fmt::format_string<Args...> format, Args&&... args) { \
        return fail(ErrorKind::kind, format, std::forward<Args>(args)...);            \
    }
LEMNOS_ERROR_MAKER(cancelled, cancelled)
LEMNOS_ERROR_MAKER(out_of_memory, out_of_memory)
LEMNOS_ERROR_MAKER(device_lost, device_lost)
LEMNOS_ERROR_MAKER(bad_file, bad_file)
LEMNOS_ERROR_MAKER(unsupported, unsupported)
LEMNOS_ERROR_MAKER(invalid, invalid_request)
LEMNOS_ERROR_MAKER(io_error, io)
LEMNOS_ERROR_MAKER(no_device, no_device)
#undef LEMNOS_ERROR_MAKER

/// The documented exit code of `lemnos-cli` for this kind: 10 worth retrying, 20 bad input or request, 30 bad host.
int exit_code(ErrorKind kind);

}  // namespace lemnos

#define LEMNOS_CONCAT_INNER(a, b) a##b
#define LEMNOS_CONCAT(a, b) LEMNOS_CONCAT_INNER(a, b)

/// `LEMNOS_TRY(auto weights, load(path));` assigns the value or returns the error from the enclosing function.
#define LEMNOS_TRY(declaration, expression) \
    LEMNOS_TRY_NAMED(LEMNOS_CONCAT(lemnos_result_, __LINE__), declaration, expression)
#define LEMNOS_TRY_NAMED(result, declaration, expression)             \
    auto result = (expression);                                       \
    if (!(result)) return std::unexpected(std::move(result).error()); \
    declaration = std::move(*(result))

/// `LEMNOS_CHECK(file.write(bytes));` returns the error from the enclosing function.
#define LEMNOS_CHECK(expression)                                      \
    do {                                                              \
        if (auto lemnos_status = (expression); !lemnos_status)        \
            return std::unexpected(std::move(lemnos_status).error()); \
    } while (false)
