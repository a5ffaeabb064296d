// SPDX-License-Identifier: Apache-2.0
// A checkpoint on the device: its description, its tokenizer, its weights, and its networks as executables, which are
// made when first asked for and kept while their sizes are in use.
// Owned by the session; engine thread only (its hash is computed on a thread of its own).
#pragma once

#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include "base/cancel.h"
#include "families/families.h"
#include "families/hash_cache.h"
#include "formats/checkpoint.h"
#include "graph/executable.h"
#include "nn/weight_cache.h"
#include "pipeline/lora_set.h"
#include "pipeline/network_use.h"
#include "text/clip_tokenizer.h"

namespace lemnos {

/// What stays of a network that is let go.
enum class Keep { weights, nothing };

/// What networks run on.
struct Engine {
    vulkan::Device& device;
    vulkan::PipelineLibrary& pipelines;
};

/// AutoV2: the first 10 digits of a file's SHA-256.
struct ModelHashes {
    std::string model;
    std::string vae;  // of a stand-alone autoencoder; empty without one
};

class LoadedModel {
public:
    /// Opens the file, finds its family, checks its tensors. Weights are uploaded as networks are asked for.
    /// `tokenizer` is what the user chose for models that bring none, see find_tokenizer; `hashes` is asked for the
    /// file's hash, and told it.
    static Result<std::unique_ptr<LoadedModel>> load(Engine engine, const std::filesystem::path& path,
                                                     const ModelOverrides& overrides,
                                                     const std::filesystem::path& tokenizer = {},
                                                     HashCache hashes = {});
    ~LoadedModel();
    LoadedModel(const LoadedModel&) = delete;
    LoadedModel& operator=(const LoadedModel&) = delete;

    const std::filesystem::path& path() const { return m_file.path(); }
    const ModelOverrides& overrides() const { return m_overrides; }
    const ModelDescription& description() const { return m_description; }
    const ClipTokenizer& tokenizer() const { return m_tokenizer; }
    /// Whether the file is still the one that was loaded.
    bool is_current() const;
    /// What the user should know where previews are wanted.
    const std::vector<std::string>& preview_notes() const { return m_preview_notes; }
    /// Waits for the thread that computes them.
    const ModelHashes& hashes();

    /// From now on the networks are changed by these files and no others. Returns whether that is news, so that what
    /// was computed before does not count any more; `notes` receives what the user should know. After an error the
    /// model is as before.
    Result<bool> use_loras(const std::vector<LoraUse>& loras, const CancelToken& cancel,
                           std::vector<std::string>& notes);

    /// A network, ready to run. The pointer is good until the next call: running out of memory lets others go, first
    /// what they compute in, then their weights. For a preview nothing is let go; only models with a tiny autoencoder
    /// have its decoder.
    Result<Executable*> network(const NetworkUse& use, const CancelToken& cancel);
    /// What it will take on the device.
    Result<Footprint> footprint(const NetworkUse& use);
    /// Gives the memory of a network back; it is made again when it is next asked for.
    void let_go(Network network, Keep keep);
    /// From now on so many bytes of the UNet's weights stay on the device, and the rest is streamed from the host;
    /// UINT64_MAX for all.
    void stream_unet(std::uint64_t resident_bytes);
    /// Fewer of them stay than before. False where none does already.
    bool stream_more_of_unet(const NetworkUse& unet);

private:
    struct Resident {
        NetworkUse use;
        std::unique_ptr<Executable> executable;
    };
    struct WeightsKey {
        Network network;
        std::size_t which;  // of the text encoders
        Upload upload;
        friend auto operator<=>(const WeightsKey&, const WeightsKey&) = default;
    };

    LoadedModel(Engine engine, Checkpoint file, const ModelOverrides& overrides, ModelDescription description,
                ClipTokenizer tokenizer, HashCache hashes);
    Result<std::unique_ptr<Executable>> make(const NetworkUse& use, const CancelToken& cancel);
    WeightCache& weights_of(const WeightsKey& key);
    Status change_weights(WeightChanges changes, const CancelToken& cancel);
    void forget_oldest(const NetworkUse& like);
    void let_others_go(const NetworkUse& than, Keep keep);
    void start_hash(HashCache cache);

    Engine m_engine;
    Checkpoint m_file;
    std::vector<std::filesystem::file_time_type> m_written;  // of each of its files
    ModelOverrides m_overrides;
    ModelDescription m_description;
    ClipTokenizer m_tokenizer;
    CheckpointWeights m_index;
    std::map<WeightsKey, WeightCache> m_weights;
    std::uint64_t m_unet_resident = UINT64_MAX;  // see stream_unet
    std::shared_ptr<const WeightChanges> m_changes = std::make_shared<WeightChanges>();
    LoraSet m_lora_files;
    std::vector<LoraUse> m_loras;
    std::vector<std::string> m_lora_notes;
    std::vector<std::string> m_preview_notes;
    bool m_has_changed_quantised = false;
    std::vector<Resident> m_residents;  // the least recently used first
    std::vector<std::pair<NetworkUse, Footprint>> m_footprints;
    CancelToken m_stop_hash;
    std::future<ModelHashes> m_hashing;
    ModelHashes m_hashes;
};

}  // namespace lemnos
