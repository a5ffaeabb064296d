// SPDX-License-Identifier: Apache-2.0
// Looks at models one by one for the models window: headers, files beside them, pictures of them, and what they would
// take of the device's memory. No weights are read. Of details and estimates only the latest wish counts. Made on the
// GUI thread and moved to the models thread before work begins; owned by Workers.
#pragma once

#include <filesystem>

#include <QImage>
#include <QObject>

#include "base/cancel.h"
#include "families/hash_cache.h"
#include "studio/model_details.h"
#include "worker/mailbox.h"

namespace lemnos::studio {

class ModelExaminer : public QObject {
    Q_OBJECT
public:
    ModelExaminer(std::filesystem::path hashCache, CancelToken closing)
        : m_hashes(std::move(hashCache)), m_closing(std::move(closing)) {}

    static constexpr qint64 mostPictureBytes = 32 << 20;     // of a file that is opened
    static constexpr qint64 mostPicturePixels = 64'000'000;  // of one that is decoded

    // From any thread:
    void wantDetails(const QString& path, ModelKind kind, const QString& chosenModel);
    void wantMemory(const MemoryQuestion& question);
    /// On the models thread: the picture beside a model, at most `side` pixels wide and high.
    void readPreview(const QString& path, int side);

Q_SIGNALS:
    void examined(const lemnos::studio::ModelDetails& details);
    void estimated(const lemnos::studio::ModelMemory& memory);
    /// A null image if there is none, or none that is small enough.
    void previewRead(const QString& path, const QImage& image);

private:
    struct DetailsWish {
        QString path;
        ModelKind kind = ModelKind::unknown;
        QString chosenModel;
    };
    void examine();
    void estimate();
    ModelDetails detailsOf(const DetailsWish& wish) const;

    HashCache m_hashes;
    CancelToken m_closing;
    Mailbox<DetailsWish> m_details;
    Mailbox<MemoryQuestion> m_memory;
};

}  // namespace lemnos::studio
