// SPDX-License-Identifier: Apache-2.0
#include "worker/picture_exporter.h"

#include <QFileInfo>

#include "pipeline/provenance.h"
#include "worker/contact_sheet.h"
#include "worker/exported_picture.h"
#include "worker/image_conversion.h"
#include "worker/picture_description.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// From the file itself; its name, if it says nothing.
QString captionOf(const QString& path, SheetCaption caption) {
    const QFileInfo file(path);
    const auto picture = describePicture(file.path(), {}, {.name = file.fileName(), .stamp = {}});
    if (!picture) return file.fileName();
    if (caption == SheetCaption::prompt) return picture->prompt.isEmpty() ? file.fileName() : picture->prompt;
    QStringList facts{picture->model, picture->settings};
    facts.removeAll(QString());
    return facts.isEmpty() ? file.fileName() : facts.join(u", "_s);
}

}  // namespace

bool PictureExporter::isCancelled(const ExportJob& job) const {
    return job.cancel.is_cancelled() || m_closing.is_cancelled();
}

void PictureExporter::run(const ExportJob& job) {
    const auto* const choices = std::get_if<ExportChoices>(&job.choices);
    Q_EMIT finished(job.number,
                    choices ? writePictures(job, *choices) : writeSheets(job, std::get<SheetChoices>(job.choices)));
}

ExportResult PictureExporter::writePictures(const ExportJob& job, const ExportChoices& choices) {
    ExportResult result;
    int done = 0;
    for (const QString& path : job.paths) {
        if (isCancelled(job)) {
            result.end = ExportResult::End::cancelled;
            break;
        }
        if (const auto written = exportPicture(path, choices))
            result.written.append(*written);
        else
            result.failures.append(QString::fromStdString(written.error().text()));
        Q_EMIT progressed(job.number, ++done);
    }
    return result;
}

std::optional<QImage> PictureExporter::paintSheet(const ExportJob& job, const SheetChoices& choices,
                                                  const SheetLayout& layout, int sheet, ExportResult& result) {
    ContactSheet painted(layout, choices.background, sheet);
    for (int place = 0; place < layout.picturesOn(sheet); ++place) {
        if (isCancelled(job)) return {};
        const int number = sheet * layout.perSheet() + place;
        const QString& path = job.paths[number];
        const auto picture = readImage(path);
        if (!picture) result.failures.append(QString::fromStdString(picture.error().text()));
        painted.add(place, picture.value_or(QImage()), captionOf(path, choices.caption));
        Q_EMIT progressed(job.number, number + 1);
    }
    return painted.take();
}

ExportResult PictureExporter::writeSheets(const ExportJob& job, const SheetChoices& choices) {
    ExportResult result;
    const auto fail = [&result](const Error& error) { result.failures.append(QString::fromStdString(error.text())); };
    const auto layout = layOutSheets(choices, int(job.paths.size()));
    if (!layout) {
        fail(layout.error());
        return result;
    }
    const PictureText source = provenance(DigitalSource::generated);
    for (int sheet = 0; sheet < layout->sheets(); ++sheet) {
        const auto picture = paintSheet(job, choices, *layout, sheet, result);
        if (!picture) {
            result.end = ExportResult::End::cancelled;
            break;
        }
        const auto bytes = encodedImage(*picture, choices.coding, std::span(&source, 1));
        const auto written = bytes ? writeExport(choices.folder, u"contact-sheet"_s, choices.coding.format, *bytes)
                                   : Result<QString>(std::unexpected(bytes.error()));
        if (written)
            result.written.append(*written);
        else
            fail(written.error());
    }
    return result;
}

}  // namespace lemnos::studio
