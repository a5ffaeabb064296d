// SPDX-License-Identifier: Apache-2.0
#include "pipeline/loaded_model.h"

#include <algorithm>

#include "base/log.h"
#include "families/tiny_vae_file.h"
#include "families/tokenizer_source.h"
#include "formats/messages.h"
#include "pipeline/addon_files.h"

namespace lemnos {
namespace {

// Of each network so many sizes stay: enough to go back and forth between two, and no more memory than that.
constexpr std::ptrdiff_t sizes_kept = 2;

std::filesystem::file_time_type written_at(const std::filesystem::path& path) {
    std::error_code failed;
    const auto time = std::filesystem::last_write_time(path, failed);
    return failed ? std::filesystem::file_time_type{} : time;
}

std::vector<std::filesystem::file_time_type> written_at(const Checkpoint& checkpoint) {
    std::vector<std::filesystem::file_time_type> times;
    for (const MappedFile& file : checkpoint.files()) times.push_back(written_at(file.path()));
    return times;
}

// A tiny decoder beside the model, for previews; without one, and where its file is broken, the model stays as it is.
Result<Checkpoint> with_preview_decoder(Checkpoint file, ModelDescription& description,
                                        std::vector<std::string>& notes) {
    if (description.tiny_vae || description.latent.tiny_vae.empty()) return file;
    const auto path = find_addon(tiny_vae_files, description.latent.tiny_vae + "_decoder", file.path());
    if (!path) return file;
    auto decoder = open_tiny_decoder(*path, description.latent);
    if (decoder) return with_tiny_decoder(std::move(file), std::move(*decoder), description);
    notes.push_back(fmt::format("Previews are made without the tiny autoencoder: {}.", decoder.error().text()));
    return file;
}

LoraRoots lora_roots(const ModelDescription& description) {
    LoraRoots roots{.unet = description.unet.root, .text = {}};
    for (const TextPart& text : description.texts) roots.text.push_back(text.root);
    return roots;
}

}  // namespace

LoadedModel::LoadedModel(Engine engine, Checkpoint file, const ModelOverrides& overrides, ModelDescription description,
                         ClipTokenizer tokenizer, HashCache hashes)
    : m_engine(engine),
      m_file(std::move(file)),
      m_written(written_at(m_file)),
      m_overrides(overrides),
      m_description(std::move(description)),
      m_tokenizer(std::move(tokenizer)),
      m_index(m_file),
      m_weights(engine.device, m_file),
      m_lora_files(m_file, lora_roots(m_description)) {
    start_hash(std::move(hashes));
}

LoadedModel::~LoadedModel() {
    m_stop_hash.cancel();
    if (m_hashing.valid()) m_hashing.wait();
}

Result<std::unique_ptr<LoadedModel>> LoadedModel::load(Engine engine, const std::filesystem::path& path,
                                                       const ModelOverrides& overrides,
                                                       const std::filesystem::path& chosen_tokenizer,
                                                       HashCache hashes) {
    LEMNOS_TRY(Checkpoint file, open_model(path, overrides.vae));
    LEMNOS_TRY(ModelDescription description, identify(file, overrides));
    std::vector<std::string> notes;
    LEMNOS_TRY(file, with_preview_decoder(std::move(file), description, notes));
    LEMNOS_CHECK(check_tensors(file, description));
    LEMNOS_TRY(ClipTokenizer tokenizer, find_tokenizer(file, description.texts.front().config, chosen_tokenizer));
    std::unique_ptr<LoadedModel> model(new LoadedModel(engine, std::move(file), overrides, std::move(description),
                                                       std::move(tokenizer), std::move(hashes)));
    model->m_preview_notes = std::move(notes);
    return model;
}

bool LoadedModel::is_current() const {
    const auto has_its_size = [](const MappedFile& file) {
        std::error_code failed;
        return std::filesystem::file_size(file.path(), failed) == file.size() && !failed;
    };
    return std::ranges::all_of(m_file.files(), has_its_size) && written_at(m_file) == m_written;
}

Result<bool> LoadedModel::use_loras(const std::vector<LoraUse>& loras, const CancelToken& cancel,
                                    std::vector<std::string>& notes) {
    if (loras != m_loras) {
        LEMNOS_TRY(LoraSet::Outcome outcome, m_lora_files.changes_of(loras));
        std::set<std::string, std::less<>> names;
        bool has_quantised = false;
        for (const auto& [name, changes] : outcome.changes) {
            names.insert(name);
            has_quantised = has_quantised || is_quantised(m_file.find(name)->dtype);
        }
        m_weights.listen_to(cancel);
        LEMNOS_CHECK(m_weights.set_changes(std::move(outcome.changes)));
        // Graphs that expand quantised weights cannot see what was changed in them.
        if (has_quantised || m_has_changed_quantised) m_residents.clear();
        m_has_changed_quantised = has_quantised;
        m_index.set_changed(std::move(names));
        m_loras = loras;
        m_lora_notes = std::move(outcome.notes);
        notes.insert(notes.end(), m_lora_notes.begin(), m_lora_notes.end());
        return true;
    }
    notes.insert(notes.end(), m_lora_notes.begin(), m_lora_notes.end());
    return false;
}

// A checkpoint takes seconds to read whole; that happens beside the first run.
void LoadedModel::start_hash(HashCache cache) {
    const auto autov2 = [cache = std::move(cache), cancel = m_stop_hash](const std::filesystem::path& file) {
        const Result<FileHashes> hashes = cache.hashes_of(file, cancel);
        return hashes ? hashes->autov2() : std::string();
    };
    m_hashing = std::async(std::launch::async, [this, autov2] {
        return ModelHashes{autov2(m_file.files().front().path()),
                           m_overrides.vae.empty() ? std::string() : autov2(m_overrides.vae)};
    });
}

const ModelHashes& LoadedModel::hashes() {
    if (m_hashing.valid()) m_hashes = m_hashing.get();
    return m_hashes;
}

void LoadedModel::make_room(const Key& key) {
    const auto same = [&](const Resident& one) { return one.key.net == key.net && one.key.which == key.which; };
    if (std::ranges::count_if(m_residents, same) >= sizes_kept)
        m_residents.erase(std::ranges::find_if(m_residents, same));
}

template <typename MakeGraph>
Result<Executable*> LoadedModel::resident(const Key& key, const CancelToken& cancel, MakeGraph make_graph) {
    const auto known = std::ranges::find(m_residents, key, &Resident::key);
    if (known != m_residents.end()) {
        std::rotate(known, known + 1, m_residents.end());
        return m_residents.back().executable.get();
    }
    make_room(key);
    m_weights.listen_to(cancel);
    const auto build = [&]() -> Result<std::unique_ptr<Executable>> {
        LEMNOS_TRY(Graph graph, make_graph());
        LEMNOS_TRY(auto executable, Executable::create(m_engine.device, m_engine.pipelines, std::move(graph),
                                                       &m_weights, nullptr, cancel));
        LEMNOS_CHECK(m_weights.flush());
        LEMNOS_CHECK(executable->warm_up(cancel));
        return executable;
    };
    auto executable = build();
    if (!executable && executable.error().kind == ErrorKind::out_of_memory && !m_residents.empty()) {
        log(LogLevel::info, "{}; letting {} other networks go", executable.error().text(), m_residents.size());
        m_residents.clear();
        executable = build();
    }
    if (!executable) return std::unexpected(std::move(executable).error());
    m_residents.push_back({key, std::move(*executable)});
    return m_residents.back().executable.get();
}

Result<Executable*> LoadedModel::text_encoder(std::size_t which, DType dtype, std::uint32_t clip_skip,
                                              const CancelToken& cancel, InsertedVectors vectors) {
    const TextPart& part = m_description.texts[which];
    ClipTextConfig config = part.config;
    config.clip_skip = clip_skip;
    if (clip_skip > config.layers)
        return invalid("clip_skip: {} is more than the {} layers of this model's text encoder", clip_skip,
                       config.layers);
    // The key's height and width are free here.
    return resident({Net::text, 1, clip_skip, vectors == InsertedVectors::given, config.max_length, dtype, which},
                    cancel, [&] { return clip_text_graph(&m_index, part.root, config, 1, dtype, vectors); });
}

Result<Executable*> LoadedModel::unet(UNetSize size, DType dtype, const CancelToken& cancel) {
    const Part<UNetConfig>& part = m_description.unet;
    return resident({Net::unet, size.batch, size.height, size.width, size.tokens, dtype}, cancel,
                    [&] { return unet_graph(&m_index, part.root, part.config, size, dtype); });
}

Result<Executable*> LoadedModel::vae_encoder(PictureSize pixels, DType dtype, const CancelToken& cancel) {
    const Part<VaeConfig>& part = m_description.vae;
    return resident({Net::vae_encoder, pixels.batch, pixels.height, pixels.width, 0, dtype}, cancel,
                    [&] { return vae_encoder_graph(&m_index, part.root, part.config, pixels, dtype); });
}

Result<Executable*> LoadedModel::vae_decoder(PictureSize latents, DType dtype, const CancelToken& cancel) {
    const Part<VaeConfig>& part = m_description.vae;
    return resident({Net::vae_decoder, latents.batch, latents.height, latents.width, 0, dtype}, cancel,
                    [&] { return vae_decoder_graph(&m_index, part.root, part.config, latents, dtype); });
}

Result<Executable*> LoadedModel::preview_decoder(PictureSize latents, DType dtype, const CancelToken& cancel) {
    const TinyVaeParts& part = *m_description.tiny_vae;
    return resident({Net::preview, latents.batch, latents.height, latents.width, 0, dtype}, cancel,
                    [&] { return tiny_vae_decoder_graph(&m_index, part.decoder_root, part.config, latents, dtype); });
}

}  // namespace lemnos
