// SPDX-License-Identifier: Apache-2.0
#include "formats/image.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include <png.h>  // its simplified interface, which needs no setjmp that would skip destructors
#define STBI_NO_STDIO
#include <stb/stb_image.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include "base/mapped_file.h"
#include "formats/messages.h"
#include "formats/png_chunks.h"
#include "formats/webp_text.h"

namespace lemnos {
namespace {

Status check_size(std::uint64_t width, std::uint64_t height) {
    if (width == 0 || height == 0) return bad_file("is a picture without pixels");
    if (width > longest_image_side || height > longest_image_side)
        return unsupported("is {} x {} pixels; Lemnos opens up to {} on a side", grouped(width), grouped(height),
                           grouped(longest_image_side));
    if (width * height > most_image_pixels)
        return unsupported("has {} pixels; Lemnos opens up to {}", grouped(width * height), grouped(most_image_pixels));
    return {};
}

bool is_png(std::span<const std::byte> bytes) {
    return bytes.size() >= 8 && png_sig_cmp(reinterpret_cast<png_const_bytep>(bytes.data()), 0, 8) == 0;
}

// The chunks that pixels depend on. Everything else stays away from libpng: it believes the length of a text chunk
// before it looks whether the file has that many bytes, and inflates colour profiles.
Result<std::vector<std::byte>> without_extras(std::span<const std::byte> png) {
    constexpr std::array<std::string_view, 7> wanted{"IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "IDAT", "IEND"};
    return with_png_chunks(png, wanted);
}

bool is_jpeg(std::span<const std::byte> bytes) {
    return bytes.size() >= 3 && bytes[0] == std::byte{0xff} && bytes[1] == std::byte{0xd8} &&
           bytes[2] == std::byte{0xff};
}

bool is_bmp(std::span<const std::byte> bytes) {
    return bytes.size() >= 2 && bytes[0] == std::byte{'B'} && bytes[1] == std::byte{'M'};
}

struct FreePngImage {
    void operator()(png_image* image) const { png_image_free(image); }
};

Result<RgbImage> decode_png(std::span<const std::byte> png) {
    LEMNOS_TRY(const std::vector<std::byte> bytes, without_extras(png));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    const std::unique_ptr<png_image, FreePngImage> owner(&image);
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
        return bad_file("cannot be decoded: {}", image.message);
    LEMNOS_CHECK(check_size(image.width, image.height));
    image.format = PNG_FORMAT_RGB;
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // else libpng takes 16 bits without a gamma for linear light
    RgbImage result{image.width, image.height, std::vector<std::uint8_t>(PNG_IMAGE_SIZE(image))};
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&image, &white, result.rgb.data(), 0, nullptr) == 0)
        return bad_file("cannot be decoded: {}", image.message);
    return result;
}

struct CloseJpeg {
    void operator()(void* decoder) const { tjDestroy(decoder); }
};

Result<RgbImage> decode_jpeg(std::span<const std::byte> bytes) {
    const std::unique_ptr<void, CloseJpeg> decoder(tjInitDecompress());
    if (!decoder) return out_of_memory("no memory to decode a JPEG picture");
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    int width = 0, height = 0, subsampling = 0, colours = 0;
    if (tjDecompressHeader3(decoder.get(), data, bytes.size(), &width, &height, &subsampling, &colours) != 0)
        return bad_file("cannot be decoded: {}", tjGetErrorStr2(decoder.get()));
    LEMNOS_CHECK(check_size(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height)));
    RgbImage result{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), {}};
    result.rgb.resize(std::size_t{3} * result.width * result.height);
    // A progressive file may repeat its scans without end; nobody needs 500.
    const int status = tjDecompress2(decoder.get(), data, bytes.size(), result.rgb.data(), width, 0, height, TJPF_RGB,
                                     TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT);
    // Cameras write files with harmless oddities; a missing end is not one.
    const std::string_view reason = status == 0 ? "" : tjGetErrorStr2(decoder.get());
    const bool harmless =
        tjGetErrorCode(decoder.get()) == TJERR_WARNING && reason.find("Premature") == std::string_view::npos;
    if (status != 0 && !harmless) return bad_file("cannot be decoded: {}", reason);
    return result;
}

struct FreeStbImage {
    void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

// stb_image reads zeros past the end of a BMP and says nothing; the file's own length tells.
Status check_bmp_length(std::span<const std::byte> bytes) {
    if (bytes.size() < 6) return bad_file("ends at byte {}, within its header", bytes.size());
    std::uint64_t declared = 0;
    for (std::size_t i = 0; i < 4; ++i) declared |= std::to_integer<std::uint64_t>(bytes[2 + i]) << (8 * i);
    if (declared <= bytes.size()) return {};
    return bad_file("ends at byte {} but says it has {}; it looks cut off", grouped(bytes.size()), grouped(declared));
}

Result<RgbImage> decode_bmp(std::span<const std::byte> bytes) {
    LEMNOS_CHECK(check_bmp_length(bytes));
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    const auto size = static_cast<int>(bytes.size());  // largest_image_file is below 2^31
    int width = 0, height = 0, channels = 0;
    if (stbi_info_from_memory(data, size, &width, &height, &channels) == 0)
        return bad_file("cannot be decoded: {}", stbi_failure_reason());
    LEMNOS_CHECK(check_size(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height)));
    const std::unique_ptr<stbi_uc, FreeStbImage> rgba(
        stbi_load_from_memory(data, size, &width, &height, &channels, STBI_rgb_alpha));
    if (!rgba) return bad_file("cannot be decoded: {}", stbi_failure_reason());
    const auto columns = static_cast<std::uint32_t>(width), rows = static_cast<std::uint32_t>(height);
    return RgbImage{columns, rows, rgb_over_white({rgba.get(), std::size_t{4} * columns * rows})};
}

std::unexpected<Error> too_large(std::uint64_t bytes) {
    return unsupported("has {} bytes; Lemnos opens pictures up to {}", grouped(bytes), grouped(largest_image_file));
}

Result<std::vector<std::byte>> encode_pixels(std::uint32_t width, std::uint32_t height,
                                             std::span<const std::uint8_t> pixels, png_uint_32 format,
                                             std::span<const PictureText> texts) {
    if (auto size = check_size(width, height); !size)
        return invalid("a picture of {} x {} pixels cannot be written", width, height);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = width;
    image.height = height;
    image.format = format;
    if (pixels.size() != PNG_IMAGE_SIZE(image))
        return invalid("a picture of {} x {} pixels has {} bytes instead of {}", width, height, pixels.size(),
                       PNG_IMAGE_SIZE(image));
    // One compression: the bound is a little more than the pixels and is cut to what was used.
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::vector<std::byte> png(size);
    if (png_image_write_to_memory(&image, png.data(), &size, 0, pixels.data(), 0, nullptr) == 0)
        return io_error("a picture cannot be encoded: {}", image.message);
    png.resize(size);
    return with_png_text(png, texts);
}

struct FreeWebp {
    void operator()(std::uint8_t* pixels) const { WebPFree(pixels); }
};

Result<RgbaImage> decode_webp(std::span<const std::byte> bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    int width = 0, height = 0;
    if (WebPGetInfo(data, bytes.size(), &width, &height) == 0) return bad_file("is a damaged WebP picture");
    LEMNOS_CHECK(check_size(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height)));
    const std::unique_ptr<std::uint8_t, FreeWebp> rgba(WebPDecodeRGBA(data, bytes.size(), &width, &height));
    if (!rgba) return bad_file("cannot be decoded: its WebP data is damaged or cut off");
    const auto columns = static_cast<std::uint32_t>(width), rows = static_cast<std::uint32_t>(height);
    return RgbaImage{columns, rows, {rgba.get(), rgba.get() + std::size_t{4} * columns * rows}};
}

}  // namespace

Result<std::vector<std::byte>> encode_png(std::uint32_t width, std::uint32_t height, std::span<const std::uint8_t> rgb,
                                          std::span<const PictureText> texts) {
    return encode_pixels(width, height, rgb, PNG_FORMAT_RGB, texts);
}

Result<std::vector<std::byte>> encode_rgba_png(std::uint32_t width, std::uint32_t height,
                                               std::span<const std::uint8_t> rgba, std::span<const PictureText> texts) {
    return encode_pixels(width, height, rgba, PNG_FORMAT_RGBA, texts);
}

PictureKind picture_kind(std::span<const std::byte> bytes) {
    if (is_png(bytes)) return PictureKind::png;
    if (is_jpeg(bytes)) return PictureKind::jpeg;
    if (is_webp(bytes)) return PictureKind::webp;
    return is_bmp(bytes) ? PictureKind::bmp : PictureKind::other;
}

Result<PictureKind> picture_kind(const std::filesystem::path& path) {
    LEMNOS_TRY(const MappedFile file, MappedFile::open(path));
    std::array<std::byte, 12> start{};
    const auto known = std::span(start).first(std::min<std::uint64_t>(start.size(), file.size()));
    LEMNOS_CHECK(file.read_at(0, known));
    return picture_kind(known);
}

Result<std::vector<std::byte>> read_picture_file(const std::filesystem::path& path) {
    LEMNOS_TRY(const MappedFile file, MappedFile::open(path));
    if (file.size() > largest_image_file) return naming(path, Result<std::vector<std::byte>>(too_large(file.size())));
    // Copied, because a mapped file that shrinks would end the program.
    std::vector<std::byte> bytes(file.size());
    LEMNOS_CHECK(file.read_at(0, bytes));
    return bytes;
}

Result<RgbImage> decode_image(std::span<const std::byte> bytes) {
    if (bytes.size() > largest_image_file) return too_large(bytes.size());
    switch (picture_kind(bytes)) {
        case PictureKind::png: return decode_png(bytes);
        case PictureKind::jpeg: return decode_jpeg(bytes);
        case PictureKind::webp: {
            LEMNOS_TRY(const RgbaImage image, decode_webp(bytes));
            return RgbImage{image.width, image.height, rgb_over_white(image.rgba)};
        }
        case PictureKind::bmp: return decode_bmp(bytes);
        case PictureKind::other: break;
    }
    return bad_file("is not a PNG, JPEG, WebP or BMP picture");
}

Result<RgbImage> read_image(const std::filesystem::path& path) {
    LEMNOS_TRY(const std::vector<std::byte> bytes, read_picture_file(path));
    return naming(path, decode_image(bytes));
}

Result<RgbaImage> read_webp(const std::filesystem::path& path) {
    LEMNOS_TRY(const std::vector<std::byte> bytes, read_picture_file(path));
    return naming(path, decode_webp(bytes));
}

std::vector<std::uint8_t> rgb_over_white(std::span<const std::uint8_t> rgba) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(rgba.size() / 4 * 3);
    for (std::size_t i = 0; i < rgba.size(); i += 4) {
        const unsigned alpha = rgba[i + 3];
        for (std::size_t c = 0; c < 3; ++c)
            rgb.push_back(static_cast<std::uint8_t>((rgba[i + c] * alpha + 255 * (255 - alpha) + 127) / 255));
    }
    return rgb;
}

}  // namespace lemnos
