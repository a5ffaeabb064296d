// SPDX-License-Identifier: Apache-2.0
// lemnos-cli inspect: what a model file is and whether it can be run, without running it.
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/request_options.h"
#include "families/inspect.h"
#include "formats/messages.h"

namespace lemnos::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_names = 10;  // of tensors, in the text for people

void print_json(const Inspection& model) {
    const ordered_json object{
        {"file", model.file.string()}, {"format", model.format},
        {"family", model.family},      {"variant", model.variant},
        {"name", model.name},          {"prediction", model.prediction},
        {"problem", model.problem},    {"parameters", model.parameters},
        {"dtypes", model.dtypes},      {"hashes", {{"autov2", model.hashes.autov2}, {"autov3", model.hashes.autov3}}},
        {"missing", model.missing},    {"unknown", model.unknown}};
    // Tensor names come from the file; whatever is in them must not stop the printing.
    fmt::print("{}\n", object.dump(2, ' ', false, ordered_json::error_handler_t::replace));
}

void print_names(const char* title, const std::vector<std::string>& names) {
    if (names.empty()) return;
    fmt::print("{} {}:\n", names.size(), title);
    for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) fmt::print("  {}\n", in_quotes(names[i]));
    if (names.size() > most_names) fmt::print("  and {} more (--json lists all)\n", names.size() - most_names);
}

void print_text(const Inspection& model) {
    fmt::print("{}\n", model.file.string());
    if (!model.family.empty())
        fmt::print("Model:      {} ({}{}{}, predicts {})\n", model.name, model.family,
                   model.variant.empty() ? "" : ", ", model.variant, model.prediction);
    fmt::print("Parameters: {} in {}", grouped(model.parameters), model.format);
    for (const auto& [dtype, tensors] : model.dtypes) fmt::print(", {} tensors of {}", tensors, dtype);
    fmt::print("\nHashes:     {} (AutoV2), {} (AutoV3)\n", model.hashes.autov2, model.hashes.autov3);
    print_names("tensors are missing or wrong", model.missing);
    print_names("tensors are not needed", model.unknown);
    fmt::print("{}\n", model.problem.empty() ? "This program can run it." : "It cannot be run: " + model.problem);
}

Status show(const std::string& file, Format format, const CancelToken& cancel) {
    LEMNOS_TRY(const Inspection model, inspect(file, HashCache(hash_cache_file()), cancel));
    format == Format::json ? print_json(model) : print_text(model);
    return {};
}

struct InspectOptions {
    std::string file;
    Format format = Format::text;
};

}  // namespace

void add_inspect(CLI::App& program, Run& run) {
    auto* command = program.add_subcommand("inspect", "Say what a model file is and whether it can be run");
    const auto options = std::make_shared<InspectOptions>();
    command->add_option("file", options->file, "The model file")->required();
    command->add_flag_callback("--json", [options] { options->format = Format::json; }, "Print one JSON object");
    command->callback([&run, options] {
        run = [options](const CancelToken& cancel) { return show(options->file, options->format, cancel); };
    });
}

}  // namespace lemnos::cli
