// SPDX-License-Identifier: Apache-2.0
#include "pipeline/session.h"

#include <chrono>

#include "base/host_memory.h"
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
        RunNetworks networks;
        RunMemory memory;
        std::vector<std::string> notes;
    };
    Status use_loras(Ready& ready, const CancelToken& cancel);
    Result<Ready> plan(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks);
    Result<Ready> make_ready(const Request& request, const CancelToken& cancel, const RunCallbacks& callbacks);
    void find_memory();
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

// Others use the device too, and come and go: what there is is asked before every run.
void Session::State::find_memory() {
    device->memory_use().budget = options.device_memory != 0 ? options.device_memory : device->available_memory();
}

Result<Session::State::Ready> Session::State::plan(const Request& request, const CancelToken& cancel,
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
    LEMNOS_TRY(ready.networks, networks_of_run(*model, *texts, ready.request, ready.plans, ready.picture, callbacks));
    find_memory();
    // The memory of a card is not the host's; a budget that was set is meant to be kept in any case.
    const bool is_card = device->capabilities().type == vulkan::DeviceType::discrete;
    const auto streaming = is_card || options.device_memory != 0 ? Streaming::possible : Streaming::useless;
    const auto footprint = [this](const NetworkUse& use) { return model->footprint(use); };
    LEMNOS_TRY(ready.memory, share_memory(footprint, ready.networks, device->memory_use().budget, streaming));
    return ready;
}

Result<Session::State::Ready> Session::State::make_ready(const Request& request, const CancelToken& cancel,
                                                         const RunCallbacks& callbacks) {
    LEMNOS_TRY(Ready ready, plan(request, cancel, callbacks));
    const Status prepared = prepare(*model, ready.networks, ready.memory.plan, cancel);
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

Result<MemoryEstimate> Session::estimate(const Request& request) {
    LEMNOS_TRY(const State::Ready ready, m_state->plan(request, {}, {}));
    const RunFootprints& networks = ready.memory.networks;
    MemoryEstimate estimate{.parts = {},
                            .available = ready.memory.available,
                            .peak = ready.memory.plan.peak,
                            .plan = text_of(ready.memory.plan)};
    const auto add = [&](std::string name, const Footprint& footprint) {
        if (footprint.total() > 0)
            estimate.parts.push_back({std::move(name), footprint.weights, footprint.activations});
    };
    const RunFootprints::Autoencoder& autoencoder = autoencoder_of(networks, ready.memory.plan);
    add("Text encoders", networks.text);
    add("Autoencoder, encoder", autoencoder.encoder);
    add("UNet", ready.memory.plan.most_evaluations == 1 ? networks.unet_alone : networks.unet);
    add("Autoencoder, decoder", autoencoder.decoder);
    return estimate;
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
    const Status painted =
        run_request(model, *m_state->texts, ready.plans, ready.picture, ready.memory.plan, cancel, callbacks, result);
    if (!painted) return std::unexpected(explained(painted.error(), result.request));
    result.device = device_name();
    result.driver = driver_name();
    result.model_name = model.description().name;
    result.family = model.description().family;
    result.model_hash = model.hashes().model;
    result.vae_hash = model.hashes().vae;
    result.peak_device_bytes = memory.peak;
    result.estimated_device_bytes = ready.memory.plan.peak;
    result.memory_plan = text_of(ready.memory.plan);
    result.peak_host_bytes = peak_host_bytes();
    result.seconds.total = seconds_since(begin);
    return result;
}

}  // namespace lemnos
