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

/// The keyword under which pictures hold our request, and what is the property "lemnos:request" of a packet.
inline constexpr std::string_view request_keyword = "lemnos";

/// The packet among the texts of a picture, with the request among them in it where it can hold one.
std::optional<std::string> xmp_of(std::span<const PictureText> texts);
/// The other way round: the request that a packet holds and the packet without it, as texts of their own. Packets come
/// from strangers: what is no such property, or no whole one, stays in them.
void append_xmp(std::vector<PictureText>& texts, std::string_view packet);

}  // namespace lemnos
