// SPDX-License-Identifier: Apache-2.0
// The options of `render` and `bench model` that describe a picture, and those that choose the machine for it.
// --request is read first and every other option is set over it. Owned by the command; one thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/result.h"
#include "pipeline/request.h"
#include "pipeline/session.h"

namespace lemnos::cli {

class RequestOptions {
public:
    /// The object must outlive parsing at this address.
    void add_to(CLI::App& command);

    /// The request that the options ask for, checked as far as it can be without a model. A seed that nobody gave
    /// is drawn at random here, so that it can be told and used again.
    Result<Request> read() const;

private:
    template <typename T>
    void add_field(CLI::App& command, const char* name, T Request::* field, const char* help);

    template <typename T>
    void add_choice(CLI::App& command, const char* name, T Request::* field,
                    std::optional<T> (*from_name)(std::string_view), std::vector<std::string> names, const char* help);

    std::string m_file;
    std::vector<std::function<void(Request&)>> m_fields;  // in the order given
};

/// Where the hashes of models are kept between runs; empty where there is no place for it.
std::filesystem::path hash_cache_file();

/// --device, --device-memory, and the folder in which compiled shaders are kept between runs.
void add_session_options(CLI::App& command, SessionOptions& options);

}  // namespace lemnos::cli
