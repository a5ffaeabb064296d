// SPDX-License-Identifier: Apache-2.0
// Looks up a row of a table that has `id` and `name`, and names the choices where there is none.
// A free function; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lemnos {

template <typename Row>
Result<const Row*> find_row(std::span<const Row> rows, std::string_view id_or_name, std::string_view what) {
    std::string known;
    for (const Row& row : rows) {
        if (row.id == id_or_name || row.name == id_or_name) return &row;
        known += fmt::format("{}{}", known.empty() ? "" : ", ", row.id);
    }
    return invalid("there is no {} \"{}\"; known are {}", what, id_or_name, known);
}

}  // namespace lemnos
