// SPDX-License-Identifier: Apache-2.0
// The threads of the studio, and the lines between them and the StudioModel: the render thread owns the engine, the
// file thread the disk; the library thread looks through the models, the models thread at those that are on view, the
// hash thread reads them, and the download thread fetches what is missing. Owned by main (or a test) on the GUI thread,
// outlived by the StudioModel. Only values cross. Destruction cancels what runs and waits until every picture that can
// be saved is saved.
#pragma once

#include <filesystem>
#include <memory>

#include <QObject>
#include <QThread>

#include "base/cancel.h"
#include "worker/renderer.h"

namespace lemnos::studio {

class DocumentWorker;
class Downloader;
class FileWorker;
class GalleryWorkers;
class KeptFile;
class HashWorker;
class ModelExaminer;
class ModelImporter;
class ModelScanner;
class RenderWorker;
class StudioModel;

class Workers : public QObject {
    Q_OBJECT
public:
    /// `hashCache` remembers the hashes of models; empty remembers none.
    Workers(StudioModel& model, std::unique_ptr<Renderer> renderer, std::filesystem::path hashCache = {});
    ~Workers() override;

    /// Brings the engine up and reads the gallery; call it once the window is on the screen.
    void start();

private:
    void takeWhatWasKept();
    void connectEngine();
    void connectQueue();
    void connectGallery();
    void connectDocuments();
    void connectPrompts();
    void connectKept(KeptFile& kept);
    void connectLibrary();
    void connectModelPage();
    void connectDownloads();
    void prepareModel();

    StudioModel& m_model;
    QThread m_renderThread;
    QThread m_fileThread;
    QThread m_libraryThread;
    QThread m_modelsThread;
    QThread m_hashThread;
    QThread m_downloadThread;
    CancelToken m_closing;
    std::unique_ptr<RenderWorker> m_render;
    std::unique_ptr<FileWorker> m_files;
    std::unique_ptr<DocumentWorker> m_documents;
    std::unique_ptr<ModelScanner> m_scanner;
    std::unique_ptr<ModelImporter> m_importer;
    std::unique_ptr<ModelExaminer> m_examiner;
    std::unique_ptr<HashWorker> m_hashes;
    std::unique_ptr<Downloader> m_downloader;
    std::unique_ptr<GalleryWorkers> m_gallery;
    CancelToken m_preparation;  // of the model that is being loaded ahead
};

}  // namespace lemnos::studio
