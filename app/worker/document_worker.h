// SPDX-License-Identifier: Apache-2.0
// The studio's hands on documents: opens and saves OpenRaster files, writes the snapshot that survives a crash, and
// finds those that crashes left. Made on the GUI thread and moved to the file thread before any slot runs; owned by
// Workers. Contents are snapshots: the user goes on painting meanwhile.
#pragma once

#include <memory>
#include <optional>

#include <QObject>

#include "document/recovery_store.h"
#include "studio/job.h"

namespace lemnos::studio {

class DocumentWorker : public QObject {
    Q_OBJECT
public:
    explicit DocumentWorker(const QString& recoveryFolder) : m_recovery(recoveryFolder) {}

    /// An OpenRaster file, or any picture as a document of one layer.
    void open(const QString& path);
    void readLayer(const QString& path, std::optional<QPoint> middle);
    void save(const QString& path, const Contents& contents, const OtherFiles& others);
    /// All layers as one picture, in the format of the name's ending (PNG, JPEG, WebP).
    void exportPicture(const QString& path, const Contents& contents);
    void writeSnapshot(const Contents& contents, const QString& title, const QString& path);
    void dropSnapshot();
    /// Reports what crashes left, if anything.
    void lookForAbandoned();
    /// Takes one of them over.
    void recover(const QString& id);
    void giveUp(const QString& id);
    /// Writes what waiting jobs for a document start from, so that they outlive the program.
    void keepInput(const QList<JobId>& jobs, const CanvasTask& task);

Q_SIGNALS:
    void opened(const lemnos::studio::OpenedDocument& document, const QString& path);
    void pictureOpened(const QImage& picture, const QString& path);
    void layerRead(const QImage& picture, const QString& path, std::optional<QPoint> middle);
    void openFailed(const QString& message);
    void saved(const QString& path);
    void saveFailed(const QString& message);
    void exported(const QString& path);
    void exportFailed(const QString& message);
    void snapshotFailed(const QString& message);
    void abandonedFound(const QList<lemnos::studio::Recoverable>& documents);
    /// `mask` is empty where there is none.
    void inputKept(const QList<lemnos::studio::JobId>& jobs, const QString& picture, const QString& mask);
    void inputNotKept(const QString& message);
    /// `path` is where it was last saved, or empty.
    void recovered(const lemnos::studio::OpenedDocument& document, const QString& title, const QString& path);

private:
    std::optional<QImage> readPicture(const QString& path);

    RecoveryStore m_recovery;
    std::unique_ptr<RecoverySlot> m_slot;
};

}  // namespace lemnos::studio
