// SPDX-License-Identifier: Apache-2.0
// The one place that compiles stb_image (public domain), with only the decoder that image.cpp asks it for:
// fewer decoders are fewer ways in for a damaged file.
#define STB_IMAGE_IMPLEMENTATION
#define STBI_NO_STDIO
#define STBI_ONLY_BMP
#define STBI_MAX_DIMENSIONS 16384
#include <stb/stb_image.h>
