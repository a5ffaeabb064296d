// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run.h"

#include <algorithm>
#include <chrono>

#include "pipeline/compatibility.h"
#include "pipeline/completion.h"
#include "pipeline/denoising.h"
#include "pipeline/pixels.h"
#include "pipeline/preview.h"
#include "pipeline/size_labels.h"
#include "pipeline/start_picture.h"
#include "sampling/prediction.h"
#include "sampling/run_noise.h"
#include "sampling/samplers.h"
#include "tensor/combine.h"

namespace lemnos {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

std::uint32_t rows_of_texts(const TextEncoding& texts, const Request& request) {
    const std::uint32_t prompt = texts.rows_of(request.prompt);
    return request.guidance_scale == 1 ? prompt : std::max(prompt, texts.rows_of(request.negative_prompt));
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
    Run(LoadedModel& model, TextEncoding& texts, const CancelToken& cancel, const RunCallbacks& callbacks,
        RunResult& result)
        : m_model(model), m_texts(texts), m_cancel(cancel), m_callbacks(callbacks), m_result(result) {}

    Status all() {
        LEMNOS_TRY(Conditioning text, encode_texts());
        LEMNOS_TRY(const HostTensor latents, sample(std::move(text)));
        return decode(latents);
    }

private:
    Result<Conditioning> encode_texts() {
        report({.stage = Stage::encoding_text});
        const auto begin = Clock::now();
        const std::uint32_t rows = rows_of_texts(m_texts, m_request);
        Conditioning text;
        LEMNOS_TRY(text.prompt, encode(m_request.prompt, rows, "cond"));
        if (m_request.guidance_scale != 1 || m_callbacks.dump) {
            LEMNOS_TRY(text.negative, encode(m_request.negative_prompt, rows, "uncond"));
        }
        m_result.seconds.text = seconds_since(begin);
        return text;
    }

    Result<Condition> encode(const std::string& text, std::uint32_t rows, const std::string& name) {
        LEMNOS_TRY(EncodedText encoded, m_texts.encode(text, rows, m_request.dtype, m_cancel));
        if (!encoded.note.empty()) m_result.notes.push_back(encoded.note);
        dump(name, encoded.context);
        Condition condition{std::move(encoded.context), {}};
        if (const auto& sizes = m_model.description().size_labels) {
            dump(name + ".pooled", encoded.pooled);
            const WholePicture picture{m_request.height, m_request.width};
            condition.labels = size_labels(encoded.pooled, picture, sizes->channels);
        }
        return condition;
    }

    Shape latent_shape() const {
        const LatentFormat& latent = m_model.description().latent;
        return {m_request.batch, latent.channels, m_request.height / latent.factor, m_request.width / latent.factor};
    }

    // Pure noise, or the start picture with as much noise as the first step expects.
    Result<HostTensor> start(const HostTensor& noise, double sigma, double largest_sigma, StartScale full_scale) {
        const bool is_full = sigma >= largest_sigma * (1 - 1e-5);
        const double scale = is_full ? initial_noise_scale(sigma, full_scale) : sigma;
        if (m_request.init_image.empty()) return combine({{scale, noise}});
        LEMNOS_TRY(const HostTensor picture,
                   read_start_picture(m_request.init_image, m_request.width, m_request.height));
        LEMNOS_TRY(const HostTensor latent, encode_picture(m_model, picture, m_request.dtype, m_cancel));
        HostTensor repeated(noise.shape);
        for (std::size_t i = 0; i < repeated.values.size(); ++i)
            repeated.values[i] = latent.values[i % latent.values.size()];
        return combine({{1, repeated}, {scale, noise}});
    }

    Result<HostTensor> sample(Conditioning text) {
        LEMNOS_TRY(const NoiseTable table, NoiseTable::create(m_model.description().training));
        LEMNOS_TRY(const Sampler* sampler, find_sampler(m_request.sampler));
        LEMNOS_TRY(const Compatibility* profile, find_compatibility(m_request.compat));
        LEMNOS_TRY(const std::vector<double> whole, sigmas_of(m_request, table, 1));
        LEMNOS_TRY(const std::vector<double> sigmas, sigmas_of(m_request, table, strength_of(m_request)));
        const auto steps = static_cast<std::uint32_t>(sigmas.size() - 1);
        RunNoise generators(profile->noise, m_request.random_source, m_request.seed, m_request.batch);
        const HostTensor noise = generators.start(latent_shape());
        dump("noise", noise);
        LEMNOS_TRY(HostTensor x, start(noise, sigmas.front(), table.largest(), profile->start_scale));
        dump("latents.0", x);

        Denoising network(m_model, table, profile->timesteps, m_request, std::move(text), m_cancel);
        Preview preview(m_model, m_request.dtype, m_callbacks.preview, m_cancel);
        report({.stage = Stage::sampling, .step = 0, .steps = steps});
        auto begin = Clock::now();
        SamplerCalls calls;
        calls.denoise = [&](const HostTensor& at, double sigma) { return network.denoise(at, sigma); };
        calls.noise = step_noise(generators, *profile, *sampler, sigmas, whole);
        calls.eta = m_request.eta < 0 ? sampler->eta.value_or(1) : m_request.eta;
        calls.levels = &table;
        calls.after_step = [&](std::uint32_t step, const HostTensor& at, const HostTensor& denoised) -> Status {
            dump("latents." + std::to_string(step + 1), at);
            LEMNOS_CHECK(preview.after_step(step + 1, denoised, network.flops_done()));
            m_result.seconds.steps.push_back(seconds_since(begin));
            begin = Clock::now();
            report({.stage = Stage::sampling, .step = step + 1, .steps = steps});
            return m_cancel.check();
        };
        return sampler->run(calls, std::move(x), sigmas);
    }

    // Picture by picture: the autoencoder needs more memory than everything else.
    Status decode(const HostTensor& latents) {
        report({.stage = Stage::decoding});
        const auto begin = Clock::now();
        HostTensor all(Shape{m_request.batch, 3, m_request.height, m_request.width});
        std::string note;
        for (std::uint32_t i = 0; i < m_request.batch; ++i) {
            LEMNOS_TRY(const HostTensor picture,
                       decode_picture(m_model, image_of(latents, i), m_request.dtype, m_cancel, note));
            std::ranges::copy(picture.values,
                              all.values.begin() + static_cast<std::ptrdiff_t>(i * picture.values.size()));
            m_result.pictures.push_back(picture_from_tensor(picture));
        }
        if (!note.empty()) m_result.notes.push_back(note);
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
    const CancelToken& m_cancel;
    const RunCallbacks& m_callbacks;
    RunResult& m_result;
    const Request& m_request = m_result.request;
};

}  // namespace

Status prepare(LoadedModel& model, const TextEncoding& texts, const Request& request, const CancelToken& cancel,
               const RunCallbacks& callbacks) {
    const LatentFormat& latent = model.description().latent;
    const PictureSize latents{1, request.height / latent.factor, request.width / latent.factor};
    const std::uint32_t pictures = pictures_at_once(request.batch, latents.height, latents.width);
    const UNetSize size{.batch = request.guidance_scale == 1 ? pictures : 2 * pictures,
                        .height = latents.height,
                        .width = latents.width,
                        .tokens = rows_of_texts(texts, request) * model.description().texts.front().config.max_length};
    for (std::size_t which = 0; which < model.description().texts.size(); ++which)
        LEMNOS_CHECK(model.text_encoder(which, request.dtype, cancel));
    if (!request.init_image.empty())
        LEMNOS_CHECK(model.vae_encoder({1, request.height, request.width}, request.dtype, cancel));
    if (callbacks.preview && model.description().tiny_vae) {
        const auto decoder = model.preview_decoder(latents, request.dtype, cancel);
        // No run ends for want of a preview.
        if (!decoder && decoder.error().kind != ErrorKind::out_of_memory) return std::unexpected(decoder.error());
    }
    LEMNOS_CHECK(model.vae_decoder(latents, request.dtype, cancel));
    const auto network = model.unet(size, request.dtype, cancel);
    // Sampling takes fewer pictures at once when they do not fit.
    if (!network && (network.error().kind != ErrorKind::out_of_memory || pictures == 1))
        return std::unexpected(network.error());
    return {};
}

Status run_request(LoadedModel& model, TextEncoding& texts, const CancelToken& cancel, const RunCallbacks& callbacks,
                   RunResult& result) {
    return Run(model, texts, cancel, callbacks, result).all();
}

}  // namespace lemnos
