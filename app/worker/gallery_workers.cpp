// SPDX-License-Identifier: Apache-2.0
#include "worker/gallery_workers.h"

#include <QStandardPaths>

#include "studio/studio_model.h"
#include "worker/file_worker.h"
#include "worker/gallery_indexer.h"
#include "worker/grid_painter.h"
#include "worker/index_inspector.h"
#include "worker/picture_exporter.h"
#include "worker/post.h"
#include "worker/thumbnail_maker.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr qint64 thumbnailCacheBytes = 1LL << 30;

QString indexFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/lemnos/gallery"_L1;
}

QString thumbnailFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + "/lemnos/thumbnails"_L1;
}

}  // namespace

GalleryWorkers::GalleryWorkers(StudioModel& model, FileWorker& files, const CancelToken& closing)
    : m_model(model),
      m_indexer(std::make_unique<GalleryIndexer>(indexFolder(), closing)),
      m_thumbnails(std::make_unique<ThumbnailMaker>(thumbnailFolder(), closing)),
      m_exporter(std::make_unique<PictureExporter>(closing)),
      m_grids(std::make_unique<GridPainter>(closing)),
      m_inspector(std::make_unique<IndexInspector>()) {
    m_indexThread.setObjectName(u"index"_s);
    m_thumbnailThread.setObjectName(u"thumbnails"_s);
    m_exportThread.setObjectName(u"export"_s);
    m_indexer->moveToThread(&m_indexThread);
    m_thumbnails->moveToThread(&m_thumbnailThread);
    m_exporter->moveToThread(&m_exportThread);
    m_grids->moveToThread(&m_exportThread);
    m_inspector->moveToThread(&m_exportThread);
    connectIndex();
    connectFiles(files);
    connectExport();
    connectGrids();
    m_indexThread.start(QThread::LowPriority);
    m_thumbnailThread.start(QThread::LowPriority);
    m_exportThread.start(QThread::LowPriority);
}

GalleryWorkers::~GalleryWorkers() {
    post(*m_indexer, [indexer = m_indexer.get()] {
        indexer->stop();
        QThread::currentThread()->quit();
    });
    post(*m_thumbnails, [] { QThread::currentThread()->quit(); });
    post(*m_exporter, [] { QThread::currentThread()->quit(); });
    m_exportThread.wait();
    m_indexThread.wait();
    m_thumbnailThread.wait();
}

void GalleryWorkers::start() {
    const QString folder = m_model.settings().galleryFolder();
    m_model.browser().noteFolder(folder);
    post(*m_indexer, [indexer = m_indexer.get(), folder] { indexer->open(folder); });
    post(*m_thumbnails, [thumbnails = m_thumbnails.get()] { thumbnails->trim(thumbnailCacheBytes); });
}

void GalleryWorkers::connectIndex() {
    PictureBrowser& browser = m_model.browser();
    GalleryIndexer* const indexer = m_indexer.get();
    connect(&browser, &PictureBrowser::findWanted, this, [indexer](int number, const PictureQuery& query) {
        post(*indexer, [indexer, number, query] { indexer->find(number, query); });
    });
    connect(&browser, &PictureBrowser::readWanted, this,
            [indexer](const QList<PictureId>& ids) { post(*indexer, [indexer, ids] { indexer->read(ids); }); });
    connect(&browser, &PictureBrowser::fetchWanted, this, [indexer](int number, const QList<PictureId>& ids) {
        post(*indexer, [indexer, number, ids] { indexer->fetch(number, ids); });
    });
    connect(indexer, &GalleryIndexer::fetched, &browser, &PictureBrowser::noteFetched);
    connect(&browser, &PictureBrowser::markWanted, this,
            [indexer](const QList<PictureId>& ids, const MarkChange& change) {
                post(*indexer, [indexer, ids, change] { indexer->mark(ids, change); });
            });
    connect(&browser, &PictureBrowser::thumbnailsWanted, this,
            [thumbnails = m_thumbnails.get()](const ThumbnailWishes& wishes) { thumbnails->want(wishes); });
    connect(m_thumbnails.get(), &ThumbnailMaker::made, &browser, &PictureBrowser::noteThumbnail);
    connect(indexer, &GalleryIndexer::madeAnew, &browser, &PictureBrowser::noteMadeAnew);
    connect(indexer, &GalleryIndexer::found, &browser, &PictureBrowser::noteFound);
    connect(indexer, &GalleryIndexer::wasRead, &browser, &PictureBrowser::noteRead);
    connect(indexer, &GalleryIndexer::changed, &browser, &PictureBrowser::noteChanged);
    connect(indexer, &GalleryIndexer::progressed, &browser, &PictureBrowser::noteProgress);
    connect(indexer, &GalleryIndexer::gone, &m_model.desk(), &PictureDesk::noteGone);
    connect(indexer, &GalleryIndexer::inspectionWanted, m_inspector.get(), &IndexInspector::inspect);
    connect(m_inspector.get(), &IndexInspector::inspected, indexer, &GalleryIndexer::noteInspected);
    connect(indexer, &GalleryIndexer::noticed, this,
            [this](const QString& text) { m_model.notices().post({.severity = Severity::warning, .text = text}); });
}

void GalleryWorkers::connectExport() {
    PictureExport& pictureExport = m_model.pictureExport();
    PictureExporter* const exporter = m_exporter.get();
    connect(&pictureExport, &PictureExport::wanted, this,
            [exporter](const ExportJob& job) { post(*exporter, [exporter, job] { exporter->run(job); }); });
    connect(exporter, &PictureExporter::progressed, &pictureExport, &PictureExport::noteProgress);
    connect(exporter, &PictureExporter::finished, &pictureExport, &PictureExport::noteFinished);
}

void GalleryWorkers::connectGrids() {
    GridRuns& grids = m_model.grids();
    GridPainter* const painter = m_grids.get();
    connect(&grids, &GridRuns::paintWanted, this, [painter](int number, const Grid& grid) {
        post(*painter, [painter, number, grid] { painter->paint(number, grid); });
    });
    connect(painter, &GridPainter::painted, &grids, &GridRuns::notePainted);
    connect(painter, &GridPainter::notPainted, &grids, &GridRuns::noteNotPainted);
}

void GalleryWorkers::connectFiles(FileWorker& files) {
    PictureDesk& desk = m_model.desk();
    FileWorker* const worker = &files;
    const auto lookAt = [indexer = m_indexer.get()](const QString& path) {
        post(*indexer, [indexer, path] { indexer->lookAt(path); });
    };
    connect(worker, &FileWorker::saved, this, [lookAt](EntryId, const QString& path) { lookAt(path); });
    connect(worker, &FileWorker::fileTrashed, this, lookAt);
    connect(worker, &FileWorker::fileNotTrashed, &desk, &PictureDesk::noteTrashFailed);
    connect(&desk, &PictureDesk::trashWanted, this, [worker](const QStringList& paths) {
        for (const QString& path : paths) post(*worker, [worker, path] { worker->trashFile(path); });
    });
    connect(&desk, &PictureDesk::openWanted, this,
            [worker](const QString& path) { post(*worker, [worker, path] { worker->open(path); }); });
    connect(worker, &FileWorker::opened, &desk, &PictureDesk::noteOpened);
    connect(&desk, &PictureDesk::recallWanted, this, [worker](const QString& path, Recall what) {
        post(*worker, [worker, path, what] { worker->recall(path, what); });
    });
    connect(&m_model.comparison(), &Comparison::readWanted, this,
            [worker](const QString& path) { post(*worker, [worker, path] { worker->readWhole(path); }); });
    connect(worker, &FileWorker::wholeRead, &m_model.comparison(), &Comparison::noteRead);
    connect(worker, &FileWorker::recalled, &desk, &PictureDesk::noteRecalled);
}

}  // namespace lemnos::studio
