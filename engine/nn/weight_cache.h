// SPDX-License-Identifier: Apache-2.0
// Weights of a checkpoint on the device, those of one network: each is converted and uploaded when a graph first asks
// for it, and then shared by all graphs; quantised ones are uploaded as they are, for graphs that expand them. They lie
// in a few large blocks, at offsets that are multiples of 256 bytes. Where the device shares memory with the processor
// they are written in place; elsewhere through a staging buffer. Owned by the loaded model, which outlives neither the
// device nor the file; engine thread only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/cancel.h"
#include "formats/checkpoint.h"
#include "graph/executable.h"

namespace lemnos {

/// The names and shapes of a checkpoint, for the builder.
class CheckpointWeights final : public WeightIndex {
public:
    explicit CheckpointWeights(const Checkpoint& file) : m_file(file) {}
    const Shape* find(std::string_view name) const override;
    /// Matrices and kernels stored in blocks or as fp8; what is smaller is converted.
    std::optional<QuantisedWeight> quantised(std::string_view name) const override;

    /// Weights that are to be changed are numbers, however they are stored.
    void set_changed(std::set<std::string, std::less<>> names) { m_changed = std::move(names); }

private:
    const Checkpoint& m_file;
    std::set<std::string, std::less<>> m_changed;
};

/// What is done to a weight of the file, in PyTorch's axes, before the device gets it.
using WeightChange = std::function<Status(HostTensor& weight)>;
using WeightChanges = std::map<std::string, std::vector<WeightChange>, std::less<>>;

/// `direct` writes in place where that is possible; `staged` never does: what a discrete card needs, testable anywhere.
/// `host` leaves the weights in the host's memory, for the device to copy from (WeightStream).
enum class Upload { direct, staged, host };

class WeightCache final : public WeightSource {
public:
    WeightCache(vulkan::Device& device, const Checkpoint& file, Upload upload = Upload::direct);
    ~WeightCache() override;
    WeightCache(const WeightCache&) = delete;
    WeightCache& operator=(const WeightCache&) = delete;

    /// What place() listens to from now on.
    void listen_to(const CancelToken& cancel) { m_cancel = cancel; }

    void expect(std::span<const WeightSpec> weights) override;
    /// Errors name the file and the tensor: missing, of another shape, not finite (see weight_conversion.h).
    Result<TensorView> place(const WeightSpec& weight) override;
    /// Gives all memory back; no graph may use these weights any more. Changes stay and hold for what is placed next.
    void let_go();
    /// From now on weights are changed so, those that are on the device too; what was changed before and is not named
    /// any more is as in the file again, bit for bit. After an error everything is as before.
    Status set_changes(std::shared_ptr<const WeightChanges> changes);

    /// Sends what is still being staged, and waits: must be called after placing and before running.
    Status flush();

    std::uint64_t bytes() const;
    std::size_t count() const { return m_placed.size(); }

private:
    using Key = std::tuple<std::string, DType, WeightLayout>;
    struct Block {
        Buffer buffer;
        std::uint64_t used = 0;
    };
    struct Copy {
        VkBuffer to = VK_NULL_HANDLE;
        VkBufferCopy region{};
    };

    Result<Block*> block_with(std::uint64_t bytes);
    Status fill(const TensorInfo& tensor, const WeightSpec& weight, std::span<std::byte> to) const;
    Status upload(const TensorInfo& tensor, const WeightSpec& weight, const TensorView& place);
    Status refresh(const std::set<std::string, std::less<>>& names);
    Status stage(const TensorInfo& tensor, const WeightSpec& weight, const TensorView& place);
    Result<VkCommandBuffer> record_copies();

    vulkan::Device& m_device;
    const Checkpoint& m_file;
    Upload m_upload;
    CancelToken m_cancel;
    std::uint64_t m_expected = 0;  // bytes that are still to come
    std::vector<Block> m_blocks;
    std::map<Key, TensorView> m_placed;
    std::shared_ptr<const WeightChanges> m_changes = std::make_shared<WeightChanges>();
    Buffer m_staging;
    std::uint64_t m_staged = 0;
    std::vector<Copy> m_copies;
};

}  // namespace lemnos
