// SPDX-License-Identifier: Apache-2.0
#include "formats/gzip.h"

#include <array>
#include <limits>

#include <zlib.h>

namespace lemnos {
namespace {

constexpr int gzip_only = 16 + MAX_WBITS;

class Inflater {
public:
    Inflater() { m_is_ready = inflateInit2(&m_stream, gzip_only) == Z_OK; }
    ~Inflater() {
        if (m_is_ready) inflateEnd(&m_stream);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    bool is_ready() const { return m_is_ready; }
    z_stream& stream() { return m_stream; }

private:
    z_stream m_stream{};
    bool m_is_ready = false;
};

}  // namespace

bool is_gzip(std::span<const std::byte> bytes) {
    return bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
}

Result<std::string> gunzip(std::span<const std::byte> bytes, std::uint64_t largest) {
    Inflater inflater;
    if (!inflater.is_ready()) return out_of_memory("no memory to unpack gzip");
    if (bytes.size() > std::numeric_limits<uInt>::max()) return bad_file("too large for gzip in one piece");
    z_stream& stream = inflater.stream();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string text;
    std::array<char, 1U << 16U> buffer{};
    for (int state = Z_OK; state != Z_STREAM_END;) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        state = inflate(&stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END)
            return bad_file("the gzip data {}", stream.avail_in == 0 ? "ends too early" : "is damaged");
        text.append(buffer.data(), buffer.size() - stream.avail_out);
        if (text.size() > largest) return bad_file("the gzip data holds more than {} bytes", largest);
    }
    return text;
}

}  // namespace lemnos
