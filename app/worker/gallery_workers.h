// SPDX-License-Identifier: Apache-2.0
// The threads behind the gallery window, and the lines between them and the StudioModel: the index thread answers
// searches and keeps the index true, the thumbnail thread makes small pictures, the export thread writes those that
// leave the gallery, paints grids, and reads the index for damage now and then. Owned by Workers on the GUI thread.
#pragma once

#include <memory>

#include <QObject>
#include <QThread>

#include "base/cancel.h"

namespace lemnos::studio {

class FileWorker;
class GalleryIndexer;
class GridPainter;
class IndexInspector;
class PictureExporter;
class StudioModel;
class ThumbnailMaker;

class GalleryWorkers : public QObject {
    Q_OBJECT
public:
    GalleryWorkers(StudioModel& model, FileWorker& files, const CancelToken& closing);
    ~GalleryWorkers() override;

    /// Opens the index of the gallery folder and compares it with what lies there.
    void start();

private:
    void connectIndex();
    void connectFiles(FileWorker& files);
    void connectExport();
    void connectGrids();

    StudioModel& m_model;
    QThread m_indexThread;
    QThread m_thumbnailThread;
    QThread m_exportThread;
    std::unique_ptr<GalleryIndexer> m_indexer;
    std::unique_ptr<ThumbnailMaker> m_thumbnails;
    std::unique_ptr<PictureExporter> m_exporter;
    std::unique_ptr<GridPainter> m_grids;
    std::unique_ptr<IndexInspector> m_inspector;
};

}  // namespace lemnos::studio
