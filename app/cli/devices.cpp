// SPDX-License-Identifier: Apache-2.0
// lemnos-cli devices: what there is to compute on, and why a device is not usable.
#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "vulkan/instance.h"

namespace lemnos::cli {
namespace {

using nlohmann::ordered_json;
using vulkan::Capabilities;

ordered_json described(const Capabilities& device) {
    ordered_json object{{"index", device.index},
                        {"name", device.name},
                        {"type", vulkan::name_of(device.type)},
                        {"driver", device.driver},
                        {"memory", device.memory_bytes},
                        {"limits", ordered_json::object()},
                        {"features", ordered_json::object()},
                        {"usable", device.usable},
                        {"reason", device.reason}};
    for (const auto& [name, value] : limits_of(device)) object["limits"][name] = value;
    for (const auto& [name, value] : features_of(device)) object["features"][name] = value;
    return object;
}

void print(const std::vector<Capabilities>& devices, Format format) {
    if (format == Format::json) {
        ordered_json list = ordered_json::array();
        for (const Capabilities& device : devices) list.push_back(described(device));
        fmt::print("{}\n", list.dump(2));
        return;
    }
    for (const Capabilities& device : devices) {
        fmt::print("{}  {} ({}), {:.1f} GiB, {}\n", device.index, device.name, vulkan::name_of(device.type),
                   static_cast<double>(device.memory_bytes) / 0x1p30, device.driver);
        if (!device.usable) fmt::print("   not usable: {}\n", device.reason);
    }
}

Status list(Format format) {
    auto devices = vulkan::list_devices();
    print(devices.value_or(std::vector<Capabilities>{}),
          format);  // a program that asked for JSON gets its list in any case
    if (!devices) return std::unexpected(std::move(devices).error());
    if (std::ranges::none_of(*devices, &Capabilities::usable))
        return no_device("none of the {} devices can be used", devices->size());
    return {};
}

}  // namespace

void add_devices(CLI::App& program, Run& run) {
    auto* command = program.add_subcommand("devices", "List the devices and say which can be used");
    const auto format = std::make_shared<Format>(Format::text);
    command->add_flag_callback("--json", [format] { *format = Format::json; }, "Print a JSON list");
    command->callback([&run, format] { run = [format](const CancelToken&) { return list(*format); }; });
}

}  // namespace lemnos::cli
