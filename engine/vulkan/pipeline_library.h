// SPDX-License-Identifier: Apache-2.0
// Makes compute pipelines on first use and keeps them; the driver's compiled code is kept on disk between runs in a
// file named after the device and driver. Owned beside the device, used from the engine thread alone.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "base/cancel.h"
#include "shader/binary.h"
#include "vulkan/device.h"

namespace lemnos::vulkan {

struct Pipeline {
    SetLayoutHandle set_layout;
    PipelineLayoutHandle layout;
    PipelineHandle pipeline;
    /// Some drivers compile at the first dispatch, for seconds; whoever dispatches first sees to it and sets this.
    mutable bool has_run = false;
};

/// How a binding is described to the driver.
VkDescriptorType descriptor_type(shader::Access access);

class PipelineLibrary {
public:
    /// An empty folder keeps nothing on disk. A damaged or foreign cache file is ignored: the driver checks it.
    PipelineLibrary(Device& device, const std::filesystem::path& cache_folder);
    ~PipelineLibrary();

    /// Makes those that are missing, on as many threads as the processor has; `get` then finds them. Cancelling ends
    /// the wait within 10 ms; drivers compile one pipeline for up to a second, and those that are under way then are
    /// finished behind it and found by the next call.
    struct Wanted {
        const shader::Binary* binary = nullptr;
        std::vector<std::uint32_t> constants;
        auto operator<=>(const Wanted&) const = default;
    };
    Status make(std::vector<Wanted> wanted, const CancelToken& cancel);

    /// `constants` are the values of the specialization constants in the order of the binary's list.
    Result<const Pipeline*> get(const shader::Binary& binary, std::span<const std::uint32_t> constants);
    std::size_t size() const { return m_pipelines.size(); }

private:
    struct Batch;
    Status finish_batch(const CancelToken& cancel);
    Result<std::unique_ptr<Pipeline>> build(const shader::Binary& binary,
                                            std::span<const std::uint32_t> constants) const;
    void save() const;

    Device& m_device;
    std::filesystem::path m_file;
    PipelineCacheHandle m_cache;
    std::size_t m_saved_count = 0;
    std::map<std::pair<const shader::Binary*, std::vector<std::uint32_t>>, std::unique_ptr<Pipeline>> m_pipelines;
    std::unique_ptr<Batch> m_batch;  // what is being made by other threads
};

}  // namespace lemnos::vulkan
