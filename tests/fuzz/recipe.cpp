// SPDX-License-Identifier: Apache-2.0
// Any text where programs write their settings, and as a request of ours. What is taken is sound and comes back.
#include <cstdint>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "pipeline/foreign_recipe.h"
#include "pipeline/metadata.h"

namespace {

using namespace lemnos;

void check(const Request& request) {
    if (!validate(request)) std::abort();
    const auto again = request_from_json(nlohmann::json::parse(to_json(request).dump()));
    if (!again || *again != request) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    for (const char* keyword : {"parameters", "prompt", "sui_image_params", "invokeai_metadata"}) {
        const std::vector<PictureText> texts{{keyword, text}};
        if (const auto recipe = foreign_recipe(texts)) check(recipe->request);
    }
    const std::vector<PictureText> ours{{"lemnos", text}};
    if (const auto request = request_from_texts(ours)) check(*request);
    return 0;
}
