// SPDX-License-Identifier: Apache-2.0
// Where XMP packets lie in PNG files (XMP specification, part 3, 1.1.5).
#pragma once

#include <string_view>

namespace lemnos {

/// The keyword of the text chunk; always an iTXt, because their readers look nowhere else.
inline constexpr std::string_view xmp_keyword = "XML:com.adobe.xmp";

}  // namespace lemnos
