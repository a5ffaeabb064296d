// SPDX-License-Identifier: Apache-2.0
// Writes what PictureExport asks for, one picture after the other, and says how far it is. Made on the GUI thread and
// moved to the export thread before any slot runs; owned by GalleryWorkers. Cancelling ends it after the picture that
// is being written; those written stay.
#pragma once

#include <optional>

#include <QImage>
#include <QObject>

#include "studio/picture_export.h"
#include "studio/sheet_layout.h"

namespace lemnos::studio {

class PictureExporter : public QObject {
    Q_OBJECT
public:
    /// The token ends everything, when the studio closes.
    explicit PictureExporter(CancelToken closing) : m_closing(std::move(closing)) {}

    void run(const ExportJob& job);

Q_SIGNALS:
    void progressed(int number, int done);
    void finished(int number, const lemnos::studio::ExportResult& result);

private:
    ExportResult writePictures(const ExportJob& job, const ExportChoices& choices);
    ExportResult writeSheets(const ExportJob& job, const SheetChoices& choices);
    /// Nothing if it was cancelled.
    std::optional<QImage> paintSheet(const ExportJob& job, const SheetChoices& choices, const SheetLayout& layout,
                                     int sheet, ExportResult& result);
    bool isCancelled(const ExportJob& job) const;

    CancelToken m_closing;
};

}  // namespace lemnos::studio
