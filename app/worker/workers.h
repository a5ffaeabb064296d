// SPDX-License-Identifier: Apache-2.0
// The two threads of the studio, and the lines between them and the StudioModel: the render thread owns the engine,
// the file thread the disk. Owned by main (or a test) on the GUI thread, outlived by the StudioModel. Only values
// cross. Destruction cancels what runs and waits until every picture that can be saved is saved.
#pragma once

#include <memory>

#include <QObject>
#include <QThread>

#include "base/cancel.h"
#include "worker/renderer.h"

namespace lemnos::studio {

class FileWorker;
class RenderWorker;
class StudioModel;

class Workers : public QObject {
    Q_OBJECT
public:
    Workers(StudioModel& model, std::unique_ptr<Renderer> renderer);
    ~Workers() override;

    /// Brings the engine up and reads the gallery; call it once the window is on the screen.
    void start();

private:
    void connectEngine();
    void connectQueue();
    void connectGallery();
    void prepareModel();

    StudioModel& m_model;
    QThread m_renderThread;
    QThread m_fileThread;
    std::unique_ptr<RenderWorker> m_render;
    std::unique_ptr<FileWorker> m_files;
    CancelToken m_preparation;  // of the model that is being loaded ahead
};

}  // namespace lemnos::studio
