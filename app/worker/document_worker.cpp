// SPDX-License-Identifier: Apache-2.0
#include "worker/document_worker.h"

#include <algorithm>

#include <QFileInfo>

#include "document/compositor.h"
#include "formats/atomic_file.h"
#include "pipeline/provenance.h"
#include "studio/settings.h"
#include "worker/canvas_input.h"
#include "worker/image_conversion.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QString textOf(const Error& error) { return QString::fromStdString(error.text()); }

Result<PictureFormat> formatOf(const QString& path) {
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == "png"_L1) return PictureFormat::png;
    if (ending == "jpg"_L1 || ending == "jpeg"_L1) return PictureFormat::jpeg;
    if (ending == "webp"_L1) return PictureFormat::webp;
    return invalid("{}: the name has to end with .png, .jpg or .webp", path.toStdString());
}

/// Documents hold what people drew and what was generated, and say so.
Status writePicture(const QString& path, const Contents& contents) {
    LEMNOS_TRY(const PictureFormat format, formatOf(path));
    const bool isGenerated = std::ranges::any_of(contents.layers, [](const Layer& l) { return !l.request.isEmpty(); });
    std::vector<PictureText> texts;
    if (isGenerated) texts.push_back(provenance(DigitalSource::composite));
    LEMNOS_TRY(const auto bytes, encodedImage(composed(contents, contents.rect()), {.format = format}, texts));
    return write_file(path.toStdString(), bytes, OnExisting::replace);  // the file dialog has asked
}

}  // namespace

void DocumentWorker::open(const QString& path) {
    if (path.endsWith(".ora"_L1, Qt::CaseInsensitive)) {
        if (const auto document = openOpenRaster(path))
            Q_EMIT opened(*document, path);
        else
            Q_EMIT openFailed(textOf(document.error()));
        return;
    }
    if (const auto picture = readPicture(path)) Q_EMIT pictureOpened(*picture, path);
}

std::optional<QImage> DocumentWorker::readPicture(const QString& path) {
    const auto picture = readImage(path);
    if (picture) return *picture;
    Q_EMIT openFailed(tr("%1 could not be opened: %2").arg(path, textOf(picture.error())));
    return {};
}

void DocumentWorker::readLayer(const QString& path, std::optional<QPoint> middle) {
    if (const auto picture = readPicture(path)) Q_EMIT layerRead(*picture, path, middle);
}

void DocumentWorker::save(const QString& path, const Contents& contents, const OtherFiles& others) {
    const Status status = saveOpenRaster(path, contents, others);
    if (status)
        Q_EMIT saved(path);
    else
        Q_EMIT saveFailed(textOf(status.error()));
}

void DocumentWorker::exportPicture(const QString& path, const Contents& contents) {
    if (const Status status = writePicture(path, contents))
        Q_EMIT exported(path);
    else
        Q_EMIT exportFailed(textOf(status.error()));
}

void DocumentWorker::writeSnapshot(const Contents& contents, const QString& title, const QString& path) {
    const auto write = [&]() -> Status {
        if (!m_slot) {
            LEMNOS_TRY(m_slot, m_recovery.begin());
        }
        return m_slot->write(contents, title, path);
    };
    if (const Status status = write(); !status) Q_EMIT snapshotFailed(textOf(status.error()));
}

void DocumentWorker::dropSnapshot() {
    if (m_slot) m_slot->close();
    m_slot.reset();
}

void DocumentWorker::lookForAbandoned() {
    const QList<Recoverable> documents = m_recovery.abandoned();
    if (!documents.isEmpty()) Q_EMIT abandonedFound(documents);
}

void DocumentWorker::recover(const QString& id) {
    const QList<Recoverable> documents = m_recovery.abandoned();
    const auto found = std::ranges::find(documents, id, &Recoverable::id);
    auto slot = m_recovery.take(id);
    if (found == documents.end() || !slot) {
        Q_EMIT openFailed(slot ? tr("The document is no longer there.") : textOf(slot.error()));
        return;
    }
    const auto document = (*slot)->read();
    if (!document) {
        Q_EMIT openFailed(textOf(document.error()));
        return;
    }
    // The slot goes on being this document's; it is closed when the document is saved.
    m_slot = *std::move(slot);
    Q_EMIT recovered(*document, found->title, found->path);
}

void DocumentWorker::giveUp(const QString& id) {
    if (const auto slot = m_recovery.take(id)) (*slot)->close();
}

void DocumentWorker::keepInput(const QList<JobId>& jobs, const CanvasTask& task) {
    Request request;
    if (const auto input = provideCanvasInput(request, task, Settings::canvasInputFolder()))
        Q_EMIT inputKept(jobs, QString::fromStdString(request.init_image), QString::fromStdString(request.mask));
    else
        Q_EMIT inputNotKept(
            tr("What waits for the document would not survive a restart: %1").arg(textOf(input.error())));
}

}  // namespace lemnos::studio
