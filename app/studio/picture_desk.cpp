// SPDX-License-Identifier: Apache-2.0
#include "studio/picture_desk.h"

#include "studio/studio_model.h"

namespace lemnos::studio {

PictureDesk::PictureDesk(StudioModel& model, QObject* parent) : QObject(parent), m_model(model) {}

void PictureDesk::open(const QString& path) {
    if (const GalleryEntry* const entry = m_model.gallery().findByPath(path)) {
        m_model.showEntry(entry->id);
        Q_EMIT shown();
    } else {
        Q_EMIT openWanted(path);
    }
}

void PictureDesk::noteOpened(const QString& path, const std::optional<ScannedPicture>& picture) {
    if (!picture) {
        m_model.notices().post({.severity = Severity::error, .text = tr("%1 could not be read.").arg(path)});
        return;
    }
    m_model.gallery().noteScanned({*picture});
    m_model.showEntry(m_model.gallery().findByPath(path)->id);
    Q_EMIT shown();
}

void PictureDesk::recall(const QString& path, Recall what) { Q_EMIT recallWanted(path, what); }

void PictureDesk::noteRecalled(const QString& path, Recall what, const std::optional<Request>& request) {
    if (!request) return m_model.noteLooked(path, request);
    switch (what) {
        case Recall::everything: return m_model.restore(*request, RestorePart::everything);
        case Recall::prompt: return m_model.restore(*request, RestorePart::prompt);
        case Recall::seed: return m_model.restore(*request, RestorePart::seed);
        case Recall::paintAgain: return m_model.paintAgain(*request);
    }
}

void PictureDesk::moveToTrash(const QStringList& paths) {
    if (!paths.isEmpty()) Q_EMIT trashWanted(paths);
}

void PictureDesk::noteGone(const QStringList& paths) {
    for (const QString& path : paths)
        if (const GalleryEntry* const entry = m_model.gallery().findByPath(path))
            m_model.gallery().noteTrashed(entry->id);
}

void PictureDesk::noteTrashFailed(const QString& message) {
    m_model.notices().post({.severity = Severity::error, .text = message});
}

}  // namespace lemnos::studio
