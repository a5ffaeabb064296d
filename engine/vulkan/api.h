// SPDX-License-Identifier: Apache-2.0
// The Vulkan functions, loaded at run time through volk (dlopen), so that the program starts and explains itself on a
// machine without a driver; and the one place where a VkResult becomes an Error.
#pragma once

#include <volk.h>

#include "base/result.h"

namespace lemnos::vulkan {

/// "VK_ERROR_DEVICE_LOST": as the specification spells it.
const char* name_of(VkResult result);

/// Success, or an Error of the kind that the result calls for. `action` completes "Vulkan could not ...".
Status check(VkResult result, const char* action);

}  // namespace lemnos::vulkan
