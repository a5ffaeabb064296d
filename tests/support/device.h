// SPDX-License-Identifier: Apache-2.0
// The device that tests run on: a software device if there is one (LEMNOS_TEST_DEVICE names another), with the
// validation layers on when LEMNOS_VALIDATION is set. Made once per test program.
#pragma once

#include <memory>

#include "vulkan/pipeline_library.h"

namespace lemnos::test {

struct TestDevice {
    vulkan::Instance instance;
    std::unique_ptr<vulkan::Device> device;
    std::unique_ptr<vulkan::PipelineLibrary> pipelines;
};

/// Ends the test program with the error's sentence when there is no device.
TestDevice& test_device();

/// What the validation layers have said so far; must be empty at the end of a test program.
const std::vector<std::string>& validation_messages();

}  // namespace lemnos::test
