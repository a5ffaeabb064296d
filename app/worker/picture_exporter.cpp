// SPDX-License-Identifier: Apache-2.0
#include "worker/picture_exporter.h"

#include "worker/exported_picture.h"

namespace lemnos::studio {

bool PictureExporter::isCancelled(const ExportJob& job) const {
    return job.cancel.is_cancelled() || m_closing.is_cancelled();
}

void PictureExporter::run(const ExportJob& job) {
    Q_EMIT finished(job.number, writePictures(job, std::get<ExportChoices>(job.choices)));
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

}  // namespace lemnos::studio
