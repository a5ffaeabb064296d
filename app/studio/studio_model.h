// SPDX-License-Identifier: Apache-2.0
// The whole state of the studio and the rules that join its parts: generating checks the request and queues it, a
// finished picture goes to the gallery and onto the canvas, a failure becomes a notice. GUI thread; owned by main
// (or a test), which connects it to the threads of app/worker. Panels show it and call it; they keep nothing.
#pragma once

#include <array>
#include <memory>

#include <QObject>

#include "studio/comparison.h"
#include "studio/completions.h"
#include "studio/device_catalogue.h"
#include "studio/downloads.h"
#include "studio/engine_status.h"
#include "studio/gallery.h"
#include "studio/grid_runs.h"
#include "studio/job_queue.h"
#include "studio/live_mode.h"
#include "studio/model_imports.h"
#include "studio/model_library.h"
#include "studio/notice_board.h"
#include "studio/picture_browser.h"
#include "studio/picture_desk.h"
#include "studio/picture_export.h"
#include "studio/prompt_history.h"
#include "studio/queue_journal.h"
#include "studio/request_model.h"
#include "studio/settings.h"
#include "studio/shortcuts.h"
#include "studio/start_picture.h"
#include "studio/styles.h"
#include "studio/token_meter.h"
#include "studio/viewer.h"
#include "studio/workspace.h"

namespace lemnos::studio {

class ModelPage;

class StudioModel : public QObject {
    Q_OBJECT
public:
    explicit StudioModel(QObject* parent = nullptr);
    ~StudioModel() override;

    RequestModel& request() { return m_request; }
    TokenMeter& tokens() { return m_tokens; }
    StartPicture& startPicture() { return m_startPicture; }
    PromptHistory& prompts() { return m_prompts; }
    Styles& styles() { return m_styles; }
    Completions& completions() { return m_completions; }
    JobQueue& queue() { return m_queue; }
    GridRuns& grids() { return m_grids; }
    QueueJournal& journal() { return m_journal; }
    /// Everything of these that is read at the start and written when it changes.
    std::array<KeptFile*, 3> keptFiles() { return {&m_prompts, &m_styles, &m_journal}; }
    Gallery& gallery() { return m_gallery; }
    PictureBrowser& browser() { return m_browser; }
    PictureDesk& desk() { return m_desk; }
    PictureExport& pictureExport() { return m_export; }
    Comparison& comparison() { return m_comparison; }
    Viewer& viewer() { return m_viewer; }
    Workspace& workspace() { return m_workspace; }
    const Workspace& workspace() const { return m_workspace; }
    LiveMode& live() { return m_live; }
    NoticeBoard& notices() { return m_notices; }
    ModelLibrary& library() { return m_library; }
    ModelImports& imports() { return m_imports; }
    ModelPage& modelPage() { return *m_modelPage; }
    Downloads& downloads() { return m_downloads; }
    DeviceCatalogue& devices() { return m_devices; }
    EngineStatus& engine() { return m_engine; }
    Settings& settings() { return m_settings; }
    Shortcuts& shortcuts() { return m_shortcuts; }

    /// Queues what the request panel shows, for a part of the document while that is on view; a problem with it becomes
    /// a notice and `fieldNeedsAttention`.
    void generate() { generateAt(QueuePlace::back); }
    void generateFirst() { generateAt(QueuePlace::front); }
    /// Queues a picture for every pair of values, all of one seed unless that varies. Says whether it did; if not, why
    /// is a notice.
    bool startGrid(const GridAxis& x, const GridAxis& y);
    /// The picture that live mode shows becomes one of the gallery, and on the canvas a layer.
    void takeLive();
    void showEntry(EntryId id);
    /// The size of the running job's picture as far as it is known; only while one runs.
    QSize runningSize() const;
    /// Back from an older picture to the one that is being made.
    void watchRunning();
    void restoreSettings(EntryId id, RestorePart part);
    /// Takes over settings that came with a picture; models and start pictures are looked for where they are known.
    void restore(Request request, RestorePart part);
    /// Queues exactly what a picture was made with.
    void paintAgain(Request request);
    /// Paints on from a picture of the gallery, once it is saved.
    void startFrom(EntryId id);
    /// Takes a checkpoint as the model, and of a picture the settings it was made with.
    void openFile(const QString& path);
    /// A file of tags to be offered while prompts are typed; empty for none.
    void chooseTagsFile(const QString& path);
    /// What the steps that can be undone may hold, at once and at the next starts.
    void setUndoMegabytes(int megabytes);
    /// The colours of every window, at once and at the next starts.
    void setTheme(Theme theme);
    /// Computes on another device from the next picture on, and at the next starts.
    void useDevice(const QString& id);
    /// Writes what should be there at the next start.
    void remember();

    // Told by app/worker:
    void noteDefaults(const Request& defaults) { m_request.setDefaults(defaults); }
    void noteTrashFailed(EntryId id, const QString& message);
    void noteLooked(const QString& path, const std::optional<Request>& request);
    void noteLoadFailed(EntryId id, const QString& message);

Q_SIGNALS:
    void fieldNeedsAttention(lemnos::studio::Field field);
    void lookWanted(const QString& path);
    /// What these jobs start from should be on the disk, so that they survive a restart.
    void canvasInputWanted(const QList<lemnos::studio::JobId>& jobs, const lemnos::studio::CanvasTask& task);
    void themeChanged();
    void modelChanged();  // another checkpoint was chosen: it should be prepared

private:
    bool hasDevice();  // or else says so
    enum class QueuePlace { front, back };
    void generateAt(QueuePlace place);
    JobId enqueue(const Request& request, std::optional<CanvasTask> canvas, QueuePlace place);
    enum class PromptNeed { needed, dispensable };
    bool canPaint(PromptNeed need);  // or else says why not
    QList<Request> takeRequests();
    void warn(const QString& text) { m_notices.post({.severity = Severity::warning, .text = text}); }
    void letUndoHold(int megabytes);
    void letQueueRun();
    void sayPaused();
    void showPreview();
    void resolveModel(Request& request);
    std::string knownPicture(const std::string& wanted) const;
    void resolveStartPicture(Request& request);
    JobId paint(const Request& request, QueuePlace place);
    JobId paintOnCanvas(Request request, QueuePlace place);
    void keepCanvasInput(const QList<JobId>& jobs);
    void runLive();
    void showLive();
    void takeFinished(const Job& job, const FinishedPicture& picture);
    void endJob(const Job& job);
    void reportFailure(const Job& job, const Error& error);
    void reportCancelled(const Job& job);
    void reportUnsaved(EntryId id, const QString& message);
    void continueAfterSave(EntryId id);

    Settings m_settings;
    Shortcuts m_shortcuts{m_settings};
    RequestModel m_request;
    TokenMeter m_tokens;
    StartPicture m_startPicture{m_request};
    PromptHistory m_prompts;
    Styles m_styles;
    JobQueue m_queue;
    int m_nextFront = 0;  // where the next job goes that is put in front
    Gallery m_gallery;
    GridRuns m_grids{m_queue, m_gallery};
    QueueJournal m_journal{m_queue, m_grids};
    PictureBrowser m_browser;
    PictureDesk m_desk{*this};
    Comparison m_comparison;
    Viewer m_viewer;
    Workspace m_workspace;
    LiveMode m_live{m_request, m_workspace, m_queue};
    NoticeBoard m_notices;
    PictureExport m_export{m_notices};
    EngineStatus m_engine;
    DeviceCatalogue m_devices;
    ModelLibrary m_library;
    ModelImports m_imports{m_library, m_request, m_notices};
    std::unique_ptr<ModelPage> m_modelPage;
    Downloads m_downloads{m_library};
    Completions m_completions{m_library, m_styles};
};

}  // namespace lemnos::studio
