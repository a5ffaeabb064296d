// SPDX-License-Identifier: Apache-2.0
// What the devices page shows: every Vulkan device with what it can do, and whether the one in use paints what it
// should. Free functions; called on the render thread.
#pragma once

#include "studio/device_catalogue.h"
#include "worker/renderer.h"

namespace lemnos::studio {

struct DeviceListing {
    QList<DeviceReport> devices;
    QString problem;  // why there is none
};
DeviceListing listDevices();

/// A small picture of the starter model, painted on the device and compared with what it must look like: every
/// network, in the numbers that runs use.
SelfTestResult selfTest(Renderer& renderer);

/// How far a picture of the self-test may be from the known one: levels of 255, of the mean of each of 8 x 8 fields.
constexpr double mostSelfTestDifference = 4;
Request selfTestRequest();
/// The largest difference, or nothing for a picture of another size.
std::optional<double> selfTestDifference(const Picture& picture);

}  // namespace lemnos::studio
