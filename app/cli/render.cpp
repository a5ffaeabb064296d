// SPDX-License-Identifier: Apache-2.0
// lemnos-cli render: from options to PNG files. Everything that can be refused is refused before the model is loaded.
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "cli/request_options.h"
#include "cli/run_report.h"
#include "formats/image.h"
#include "formats/safetensors_writer.h"
#include "pipeline/metadata.h"
#include "pipeline/session.h"

namespace lemnos::cli {
namespace {

enum class Purpose { picture, estimate };

struct RenderOptions {
    RequestOptions request;
    SessionOptions session;
    std::string out = ".";
    std::string dump;
    Format format = Format::text;
    Purpose purpose = Purpose::picture;
};

Result<std::vector<std::string>> save(Output& output, const RunResult& result) {
    std::vector<std::string> files;
    for (std::size_t i = 0; i < result.pictures.size(); ++i) {
        const Picture& picture = result.pictures[i];
        LEMNOS_TRY(const auto png, encode_png(picture.width, picture.height, picture.rgb, picture_metadata(result, i)));
        LEMNOS_TRY(const auto file, output.save(result.request, i, png));
        files.push_back(file.string());
    }
    return files;
}

void print(const RunResult& result, const std::vector<std::string>& files, Format format) {
    if (format == Format::json) {
        nlohmann::ordered_json object{{"files", files}};
        object.update(report(result));
        fmt::print("{}\n", object.dump(2));
        return;
    }
    for (const std::string& note : result.notes) fmt::print(stderr, "Note: {}\n", note);
    fmt::print(stderr, "Seed {}, {:.1f} s on {}\n", result.request.seed, result.seconds.total, result.device);
    for (const std::string& file : files) fmt::print("{}\n", file);
}

Status print_estimate(const RenderOptions& options, const Request& request) {
    LEMNOS_TRY(Session session, Session::create(options.session));
    LEMNOS_TRY(const MemoryEstimate estimate, session.estimate(request));
    if (options.format == Format::json) {
        fmt::print("{}\n", report(estimate).dump(2));
        return {};
    }
    const auto mebibytes = [](std::uint64_t bytes) { return static_cast<double>(bytes) / (1U << 20U); };
    fmt::print("{:<22}{:>14}{:>18}\n", "", "weights, MiB", "activations, MiB");
    for (const MemoryEstimate::Part& part : estimate.parts)
        fmt::print("{:<22}{:>14.1f}{:>18.1f}\n", part.name, mebibytes(part.weights), mebibytes(part.activations));
    fmt::print("At the fullest moment {:.1f} MiB of {:.1f} MiB\n", mebibytes(estimate.peak),
               mebibytes(estimate.available));
    if (!estimate.plan.empty()) fmt::print("To make it fit: {}\n", estimate.plan);
    return {};
}

Status render(const RenderOptions& options, const CancelToken& cancel) {
    LEMNOS_TRY(Request request, options.request.read());
    if (options.purpose == Purpose::estimate) return print_estimate(options, request);
    LEMNOS_TRY(Output output, Output::prepare(options.out));
    if (!options.dump.empty()) LEMNOS_CHECK(check_writable(options.dump));
    LEMNOS_TRY(request, complete(request, options.session));
    LEMNOS_TRY(Session session, Session::create(options.session));

    ProgressBar bar;
    TensorMap dump;
    RunCallbacks callbacks;
    callbacks.progress = [&bar](const Progress& progress) { bar.show(progress); };
    if (!options.dump.empty())
        callbacks.dump = [&dump](std::string name, const HostTensor& tensor) { dump[std::move(name)] = tensor; };
    auto result = session.run(request, cancel, callbacks);
    bar.clear();
    if (!result) return std::unexpected(std::move(result).error());

    LEMNOS_TRY(const auto files, save(output, *result));
    if (!options.dump.empty()) LEMNOS_CHECK(write_safetensors(options.dump, dump));
    print(*result, files, options.format);
    return {};
}

}  // namespace

void add_render(CLI::App& program, Run& run) {
    auto* command = program.add_subcommand("render", "Paint a picture from words");
    const auto options = std::make_shared<RenderOptions>();
    options->request.add_to(*command);
    add_session_options(*command, options->session);
    command->add_option("--out", options->out, "A .png file, or a folder that gets dated names (default: this folder)");
    command->add_option("--dump", options->dump, "Write noise, text and all latents to this .safetensors file");
    command->add_flag_callback("--json", [options] { options->format = Format::json; }, "Print one JSON object");
    command->add_flag_callback(
        "--estimate", [options] { options->purpose = Purpose::estimate; },
        "Paint nothing: tell what it would take of the device's memory");
    command->callback([&run, command, options] {
        if (command->count("--prompt") + command->count("--request") == 0)
            throw CLI::RequiredError("--prompt or --request");
        run = [options](const CancelToken& cancel) { return render(*options, cancel); };
    });
}

}  // namespace lemnos::cli
