// SPDX-License-Identifier: Apache-2.0
#include "formats/pickle.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <unordered_map>

#include "formats/byte_reader.h"

namespace lemnos {
namespace {

using Kind = PickleValue::Kind;
using Index = PickleValue::Index;

constexpr std::size_t deepest_stack = Pickle::most_values;
constexpr std::size_t most_items = 4 * Pickle::most_values;  // of all tuples, lists and dictionaries together
constexpr unsigned newest_protocol = 5;

class Machine {
public:
    Machine(std::span<const std::byte> bytes, std::span<const PickleGlobal> globals)
        : m_reader(bytes), m_globals(globals) {}

    Result<Pickle> run() {
        while (!m_stopped) {
            const std::size_t at = m_reader.position();
            LEMNOS_TRY(const auto code, m_reader.number<std::uint8_t>());
            if (Status status = step(code); !status) {
                status.error().message += fmt::format(" (at byte {} of the pickle)", grouped(at));
                return std::unexpected(std::move(status).error());
            }
        }
        m_pickle.bytes = m_reader.position();
        return std::move(m_pickle);
    }

private:
    // The instructions by what they do; each returns what it pushes, if anything.
    Status step(std::uint8_t code) {
        switch (code) {
            case '.': return stop();
            case 0x80: return protocol();
            case 0x95: return forget(m_reader.number<std::uint64_t>());  // a frame's length
            case '(': return m_marks.push_back(m_stack.size()), Status{};
            case '0': return forget(pop());
            case '1': return forget(pop_mark());
            case '2': return duplicate();

            case 'N': return push({});
            case 0x88: return push({.kind = Kind::boolean, .number = 1});
            case 0x89: return push({.kind = Kind::boolean});
            case 'J': return integer<std::int32_t>();
            case 'K': return integer<std::uint8_t>();
            case 'M': return integer<std::uint16_t>();
            case 0x8a: return long_integer(m_reader.number<std::uint8_t>());
            case 0x8b: return long_integer(m_reader.number<std::int32_t>());
            case 'G': return real();

            case 'U':
            case 0x8c: return text(Kind::text, m_reader.number<std::uint8_t>());
            case 'T': return text(Kind::text, m_reader.number<std::int32_t>());
            case 'X': return text(Kind::text, m_reader.number<std::uint32_t>());
            case 0x8d: return text(Kind::text, m_reader.number<std::uint64_t>());
            case 'C': return text(Kind::bytes, m_reader.number<std::uint8_t>());
            case 'B': return text(Kind::bytes, m_reader.number<std::uint32_t>());
            case 0x8e:
            case 0x96: return text(Kind::bytes, m_reader.number<std::uint64_t>());

            case ')': return push({.kind = Kind::tuple});
            case ']':
            case 0x8f: return push({.kind = Kind::list});
            case '}': return push({.kind = Kind::dict});
            case 't': return from_mark(Kind::tuple);
            case 'l':
            case 0x91: return from_mark(Kind::list);
            case 'd': return from_mark(Kind::dict);
            case 0x85: return last(1);
            case 0x86: return last(2);
            case 0x87: return last(3);
            case 'a': return extend(Kind::list, last_items(1));
            case 'e':
            case 0x90: return extend(Kind::list, pop_mark());
            case 's': return extend(Kind::dict, last_items(2));
            case 'u': return extend(Kind::dict, pop_mark());

            case 'q': return put(m_reader.number<std::uint8_t>());
            case 'r': return put(m_reader.number<std::uint32_t>());
            case 0x94: return put(static_cast<std::uint32_t>(m_memo.size()));
            case 'h': return get(m_reader.number<std::uint8_t>());
            case 'j': return get(m_reader.number<std::uint32_t>());

            case 'c':
            case 'i': return global();  // the second also calls: only its refusal is of use
            case 0x93: return stack_global();
            case 'R':
            case 0x81: return call();  // the second is a class's constructor
            case 'b': return set_state();
            case 'Q': return external();
            default: return bad_file("holds the instruction 0x{:02x}, which PyTorch's files do not", code);
        }
    }

    template <typename T>
    static Status forget(const Result<T>& result) {
        return result ? Status{} : std::unexpected(result.error());
    }

    Status push(PickleValue value) {
        if (m_pickle.values.size() == Pickle::most_values)
            return unsupported("holds more than {} values", grouped(Pickle::most_values));
        LEMNOS_CHECK(count_items(value.items.size()));
        m_pickle.values.push_back(std::move(value));
        return push_index(static_cast<Index>(m_pickle.values.size() - 1));
    }
    // A call copies its arguments, so one long tuple could be multiplied by short instructions.
    Status count_items(std::size_t more) {
        m_items += more;
        if (m_items > most_items) return unsupported("holds more than {} items", grouped(most_items));
        return {};
    }
    Status push_index(Index index) {
        if (m_stack.size() == deepest_stack) return bad_file("piles up more than {} values", grouped(deepest_stack));
        m_stack.push_back(index);
        return {};
    }

    // What lies below a mark cannot be taken before the mark is.
    Result<Index> pop() {
        if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back()))
            return bad_file("takes a value from an empty stack");
        const Index index = m_stack.back();
        m_stack.pop_back();
        return index;
    }
    Result<std::vector<Index>> last_items(std::size_t count) {
        std::vector<Index> items(count);
        for (std::size_t i = count; i-- > 0;) {
            LEMNOS_TRY(items[i], pop());
        }
        return items;
    }
    Result<std::vector<Index>> pop_mark() {
        if (m_marks.empty()) return bad_file("lacks a mark");
        const auto begin = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
        std::vector<Index> items(begin, m_stack.end());
        m_stack.erase(begin, m_stack.end());
        m_marks.pop_back();
        return items;
    }

    Status stop() {
        LEMNOS_TRY(m_pickle.root, pop());
        m_stopped = true;
        return {};
    }
    Status protocol() {
        LEMNOS_TRY(const auto version, m_reader.number<std::uint8_t>());
        if (version > newest_protocol) return unsupported("is written in pickle protocol {}", version);
        return {};
    }
    Status duplicate() {
        LEMNOS_TRY(const Index index, pop());
        LEMNOS_CHECK(push_index(index));
        return push_index(index);
    }

    template <typename T>
    Status integer() {
        LEMNOS_TRY(const T value, m_reader.number<T>());
        return push({.kind = Kind::integer, .number = value});
    }
    template <typename T>
    Status long_integer(Result<T> length) {
        if (!length) return std::unexpected(length.error());
        if (static_cast<std::int64_t>(*length) < 0) return bad_file("holds a number of {} bytes", *length);
        LEMNOS_TRY(const std::string_view bytes, m_reader.text(static_cast<std::uint64_t>(*length)));
        if (bytes.size() > 8) return push({.kind = Kind::big_integer, .text = bytes});
        const bool is_negative = !bytes.empty() && (static_cast<unsigned char>(bytes.back()) & 0x80U) != 0;
        std::int64_t value = is_negative ? -1 : 0;
        if (!bytes.empty()) std::memcpy(&value, bytes.data(), bytes.size());
        return push({.kind = Kind::integer, .number = value});
    }
    Status real() {
        LEMNOS_TRY(const auto bits, m_reader.number<std::uint64_t>());
        return push({.kind = Kind::real, .real = std::bit_cast<double>(__builtin_bswap64(bits))});
    }
    template <typename T>
    Status text(Kind kind, Result<T> length) {
        if (!length) return std::unexpected(length.error());
        if constexpr (std::is_signed_v<T>)
            if (*length < 0) return bad_file("holds text of {} bytes", *length);
        LEMNOS_TRY(const std::string_view bytes, m_reader.text(static_cast<std::uint64_t>(*length)));
        return push({.kind = kind, .text = bytes});
    }

    Status from_mark(Kind kind) {
        LEMNOS_TRY(std::vector<Index> items, pop_mark());
        if (kind == Kind::dict && items.size() % 2 != 0) return bad_file("holds a key without a value");
        return push({.kind = kind, .items = std::move(items)});
    }
    Status last(std::size_t count) {
        LEMNOS_TRY(std::vector<Index> items, last_items(count));
        return push({.kind = Kind::tuple, .items = std::move(items)});
    }
    Status extend(Kind kind, Result<std::vector<Index>> more) {
        if (!more) return std::unexpected(more.error());
        LEMNOS_TRY(const Index into, pop());
        PickleValue& value = m_pickle.values[into];
        // What a recorded call made is unknown, so adding to it is too; its items are its arguments.
        if (value.kind != kind) return bad_file("adds items to what is no list or dictionary");
        if (kind == Kind::dict && more->size() % 2 != 0) return bad_file("holds a key without a value");
        LEMNOS_CHECK(count_items(more->size()));
        value.items.insert(value.items.end(), more->begin(), more->end());
        return push_index(into);
    }

    template <typename T>
    Status put(Result<T> place) {
        if (!place) return std::unexpected(place.error());
        LEMNOS_TRY(const Index index, pop());
        if (m_memo.size() == Pickle::most_values)
            return unsupported("remembers more than {} values", grouped(Pickle::most_values));
        m_memo[*place] = index;
        return push_index(index);
    }
    Status put(std::uint32_t place) { return put(Result<std::uint32_t>(place)); }
    template <typename T>
    Status get(Result<T> place) {
        if (!place) return std::unexpected(place.error());
        const auto known = m_memo.find(*place);
        if (known == m_memo.end()) return bad_file("asks for value {}, which it has not remembered", *place);
        return push_index(known->second);
    }

    Status global() {
        LEMNOS_TRY(const std::string_view module, m_reader.line());
        LEMNOS_TRY(const std::string_view name, m_reader.line());
        return push_global(module, name);
    }
    Status stack_global() {
        LEMNOS_TRY(const std::vector<Index> names, last_items(2));
        const PickleValue& module = m_pickle[names[0]];
        const PickleValue& name = m_pickle[names[1]];
        if (module.kind != Kind::text || name.kind != Kind::text) return bad_file("imports what is no name");
        return push_global(module.text, name.text);
    }
    Status push_global(std::string_view module, std::string_view name) {
        for (std::size_t i = 0; i < m_globals.size(); ++i)
            if (m_globals[i].module == module && m_globals[i].name == name)
                return push({.kind = Kind::global, .number = static_cast<std::int64_t>(i)});
        return unsupported("this file wants to run {}; it is refused", in_quotes(fmt::format("{}.{}", module, name)));
    }

    Status call() {
        LEMNOS_TRY(const Index arguments, pop());
        LEMNOS_TRY(const Index callee, pop());
        const PickleValue& given = m_pickle[arguments];
        if (given.kind != Kind::tuple || m_pickle[callee].kind != Kind::global)
            return bad_file("calls what is no function");
        const std::int64_t index = m_pickle[callee].number;
        const PickleGlobal& what = m_globals[static_cast<std::size_t>(index)];
        switch (what.call) {
            case PickleGlobal::Call::recorded: return push({.kind = Kind::call, .number = index, .items = given.items});
            case PickleGlobal::Call::mapping: return mapping(given.items);
            case PickleGlobal::Call::refused: break;
        }
        return unsupported("this file wants to call {}.{}; it is refused", what.module, what.name);
    }

    // OrderedDict() or, from old Pythons, OrderedDict([(key, value), ...]).
    Status mapping(const std::vector<Index>& arguments) {
        PickleValue dict{.kind = Kind::dict};
        if (arguments.size() > 1) return bad_file("makes a dictionary of {} things", arguments.size());
        for (const Index list : arguments)
            for (const Index pair : m_pickle[list].items) {
                if (m_pickle[pair].items.size() != 2) return bad_file("makes a dictionary of what are no pairs");
                if (dict.items.size() > Pickle::most_values)
                    return unsupported("holds more than {} values", grouped(Pickle::most_values));
                dict.items.insert(dict.items.end(), m_pickle[pair].items.begin(), m_pickle[pair].items.end());
            }
        return push(std::move(dict));
    }

    // Attributes of a dictionary (PyTorch's _metadata) say nothing about tensors.
    Status set_state() {
        LEMNOS_TRY(const Index state, pop());
        LEMNOS_TRY(const Index object, pop());
        PickleValue& value = m_pickle.values[object];
        if (value.kind == Kind::call)
            value.items.push_back(state);
        else if (value.kind != Kind::dict)
            return bad_file("sets the state of what is no object");
        return push_index(object);
    }

    Status external() {
        LEMNOS_TRY(const Index id, pop());
        return push({.kind = Kind::external, .items = {id}});
    }

    ByteReader m_reader;
    std::span<const PickleGlobal> m_globals;
    Pickle m_pickle;
    std::vector<Index> m_stack;
    std::vector<std::size_t> m_marks;
    std::size_t m_items = 0;
    std::unordered_map<std::uint32_t, Index> m_memo;
    bool m_stopped = false;
};

}  // namespace

Result<Pickle> read_pickle(std::span<const std::byte> bytes, std::span<const PickleGlobal> globals) {
    return Machine(bytes, globals).run();
}

}  // namespace lemnos
