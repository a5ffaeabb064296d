// SPDX-License-Identifier: Apache-2.0
#include "worker/device_check.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>

#include "vulkan/instance.h"
#include "worker/self_test_picture.h"

namespace lemnos::studio {
namespace {

constexpr int side = 128;  // of the picture, pixels
constexpr int field = side / selfTestFields;

DeviceReport reportOf(const vulkan::Capabilities& device) {
    DeviceReport report{.id = QString::number(device.index),
                        .name = QString::fromStdString(device.name),
                        .type = QLatin1StringView(vulkan::name_of(device.type)),
                        .driver = QString::fromStdString(device.driver),
                        .memoryBytes = device.memory_bytes,
                        .isUsable = device.usable,
                        .reason = QString::fromStdString(device.reason),
                        .limits = {},
                        .features = {}};
    for (const auto& [name, value] : limits_of(device)) report.limits.append({QString::fromStdString(name), value});
    for (const auto& [name, value] : features_of(device)) report.features.append({QString::fromStdString(name), value});
    return report;
}

// The context is where lupdate files what this file says.
QString tr(const char* text) { return QCoreApplication::translate("lemnos::studio", text); }

}  // namespace

DeviceListing listDevices() {
    DeviceListing listing;
    const auto devices = vulkan::list_devices();
    if (!devices) {
        listing.problem = QString::fromStdString(devices.error().text());
        return listing;
    }
    for (const vulkan::Capabilities& device : *devices) listing.devices.append(reportOf(device));
    return listing;
}

Request selfTestRequest() {
    Request request;
    request.prompt = "a red lighthouse by the sea";
    request.width = request.height = side;
    request.steps = 4;
    request.guidance_scale = 3;
    request.sampler = "dpmpp_2m";
    request.schedule = "karras";
    request.seed = 7;
    return request;
}

std::optional<double> selfTestDifference(const Picture& picture) {
    if (picture.width != side || picture.height != side) return {};
    double largest = 0;
    for (int row = 0; row < selfTestFields; ++row)
        for (int column = 0; column < selfTestFields; ++column)
            for (int channel = 0; channel < 3; ++channel) {
                double sum = 0;
                for (int y = row * field; y < (row + 1) * field; ++y)
                    for (int x = column * field; x < (column + 1) * field; ++x)
                        sum += picture.rgb[std::size_t(3 * (y * side + x) + channel)];
                const int known = selfTestPicture[std::size_t(3 * (row * selfTestFields + column) + channel)];
                largest = std::max(largest, std::abs(sum / (field * field) - known));
            }
    return largest;
}

SelfTestResult selfTest(Renderer& renderer) {
    const RunCallbacks quiet{.progress = [](const Progress&) {}, .preview = {}, .dump = {}};
    const auto run = renderer.run(selfTestRequest(), {}, quiet);
    if (!run) return {false, QString::fromStdString(run.error().text())};
    const auto difference = run->pictures.empty() ? std::nullopt : selfTestDifference(run->pictures.front());
    if (!difference) return {false, tr("The test picture has another size than it must have.")};
    const QString found = QString::number(*difference, 'f', 1);
    if (*difference > mostSelfTestDifference)
        return {false, tr("The test picture differs by up to %1 of 255 from what it must look like: this device or its "
                          "driver computes wrongly.")
                           .arg(found)};
    return {true, tr("The test picture is right (within %1 of 255), painted in %2 s.")
                      .arg(found, QString::number(run->seconds.total, 'f', 1))};
}

}  // namespace lemnos::studio
