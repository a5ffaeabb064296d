// SPDX-License-Identifier: Apache-2.0
#include "worker/workers.h"

#include <utility>

#include <QCoreApplication>
#include <QFileInfo>
#include <QImageReader>

#include "studio/model_page.h"
#include "studio/studio_model.h"
#include "worker/document_worker.h"
#include "worker/downloader.h"
#include "worker/file_worker.h"
#include "worker/gallery_workers.h"
#include "worker/hash_worker.h"
#include "worker/model_examiner.h"
#include "worker/model_importer.h"
#include "worker/model_scanner.h"
#include "worker/post.h"
#include "worker/render_worker.h"

namespace lemnos::studio {
namespace {

constexpr int picturesShownAtStart = 500;
// Of a decoded picture, for the whole program: the largest grid has 549 (grid_picture.cpp). Qt's own limit is 128.
constexpr int mostPictureMegabytes = 640;

}  // namespace

Workers::Workers(StudioModel& model, std::unique_ptr<Renderer> renderer, std::filesystem::path hashCache)
    : m_model(model),
      m_render(std::make_unique<RenderWorker>(std::move(renderer))),
      m_files(std::make_unique<FileWorker>()),
      m_documents(std::make_unique<DocumentWorker>(Settings::recoveryFolder())),
      m_scanner(std::make_unique<ModelScanner>(m_closing)),
      m_importer(std::make_unique<ModelImporter>(m_closing)),
      m_examiner(std::make_unique<ModelExaminer>(hashCache, m_closing)),
      m_hashes(std::make_unique<HashWorker>(std::move(hashCache), m_closing)),
      m_downloader(std::make_unique<Downloader>(m_closing)),
      m_gallery(std::make_unique<GalleryWorkers>(model, *m_files, m_closing)) {
    QImageReader::setAllocationLimit(mostPictureMegabytes);
    m_renderThread.setObjectName(QStringLiteral("render"));
    m_fileThread.setObjectName(QStringLiteral("files"));
    m_libraryThread.setObjectName(QStringLiteral("library"));
    m_modelsThread.setObjectName(QStringLiteral("models"));
    m_hashThread.setObjectName(QStringLiteral("hashes"));
    m_downloadThread.setObjectName(QStringLiteral("downloads"));
    m_render->moveToThread(&m_renderThread);
    m_files->moveToThread(&m_fileThread);
    m_documents->moveToThread(&m_fileThread);
    m_scanner->moveToThread(&m_libraryThread);
    m_importer->moveToThread(&m_libraryThread);
    m_examiner->moveToThread(&m_modelsThread);
    m_hashes->moveToThread(&m_hashThread);
    m_downloader->moveToThread(&m_downloadThread);
    connectEngine();
    connectQueue();
    connectGallery();
    connectDocuments();
    connectPrompts();
    connectLibrary();
    connectModelPage();
    connectDownloads();
    m_renderThread.start();
    m_fileThread.start();
    m_libraryThread.start(QThread::LowPriority);
    m_modelsThread.start(QThread::LowPriority);
    m_hashThread.start(QThread::IdlePriority);
    m_downloadThread.start();
}

Workers::~Workers() {
    takeWhatWasKept();
    m_model.journal().freeze();
    m_model.queue().cancelAll();
    m_preparation.cancel();
    m_closing.cancel();
    post(*m_scanner, [scanner = m_scanner.get()] {
        scanner->stop();
        QThread::currentThread()->quit();
    });
    post(*m_downloader, [downloader = m_downloader.get()] {
        downloader->stop();
        QThread::currentThread()->quit();
    });
    post(*m_examiner, [] { QThread::currentThread()->quit(); });
    post(*m_hashes, [] { QThread::currentThread()->quit(); });
    m_gallery.reset();
    for (QThread* const thread : {&m_libraryThread, &m_modelsThread, &m_hashThread, &m_downloadThread}) thread->wait();
    // The files last, and after all it was asked for: a picture that was just finished is still to be saved.
    post(*m_render, [] { QThread::currentThread()->quit(); });
    m_renderThread.wait();
    QCoreApplication::sendPostedEvents(&m_model.queue());  // it may have finished a picture in its last moment
    post(*m_files, [] { QThread::currentThread()->quit(); });
    m_fileThread.wait();
}

// A studio that is closed at once has not heard yet what its files say, and writes nothing over them before it has; nor
// where pictures and the input of its jobs were written to.
void Workers::takeWhatWasKept() {
    QCoreApplication::sendPostedEvents(&m_model.queue());  // a picture that is finished is to be saved, too
    QMetaObject::invokeMethod(m_files.get(), [] {}, Qt::BlockingQueuedConnection);
    for (KeptFile* const kept : m_model.keptFiles()) QCoreApplication::sendPostedEvents(kept);
    QCoreApplication::sendPostedEvents(&m_model.queue());
    QCoreApplication::sendPostedEvents(&m_model.gallery());
}

void Workers::start() {
    // First of all, so that nothing is written before it was read.
    for (KeptFile* const kept : m_model.keptFiles())
        post(*m_files, [files = m_files.get(), path = kept->path()] { files->readKept(path); });
    post(*m_files, [files = m_files.get(), folder = m_model.settings().galleryFolder()] {
        files->scan(folder, picturesShownAtStart);
    });
    m_gallery->start();
    post(*m_documents, [documents = m_documents.get()] { documents->lookForAbandoned(); });
    m_model.completions().setTagsFile(m_model.settings().tagsFile());
    m_model.startPicture().refresh();
    m_model.tokens().measureFor(QString::fromStdString(m_model.request().chosen().model));
    m_model.library().scan(m_model.settings().modelFolders());
    m_model.engine().retry();
}

void Workers::prepareModel() {
    m_preparation.cancel();  // whatever was being loaded is not wanted any more
    m_preparation = CancelToken();
    m_model.engine().notePreparing();
    post(*m_render, [render = m_render.get(), request = m_model.request().chosen(), cancel = m_preparation] {
        render->prepare(request, cancel);
    });
}

void Workers::connectEngine() {
    EngineStatus& engine = m_model.engine();
    RenderWorker* const render = m_render.get();
    connect(&engine, &EngineStatus::startWanted, this, [this, render] {
        post(*render, [render, device = m_model.settings().device()] { render->start(device); });
    });
    DeviceCatalogue& devices = m_model.devices();
    connect(&devices, &DeviceCatalogue::listWanted, this,
            [render] { post(*render, [render] { render->listDevices(); }); });
    connect(&devices, &DeviceCatalogue::testWanted, this,
            [render] { post(*render, [render] { render->testDevice(); }); });
    connect(render, &RenderWorker::devicesListed, &devices, &DeviceCatalogue::noteListed);
    connect(render, &RenderWorker::deviceTested, &devices, &DeviceCatalogue::noteTested);
    connect(render, &RenderWorker::started, this, [this](const DeviceInfo& device) {
        m_model.engine().noteStarted(device);
        prepareModel();
    });
    connect(render, &RenderWorker::startFailed, &engine, &EngineStatus::noteMissing);
    connect(render, &RenderWorker::defaultsKnown, &m_model, &StudioModel::noteDefaults);
    connect(render, &RenderWorker::prepared, &engine, &EngineStatus::noteReady);
    connect(render, &RenderWorker::prepareFailed, this, [this](const Error& error) {
        if (error.kind == ErrorKind::cancelled) return;
        m_model.engine().noteUnprepared();
        m_model.notices().post(
            {.severity = Severity::error,
             .text = tr("The model could not be loaded: %1").arg(QString::fromStdString(error.text()))});
    });
    connect(&m_model, &StudioModel::modelChanged, this, [this] {
        if (m_model.engine().state() != EngineStatus::State::missing) prepareModel();
    });
}

void Workers::connectQueue() {
    JobQueue& queue = m_model.queue();
    RenderWorker* const render = m_render.get();
    connect(&queue, &JobQueue::runWanted, this,
            [render](const Job& job) { post(*render, [render, job] { render->run(job); }); });
    connect(render, &RenderWorker::completed, &queue, &JobQueue::noteCompleted);
    connect(render, &RenderWorker::progressed, &queue, &JobQueue::noteProgress);
    connect(render, &RenderWorker::finished, &queue, &JobQueue::noteFinished);
    connect(render, &RenderWorker::failed, &queue, &JobQueue::noteFailed);
    connect(render, &RenderWorker::previewWaiting, this, [this, render] {
        if (const auto preview = render->takePreview())
            m_model.queue().notePreview(preview->job, preview->image, preview->place);
    });
}

void Workers::connectGallery() {
    Gallery& gallery = m_model.gallery();
    Viewer& viewer = m_model.viewer();
    FileWorker* const files = m_files.get();
    connect(&gallery, &Gallery::saveWanted, this,
            [this, files](EntryId id, const FinishedPicture& picture, const QString& fileName) {
                post(*files, [files, id, picture, folder = m_model.settings().galleryFolder(), fileName] {
                    files->save(id, picture, folder, fileName);
                });
            });
    connect(files, &FileWorker::saved, &gallery, &Gallery::noteSaved);
    connect(files, &FileWorker::saveFailed, &gallery, &Gallery::noteSaveFailed);
    connect(&gallery, &Gallery::trashWanted, this,
            [files](EntryId id, const QString& path) { post(*files, [files, id, path] { files->trash(id, path); }); });
    connect(files, &FileWorker::trashed, &gallery, &Gallery::noteTrashed);
    connect(files, &FileWorker::trashFailed, &m_model, &StudioModel::noteTrashFailed);
    connect(files, &FileWorker::scanned, &gallery, &Gallery::noteScanned);
    connect(&viewer, &Viewer::loadWanted, this,
            [files](EntryId id, const QString& path) { post(*files, [files, id, path] { files->load(id, path); }); });
    connect(&m_model, &StudioModel::lookWanted, this,
            [files](const QString& path) { post(*files, [files, path] { files->look(path); }); });
    connect(files, &FileWorker::looked, &m_model, &StudioModel::noteLooked);
    StartPicture& start = m_model.startPicture();
    connect(&start, &StartPicture::readWanted, this,
            [files](const QString& path) { post(*files, [files, path] { files->readStartPicture(path); }); });
    connect(files, &FileWorker::startPictureRead, &start, &StartPicture::noteRead);
    connect(files, &FileWorker::startPictureUnreadable, &start, &StartPicture::noteUnreadable);
    connect(files, &FileWorker::loaded, &viewer, &Viewer::noteLoaded);
    connect(files, &FileWorker::loadFailed, &m_model, &StudioModel::noteLoadFailed);
}

void Workers::connectPrompts() {
    FileWorker* const files = m_files.get();
    TokenMeter& tokens = m_model.tokens();
    connect(&tokens, &TokenMeter::openWanted, this,
            [files](const QString& model) { post(*files, [files, model] { files->openVocabulary(model); }); });
    connect(files, &FileWorker::vocabularyOpened, &tokens, &TokenMeter::noteOpened);
    connect(files, &FileWorker::vocabularyMissing, &tokens, &TokenMeter::noteMissing);
    Completions& completions = m_model.completions();
    connect(&completions, &Completions::readWanted, this,
            [files](const QString& path) { post(*files, [files, path] { files->readTagsFile(path); }); });
    connect(files, &FileWorker::tagsRead, &completions, &Completions::noteTags);
    connect(files, &FileWorker::tagsUnreadable, &completions, &Completions::noteTagsUnreadable);
    for (KeptFile* const kept : m_model.keptFiles()) connectKept(*kept);
}

void Workers::connectKept(KeptFile& kept) {
    FileWorker* const files = m_files.get();
    connect(&kept, &KeptFile::saveWanted, this, [files](const QString& path, const QByteArray& bytes) {
        post(*files, [files, path, bytes] { files->keep(path, bytes); });
    });
    connect(&kept, &KeptFile::setAsideWanted, this,
            [files](const QString& path) { post(*files, [files, path] { files->setAside(path); }); });
    connect(files, &FileWorker::keptRead, &kept, [&kept](const QString& path, const QByteArray& bytes) {
        if (path == kept.path()) kept.noteRead(bytes);
    });
    connect(files, &FileWorker::keptUnreadable, &kept, [&kept](const QString& path, const QString& message) {
        if (path == kept.path()) kept.noteUnreadable(message);
    });
    connect(files, &FileWorker::keptSetAside, &kept, [&kept](const QString& path) {
        if (path == kept.path()) kept.noteSetAside();
    });
    connect(files, &FileWorker::keepFailed, &kept, [&kept](const QString& path, const QString& message) {
        if (path == kept.path()) kept.noteFailed(message);
    });
}

void Workers::connectLibrary() {
    ModelLibrary& library = m_model.library();
    ModelScanner* const scanner = m_scanner.get();
    HashWorker* const hashes = m_hashes.get();
    connect(&library, &ModelLibrary::scanWanted, this,
            [scanner](const QStringList& folders) { post(*scanner, [scanner, folders] { scanner->scan(folders); }); });
    connect(scanner, &ModelScanner::found, &library, &ModelLibrary::noteFound);
    connect(scanner, &ModelScanner::gone, &library, &ModelLibrary::noteGone);
    connect(scanner, &ModelScanner::finished, &library, &ModelLibrary::noteScanned);
    ModelImporter* const importer = m_importer.get();
    ModelImports& imports = m_model.imports();
    connect(&imports, &ModelImports::importWanted, this, [importer](const QString& path, ImportMode mode) {
        post(*importer, [importer, path, mode] { importer->import(path, mode); });
    });
    connect(importer, &ModelImporter::progressed, &imports, &ModelImports::noteProgress);
    connect(importer, &ModelImporter::imported, &imports, &ModelImports::noteImported);
    connect(importer, &ModelImporter::failed, &imports, &ModelImports::noteFailed);
    connect(&library, &ModelLibrary::hashWanted, this,
            [hashes](const QString& path) { post(*hashes, [hashes, path] { hashes->hash(path); }); });
    connect(hashes, &HashWorker::hashed, &library, &ModelLibrary::noteHash);
}

void Workers::connectModelPage() {
    ModelPage& page = m_model.modelPage();
    ModelExaminer* const examiner = m_examiner.get();
    connect(&page, &ModelPage::detailsWanted, this,
            [examiner](const QString& path, ModelKind kind, const QString& model) {
                examiner->wantDetails(path, kind, model);
            });
    connect(&page, &ModelPage::memoryWanted, this,
            [examiner](const MemoryQuestion& question) { examiner->wantMemory(question); });
    connect(&page, &ModelPage::previewWanted, this, [examiner](const QString& path) {
        post(*examiner, [examiner, path] { examiner->readPreview(path, ModelPage::previewSide); });
    });
    connect(examiner, &ModelExaminer::examined, &page, &ModelPage::noteDetails);
    connect(examiner, &ModelExaminer::estimated, &page, &ModelPage::noteMemory);
    connect(examiner, &ModelExaminer::previewRead, &page, &ModelPage::notePreview);
}

void Workers::connectDocuments() {
    Workspace& workspace = m_model.workspace();
    DocumentWorker* const documents = m_documents.get();
    connect(&workspace, &Workspace::openWanted, this,
            [documents](const QString& path) { post(*documents, [=] { documents->open(path); }); });
    connect(&workspace, &Workspace::layerWanted, this, [documents](const QString& path, std::optional<QPoint> middle) {
        post(*documents, [=] { documents->readLayer(path, middle); });
    });
    connect(&workspace, &Workspace::saveWanted, this,
            [documents](const QString& path, const Contents& contents, const OtherFiles& others) {
                post(*documents, [=] { documents->save(path, contents, others); });
            });
    connect(&workspace, &Workspace::exportWanted, this, [documents](const QString& path, const Contents& contents) {
        post(*documents, [=] { documents->exportPicture(path, contents); });
    });
    connect(documents, &DocumentWorker::exported, this, [this](const QString& path) {
        m_model.notices().post({.text = tr("The picture was written to %1.").arg(path)});
    });
    connect(documents, &DocumentWorker::exportFailed, &workspace, &Workspace::refused);
    connect(&workspace, &Workspace::snapshotWanted, this,
            [documents](const Contents& contents, const QString& title, const QString& path) {
                post(*documents, [=] { documents->writeSnapshot(contents, title, path); });
            });
    connect(&workspace, &Workspace::snapshotUseless, this,
            [documents] { post(*documents, [documents] { documents->dropSnapshot(); }); });
    connect(&workspace, &Workspace::recoverWanted, this,
            [documents](const QString& id) { post(*documents, [=] { documents->recover(id); }); });
    connect(&workspace, &Workspace::recoveryUseless, this,
            [documents](const QString& id) { post(*documents, [=] { documents->giveUp(id); }); });
    connect(documents, &DocumentWorker::opened, &workspace,
            [this](const OpenedDocument& document, const QString& path) {
                m_model.workspace().openDocument(document, path);
                if (!document.notes.isEmpty()) m_model.notices().post({.text = document.notes.join(u'\n')});
            });
    connect(documents, &DocumentWorker::pictureOpened, &workspace,
            [&workspace](const QImage& picture, const QString& path) {
                workspace.openPicture(picture, QFileInfo(path).completeBaseName());
            });
    connect(documents, &DocumentWorker::layerRead, &workspace,
            [&workspace](const QImage& picture, const QString& path, std::optional<QPoint> middle) {
                workspace.addPicture(picture, QFileInfo(path).completeBaseName(), middle);
            });
    connect(documents, &DocumentWorker::openFailed, &workspace, &Workspace::refused);
    connect(documents, &DocumentWorker::saved, &workspace, &Workspace::noteSaved);
    connect(documents, &DocumentWorker::saveFailed, &workspace, &Workspace::noteSaveFailed);
    connect(documents, &DocumentWorker::snapshotFailed, &workspace, &Workspace::refused);
    connect(documents, &DocumentWorker::abandonedFound, &workspace, &Workspace::recoveryOffered);
    connect(&m_model, &StudioModel::canvasInputWanted, this,
            [documents](const QList<JobId>& jobs, const CanvasTask& task) {
                post(*documents, [=] { documents->keepInput(jobs, task); });
            });
    connect(documents, &DocumentWorker::inputKept, &m_model.queue(), &JobQueue::noteInput);
    connect(documents, &DocumentWorker::inputNotKept, &workspace, &Workspace::refused);
    connect(documents, &DocumentWorker::recovered, &workspace, &Workspace::openRecovered);
}

void Workers::connectDownloads() {
    Downloads& downloads = m_model.downloads();
    Downloader* const downloader = m_downloader.get();
    connect(&downloads, &Downloads::startWanted, this,
            [downloader](const DownloadJob& job) { post(*downloader, [downloader, job] { downloader->start(job); }); });
    connect(&downloads, &Downloads::cancelWanted, this,
            [downloader](const QString& id) { post(*downloader, [downloader, id] { downloader->cancel(id); }); });
    connect(downloader, &Downloader::progressed, &downloads, &Downloads::noteProgress);
    connect(downloader, &Downloader::finished, &downloads, &Downloads::noteFinished);
    connect(downloader, &Downloader::failed, &downloads, &Downloads::noteFailed);
    connect(downloader, &Downloader::cancelled, &downloads, &Downloads::noteCancelled);
}

}  // namespace lemnos::studio
