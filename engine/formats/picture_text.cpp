// SPDX-License-Identifier: Apache-2.0
#include "formats/picture_text.h"

#include "formats/image.h"
#include "formats/jpeg_text.h"
#include "formats/messages.h"
#include "formats/webp_text.h"

namespace lemnos {

Result<std::vector<PictureText>> read_picture_text(const std::filesystem::path& path) {
    LEMNOS_TRY(const PictureKind kind, picture_kind(path));
    if (kind == PictureKind::png) return read_png_text(path);  // which leaves the pixels unread
    if (kind != PictureKind::jpeg && kind != PictureKind::webp)
        return naming(path, Result<std::vector<PictureText>>(bad_file("is not a PNG, JPEG or WebP picture")));
    LEMNOS_TRY(const std::vector<std::byte> bytes, read_picture_file(path));
    return naming(path, kind == PictureKind::jpeg ? read_jpeg_text(bytes) : read_webp_text(bytes));
}

}  // namespace lemnos
