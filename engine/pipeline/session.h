// SPDX-License-Identifier: Apache-2.0
// One engine at work: a device, the models loaded on it, and the run of one request after another.
// Owned by one thread (the worker's, or main of lemnos-cli) and called from it alone; only values leave it.
// Callbacks run on that same thread, between submissions; they must return quickly.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "pipeline/request.h"
#include "tensor/host_tensor.h"

namespace lemnos {

/// Pixels as they are saved and shown: 8-bit RGB, rows from the top, no padding.
struct Picture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> rgb;
};

enum class Stage { loading, encoding_text, sampling, decoding };

struct Progress {
    Stage stage = Stage::loading;
    std::uint32_t step = 0;   // steps finished, while sampling
    std::uint32_t steps = 0;  // steps in all
};

struct RunCallbacks {
    std::function<void(const Progress&)> progress;
    /// A rough picture of each image of the batch after a step, from the tiny autoencoder; empty turns previews off.
    std::function<void(std::uint32_t step, std::vector<Picture>)> preview;
    /// Every intermediate that other implementations can be compared by ("noise", "cond", "uncond",
    /// "latents.0", ..., "image"), float32 in PyTorch layout; empty turns the dump off.
    std::function<void(std::string name, const HostTensor&)> dump;
};

struct Timings {
    double load = 0;  // seconds; 0 when the model was resident
    double text = 0;
    std::vector<double> steps;
    double decode = 0;
    double total = 0;
};

/// Prompts as they were painted: with the choices of their wildcards made.
struct PaintedPrompts {
    std::string prompt;
    std::string negative_prompt;
};

/// A file that teaches a word, as pictures name it.
struct LearnedWordUse {
    std::string name;
    std::string hash;  // first 12 digits of the file's SHA-256
    friend bool operator==(const LearnedWordUse&, const LearnedWordUse&) = default;
};

struct RunResult {
    Request request;                      // every zero and empty default replaced by what was used
    std::vector<PaintedPrompts> prompts;  // of each picture
    std::vector<Picture> pictures;
    Timings seconds;
    std::string device;
    std::string driver;
    std::string model_name;
    std::string model_hash;                     // AutoV2: the first 10 digits of the file's SHA-256
    std::string vae_hash;                       // the same of the file that the request names as `vae`
    std::vector<LearnedWordUse> learned_words;  // whose files the prompts named, once each
    std::string family;
    std::uint64_t peak_device_bytes = 0;
    std::uint64_t estimated_device_bytes = 0;  // what the peak was expected to be
    std::string memory_plan;                   // what was done to make it fit; empty if nothing
    std::uint64_t peak_host_bytes = 0;
    std::vector<std::string> notes;  // what the user should know, e.g. words beyond the text encoder's length
};

struct SessionOptions {
    std::string device;       // "": best usable; "cpu": a software device; or an index of list_devices()
    bool validation = false;  // Vulkan validation layers, for tests
    std::filesystem::path
        starter_model;                // where "starter" lies; empty looks beside the program and in the data folders
    std::filesystem::path wildcards;  // folder of wildcard files; empty takes the user's
    std::filesystem::path pipeline_cache_dir;  // empty keeps no cache on disk
    std::filesystem::path hash_cache;          // file that remembers the hashes of models; empty remembers none
    std::uint64_t device_memory = 0;           // at most so many bytes; 0: all that the device has
    std::filesystem::path tokenizer;           // file or folder for models that bring none; empty looks around
};

/// What a run will take of the device's memory, bytes.
struct MemoryEstimate {
    struct Part {
        std::string name;  // "UNet"
        std::uint64_t weights = 0;
        std::uint64_t activations = 0;
    };
    std::vector<Part> parts;
    std::uint64_t available = 0;
    std::uint64_t peak = 0;  // at the fullest moment, by this plan
    std::string plan;        // what is done to make it fit; empty if nothing
};

class Session {
public:
    static Result<Session> create(const SessionOptions& options);
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;
    ~Session();

    std::string device_name() const;
    std::string driver_name() const;

    /// Loads a model and prepares its shaders so that the next run starts at once; a no-op if it is resident.
    Status warm_up(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks = {});

    /// What run() would take, without loading a weight.
    Result<MemoryEstimate> estimate(const Request& request);

    /// Runs one request from text to pixels. Nothing is kept of it but the loaded model and the encoded text.
    Result<RunResult> run(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks = {});

private:
    struct State;
    explicit Session(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Fills the defaults of a family into a request and checks every field without loading anything but the header.
Result<Request> complete(const Request& request, const SessionOptions& options);

}  // namespace lemnos
