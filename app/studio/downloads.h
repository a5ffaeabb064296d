// SPDX-License-Identifier: Apache-2.0
// The catalogue and how far its models are: offered, on their way, there. GUI thread; owned by StudioModel. Nothing is
// asked of the network but by download(); app/worker does it and tells. What is there is told by its hash.
#pragma once

#include <QHash>
#include <QObject>

#include "studio/catalogue.h"
#include "studio/download_job.h"
#include "studio/model_library.h"

namespace lemnos::studio {

class Downloads : public QObject {
    Q_OBJECT
public:
    enum class State { offered, running, failed, there };

    explicit Downloads(ModelLibrary& library, QObject* parent = nullptr);

    const Catalogue& catalogue() const { return m_catalogue; }
    void setCatalogue(Catalogue catalogue);

    State state(const QString& id);
    const DownloadProgress& progress(const QString& id) { return m_items[id].progress; }
    const QString& problem(const QString& id) { return m_items[id].problem; }
    /// Of what it needs, what is not there.
    QList<CatalogueEntry> missingNeeds(const CatalogueEntry& entry);

    /// With what it needs.
    void download(const QString& id);
    void cancel(const QString& id);

    // Told by app/worker:
    void noteProgress(const QString& id, const lemnos::studio::DownloadProgress& progress);
    void noteFinished(const QString& id);
    void noteFailed(const QString& id, const QString& message);
    void noteCancelled(const QString& id);

Q_SIGNALS:
    void changed();
    void progressChanged(const QString& id);
    void startWanted(const lemnos::studio::DownloadJob& job);
    void cancelWanted(const QString& id);

private:
    struct Item {
        State state = State::offered;
        DownloadProgress progress;
        QString problem;
    };
    bool isThere(const CatalogueEntry& entry);

    ModelLibrary& m_library;
    Catalogue m_catalogue;
    QHash<QString, Item> m_items;
};

}  // namespace lemnos::studio
