// SPDX-License-Identifier: Apache-2.0
// lemnos-cli bench: how fast this machine is, operation by operation or for whole pictures.
#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/request_options.h"
#include "cli/run_report.h"
#include "pipeline/bench_ops.h"
#include "vulkan/instance.h"

namespace lemnos::cli {
namespace {

using nlohmann::ordered_json;

constexpr int repeats = 5;  // of whole pictures

struct BenchOptions {
    std::string what = "ops";
    RequestOptions request;  // of bench model
    SessionOptions session;
    Format format = Format::text;
};

void print(const vulkan::Capabilities& device, const std::vector<OpTiming>& timings, Format format) {
    if (format == Format::json) {
        ordered_json ops = ordered_json::array();
        for (const OpTiming& t : timings)
            ops.push_back({{"op", t.op},
                           {"shape", t.shape},
                           {"dtype", t.dtype},
                           {"variant", t.variant},
                           {"seconds", t.seconds},
                           {"processor_seconds", t.processor_seconds},
                           {"gflops", t.gflops},
                           {"gbps", t.gbps}});
        const ordered_json object{{"device", device.name}, {"driver", device.driver}, {"ops", ops}};
        fmt::print("{}\n", object.dump(2));
        return;
    }
    fmt::print("{}, {}\n{:<12} {:<30} {:<5} {:>10} {:>9} {:>8}  {}\n", device.name, device.driver, "op", "shape",
               "type", "ms", "GFLOP/s", "GB/s", "shader");
    for (const OpTiming& t : timings)
        fmt::print("{:<12} {:<30} {:<5} {:>10.3f} {:>9.1f} {:>8.2f}  {}\n", t.op, t.shape, t.dtype, t.seconds * 1e3,
                   t.gflops, t.gbps, t.variant);
}

Status time_ops(const BenchOptions& options, const CancelToken& cancel) {
    LEMNOS_TRY(const auto instance, vulkan::Instance::create(vulkan::Validation::off));
    LEMNOS_TRY(const auto devices, instance.physical_devices());
    std::vector<vulkan::Capabilities> capabilities;
    for (const auto& device : devices) capabilities.push_back(device.capabilities);
    LEMNOS_TRY(const std::uint32_t index, vulkan::select_device(capabilities, options.session.device));
    LEMNOS_TRY(const auto device, vulkan::Device::create(devices[index]));
    vulkan::PipelineLibrary pipelines(*device, {});
    LEMNOS_TRY(const auto timings, bench_ops(*device, pipelines, cancel));
    print(device->capabilities(), timings, options.format);
    return {};
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

Timings medians(const std::vector<Timings>& runs) {
    const auto of = [&runs](auto&& part) {
        std::vector<double> values;
        for (const Timings& run : runs) values.push_back(part(run));
        return median(std::move(values));
    };
    Timings result{.load = of([](const Timings& t) { return t.load; }),
                   .text = of([](const Timings& t) { return t.text; }),
                   .steps = {},
                   .decode = of([](const Timings& t) { return t.decode; }),
                   .total = of([](const Timings& t) { return t.total; })};
    for (std::size_t i = 0; i < runs.front().steps.size(); ++i)
        result.steps.push_back(of([i](const Timings& t) { return t.steps[i]; }));
    return result;
}

Status time_model(const BenchOptions& options, const CancelToken& cancel) {
    LEMNOS_TRY(Request request, options.request.read());
    LEMNOS_TRY(request, complete(request, options.session));
    LEMNOS_TRY(Session session, Session::create(options.session));
    LEMNOS_CHECK(session.warm_up(request, cancel));
    std::vector<Timings> runs;
    RunResult last;
    for (int i = 0; i < repeats; ++i) {
        LEMNOS_TRY(last, session.run(request, cancel));
        runs.push_back(last.seconds);
    }
    last.seconds = medians(runs);
    if (options.format == Format::json) {
        fmt::print("{}\n", report(last).dump(2));
        return {};
    }
    const Timings& t = last.seconds;
    fmt::print("{} on {}, {}\n", last.model_name, last.device, last.driver);
    fmt::print("{}x{}, {} steps, medians of {} runs\n", last.request.width, last.request.height, last.request.steps,
               repeats);
    fmt::print("text {:.3f} s, step {:.3f} s, decode {:.3f} s, picture {:.2f} s\n", t.text, median(t.steps), t.decode,
               t.total);
    return {};
}

}  // namespace

void add_bench(CLI::App& program, Run& run) {
    auto* command = program.add_subcommand("bench", "Time this machine");
    const auto options = std::make_shared<BenchOptions>();
    command
        ->add_option("what", options->what,
                     "ops (the default): single operations on the shapes of real networks; model: whole pictures, to "
                     "which the options about pictures belong")
        ->check(CLI::IsMember({"ops", "model"}));
    options->request.add_to(*command);
    add_session_options(*command, options->session);
    command->add_flag_callback("--json", [options] { options->format = Format::json; }, "Print one JSON object");
    command->callback([&run, options] {
        run = [options](const CancelToken& cancel) {
            return options->what == "ops" ? time_ops(*options, cancel) : time_model(*options, cancel);
        };
    });
}

}  // namespace lemnos::cli
