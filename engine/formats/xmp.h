// SPDX-License-Identifier: Apache-2.0
// XMP packets (XMP specification, part 3): where they lie in PNG files, and our request as a property within them, for
// files that have no other place for it. Free functions; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/png_text.h"

namespace lemnos {

/// The keyword of the text chunk; always an iTXt, because their readers look nowhere else.
inline constexpr std::string_view xmp_keyword = "XML:com.adobe.xmp";

/// The keyword under which pictures hold our request, and what becomes the property "lemnos:request".
inline constexpr std::string_view request_keyword = "lemnos";

/// The packet among the texts of a picture, with the request among them in it where it can hold one.
std::optional<std::string> xmp_of(std::span<const PictureText> texts);
/// The request that a packet holds and the packet itself, as texts of their own.
void append_xmp(std::vector<PictureText>& texts, std::string_view packet);

/// A copy of the packet with the request in it; nothing where it has no description that could hold one.
std::optional<std::string> xmp_with_request(std::string_view packet, std::string_view request);

struct XmpParts {
    std::string packet;                  // as before xmp_with_request()
    std::optional<std::string> request;  // if there was a whole one
};

/// The packet comes from strangers: what is no such property stays in it.
XmpParts without_request(std::string_view packet);

}  // namespace lemnos
