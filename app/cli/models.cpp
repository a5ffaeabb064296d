// SPDX-License-Identifier: Apache-2.0
// lemnos-cli models: what lies in the models folder, as the studio's list shows it.
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "families/model_file.h"
#include "formats/file_stamp.h"
#include "pipeline/model_folders.h"

namespace lemnos::cli {
namespace {

using nlohmann::ordered_json;

struct ModelsOptions {
    std::vector<std::string> folders;
    Format format = Format::text;
};

void print_text(const ModelFile& model, const FileStamp& stamp) {
    const std::string kind = fmt::format("{}{}{}", model.family, model.family.empty() ? "" : " ", name_of(model.kind));
    fmt::print("{:<24} {:>8.2f} GB  {}\n", kind, static_cast<double>(stamp.bytes) / 1e9, model.path.string());
    if (model.problem) fmt::print("{:<24} {}\n", "", model.problem->text());
}

ordered_json described(const ModelFile& model, const FileStamp& stamp) {
    return {{"file", model.path.string()}, {"name", model.path.stem().string()},
            {"kind", name_of(model.kind)}, {"family", model.family},
            {"variant", model.variant},    {"format", model.format},
            {"bytes", stamp.bytes},        {"problem", model.problem ? model.problem->text() : std::string()}};
}

Status list(const ModelsOptions& options, const CancelToken& cancel) {
    std::vector<std::filesystem::path> folders = user_model_folders();
    folders.insert(folders.end(), options.folders.begin(), options.folders.end());
    ordered_json objects = ordered_json::array();
    for (const std::filesystem::path& folder : folders) {
        LEMNOS_TRY(const auto files, model_files_in(folder, cancel));
        for (const std::filesystem::path& file : files) {
            LEMNOS_CHECK(cancel.check());
            const ModelFile model = identify_file(file);
            const FileStamp stamp = stamp_of(file).value_or(FileStamp());
            if (options.format == Format::text)
                print_text(model, stamp);
            else
                objects.push_back(described(model, stamp));
        }
    }
    if (options.format == Format::json)
        fmt::print("{}\n", objects.dump(2, ' ', false, ordered_json::error_handler_t::replace));
    return {};
}

}  // namespace

void add_models(CLI::App& program, Run& run) {
    auto* command = program.add_subcommand("models", "List the models folder: what each file is, and of which family");
    const auto options = std::make_shared<ModelsOptions>();
    command->add_option("folder", options->folders, "Further folders with models, e.g. ComfyUI's");
    command->add_flag_callback("--json", [options] { options->format = Format::json; }, "Print a JSON list");
    command->footer("The models folder is " + user_models_folder().string());
    command->callback(
        [&run, options] { run = [options](const CancelToken& cancel) { return list(*options, cancel); }; });
}

}  // namespace lemnos::cli
