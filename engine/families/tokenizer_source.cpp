// SPDX-License-Identifier: Apache-2.0
#include "families/tokenizer_source.h"

#include <cstdlib>
#include <optional>

#include <nlohmann/json.hpp>

#include "formats/messages.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;

// What the two files of a tokenizer may be large as; CLIP's are 1 MB and 0.5 MB.
constexpr std::uint64_t largest_file = 64U << 20U;

Result<std::string> read_text(const fs::path& path) {
    LEMNOS_TRY(const MappedFile file, MappedFile::open(path));
    if (file.size() > largest_file) return bad_file("{}: too large for a tokenizer", path.string());
    std::string text(file.size(), '\0');
    LEMNOS_CHECK(file.read_at(0, std::as_writable_bytes(std::span(text))));
    return text;
}

fs::path user_folder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0')
        return fs::path(data) / "lemnos/tokenizers/clip";
    const char* home = std::getenv("HOME");
    return home == nullptr ? fs::path() : fs::path(home) / ".local/share/lemnos/tokenizers/clip";
}

std::vector<fs::path> folders(const fs::path& model) {
    const fs::path beside = model.parent_path();
    std::vector<fs::path> all{model / "tokenizer",  // of a folder of diffusers
                              beside / (model.stem().string() + ".tokenizer"), beside / "tokenizer", beside,
                              beside.parent_path() / "tokenizer"};
    if (const fs::path user = user_folder(); !user.empty()) all.push_back(user);
    return all;
}

// Nothing when the folder has no tokenizer.
std::optional<Result<ClipTokenizer>> from_folder(const fs::path& folder) {
    std::error_code ignored;
    const fs::path merges_path = folder / "merges.txt";
    if (!fs::is_regular_file(merges_path, ignored)) return std::nullopt;
    const auto read = [&]() -> Result<ClipTokenizer> {
        LEMNOS_TRY(const std::string merges, read_text(merges_path));
        if (!fs::is_regular_file(folder / "vocab.json", ignored)) return ClipTokenizer::from_merges(merges);
        LEMNOS_TRY(const std::string vocabulary, read_text(folder / "vocab.json"));
        const nlohmann::json json = nlohmann::json::parse(vocabulary, nullptr, false);
        if (!json.is_object()) return bad_file("vocab.json is not a JSON object");
        return ClipTokenizer::from_vocabulary(json, merges);
    };
    Result<ClipTokenizer> tokenizer = read();
    if (!tokenizer) return std::unexpected(std::move(tokenizer).error().within(folder.string()));
    return tokenizer;
}

Result<ClipTokenizer> from_metadata(const std::string& text) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return bad_file("metadata \"{}\" is not a JSON object", tokenizer_key);
    return ClipTokenizer::from_json(json);
}

Result<ClipTokenizer> find(const Checkpoint& file) {
    if (const auto found = file.metadata().find(tokenizer_key); found != file.metadata().end())
        return from_metadata(found->second);
    for (const fs::path& folder : folders(file.path()))
        if (auto tokenizer = from_folder(folder)) return *std::move(tokenizer);
    return unsupported(
        "brings no tokenizer, and none lies beside it. Put vocab.json and merges.txt of CLIP (the folder \"tokenizer\" "
        "of any Stable Diffusion model on Hugging Face has them) beside the model or into {}",
        user_folder().string());
}

Status check(const ClipTokenizer& tokenizer, const ClipTextConfig& text) {
    if (tokenizer.vocabulary_size() > text.vocab_size)
        return unsupported("its tokenizer has {} entries, its text encoder {}", tokenizer.vocabulary_size(),
                           text.vocab_size);
    if (tokenizer.max_length() != text.max_length)
        return unsupported("its tokenizer makes {} tokens, its text encoder takes {}", tokenizer.max_length(),
                           text.max_length);
    return {};
}

}  // namespace

Result<ClipTokenizer> find_tokenizer(const Checkpoint& file, const ClipTextConfig& text) {
    const std::string name = file_name(file.path());
    Result<ClipTokenizer> tokenizer = find(file);
    if (!tokenizer) return std::unexpected(std::move(tokenizer).error().within(name));
    if (Status status = check(*tokenizer, text); !status)
        return std::unexpected(std::move(status).error().within(name));
    return tokenizer;
}

}  // namespace lemnos
