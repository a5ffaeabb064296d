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
        LEMNOS_CHECK(change_weights(std::move(outcome.changes), cancel));
        // Graphs that expand quantised weights cannot see what was changed in them.
        if (has_quantised || m_has_changed_quantised) m_residents.clear();
        m_has_changed_quantised = has_quantised;
        m_index.set_changed(std::move(names));
        m_footprints.clear();
        m_loras = loras;
        m_lora_notes = std::move(outcome.notes);
        notes.insert(notes.end(), m_lora_notes.begin(), m_lora_notes.end());
        return true;
    }
    notes.insert(notes.end(), m_lora_notes.begin(), m_lora_notes.end());
    return false;
}

Status LoadedModel::change_weights(WeightChanges changes, const CancelToken& cancel) {
    const auto wanted = std::make_shared<const WeightChanges>(std::move(changes));
    for (auto at = m_weights.begin(); at != m_weights.end(); ++at) {
        at->second.listen_to(cancel);
        const Status changed = at->second.set_changes(wanted);
        if (changed) continue;
        for (auto back = m_weights.begin(); back != at; ++back) {
            back->second.listen_to({});  // what was cancelled must not stop the way back
            LEMNOS_CHECK(back->second.set_changes(m_changes));
        }
        return changed;
    }
    m_changes = wanted;
    return {};
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

WeightCache& LoadedModel::weights_of(const WeightsKey& key) {
    const auto [place, is_new] = m_weights.try_emplace(key, m_engine.device, m_file, key.upload);
    // Nothing is placed yet that could fail to be changed.
    if (is_new) (void)place->second.set_changes(m_changes);
    return place->second;
}

void LoadedModel::forget_oldest(const NetworkUse& like) {
    const auto same = [&](const Resident& resident) {
        return resident.use.network == like.network && resident.use.which == like.which;
    };
    if (std::ranges::count_if(m_residents, same) >= sizes_kept)
        m_residents.erase(std::ranges::find_if(m_residents, same));
}

void LoadedModel::let_go(Network network, Keep keep) {
    std::erase_if(m_residents, [&](const Resident& resident) { return resident.use.network == network; });
    if (keep == Keep::weights) return;
    for (auto& [key, weights] : m_weights)
        if (key.network == network && key.upload != Upload::host) weights.let_go();
}

void LoadedModel::let_others_go(const NetworkUse& than, Keep keep) {
    m_residents.clear();
    if (keep == Keep::weights) return;
    for (auto& [key, weights] : m_weights)
        if ((key.network != than.network || key.which != than.which) && key.upload != Upload::host) weights.let_go();
}

void LoadedModel::stream_unet(std::uint64_t resident_bytes) {
    if (resident_bytes == m_unet_resident) return;
    let_go(Network::unet, Keep::nothing);
    m_weights.erase({Network::unet, 0, Upload::host});
    m_unet_resident = resident_bytes;
}

bool LoadedModel::stream_more_of_unet(const NetworkUse& unet) {
    const auto whole = footprint(unet);
    if (!whole || m_unet_resident == 0) return false;
    const std::uint64_t least = whole->weights / 8;
    const std::uint64_t half = std::min(m_unet_resident, whole->weights) / 2;
    stream_unet(half < least ? 0 : half);
    return true;
}

Result<Footprint> LoadedModel::footprint(const NetworkUse& use) {
    for (const auto& [known, footprint] : m_footprints)
        if (known == use) return footprint;
    LEMNOS_TRY(const Graph graph, graph_of(m_description, &m_index, use));
    const Footprint footprint = footprint_of(graph, m_engine.device.capabilities());
    m_footprints.emplace_back(use, footprint);
    return footprint;
}

Result<std::unique_ptr<Executable>> LoadedModel::make(const NetworkUse& use, const CancelToken& cancel) {
    LEMNOS_TRY(Graph graph, graph_of(m_description, &m_index, use));
    WeightCache& weights = weights_of({use.network, use.which, Upload::direct});
    weights.listen_to(cancel);
    WeightStream stream;
    if (use.network == Network::unet && m_unet_resident != UINT64_MAX) {
        WeightCache& host = weights_of({use.network, use.which, Upload::host});
        host.listen_to(cancel);
        stream = {&host, m_unet_resident};
    }
    LEMNOS_TRY(auto executable, Executable::create(m_engine.device, m_engine.pipelines, std::move(graph), &weights,
                                                   nullptr, cancel, stream));
    LEMNOS_CHECK(weights.flush());
    // A cancelled one is kept: letting it go would wait for the driver, and the next run goes on where this one
    // stopped.
    if (Status warm = executable->warm_up(cancel); !warm && warm.error().kind != ErrorKind::cancelled)
        return std::unexpected(std::move(warm).error());
    return executable;
}

Result<Executable*> LoadedModel::network(const NetworkUse& use, const CancelToken& cancel) {
    const auto known = std::ranges::find(m_residents, use, &Resident::use);
    if (known != m_residents.end()) {
        std::rotate(known, known + 1, m_residents.end());
        return m_residents.back().executable.get();
    }
    forget_oldest(use);
    auto executable = make(use, cancel);
    for (const Keep keep : {Keep::weights, Keep::nothing}) {
        const bool is_full = !executable && executable.error().kind == ErrorKind::out_of_memory;
        if (!is_full || use.network == Network::preview_decoder) break;  // no run suffers for a preview
        const std::uint64_t before = m_engine.device.memory_use().current;
        let_others_go(use, keep);
        const std::uint64_t freed = before - m_engine.device.memory_use().current;
        if (freed == 0) continue;
        log(LogLevel::info, "{}; let {} MiB of other networks go", executable.error().text(), freed >> 20U);
        executable = make(use, cancel);
    }
    if (!executable) return std::unexpected(std::move(executable).error());
    m_residents.push_back({use, std::move(*executable)});
    LEMNOS_CHECK(cancel.check());
    return m_residents.back().executable.get();
}

}  // namespace lemnos
