// SPDX-License-Identifier: Apache-2.0
#include "formats/picture_writer.h"

#include <algorithm>
#include <memory>

#include <turbojpeg.h>
#include <webp/encode.h>

#include "formats/image.h"
#include "formats/jpeg_text.h"
#include "formats/messages.h"
#include "formats/webp_text.h"

namespace lemnos {
namespace {

constexpr int full_colour_quality = 90;  // from here on JPEG keeps the colour of every pixel

bool is_opaque(const RgbaView& picture) {
    for (std::size_t i = 3; i < picture.rgba.size(); i += 4)
        if (picture.rgba[i] != 255) return false;
    return true;
}

Result<std::vector<std::byte>> encode_png_of(const RgbaView& picture, std::span<const PictureText> texts) {
    if (is_opaque(picture)) return encode_png(picture.width, picture.height, rgb_over_white(picture.rgba), texts);
    return encode_rgba_png(picture.width, picture.height, picture.rgba, texts);
}

struct CloseJpeg {
    void operator()(void* encoder) const { tjDestroy(encoder); }
};
struct FreeJpeg {
    void operator()(unsigned char* bytes) const { tjFree(bytes); }
};
struct FreeWebp {
    void operator()(std::uint8_t* bytes) const { WebPFree(bytes); }
};

std::span<const std::byte> bytes_at(const unsigned char* data, std::size_t size) {
    return std::as_bytes(std::span(data, size));
}

Result<std::vector<std::byte>> encode_jpeg(const RgbaView& picture, int quality, std::span<const PictureText> texts) {
    const std::unique_ptr<void, CloseJpeg> encoder(tjInitCompress());
    if (!encoder) return out_of_memory("no memory to encode a JPEG picture");
    const std::vector<std::uint8_t> rgb = rgb_over_white(picture.rgba);
    unsigned char* data = nullptr;
    unsigned long size = 0;  // NOLINT(google-runtime-int): the library's type
    const int status = tjCompress2(
        encoder.get(), rgb.data(), static_cast<int>(picture.width), 0, static_cast<int>(picture.height), TJPF_RGB,
        &data, &size, quality >= full_colour_quality ? TJSAMP_444 : TJSAMP_420, quality, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, FreeJpeg> owner(data);
    if (status != 0) return io_error("a picture cannot be encoded: {}", tjGetErrorStr2(encoder.get()));
    return with_jpeg_text(bytes_at(data, size), texts);
}

Result<std::vector<std::byte>> encode_webp(const RgbaView& picture, int quality, std::span<const PictureText> texts) {
    if (picture.width > WEBP_MAX_DIMENSION || picture.height > WEBP_MAX_DIMENSION)
        return invalid("a picture of {} x {} pixels cannot be written as WebP, which has up to {} on a side",
                       grouped(picture.width), grouped(picture.height), grouped(WEBP_MAX_DIMENSION));
    std::uint8_t* data = nullptr;
    const auto width = static_cast<int>(picture.width);
    const std::size_t size = WebPEncodeRGBA(picture.rgba.data(), width, static_cast<int>(picture.height), 4 * width,
                                            static_cast<float>(quality), &data);
    const std::unique_ptr<std::uint8_t, FreeWebp> owner(data);
    if (size == 0) return io_error("a picture cannot be encoded as WebP");
    return with_webp_text(bytes_at(data, size), texts);
}

}  // namespace

Result<std::vector<std::byte>> encode_picture(const RgbaView& picture, const PictureCoding& coding,
                                              std::span<const PictureText> texts) {
    if (picture.width == 0 || picture.height == 0 || picture.width > longest_image_side ||
        picture.height > longest_image_side || picture.rgba.size() != std::size_t{4} * picture.width * picture.height)
        return invalid("a picture of {} x {} pixels cannot be written", picture.width, picture.height);
    const int quality = std::clamp(coding.quality, 1, 100);
    switch (coding.format) {
        case PictureFormat::png: return encode_png_of(picture, texts);
        case PictureFormat::jpeg: return encode_jpeg(picture, quality, texts);
        case PictureFormat::webp: return encode_webp(picture, quality, texts);
    }
    return invalid("no such picture format");
}

std::string_view file_ending(PictureFormat format) {
    switch (format) {
        case PictureFormat::png: return "png";
        case PictureFormat::jpeg: return "jpg";
        case PictureFormat::webp: return "webp";
    }
    return {};
}

}  // namespace lemnos
