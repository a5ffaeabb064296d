// SPDX-License-Identifier: Apache-2.0
// One model of the library looked at closely: what is known of it, what it would take of the memory for the request as
// it stands, its picture, and what can be done with it. GUI thread; owned by StudioModel. It touches no file: it says
// what is wanted and is told by app/worker. While no model is shown it asks for nothing.
#pragma once

#include <optional>

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>

#include "studio/model_details.h"

namespace lemnos::studio {

class EngineStatus;
class ModelLibrary;
class RequestModel;
class Settings;
struct LibraryEntry;

class ModelPage : public QObject {
    Q_OBJECT
public:
    static constexpr int previewSide = 320;  // pixels at most

    ModelPage(ModelLibrary& library, RequestModel& request, EngineStatus& engine, Settings& settings);

    /// The model that is looked at; an empty path for none.
    void show(const QString& path);
    /// Files beside models may have changed: everything is looked at again.
    void refresh();

    /// Null for none, or when it is gone.
    const LibraryEntry* entry() const;
    /// Nothing until they are known.
    const std::optional<ModelDetails>& details() const { return m_details; }
    const std::optional<ModelMemory>& memory() const { return m_memory; }
    /// A small picture of any model of the library; null while none is known. The first call asks for it, and
    /// previewKnown() tells.
    QImage preview(const QString& path);

    /// Only checkpoints, LoRA and embeddings without a problem, once their details are known.
    bool canUse() const;
    /// A checkpoint becomes the model, everything else goes into the prompt, once.
    void use();
    /// Whether it is the model, or in the prompt.
    bool isInUse() const;
    /// Trigger words that are not in the prompt.
    bool hasTriggerWords() const;
    /// Into the prompt, those that are not there; of a LoRA also the LoRA.
    void addTriggerWords();

    /// AutoV2; empty while it is not known.
    QString hash() const;
    bool isHashing() const;
    /// Has the whole file read for it.
    void wantHash();

    // Told by app/worker:
    void noteDetails(const lemnos::studio::ModelDetails& details);
    void noteMemory(const lemnos::studio::ModelMemory& memory);
    void notePreview(const QString& path, const QImage& image);

Q_SIGNALS:
    void changed();
    void previewKnown(const QString& path);
    /// `model` is the one that is chosen: files that go with it are found from there.
    void detailsWanted(const QString& path, lemnos::ModelKind kind, const QString& model);
    void memoryWanted(const lemnos::studio::MemoryQuestion& question);
    void previewWanted(const QString& path);

private:
    void askForDetails();
    void askForMemory();
    void addToPrompt(const QStringList& parts);
    bool isInPrompt(const QString& part) const;
    QString mention() const;

    ModelLibrary& m_library;
    RequestModel& m_request;
    EngineStatus& m_engine;
    Settings& m_settings;
    QString m_path;
    std::optional<ModelDetails> m_details;
    std::optional<ModelMemory> m_memory;
    std::optional<MemoryQuestion> m_asked;
    QString m_hashWanted;                // the path
    QCache<QString, QImage> m_previews;  // null images for models without
    QSet<QString> m_previewsWanted;
};

}  // namespace lemnos::studio
