// SPDX-License-Identifier: Apache-2.0
#include "support/device.h"

#include <cstdio>
#include <cstdlib>

namespace lemnos::test {
namespace {

Result<TestDevice> make() {
    const bool validates = std::getenv("LEMNOS_VALIDATION") != nullptr;
    const char* wish = std::getenv("LEMNOS_TEST_DEVICE");
    LEMNOS_TRY(vulkan::Instance instance,
               vulkan::Instance::create(validates ? vulkan::Validation::on : vulkan::Validation::off));
    LEMNOS_TRY(const auto physical, instance.physical_devices());
    std::vector<vulkan::Capabilities> list;
    for (const auto& device : physical) list.push_back(device.capabilities);
    LEMNOS_TRY(const std::uint32_t index, vulkan::select_device(list, wish != nullptr ? wish : "cpu"));
    LEMNOS_TRY(auto device, vulkan::Device::create(physical[index]));
    auto pipelines = std::make_unique<vulkan::PipelineLibrary>(*device, std::filesystem::path());
    return TestDevice{std::move(instance), std::move(device), std::move(pipelines)};
}

}  // namespace

TestDevice& test_device() {
    static Result<TestDevice> device = make();
    if (!device) {
        std::fprintf(stderr, "no device to test on: %s\n", device.error().text().c_str());
        std::exit(1);
    }
    return *device;
}

const std::vector<std::string>& validation_messages() { return test_device().instance.validation_log().messages; }

}  // namespace lemnos::test
