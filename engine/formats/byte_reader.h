// SPDX-License-Identifier: Apache-2.0
// Walks over little-endian bytes that a stranger wrote: nothing is read past their end, and running into it is an
// error that says where. A cheap value over bytes that someone else keeps; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "base/result.h"
#include "formats/messages.h"

namespace lemnos {

class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    std::size_t position() const { return m_position; }
    std::size_t left() const { return m_bytes.size() - m_position; }

    Result<std::string_view> text(std::uint64_t bytes) {
        if (bytes > left())
            return bad_file("is cut off: {} bytes are missing at its byte {}", grouped(bytes - left()),
                            grouped(m_position));
        const auto part = m_bytes.subspan(m_position, bytes);
        m_position += bytes;
        return std::string_view(reinterpret_cast<const char*>(part.data()), part.size());
    }

    template <typename T>
    Result<T> number() {
        LEMNOS_TRY(const std::string_view bytes, text(sizeof(T)));
        T value{};
        bytes.copy(reinterpret_cast<char*>(&value), sizeof(T));
        return value;
    }

    /// Up to the next line feed, which is skipped.
    Result<std::string_view> line() {
        const auto bytes = m_bytes.subspan(m_position);
        const std::string_view rest(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos)
            return bad_file("is cut off inside a line at its byte {}", grouped(m_position));
        m_position += end + 1;
        return rest.substr(0, end);
    }

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_position = 0;
};

}  // namespace lemnos
