// SPDX-License-Identifier: Apache-2.0
#include "formats/file_reader.h"

#include <algorithm>
#include <cstring>

#include "formats/messages.h"

namespace lemnos {
namespace {

constexpr std::uint64_t window_bytes = 64U << 10U;

}  // namespace

Status FileReader::check(std::uint64_t bytes) const {
    if (bytes <= left()) return {};
    return bad_file(
        "ends inside its header: {} bytes are missing at byte {}. The file looks cut off; download it again.",
        grouped(bytes - left()), grouped(m_position));
}

Status FileReader::read(std::span<std::byte> to) {
    LEMNOS_CHECK(check(to.size()));
    while (!to.empty()) {
        if (m_position < m_window_begin || m_position >= m_window_begin + m_window.size()) {
            m_window.resize(std::min(window_bytes, left()));
            m_window_begin = m_position;
            LEMNOS_CHECK(m_file->read_at(m_position, m_window));
        }
        const std::uint64_t from = m_position - m_window_begin;
        const std::size_t count = std::min<std::uint64_t>(to.size(), m_window.size() - from);
        std::memcpy(to.data(), m_window.data() + from, count);
        m_position += count;
        to = to.subspan(count);
    }
    return {};
}

Status FileReader::skip(std::uint64_t bytes) {
    LEMNOS_CHECK(check(bytes));
    m_position += bytes;
    return {};
}

Result<std::string> FileReader::text(std::uint64_t bytes) {
    LEMNOS_CHECK(check(bytes));
    std::string text(bytes, '\0');
    LEMNOS_CHECK(read(std::as_writable_bytes(std::span(text))));
    return text;
}

}  // namespace lemnos
