// SPDX-License-Identifier: Apache-2.0
// What an op's record() talks to: a list of dispatches as plain data, with the device's capabilities to choose
// kernels by. Recording touches no Vulkan object; the executor turns the list into command buffers.
#pragma once

#include <array>
#include <cstring>
#include <initializer_list>
#include <vector>

#include "base/result.h"
#include "ops/tensor_view.h"
#include "shader/binary.h"
#include "vulkan/capabilities.h"

namespace lemnos {

struct Groups {
    std::uint32_t x = 1;
    std::uint32_t y = 1;
    std::uint32_t z = 1;
    std::uint64_t count() const { return std::uint64_t{x} * y * z; }
};

struct Dispatch {
    const shader::Binary* binary = nullptr;
    std::vector<std::uint32_t> constants;
    std::array<std::byte, 128> push{};
    std::vector<TensorView> operands;  // by binding
    Groups groups;
    double flops = 0;         // of this dispatch; 0 for what moves data only
    double exponentials = 0;  // beside them: no part of a formula's flops, but of its time
};

class Recorder {
public:
    explicit Recorder(const vulkan::Capabilities& capabilities) : m_capabilities(capabilities) {}

    const vulkan::Capabilities& capabilities() const { return m_capabilities; }

    /// Operands in the order of the shader's bindings. An operand that is not given is bound to the last one, which
    /// every shader has; it must not touch it. `variant` is nullptr when the shader is not built for these types.
    template <typename Push, typename Spec>
    void dispatch(const shader::Binary* variant, const Push& push, const Spec& spec,
                  std::initializer_list<TensorView> operands, Groups groups, double flops = 0,
                  double exponentials = 0) {
        static_assert(sizeof(Push) <= 128);
        Dispatch call;
        call.binary = variant;
        const auto constants = spec.values();
        call.constants.assign(constants.begin(), constants.end());
        std::memcpy(call.push.data(), &push, sizeof(Push));
        call.operands = operands;
        call.groups = groups;
        call.flops = flops;
        call.exponentials = exponentials;
        add(std::move(call));
    }

    /// Workgroups for ops without shared memory that number their work with flat_invocation() of common/index.glsl:
    /// 64 tasks each, folded into two directions where one allows too few.
    static Groups groups_for(std::uint64_t tasks);

    const Status& status() const { return m_status; }
    const std::vector<Dispatch>& dispatches() const { return m_dispatches; }

private:
    void add(Dispatch call);

    const vulkan::Capabilities& m_capabilities;
    std::vector<Dispatch> m_dispatches;
    Status m_status;
};

}  // namespace lemnos
