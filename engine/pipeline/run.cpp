// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run.h"

#include <algorithm>
#include <chrono>

#include "formats/messages.h"
#include "pipeline/compatibility.h"
#include "pipeline/completion.h"
#include "pipeline/denoising.h"
#include "pipeline/masked_latents.h"
#include "pipeline/pixels.h"
#include "pipeline/preview.h"
#include "pipeline/size_labels.h"
#include "sampling/prediction.h"
#include "sampling/run_noise.h"
#include "sampling/samplers.h"
#include "tensor/combine.h"

namespace lemnos {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

TextSchedule scheduled(const PromptPlans& plans, const Request& request, const RunCallbacks& callbacks) {
    const auto negative = callbacks.dump ? NegativeTexts::needed : negative_texts_of(plans, request.guidance_scale);
    return schedule_texts(plans, prompt_rules(request), request.steps, negative);
}

template <typename T>
void add_once(std::vector<T>& list, T one) {
    if (std::ranges::find(list, one) == list.end()) list.push_back(std::move(one));
}

NoiseSource step_noise(RunNoise& noise, const Compatibility& profile, const Sampler& sampler,
                       std::span<const double> sigmas, std::span<const double> whole) {
    const bool spans_whole = profile.noise.path == PathSpan::whole_schedule;
    const double largest = spans_whole ? whole.front() : sigmas.front();
    // The smallest that is not zero; the end of every schedule is also the end of the run.
    const double end = sigmas.back();
    const double smallest = end == 0 && sigmas.size() > 1 ? sigmas[sigmas.size() - 2] : end;
    return noise.for_steps(sampler.noise, smallest, largest);
}

class Run {
public:
    Run(LoadedModel& model, TextEncoding& texts, const PromptPlans& plans, const RunPicture& picture,
        const MemoryPlan& memory, const CancelToken& cancel, const RunCallbacks& callbacks, RunResult& result)
        : m_model(model),
          m_texts(texts),
          m_plans(plans),
          m_picture(picture),
          m_memory(memory),
          m_cancel(cancel),
          m_callbacks(callbacks),
          m_result(result) {}

    Status all() {
        LEMNOS_TRY(m_profile, find_compatibility(m_request.compat));
        for (const std::string& one : m_plans.notes) note(one);
        for (const PromptPlan& plan : m_plans.pictures) m_result.prompts.push_back({plan.prompt, plan.negative_prompt});
        LEMNOS_TRY(Conditioning text, encode_texts());
        let_go(Network::text_encoder, m_memory.text);
        LEMNOS_TRY(const HostTensor latents, sample(std::move(text)));
        if (m_memory.unet != Residency::all) m_model.let_go(Network::preview_decoder, Keep::nothing);
        let_go(Network::unet, m_memory.unet);
        LEMNOS_CHECK(decode(latents));
        if (m_memory.unet != Residency::all) m_model.let_go(Network::vae_decoder, Keep::nothing);
        return {};
    }

private:
    void let_go(Network network, Residency residency) {
        if (residency == Residency::all) return;
        m_model.let_go(network, residency == Residency::weights ? Keep::weights : Keep::nothing);
    }

    // Latents of a picture for each of the batch.
    Result<HostTensor> encoded(const HostTensor& picture) {
        LEMNOS_TRY(const LatentPosterior posterior,
                   encode_picture(m_model, picture, {m_request.dtype, m_memory.tile}, m_cancel));
        HostTensor all(latent_shape());
        const bool is_drawn = m_profile->start_picture == EncodedPicture::drawn;
        auto to = all.values.begin();
        for (std::uint32_t i = 0; i < m_request.batch; ++i) {
            const HostTensor one = is_drawn ? drawn_from(posterior) : posterior.mean;
            to = std::ranges::copy(one.values, to).out;
        }
        return all;
    }

    HostTensor drawn_from(const LatentPosterior& posterior) {
        const HostTensor noise = m_encoder_noise.draw(posterior.mean.shape);
        HostTensor drawn = posterior.mean;
        for (std::size_t i = 0; i < drawn.values.size(); ++i)
            drawn.values[i] += posterior.deviation.values[i] * noise.values[i];
        return drawn;
    }

    Result<Conditioning> encode_texts() {
        report({.stage = Stage::encoding_text});
        const auto begin = Clock::now();
        TextSchedule schedule = scheduled(m_plans, m_request, m_callbacks);
        const PromptRules rules = prompt_rules(m_request);
        LEMNOS_TRY(const std::uint32_t rows, m_texts.common_rows(schedule.texts, rules));
        const TextOptions options{
            .rules = rules, .clip_skip = m_request.clip_skip, .rows = rows, .dtype = m_request.dtype};
        std::vector<HostTensor> pooled;  // of each text
        Conditioning text{.texts = {}, .pictures = std::move(schedule.pictures)};
        for (const std::string& one : schedule.texts) {
            LEMNOS_TRY(EncodedText encoded, m_texts.encode(one, options, m_cancel));
            for (const std::string& about : encoded.notes) note(about);
            for (const LearnedWordUse& word : encoded.learned) add_once(m_result.learned_words, word);
            text.texts.push_back(condition_of(encoded));
            pooled.push_back(std::move(encoded.pooled));
        }
        empty_negatives(schedule.texts, text, pooled);
        // Of the first picture and its first step.
        const PictureConditioning& first = text.pictures.front();
        const auto dump_text = [&](const std::string& name, std::size_t index) {
            dump(name, text.texts[index].context);
            if (!pooled[index].values.empty()) dump(name + ".pooled", pooled[index]);
        };
        dump_text("cond", first.prompts.front().at(1));
        if (!first.negative.parts.empty()) dump_text("uncond", first.negative.at(1));
        m_result.seconds.text = seconds_since(begin);
        return text;
    }

    // What models with labels are told of an empty negative prompt, where that is not what is told of any empty text.
    void empty_negatives(std::span<const std::string> texts, Conditioning& text,
                         std::vector<HostTensor>& pooled) const {
        const auto empty = std::ranges::find(texts, "");
        const bool is_zero = m_profile->empty_negative == EmptyNegative::zeros && m_model.description().size_labels;
        if (!is_zero || empty == texts.end()) return;
        EncodedText nothing;
        nothing.context = HostTensor(text.texts.front().context.shape);
        nothing.pooled = HostTensor(pooled.front().shape);
        replace_in_negatives(text, static_cast<std::size_t>(empty - texts.begin()), condition_of(nothing));
        pooled.push_back(std::move(nothing.pooled));
    }

    Condition condition_of(const EncodedText& encoded) const {
        Condition condition{encoded.context, {}};
        if (const auto& sizes = m_model.description().size_labels) {
            const WholePicture picture{m_picture.height, m_picture.width};
            condition.labels = size_labels(encoded.pooled, picture, sizes->channels);
        }
        return condition;
    }

    void note(std::string text) { add_once(m_result.notes, std::move(text)); }

    Shape latent_shape() const {
        const LatentFormat& latent = m_model.description().latent;
        return {m_request.batch, latent.channels, m_picture.height / latent.factor, m_picture.width / latent.factor};
    }

    Result<std::optional<MaskedLatents>> masked(const HostTensor& noise) {
        if (!m_picture.inpainting) return std::nullopt;
        LEMNOS_TRY(HostTensor latents, encoded(m_picture.start));
        const Shape shape = latent_shape();
        return MaskedLatents(covering(m_picture.inpainting->mask, shape[3], shape[2]), std::move(latents), noise);
    }

    // What checkpoints with five channels more are told: the mask, and the picture around it. Without a mask everything
    // is to be painted.
    Result<HostTensor> inpaint_channels() {
        const Shape latents = latent_shape();
        if (m_model.description().unet.config.in_channels == latents[1]) return HostTensor();
        HostTensor surroundings(Shape{1, 3, m_picture.height, m_picture.width});
        Mask mask{latents[3], latents[2], std::vector<float>(std::size_t{latents[2]} * latents[3], 1)};
        std::ranges::fill(surroundings.values, 0.5F);
        if (const auto& inpainting = m_picture.inpainting) {
            surroundings = inpainting->surroundings;
            mask = covering(inpainting->mask, latents[3], latents[2]);
        }
        LEMNOS_TRY(const HostTensor around, encoded(surroundings));
        HostTensor channels(latents.with(1, 1 + latents[1]));
        const std::size_t of_picture = around.values.size() / m_request.batch;
        auto to = channels.values.begin();
        for (std::uint32_t i = 0; i < m_request.batch; ++i) {
            to = std::ranges::copy(mask.values, to).out;
            to = std::ranges::copy(std::span(around.values).subspan(i * of_picture, of_picture), to).out;
        }
        return channels;
    }

    // Pure noise, or the start picture with as much noise as the first step expects.
    Result<HostTensor> start(const std::optional<MaskedLatents>& masked, const HostTensor& noise, double sigma,
                             double largest_sigma, StartScale full_scale) {
        const bool is_full = sigma >= largest_sigma * (1 - 1e-5);
        const double scale = is_full ? initial_noise_scale(sigma, full_scale) : sigma;
        if (!m_picture.has_start()) return combine({{scale, noise}});
        if (masked) {
            const bool is_empty = m_request.mask_fill == MaskFill::noise;
            const HostTensor under = is_empty ? masked->emptied() : masked->original();
            return masked->input(combine({{1, under}, {scale, noise}}), sigma);
        }
        LEMNOS_TRY(const HostTensor latents, encoded(m_picture.start));
        return combine({{1, latents}, {scale, noise}});
    }

    Result<HostTensor> sample(Conditioning text) {
        LEMNOS_TRY(const NoiseTable table, NoiseTable::create(m_model.description().training));
        LEMNOS_TRY(const Sampler* sampler, find_sampler(m_request.sampler));
        LEMNOS_TRY(const std::vector<double> whole, sigmas_of(m_request, table, 1));
        LEMNOS_TRY(const std::vector<double> sigmas, sigmas_of(m_request, table, strength_of(m_request)));
        const auto steps = static_cast<std::uint32_t>(sigmas.size() - 1);
        RunNoise generators(m_profile->noise, m_request.random_source, m_request.seed, m_request.batch);
        const HostTensor noise = generators.start(latent_shape());
        dump("noise", noise);
        LEMNOS_TRY(const std::optional<MaskedLatents> mask, masked(noise));
        LEMNOS_TRY(HostTensor x, start(mask, noise, sigmas.front(), table.largest(), m_profile->start_scale));
        dump("latents.0", x);

        LEMNOS_TRY(HostTensor further, inpaint_channels());
        if (m_memory.unet != Residency::all) m_model.let_go(Network::vae_encoder, Keep::nothing);
        Denoising network(m_model, table, m_profile->timesteps, m_request, std::move(text), std::move(further),
                          m_cancel);
        network.limit_evaluations(m_memory.most_evaluations);
        Preview preview(m_model, m_request.dtype, m_callbacks.preview, m_cancel);
        report({.stage = Stage::sampling, .step = 0, .steps = steps});
        auto begin = Clock::now();
        SamplerCalls calls;
        calls.denoise = [&](const HostTensor& at, double sigma) -> Result<HostTensor> {
            if (!mask) return network.denoise(at, sigma);
            LEMNOS_TRY(HostTensor denoised, network.denoise(mask->input(at, sigma), sigma));
            return mask->output(std::move(denoised));
        };
        calls.noise = step_noise(generators, *m_profile, *sampler, sigmas, whole);
        calls.eta = m_request.eta < 0 ? sampler->eta.value_or(1) : m_request.eta;
        calls.levels = &table;
        calls.after_step = [&](std::uint32_t step, const HostTensor& at, const HostTensor& denoised) -> Status {
            dump("latents." + std::to_string(step + 1), at);
            LEMNOS_CHECK(preview.after_step(step + 1, denoised, network.flops_done()));
            m_result.seconds.steps.push_back(seconds_since(begin));
            begin = Clock::now();
            report({.stage = Stage::sampling, .step = step + 1, .steps = steps});
            network.begin_step(step + 2);
            return m_cancel.check();
        };
        LEMNOS_TRY(HostTensor result, sampler->run(calls, std::move(x), sigmas));
        return mask ? mask->output(std::move(result)) : std::move(result);
    }

    // Picture by picture: the autoencoder needs more memory than everything else.
    Status decode(const HostTensor& latents) {
        report({.stage = Stage::decoding});
        const auto begin = Clock::now();
        HostTensor all(Shape{m_request.batch, 3, m_picture.height, m_picture.width});
        std::string note;
        for (std::uint32_t i = 0; i < m_request.batch; ++i) {
            LEMNOS_TRY(const HostTensor picture,
                       decode_picture(m_model, image_of(latents, i), {m_request.dtype, m_memory.tile}, m_cancel, note));
            std::ranges::copy(picture.values,
                              all.values.begin() + static_cast<std::ptrdiff_t>(i * picture.values.size()));
            const auto& inpainting = m_picture.inpainting;
            m_result.pictures.push_back(inpainting ? inpainting->stitched(picture) : picture_from_tensor(picture));
        }
        if (!note.empty()) this->note(note);
        dump("image", all);
        m_result.seconds.decode = seconds_since(begin);
        return {};
    }

    void report(const Progress& progress) const {
        if (m_callbacks.progress) m_callbacks.progress(progress);
    }
    void dump(const std::string& name, const HostTensor& tensor) const {
        if (m_callbacks.dump) m_callbacks.dump(name, tensor);
    }

    LoadedModel& m_model;
    TextEncoding& m_texts;
    const PromptPlans& m_plans;
    const RunPicture& m_picture;
    const MemoryPlan& m_memory;
    const CancelToken& m_cancel;
    const RunCallbacks& m_callbacks;
    RunResult& m_result;
    const Request& m_request = m_result.request;
    const Compatibility* m_profile = nullptr;
    BatchNoise m_encoder_noise{RandomSource::torch_cpu, m_request.seed, 1};
};

// The run itself knows smaller steps for those that do not.
Status ready_if_it_fits(LoadedModel& model, const NetworkUse& use, const CancelToken& cancel) {
    const auto network = model.network(use, cancel);
    if (!network && network.error().kind != ErrorKind::out_of_memory) return std::unexpected(network.error());
    return {};
}

}  // namespace

PromptRules prompt_rules(const Request& request) {
    const auto profile = find_compatibility(request.compat);
    return profile ? (*profile)->prompts : a1111_prompts;
}

Result<RunNetworks> networks_of_run(const LoadedModel& model, TextEncoding& texts, const Request& request,
                                    const PromptPlans& plans, const RunPicture& picture,
                                    const RunCallbacks& callbacks) {
    const TextSchedule schedule = scheduled(plans, request, callbacks);
    texts.look_for_words();
    LEMNOS_TRY(const std::uint32_t rows, texts.common_rows(schedule.texts, prompt_rules(request)));
    return networks_of(model.description(), request, picture, evaluations_of(plans, request.guidance_scale),
                       rows * model.description().texts.front().config.max_length,
                       callbacks.preview ? Previews::shown : Previews::none);
}

Status prepare(LoadedModel& model, const RunNetworks& networks, const MemoryPlan& plan, const CancelToken& cancel) {
    model.stream_unet(plan.resident_weights);
    if (!plan.keeps_all()) return {};
    for (const NetworkUse& text : networks.texts) LEMNOS_CHECK(model.network(text, cancel));
    if (networks.vae_encoder) {
        const std::uint32_t pixels = plan.tile * model.description().latent.factor;
        LEMNOS_CHECK(ready_if_it_fits(model, in_tiles(*networks.vae_encoder, pixels), cancel));
    }
    // No run ends for want of a preview.
    if (networks.preview) LEMNOS_CHECK(ready_if_it_fits(model, *networks.preview, cancel));
    LEMNOS_CHECK(ready_if_it_fits(model, in_tiles(networks.vae_decoder, plan.tile), cancel));
    NetworkUse unet = networks.unet;
    unet.batch = static_cast<std::uint32_t>(std::min<std::size_t>(unet.batch, plan.most_evaluations));
    return ready_if_it_fits(model, unet, cancel);
}

Status run_request(LoadedModel& model, TextEncoding& texts, const PromptPlans& plans, const RunPicture& picture,
                   const MemoryPlan& memory, const CancelToken& cancel, const RunCallbacks& callbacks,
                   RunResult& result) {
    return Run(model, texts, plans, picture, memory, cancel, callbacks, result).all();
}

}  // namespace lemnos
