// SPDX-License-Identifier: Apache-2.0
// Reads Python's pickles as data. A pickle is a program for a small stack machine that can import and call anything;
// this machine knows the instructions that build values, and of imports only the names it is given, which it records
// instead of calling. What else a file wants to run is refused by its name. Every instruction makes at most one value
// and nothing recurses, so time and memory are bounded by the bytes and by `most_values`
// (Lib/pickletools.py of CPython describes the instructions). Plain data; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lemnos {

/// Something that a pickle may name.
struct PickleGlobal {
    std::string_view module;
    std::string_view name;
    enum class Call {
        recorded,  // a call stays a value of Kind::call
        mapping,   // makes a dictionary: collections.OrderedDict
        refused,   // may be named but not called: types
    } call = Call::recorded;
};

struct PickleValue {
    enum class Kind : std::uint8_t {
        none,
        boolean,
        integer,
        big_integer,  // text: two's complement, little endian, over 8 bytes
        real,
        text,
        bytes,
        tuple,
        list,      // sets, too
        dict,      // items: key, value, key, value, ...
        global,    // number: index in the table of globals
        call,      // number: index in the table of globals; items: the arguments, then what the state is set to
        external,  // items: one; a "persistent id", which PyTorch uses for storages
    };
    using Index = std::uint32_t;

    Kind kind = Kind::none;
    std::int64_t number = 0;  // of integers and booleans
    double real = 0;
    std::string_view text;  // into the pickle's bytes
    std::vector<Index> items;
};

struct Pickle {
    static constexpr std::size_t most_values = 1U << 20U;

    std::vector<PickleValue> values;
    PickleValue::Index root = 0;
    std::size_t bytes = 0;  // that the pickle took

    const PickleValue& operator[](PickleValue::Index i) const { return values[i]; }
};

/// The pickle at the beginning of `bytes`, which must outlive the result. bad_file for what is no pickle, unsupported
/// for one that names what is not in `globals`.
Result<Pickle> read_pickle(std::span<const std::byte> bytes, std::span<const PickleGlobal> globals);

}  // namespace lemnos
