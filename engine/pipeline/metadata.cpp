// SPDX-License-Identifier: Apache-2.0
#include "pipeline/metadata.h"

#include <nlohmann/json.hpp>

#include "base/mapped_file.h"
#include "formats/image.h"
#include "formats/infotext.h"
#include "formats/messages.h"
#include "formats/picture_text.h"
#include "formats/xmp.h"
#include "pipeline/compatibility.h"
#include "pipeline/foreign_recipe.h"
#include "pipeline/provenance.h"
#include "sampling/noise_schedule.h"
#include "sampling/samplers.h"

namespace lemnos {
namespace {

constexpr std::uint64_t largest_request_file = 1 << 20;  // bytes; prompts are at most 64 KiB each

std::string without_folder(const std::string& path) { return std::filesystem::path(path).filename().string(); }

// Whether picture i is what seed + i paints alone.
bool is_batch_of_singles(const Request& request) {
    const auto profile = find_compatibility(request.compat);
    return profile && (*profile)->noise.batch == BatchOrder::per_picture;
}

Request request_of(const RunResult& result, std::size_t index) {
    Request request = result.request;
    if (is_batch_of_singles(request)) {
        request.seed += index;
        request.batch = 1;
    }
    if (index < result.prompts.size()) {
        request.prompt = result.prompts[index].prompt;
        request.negative_prompt = result.prompts[index].negative_prompt;
    }
    request.model = without_folder(request.model);
    request.vae = without_folder(request.vae);
    request.init_image = without_folder(request.init_image);
    request.mask = without_folder(request.mask);
    for (LoraUse& lora : request.loras) lora.file = without_folder(lora.file);
    return request;
}

// Other programs know samplers and schedules by the names that people see.
template <typename Row>
std::string display_name(const Result<const Row*>& row, const std::string& id) {
    return row ? std::string((*row)->name) : id;
}

// "sea-glass: 0123456789ab, fog: ..."; names go without what separates them.
std::string learned_hashes(std::span<const LearnedWordUse> words) {
    std::string list;
    for (const LearnedWordUse& word : words) {
        std::string name = word.name;
        std::erase_if(name, [](char letter) { return letter == ':' || letter == ','; });
        list += fmt::format("{}{}: {}", list.empty() ? "" : ", ", name, word.hash);
    }
    return list;
}

std::string infotext(const RunResult& result, const Request& request) {
    Infotext info{.prompt = request.prompt, .negative_prompt = request.negative_prompt, .fields = {}};
    const auto add = [&info](std::string_view name, std::string value) {
        if (!value.empty()) info.fields.emplace_back(name, std::move(value));
    };
    add("Steps", fmt::format("{}", request.steps));
    add("Sampler", display_name(find_sampler(request.sampler), request.sampler));
    add("Schedule type", display_name(find_schedule(request.schedule), request.schedule));
    if (const auto sampler = find_sampler(request.sampler); sampler && (*sampler)->eta && request.eta >= 0)
        if (request.eta != *(*sampler)->eta) add("Eta", fmt::format("{}", request.eta));
    add("CFG scale", fmt::format("{}", request.guidance_scale));
    add("Seed", fmt::format("{}", request.seed));
    add("Size", fmt::format("{}x{}", request.width, request.height));
    add("Model hash", result.model_hash);
    add("Model", std::filesystem::path(result.model_name).stem().string());
    add("VAE hash", result.vae_hash);
    add("VAE", request.vae);
    if (!request.init_image.empty()) add("Denoising strength", fmt::format("{}", request.strength));
    if (request.clip_skip > 0) add("Clip skip", fmt::format("{}", request.clip_skip));
    add("TI hashes", learned_hashes(result.learned_words));
    // What the choices were made from, as dynamic-prompts writes it.
    if (result.request.prompt != request.prompt) add("Template", result.request.prompt);
    if (result.request.negative_prompt != request.negative_prompt)
        add("Negative Template", result.request.negative_prompt);
    add("RNG", request.random_source == RandomSource::torch_cpu ? "CPU" : "NV");
    add("Version", "Lemnos " LEMNOS_VERSION);
    return write_infotext(info);
}

Result<Request> request_from_text(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded()) return bad_file("the request is not valid JSON");
    return request_from_json(json);
}

Result<std::string> read_text(const MappedFile& file) {
    if (file.size() > largest_request_file)
        return bad_file("{}: too large for a request, which has at most 1 MiB", file_name(file.path()));
    std::string text(file.size(), '\0');
    LEMNOS_CHECK(file.read_at(0, std::as_writable_bytes(std::span(text))));
    return text;
}

}  // namespace

std::vector<PictureText> picture_metadata(const RunResult& result, std::size_t index) {
    const Request request = request_of(result, index);
    return {{std::string(infotext_keyword), infotext(result, request)},
            {std::string(request_keyword), to_json(request).dump()},
            provenance(request.mask.empty() ? DigitalSource::generated : DigitalSource::composite)};
}

Result<Request> request_from_texts(std::span<const PictureText> texts) {
    const std::string* text = find_text(texts, request_keyword);
    if (text == nullptr) return bad_file("this picture holds no request of Lemnos or another known program");
    return request_from_text(*text);
}

Result<Request> request_from_file(const std::filesystem::path& path) {
    LEMNOS_TRY(const MappedFile file, MappedFile::open(path));
    LEMNOS_TRY(const PictureKind kind, picture_kind(path));
    Result<Request> request;
    if (kind == PictureKind::png || kind == PictureKind::jpeg || kind == PictureKind::webp) {
        LEMNOS_TRY(const auto texts, read_picture_text(path));
        request = request_from_texts(texts);
        const bool is_ours = find_text(texts, request_keyword) != nullptr;
        if (auto recipe = is_ours ? std::nullopt : foreign_recipe(texts)) request = std::move(recipe->request);
    } else {
        LEMNOS_TRY(const std::string text, read_text(file));
        request = request_from_text(text);
    }
    if (!request) return std::unexpected(std::move(request).error().within(file_name(path)));
    return request;
}

}  // namespace lemnos
