// SPDX-License-Identifier: Apache-2.0
#include "pipeline/foreign_recipe.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "pipeline/foreign_programs.h"
#include "sampling/noise_schedule.h"
#include "sampling/samplers.h"

namespace lemnos {
namespace {

struct Program {
    std::string_view keyword;
    std::optional<ForeignRecipe> (*read)(std::string_view text);
};

// JSON before plain text: A1111's reader takes any text whose last line looks like settings.
constexpr std::array programs{
    Program{"invokeai_metadata", foreign::read_invokeai}, Program{"sui_image_params", foreign::read_swarmui},
    Program{"parameters", foreign::read_swarmui},         Program{"parameters", foreign::read_fooocus},
    Program{"parameters", foreign::read_a1111},           Program{"prompt", foreign::read_comfyui},
};

}  // namespace

std::optional<ForeignRecipe> foreign_recipe(std::span<const PictureText> texts) {
    for (const Program& program : programs) {
        const std::string* text = find_text(texts, program.keyword);
        if (text == nullptr) continue;
        auto recipe = program.read(*text);
        if (!recipe) continue;
        if (!validate(recipe->request)) return {};  // what we would not accept from a user is not taken
        return recipe;
    }
    return {};
}

namespace foreign {
namespace {

using nlohmann::json;

// Python writes numbers that JSON does not have; inside strings they stay.
std::string without_nan(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (in_string && text[i] == '\\' && i + 1 < text.size()) {
            clean += text[i++];
        } else if (text[i] == '"') {
            in_string = !in_string;
        } else if (!in_string) {
            constexpr std::array<std::string_view, 3> words{"-Infinity", "Infinity", "NaN"};
            const auto word = std::ranges::find_if(words, [&](auto w) { return text.substr(i).starts_with(w); });
            if (word != words.end()) {
                clean += "null";
                i += word->size() - 1;
                continue;
            }
        }
        clean += text[i];
    }
    return clean;
}

std::optional<double> number_of(const json& value) {
    if (value.is_number()) return value.get<double>();
    if (!value.is_string()) return {};
    const auto& text = value.get_ref<const std::string&>();
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

// Seeds have 64 bits, which a double does not hold.
std::optional<std::uint64_t> whole_number_of(const json& value) {
    if (value.is_number_unsigned()) return value.get<std::uint64_t>();
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size()) return number;
    }
    const auto number = number_of(value);
    if (!number || !(*number >= 0 && *number < 0x1p63) || std::floor(*number) != *number) return {};
    return static_cast<std::uint64_t>(*number);
}

template <typename Integer>
void read_whole(const json& object, std::initializer_list<const char*> fields, Integer& to) {
    for (const char* field : fields) {
        const auto found = object.find(field);
        const auto number = found == object.end() ? std::nullopt : whole_number_of(*found);
        if (!number || *number > std::numeric_limits<Integer>::max()) continue;
        to = static_cast<Integer>(*number);
        return;
    }
}

// Letters and digits alone, small, with "pp" for "++": "DPM++ 2M SDE" and "dpmpp_2m_sde" are one.
std::string normalised(std::string_view name) {
    std::string letters;
    for (const char letter : name) {
        if (letter >= 'A' && letter <= 'Z')
            letters += static_cast<char>(letter - 'A' + 'a');
        else if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'))
            letters += letter;
        else if (letter == '+')
            letters += 'p';
    }
    return letters;
}

template <typename Row>
const Row* row_named(std::span<const Row> rows, std::string_view name) {
    const auto is_it = [&](const Row& row) { return normalised(row.id) == name || normalised(row.name) == name; };
    const auto found = std::ranges::find_if(rows, is_it);
    return found == rows.end() ? nullptr : &*found;
}

// Names that no rule makes ours.
struct Alias {
    std::string_view theirs, ours;
};
constexpr std::array sampler_aliases{
    Alias{"eulerancestral", "eulera"}, Alias{"dpm2ancestral", "dpm2a"}, Alias{"kdpm2", "dpm2"},
    Alias{"kdpm2a", "dpm2a"},          Alias{"eulerk", "euler"},        Alias{"unipcbh2", "unipc"},
};
constexpr std::array schedule_aliases{Alias{"uniform", "normal"}, Alias{"ddim", "ddimuniform"}};

template <std::size_t N>
std::string resolved(std::string name, const std::array<Alias, N>& aliases) {
    const auto alias = std::ranges::find(aliases, name, &Alias::theirs);
    return alias == aliases.end() ? name : std::string(alias->ours);
}

bool take_ending(std::string& name, std::string_view ending) {
    if (name.size() <= ending.size() || !name.ends_with(ending)) return false;
    name.resize(name.size() - ending.size());
    return true;
}

const Sampler* sampler_named(const std::string& name) {
    if (const Sampler* row = row_named(samplers(), name)) return row;
    return row_named(samplers(), resolved(name, sampler_aliases));
}

}  // namespace

std::optional<json> object_of(std::string_view text) {
    if (text.find('{') == std::string_view::npos) return {};
    json parsed = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (parsed.is_discarded()) parsed = json::parse(without_nan(text), nullptr, /*allow_exceptions=*/false);
    if (!parsed.is_object()) return {};
    return parsed;
}

std::string text_of(const json& object, std::initializer_list<const char*> fields) {
    for (const char* field : fields)
        if (const auto found = object.find(field); found != object.end() && found->is_string())
            return found->get<std::string>();
    return {};
}

void read_number(const json& object, std::initializer_list<const char*> fields, std::uint32_t& to) {
    read_whole(object, fields, to);
}
void read_number(const json& object, std::initializer_list<const char*> fields, std::uint64_t& to) {
    read_whole(object, fields, to);
}
void read_number(const json& object, std::initializer_list<const char*> fields, double& to) {
    for (const char* field : fields) {
        const auto found = object.find(field);
        const auto number = found == object.end() ? std::nullopt : number_of(*found);
        if (!number) continue;
        to = *number;
        return;
    }
}

void set_schedule(Request& request, std::string_view name) {
    const std::string theirs = normalised(name);
    const Schedule* row = row_named(schedules(), theirs);
    if (row == nullptr) row = row_named(schedules(), resolved(theirs, schedule_aliases));
    if (row != nullptr) request.schedule = row->id;
}

void set_sampler(Request& request, std::string_view name) {
    std::string theirs = normalised(name);
    take_ending(theirs, "gpu");
    if (const Sampler* row = sampler_named(theirs)) {
        request.sampler = row->id;
        return;
    }
    // InvokeAI writes "_k" for Karras; A1111 until 1.9 wrote the schedule as the last word.
    std::string schedule;
    for (const Schedule& row : schedules())
        if (take_ending(theirs, normalised(row.name))) {
            schedule = row.id;
            break;
        }
    if (schedule.empty() && name.ends_with("_k") && take_ending(theirs, "k")) schedule = "karras";
    const Sampler* row = sampler_named(theirs);
    if (row == nullptr) return;
    request.sampler = row->id;
    if (!schedule.empty()) request.schedule = schedule;
}

void follow_comfyui(Request& request) {
    request.compat = "comfyui";
    request.random_source = RandomSource::philox;
}

std::string stem_of(std::string_view path) {
    if (const auto folder = path.find_last_of("/\\"); folder != std::string_view::npos) path.remove_prefix(folder + 1);
    for (const std::string_view ending : {".safetensors", ".ckpt", ".pth", ".pt", ".gguf", ".sft"})
        if (path.ends_with(ending)) return std::string(path.substr(0, path.size() - ending.size()));
    return std::string(path);
}

}  // namespace foreign
}  // namespace lemnos
