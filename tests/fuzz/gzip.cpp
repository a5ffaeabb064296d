// SPDX-License-Identifier: Apache-2.0
// Any bytes as a gzip file: refused, or no longer than allowed. As most bytes fail at the first, they are also tried as
// the deflate stream behind a sound header, and compressed, from which they must come back.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include <zlib.h>

#include "formats/gzip.h"

namespace {

constexpr std::uint64_t largest = 1U << 20U;

std::vector<std::byte> compressed(std::span<const std::byte> bytes) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;
    if (deflateInit2(&stream, 1, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) std::abort();
    std::vector<std::byte> out(deflateBound(&stream, bytes.size()));
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) std::abort();
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

void read(std::span<const std::byte> file) {
    const auto text = lemnos::gunzip(file, largest);
    if (text ? text->size() > largest : text.error().message.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    (void)lemnos::is_gzip(bytes);
    read(bytes);
    constexpr std::array<std::uint8_t, 10> header{0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3};
    std::vector<std::byte> file(header.size());
    std::ranges::copy(std::as_bytes(std::span(header)), file.begin());
    file.insert(file.end(), bytes.begin(), bytes.end());
    read(file);
    const auto back = lemnos::gunzip(compressed(bytes), largest);
    if (size <= largest && (!back || !std::ranges::equal(std::as_bytes(std::span(*back)), bytes))) std::abort();
    return 0;
}
