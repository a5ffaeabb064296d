// SPDX-License-Identifier: Apache-2.0
// The part of StudioModel that takes over what a picture was made with, and looks for the files that it names.
#include <utility>

#include <QFileInfo>

#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

void StudioModel::restoreSettings(EntryId id, RestorePart part) {
    const GalleryEntry* const entry = m_gallery.find(id);
    if (!entry) return;
    if (!entry->request) {
        m_notices.post({.severity = Severity::warning,
                        .text = tr("This picture carries no settings of Lemnos that could be restored.")});
        return;
    }
    restore(*entry->request, part);
}

void StudioModel::restore(Request request, RestorePart part) {
    if (part == RestorePart::everything) {
        resolveModel(request);
        resolveStartPicture(request);
    }
    if (part != RestorePart::seed) m_styles.chooseNone();  // their words stand in the picture's prompt
    m_request.restore(request, part);
}

void StudioModel::paintAgain(Request request) {
    if (!hasDevice()) return;
    resolveModel(request);
    resolveStartPicture(request);
    m_viewer.followJobs();
    m_queue.enqueue(request);
    letQueueRun();
}

void StudioModel::noteLooked(const QString& path, const std::optional<Request>& request) {
    if (!request) {
        m_notices.post(
            {.severity = Severity::warning, .text = tr("%1 carries no settings that could be restored.").arg(path)});
        return;
    }
    restore(*request, RestorePart::everything);
}

void StudioModel::resolveModel(Request& request) {
    const QString wanted = QString::fromStdString(request.model);
    if (wanted.isEmpty()) request.model = m_request.chosen().model;  // a picture of another program
    if (wanted.isEmpty() || wanted == "starter"_L1 || QFileInfo::exists(wanted)) return;
    // Files name a model without its folder; only those of the user's collection or chosen before are taken for it.
    if (const LibraryEntry* const entry = m_library.findByName(QFileInfo(wanted).fileName())) {
        request.model = entry->path.toStdString();
        return;
    }
    for (const QString& known : m_settings.knownModels())
        if (QFileInfo(known).fileName() == QFileInfo(wanted).fileName() && QFileInfo::exists(known)) {
            request.model = known.toStdString();
            return;
        }
    request.model = m_request.chosen().model;
    m_notices.post(
        {.severity = Severity::warning,
         .text = tr("The model “%1” of this picture is not known here; the model in use stays.").arg(wanted)});
}

// Like models, start pictures and masks are named without their folder.
std::string StudioModel::knownPicture(const std::string& wanted) const {
    const QString path = QString::fromStdString(wanted);
    const QString name = QFileInfo(path).fileName();
    QStringList known{path, m_startPicture.path(), Settings::canvasInputFolder() + u'/' + name};
    for (int row = 0; row < m_gallery.size(); ++row) known.append(m_gallery.at(row).path);
    for (const QString& candidate : known)
        if (QFileInfo(candidate).fileName() == name && QFileInfo::exists(candidate)) return candidate.toStdString();
    return {};
}

void StudioModel::resolveStartPicture(Request& request) {
    if (request.init_image.empty()) return;
    const std::string wanted = std::exchange(request.init_image, knownPicture(request.init_image));
    if (!request.mask.empty()) request.mask = knownPicture(request.mask);
    if (!request.init_image.empty()) return;
    request.mask.clear();
    m_notices.post({.severity = Severity::warning,
                    .text = tr("This picture was started from “%1”, which is not known here; the settings are restored "
                               "without it.")
                                .arg(QString::fromStdString(wanted))});
}

}  // namespace lemnos::studio
