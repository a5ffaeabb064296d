// SPDX-License-Identifier: Apache-2.0
#include "pipeline/session.h"

#include <sys/resource.h>

#include <chrono>

#include "pipeline/addon_files.h"
#include "pipeline/completion.h"
#include "pipeline/loaded_model.h"
#include "pipeline/run.h"
#include "pipeline/starter_model.h"
#include "pipeline/text_encoding.h"
#include "vulkan/instance.h"
#include "vulkan/pipeline_library.h"

namespace lemnos {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

std::uint64_t peak_host_bytes() {
    rusage usage{};
    return getrusage(RUSAGE_SELF, &usage) == 0 ? static_cast<std::uint64_t>(usage.ru_maxrss) * 1024 : 0;
}

// What is left when every cheaper way was tried, said in the words of the request.
Error explained(Error error, const Request& request) {
    if (error.kind != ErrorKind::out_of_memory || request.width == 0) return error;
    error.message = fmt::format(
        "{} x {} is too large for this device now: {}. Choose a smaller picture, or close "
        "what else uses the device",
        request.width, request.height, error.message);
    return error;
}

}  // namespace

// In the order in which things stand on each other; they go in the reverse.
struct Session::State {
    SessionOptions options;
    vulkan::Instance instance;
    std::unique_ptr<vulkan::Device> device;
    std::unique_ptr<vulkan::PipelineLibrary> pipelines;
    std::unique_ptr<LoadedModel> model;
    std::unique_ptr<TextEncoding> texts;

    Status load(const std::filesystem::path& path, const ModelOverrides& overrides);
    struct Ready {
        Request request;  // complete
        PromptPlans plans;
        RunPicture picture;
        std::vector<std::string> notes;
    };
    Status use_loras(Ready& ready, const CancelToken& cancel);
    Result<Ready> make_ready(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks);
};

Status Session::State::load(const std::filesystem::path& path, const ModelOverrides& overrides) {
    const bool is_loaded = model != nullptr && model->path() == path && model->overrides() == overrides;
    if (is_loaded && model->is_current()) return {};
    texts.reset();
    model.reset();  // before the next one: two may not fit
    LEMNOS_TRY(model, LoadedModel::load({*device, *pipelines}, path, overrides, options.tokenizer,
                                        HashCache(options.hash_cache)));
    texts = std::make_unique<TextEncoding>(*model);
    return {};
}

Result<Session::State::Ready> Session::State::make_ready(const Request& request, const CancelToken& cancel,
                                                         const RunCallbacks& callbacks) {
    LEMNOS_CHECK(cancel.check());
    LEMNOS_CHECK(validate(request));
    if (callbacks.progress) callbacks.progress({.stage = Stage::loading});
    LEMNOS_TRY(const std::filesystem::path path, find_model(request.model, options));
    LEMNOS_TRY(const ModelOverrides overrides, overrides_of(request, path));
    LEMNOS_CHECK(load(path, overrides));
    Ready ready;
    if (callbacks.preview) ready.notes = model->preview_notes();
    LEMNOS_TRY(ready.request, complete_for(request, model->description()));
    ready.request.vae = overrides.vae.string();  // a name becomes the file's
    const std::filesystem::path wildcards = options.wildcards.empty() ? user_folder("wildcards") : options.wildcards;
    LEMNOS_TRY(ready.plans, plan_prompts(ready.request, prompt_rules(ready.request), wildcards));
    LEMNOS_CHECK(use_loras(ready, cancel));
    LEMNOS_TRY(ready.picture, read_run_picture(ready.request));
    const Status prepared = prepare(*model, *texts, ready.request, ready.plans, ready.picture, cancel, callbacks);
    if (!prepared) return std::unexpected(explained(prepared.error(), ready.request));
    return ready;
}

// Those of the request, then those that the prompt names. A name that leads to no file is for the user to know, as in
// other programs: prompts travel further than files.
Status Session::State::use_loras(Ready& ready, const CancelToken& cancel) {
    std::vector<LoraUse> uses = ready.request.loras;
    const std::vector<LoraMention>& mentions = ready.plans.pictures.front().loras;
    for (const LoraMention& mention : mentions) {
        if (find_addon(lora_files, mention.name, model->path()))
            uses.push_back({mention.name, mention.unet_weight, mention.text_weight});
        else
            ready.notes.push_back(
                fmt::format("The prompt asks for the LoRA \"{}\", which is nowhere; it was left out.", mention.name));
    }
    for (const PromptPlan& plan : ready.plans.pictures)
        if (plan.loras != mentions) {
            ready.notes.emplace_back("All pictures of the batch are painted with the LoRA files of the first.");
            break;
        }
    LEMNOS_TRY(const bool is_news, model->use_loras(uses, cancel, ready.notes));
    if (is_news) texts = std::make_unique<TextEncoding>(*model);
    return {};
}

Session::Session(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

Result<Session> Session::create(const SessionOptions& options) {
    LEMNOS_TRY(vulkan::Instance instance,
               vulkan::Instance::create(options.validation ? vulkan::Validation::on : vulkan::Validation::off));
    LEMNOS_TRY(const auto physical, instance.physical_devices());
    std::vector<vulkan::Capabilities> devices;
    for (const auto& one : physical) devices.push_back(one.capabilities);
    LEMNOS_TRY(const std::uint32_t chosen, vulkan::select_device(devices, options.device));
    LEMNOS_TRY(auto device, vulkan::Device::create(physical[chosen]));
    if (options.device_memory != 0) device->memory_use().budget = options.device_memory;
    auto pipelines = std::make_unique<vulkan::PipelineLibrary>(*device, options.pipeline_cache_dir);
    return Session(std::unique_ptr<State>(
        new State{options, std::move(instance), std::move(device), std::move(pipelines), nullptr, nullptr}));
}

std::string Session::device_name() const { return m_state->device->capabilities().name; }
std::string Session::driver_name() const { return m_state->device->capabilities().driver; }

Status Session::warm_up(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) {
    LEMNOS_CHECK(m_state->make_ready(request, cancel, callbacks));
    return {};
}

Result<RunResult> Session::run(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks) {
    const auto begin = Clock::now();
    vulkan::MemoryUse& memory = m_state->device->memory_use();
    memory.peak = memory.current;
    RunResult result;
    LEMNOS_TRY(const State::Ready ready, m_state->make_ready(request, cancel, callbacks));
    result.request = ready.request;
    result.seconds.load = seconds_since(begin);
    LoadedModel& model = *m_state->model;
    result.notes = ready.notes;
    const Status painted = run_request(model, *m_state->texts, ready.plans, ready.picture, cancel, callbacks, result);
    if (!painted) return std::unexpected(explained(painted.error(), result.request));
    result.device = device_name();
    result.driver = driver_name();
    result.model_name = model.description().name;
    result.family = model.description().family;
    result.model_hash = model.hashes().model;
    result.vae_hash = model.hashes().vae;
    result.peak_device_bytes = memory.peak;
    result.peak_host_bytes = peak_host_bytes();
    result.seconds.total = seconds_since(begin);
    return result;
}

}  // namespace lemnos
