// SPDX-License-Identifier: Apache-2.0
// Brings a file into the models folder: looks what it is, then copies it, or links to it, under its own name into the
// subfolder for its kind. Nothing that is there is replaced, and a copy appears when it is complete. Made on the GUI
// thread and moved to the library thread; owned by Workers; each call blocks that thread until it is done.
#pragma once

#include <chrono>

#include <QObject>
#include <QString>

#include "base/cancel.h"
#include "families/model_file.h"
#include "studio/library_entry.h"

namespace lemnos::studio {

class ModelImporter : public QObject {
    Q_OBJECT
public:
    /// The token ends a copy when the studio closes; nothing is left of it then. `tellEvery` is the least time between
    /// two words of how far a copy is.
    explicit ModelImporter(CancelToken cancel, std::chrono::milliseconds tellEvery = std::chrono::milliseconds(200))
        : m_cancel(std::move(cancel)), m_tellEvery(tellEvery) {}

    void import(const QString& path, ImportMode mode);

Q_SIGNALS:
    void imported(const QString& path, lemnos::ModelKind kind);  // where it lies now
    void failed(const QString& message);
    /// A copy is under way: a large one takes its time.
    void progressed(const QString& path, double share);

private:
    Result<QString> bring(const QString& path, ModelKind kind, ImportMode mode);
    Status copy(const QString& from, const std::filesystem::path& to);

    CancelToken m_cancel;
    std::chrono::milliseconds m_tellEvery;
};

}  // namespace lemnos::studio
