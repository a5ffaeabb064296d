// SPDX-License-Identifier: Apache-2.0
#include "families/tokenizer_source.h"

#include <algorithm>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "formats/gzip.h"
#include "formats/messages.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;

// What the files of a tokenizer may be large as; CLIP's are 1 MB and 0.5 MB, tokenizer.json is 2 MB.
constexpr std::uint64_t largest_file = 64U << 20U;
constexpr const char* package_file = "open_clip/bpe_simple_vocab_16e6.txt.gz";
// CLIP's own vocabulary: what every Stable Diffusion model is trained with.
constexpr std::uint32_t clip_vocabulary = 49408;

Result<std::string> read_text(const fs::path& path) {
    LEMNOS_TRY(const MappedFile file, MappedFile::open(path));
    if (file.size() > largest_file) return bad_file("{}: too large for a tokenizer", path.string());
    std::string text(file.size(), '\0');
    LEMNOS_CHECK(file.read_at(0, std::as_writable_bytes(std::span(text))));
    const auto bytes = std::as_bytes(std::span(text));
    return is_gzip(bytes) ? gunzip(bytes, largest_file) : Result<std::string>(std::move(text));
}

fs::path environment_path(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? fs::path() : fs::path(value);
}

fs::path user_folder() {
    if (const fs::path data = environment_path("XDG_DATA_HOME"); !data.empty()) return data / "lemnos/tokenizers/clip";
    const fs::path home = environment_path("HOME");
    return home.empty() ? fs::path() : home / ".local/share/lemnos/tokenizers/clip";
}

std::vector<fs::path> places(const fs::path& model) {
    const fs::path beside = model.parent_path();
    std::vector<fs::path> all{model / "tokenizer",  // of a folder of diffusers
                              beside / (model.stem().string() + ".tokenizer"), beside / "tokenizer", beside,
                              beside.parent_path() / "tokenizer"};
    if (const fs::path user = user_folder(); !user.empty()) all.push_back(user);
    for (const fs::path& folder : python_package_folders()) all.push_back(folder / package_file);
    if (const fs::path built_in = LEMNOS_TOKENIZER; !built_in.empty()) all.push_back(built_in);
    return all;
}

bool is_tokenizer(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path / "merges.txt", ignored) || fs::is_regular_file(path, ignored);
}

Result<ClipTokenizer> from_folder(const fs::path& folder) {
    std::error_code ignored;
    LEMNOS_TRY(const std::string merges, read_text(folder / "merges.txt"));
    if (!fs::is_regular_file(folder / "vocab.json", ignored)) return ClipTokenizer::from_merges(merges);
    LEMNOS_TRY(const std::string vocabulary, read_text(folder / "vocab.json"));
    const nlohmann::json json = nlohmann::json::parse(vocabulary, nullptr, false);
    if (!json.is_object()) return bad_file("vocab.json is not a JSON object");
    return ClipTokenizer::from_vocabulary(json, merges);
}

// tokenizer.json of Hugging Face: merges are texts "a b" or pairs.
Result<ClipTokenizer> from_hugging_face(const nlohmann::json& json) {
    const nlohmann::json model = json.value("model", nlohmann::json());
    const nlohmann::json merges = model.is_object() ? model.value("merges", nlohmann::json()) : nlohmann::json();
    if (!merges.is_array() || !model.contains("vocab")) return bad_file("the tokenizer has no vocabulary and merges");
    std::string text = "#version\n";
    for (const nlohmann::json& merge : merges) {
        if (merge.is_string())
            text += merge.get<std::string>() + "\n";
        else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
            text += merge[0].get<std::string>() + " " + merge[1].get<std::string>() + "\n";
        else
            return bad_file("a merge of the tokenizer is not two symbols");
    }
    return ClipTokenizer::from_vocabulary(model["vocab"], text);
}

Result<ClipTokenizer> from_file(const fs::path& path) {
    LEMNOS_TRY(const std::string text, read_text(path));
    if (!text.starts_with('{')) return ClipTokenizer::from_merges(text);
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return bad_file("not valid JSON");
    return json.contains("model") ? from_hugging_face(json) : ClipTokenizer::from_json(json);
}

Result<ClipTokenizer> from_metadata(const std::string& text) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return bad_file("metadata \"{}\" is not a JSON object", tokenizer_key);
    return ClipTokenizer::from_json(json);
}

Result<ClipTokenizer> find(const Checkpoint& file, const fs::path& chosen) {
    if (const auto found = file.metadata().find(tokenizer_key); found != file.metadata().end())
        return from_metadata(found->second);
    if (!chosen.empty()) return read_tokenizer(chosen);
    for (const fs::path& place : places(file.path()))
        if (is_tokenizer(place)) return read_tokenizer(place);
    return unsupported(
        "brings no tokenizer, and none lies beside it. Put vocab.json and merges.txt of CLIP (the folder \"tokenizer\" "
        "of any Stable Diffusion model on Hugging Face has them) beside the model or into {}, choose such a file with "
        "--tokenizer, or install the Python package open_clip_torch",
        user_folder().string());
}

Status check(const ClipTokenizer& tokenizer, const ClipTextConfig& text) {
    const std::uint32_t size = tokenizer.vocabulary_size();
    if (size > text.vocab_size)
        return unsupported("its tokenizer has {} entries, its text encoder {}", size, text.vocab_size);
    // Text encoders may have learned further tokens, but the words they read are CLIP's; a small one has its own.
    if (size != text.vocab_size && size != clip_vocabulary)
        return unsupported("its tokenizer has {} entries, its text encoder {}: they do not belong together", size,
                           text.vocab_size);
    if (size == clip_vocabulary &&
        (tokenizer.start() != TokenId{clip_vocabulary - 2} || tokenizer.end() != TokenId{clip_vocabulary - 1}))
        return unsupported("its tokenizer begins texts with token {} and ends them with {}; CLIP's are {} and {}",
                           tokenizer.start(), tokenizer.end(), clip_vocabulary - 2, clip_vocabulary - 1);
    if (tokenizer.max_length() != text.max_length)
        return unsupported("its tokenizer makes {} tokens, its text encoder takes {}", tokenizer.max_length(),
                           text.max_length);
    return {};
}

void append_site_packages(std::vector<fs::path>& folders, const fs::path& prefix) {
    if (prefix.empty()) return;
    std::vector<fs::path> found;
    std::error_code failed;
    for (fs::directory_iterator entry(prefix / "lib", failed); !failed && entry != fs::directory_iterator();
         entry.increment(failed)) {
        if (!entry->path().filename().string().starts_with("python3")) continue;
        for (const char* name : {"site-packages", "dist-packages"}) found.push_back(entry->path() / name);
    }
    std::ranges::sort(found, std::greater<>());  // the order of a folder is anybody's guess
    folders.insert(folders.end(), found.begin(), found.end());
}

}  // namespace

std::vector<fs::path> python_package_folders() {
    std::vector<fs::path> folders;
    const std::string python_path = environment_path("PYTHONPATH").string();
    for (std::string_view rest = python_path; !rest.empty();) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        if (end > 0) folders.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const fs::path home = environment_path("HOME");
    for (const fs::path& prefix :
         {environment_path("VIRTUAL_ENV"), environment_path("CONDA_PREFIX"),
          home.empty() ? fs::path() : home / ".local", fs::path("/usr/local"), fs::path("/usr")})
        append_site_packages(folders, prefix);
    return folders;
}

Result<ClipTokenizer> read_tokenizer(const fs::path& path) {
    std::error_code ignored;
    Result<ClipTokenizer> tokenizer = fs::is_directory(path, ignored) ? from_folder(path) : from_file(path);
    if (!tokenizer) return std::unexpected(std::move(tokenizer).error().within(path.string()));
    return tokenizer;
}

Result<ClipTokenizer> find_tokenizer(const Checkpoint& file, const ClipTextConfig& text, const fs::path& chosen) {
    const std::string name = file_name(file.path());
    Result<ClipTokenizer> tokenizer = find(file, chosen);
    if (!tokenizer) return std::unexpected(std::move(tokenizer).error().within(name));
    if (Status status = check(*tokenizer, text); !status)
        return std::unexpected(std::move(status).error().within(name));
    return tokenizer;
}

}  // namespace lemnos
