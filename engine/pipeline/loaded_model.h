// SPDX-License-Identifier: Apache-2.0
// A checkpoint on the device: its description, its tokenizer, its weights, and its networks as executables, which are
// made when first asked for and kept while their sizes are in use.
// Owned by the session; engine thread only (its hash is computed on a thread of its own).
#pragma once

#include <filesystem>
#include <future>
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
#include "text/clip_tokenizer.h"

namespace lemnos {

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

    // The networks. A pointer is good until the next one of these calls: running out of memory lets others go.
    /// `clip_skip` as in Request.
    Result<Executable*> text_encoder(std::size_t which, DType dtype, std::uint32_t clip_skip, const CancelToken& cancel,
                                     InsertedVectors vectors = InsertedVectors::none);
    Result<Executable*> unet(UNetSize size, DType dtype, const CancelToken& cancel);
    Result<Executable*> vae_encoder(PictureSize pixels, DType dtype, const CancelToken& cancel);
    Result<Executable*> vae_decoder(PictureSize latents, DType dtype, const CancelToken& cancel);
    /// Only for models with a tiny autoencoder.
    Result<Executable*> preview_decoder(PictureSize latents, DType dtype, const CancelToken& cancel);

private:
    enum class Net { text, unet, vae_encoder, vae_decoder, preview };
    struct Key {
        Net net;
        std::uint32_t batch, height, width, tokens;
        DType dtype;
        std::size_t which = 0;  // of the text encoders
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct Resident {
        Key key;
        std::unique_ptr<Executable> executable;
    };

    LoadedModel(Engine engine, Checkpoint file, const ModelOverrides& overrides, ModelDescription description,
                ClipTokenizer tokenizer, HashCache hashes);
    template <typename MakeGraph>
    Result<Executable*> resident(const Key& key, const CancelToken& cancel, MakeGraph make_graph);
    void make_room(const Key& key);
    void start_hash(HashCache cache);

    Engine m_engine;
    Checkpoint m_file;
    std::vector<std::filesystem::file_time_type> m_written;  // of each of its files
    ModelOverrides m_overrides;
    ModelDescription m_description;
    ClipTokenizer m_tokenizer;
    CheckpointWeights m_index;
    WeightCache m_weights;
    LoraSet m_lora_files;
    std::vector<LoraUse> m_loras;
    std::vector<std::string> m_lora_notes;
    std::vector<std::string> m_preview_notes;
    bool m_has_changed_quantised = false;
    std::vector<Resident> m_residents;  // the least recently used first
    CancelToken m_stop_hash;
    std::future<ModelHashes> m_hashing;
    ModelHashes m_hashes;
};

}  // namespace lemnos
