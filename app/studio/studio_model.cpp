// SPDX-License-Identifier: Apache-2.0
#include "studio/studio_model.h"

#include "studio/choices.h"
#include "studio/model_page.h"
#include "studio/tool_memory.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const QString toolsName = u"tools"_s;

}  // namespace

StudioModel::StudioModel(QObject* parent)
    : QObject(parent), m_modelPage(std::make_unique<ModelPage>(m_library, m_request, m_engine, m_settings)) {
    if (const auto last = m_settings.lastRequest()) m_request.restore(*last, RestorePart::everything);
    m_request.setSeedMode(m_settings.seedMode());
    m_workspace.tools().change([this](ToolSettings& tools) { tools = toolSettingsFrom(m_settings.layout(toolsName)); });

    connect(&m_request, &RequestModel::modelChanged, this, [this] {
        const QString model = QString::fromStdString(m_request.chosen().model);
        if (model != "starter"_L1) m_settings.addKnownModel(model);
        m_tokens.measureFor(model);
        Q_EMIT modelChanged();
    });
    connect(&m_startPicture, &StartPicture::refused, this, &StudioModel::warn);
    connect(&m_queue, &JobQueue::previewChanged, this, &StudioModel::showPreview);
    connect(&m_queue, &JobQueue::finished, this, &StudioModel::takeFinished);
    connect(&m_grids, &GridRuns::finished, this,
            [this](const FinishedPicture& grid) { m_viewer.showResult(m_gallery.add(grid), grid.image); });
    connect(&m_grids, &GridRuns::failed, this, &StudioModel::warn);
    letUndoHold(m_settings.undoMegabytes());
    connect(&m_queue, &JobQueue::failed, this, &StudioModel::reportFailure);
    connect(&m_queue, &JobQueue::cancelled, this, &StudioModel::reportCancelled);
    connect(&m_live, &LiveMode::runWanted, this, &StudioModel::runLive);
    connect(&m_live, &LiveMode::changed, this, &StudioModel::showLive);
    connect(&m_workspace, &Workspace::refused, this, &StudioModel::warn);
    for (KeptFile* const kept : keptFiles()) connect(kept, &KeptFile::trouble, this, &StudioModel::warn);
    connect(&m_journal, &QueueJournal::restored, this, &StudioModel::sayPaused);
    connect(&m_completions, &Completions::trouble, this, &StudioModel::warn);
    connect(&m_gallery, &Gallery::saveFailed, this, &StudioModel::reportUnsaved);
    connect(&m_gallery, &Gallery::saved, this, &StudioModel::continueAfterSave);
    connect(&m_gallery, &Gallery::rowRemoved, this, [this](EntryId id) {
        if (m_viewer.entry() == id) m_viewer.clear();
    });
}

StudioModel::~StudioModel() = default;

bool StudioModel::canPaint(PromptNeed need) {
    const auto problem = m_request.problem();
    if (!problem || (need == PromptNeed::dispensable && problem->field == Field::prompt)) return hasDevice();
    warn(problem->text);
    Q_EMIT fieldNeedsAttention(problem->field);
    return false;
}

// What the panels show, with the chosen styles.
QList<Request> StudioModel::takeRequests() {
    m_notices.dismiss();
    m_viewer.followJobs();
    remember();  // now rather than at the end only: what was worth painting survives a crash
    m_prompts.add({m_request.chosen().prompt, m_request.chosen().negative_prompt});
    QList<Request> requests = m_request.take();
    for (Request& request : requests) m_styles.apply(request);
    return requests;
}

void StudioModel::generateAt(QueuePlace place) {
    const bool isOnCanvas = m_workspace.page() == Workspace::Page::canvas;
    const bool needsPrompt = !isOnCanvas || m_workspace.action() != CanvasAction::removeContent;
    if (!canPaint(needsPrompt ? PromptNeed::needed : PromptNeed::dispensable)) return;
    m_nextFront = 0;
    m_live.giveWay();
    QList<JobId> jobs;
    for (const Request& request : takeRequests()) jobs.append(paint(request, place));
    keepCanvasInput(jobs);
    letQueueRun();
}

// All of them start from the same. One that counts as running is among them: the engine may be busy with loading.
void StudioModel::keepCanvasInput(const QList<JobId>& jobs) {
    std::optional<CanvasTask> task;
    for (int row = 0; row < m_queue.size(); ++row) {
        const Job& job = m_queue.at(row);
        if (jobs.contains(job.id) && job.canvas && job.canvas->startsFromFiles()) task = job.canvas;
    }
    if (task) Q_EMIT canvasInputWanted(jobs, *task);
}

bool StudioModel::startGrid(const GridAxis& x, const GridAxis& y) {
    if (!canPaint(PromptNeed::needed)) return false;
    m_live.giveWay();
    takeRequests();  // draws the seed, which all share
    auto plan = planGrid(m_request.chosen(), x, y);
    if (!plan) return warn(QString::fromStdString(plan.error().text())), false;
    for (Request& request : plan->requests) m_styles.apply(request);
    m_grids.start(*plan);
    letQueueRun();
    return true;
}

// After a failed save, generating again means: go on. A pause of the user's stays.
void StudioModel::letQueueRun() {
    m_queue.resume(Pause::unsaved);
    if (m_queue.isPaused()) sayPaused();
}

bool StudioModel::hasDevice() {
    if (m_engine.state() != EngineStatus::State::missing) return true;
    m_notices.post(
        {.severity = Severity::error, .text = tr("Pictures need a usable device: %1").arg(m_engine.problem())});
    return false;
}

JobId StudioModel::enqueue(const Request& request, std::optional<CanvasTask> canvas, QueuePlace place) {
    if (place == QueuePlace::back) return m_queue.enqueue(request, std::move(canvas));
    const bool wasIdle = !m_queue.running();
    const JobId job = m_queue.enqueue(request, std::move(canvas), m_nextFront);
    if (!wasIdle || m_queue.isPaused()) ++m_nextFront;  // otherwise it runs and waits no more
    return job;
}

void StudioModel::sayPaused() {
    m_notices.post({.text = tr("The queue is paused: %n picture(s) wait.", nullptr, m_queue.waiting()),
                    .remedy = Remedy::resumeQueue});
}

JobId StudioModel::paint(const Request& request, QueuePlace place) {
    return m_workspace.page() == Workspace::Page::canvas ? paintOnCanvas(request, place) : enqueue(request, {}, place);
}

JobId StudioModel::paintOnCanvas(Request request, QueuePlace place) {
    CanvasTask task = m_workspace.task();
    prepareRequest(request, task, m_workspace.strength(), m_workspace.masks());
    request.init_image.clear();  // the document is what it starts from
    request.mask.clear();
    // A mask brings its own proportions: the size then only says how many pixels a run may have.
    if (task.action == CanvasAction::generate || task.action == CanvasAction::refine) {
        const Request usual = m_request.shown();
        const QSize size = runSizeFor(task.box.size(), {int(usual.width), int(usual.height)});
        request.width = std::uint32_t(size.width());
        request.height = std::uint32_t(size.height());
    }
    return enqueue(request, std::move(task), place);
}

// What cannot be run is not complained about: the user is in the middle of writing it.
void StudioModel::runLive() {
    if (m_request.problem() || m_engine.state() == EngineStatus::State::missing) return;
    Request request = m_request.chosen();
    m_styles.apply(request);
    const JobId job = paint(request, QueuePlace::back);
    m_journal.leaveOut(job);
    m_live.noteStarted(job);
}

void StudioModel::showLive() {
    const auto& shown = m_live.shown();
    const bool isOfDocument = shown && shown->job.canvas && m_workspace.isOfDocument(*shown->job.canvas);
    m_workspace.staging().showLive(isOfDocument ? shown->picture.layer : QImage(),
                                   isOfDocument ? shown->job.canvas->place() : QRect());
}

void StudioModel::takeLive() {
    const auto taken = m_live.take();
    if (!taken) return;
    const EntryId id = m_gallery.add(taken->picture);
    if (!taken->job.canvas || !m_workspace.isOfDocument(*taken->job.canvas))
        return m_viewer.showResult(id, taken->picture.image);
    m_workspace.stage(taken->job, taken->picture, id);
    m_workspace.acceptStaged();
}

void StudioModel::showEntry(EntryId id) {
    const GalleryEntry* const entry = m_gallery.find(id);
    if (!entry) return;
    m_viewer.showEntry(*entry);
    m_workspace.show(Workspace::Page::viewer);  // who picks a picture wants to see it
}

void StudioModel::watchRunning() {
    m_viewer.followJobs();
    if (m_queue.running()) showPreview();
}

void StudioModel::startFrom(EntryId id) {
    const GalleryEntry* const entry = m_gallery.find(id);
    if (!entry) return;
    if (entry->path.isEmpty())
        m_notices.post({.severity = Severity::warning, .text = tr("Only a saved picture can be started from.")});
    else
        m_startPicture.choose(entry->path);
}

void StudioModel::openFile(const QString& path) {
    if (looksLikeModel(path))
        m_request.change([&](Request& r) { r.model = path.toStdString(); });
    else
        Q_EMIT lookWanted(path);
}

void StudioModel::chooseTagsFile(const QString& path) {
    m_settings.setTagsFile(path);
    m_completions.setTagsFile(path);
}

void StudioModel::setUndoMegabytes(int megabytes) {
    m_settings.setUndoMegabytes(megabytes);
    letUndoHold(megabytes);
}

void StudioModel::letUndoHold(int megabytes) {
    m_workspace.document().history().setBudget(std::size_t(megabytes) << 20U);
}

void StudioModel::setTheme(Theme theme) {
    m_settings.setTheme(theme);
    Q_EMIT themeChanged();
}

void StudioModel::useDevice(const QString& id) {
    m_settings.setDevice(id);
    m_engine.retry();
}

void StudioModel::remember() {
    m_settings.setLastRequest(m_request.chosen());
    m_settings.setSeedMode(m_request.seedMode());
    m_settings.setLayout(toolsName, toBytes(m_workspace.tools().settings()));
}

QSize StudioModel::runningSize() const {
    const Request& wanted = m_queue.running()->request;
    const Request& usual = m_request.defaults();
    return {int(wanted.width ? wanted.width : usual.width), int(wanted.height ? wanted.height : usual.height)};
}

void StudioModel::showPreview() {
    if (const auto& task = m_queue.running()->canvas; task && m_workspace.isOfDocument(*task))
        return m_workspace.staging().showPreview(m_queue.preview(), task->contents.onPaper(m_queue.previewPlace()));
    const QSize size = runningSize();
    m_viewer.showPreview(m_queue.preview(), size.isEmpty() ? m_queue.preview().size() : size);
}

void StudioModel::takeFinished(const Job& job, const FinishedPicture& picture) {
    if (m_live.owns(job.id)) {
        if (job.canvas)
            m_workspace.staging().dropPreview();
        else
            m_viewer.showPreview(picture.image, picture.image.size());
        return m_live.noteFinished(job, picture);
    }
    const EntryId id = m_gallery.add(picture);
    m_grids.noteFinished(job.id, id);
    m_workspace.staging().dropPreview();
    QStringList notes = picture.notes;
    if (job.canvas && m_workspace.isOfDocument(*job.canvas)) {
        m_workspace.stage(job, picture, id);
    } else {
        m_viewer.showResult(id, picture.image);
        if (job.canvas)
            notes.prepend(tr("The document that this was painted for is not open; the picture is in the history."));
    }
    if (!notes.isEmpty()) m_notices.post({.text = notes.join(QLatin1Char('\n'))});
}

// What a live run has shown stays in sight until the next one shows more.
void StudioModel::endJob(const Job& job) {
    if (m_live.owns(job.id)) return m_live.noteEnded();
    m_viewer.dropPreview();
    m_workspace.staging().dropPreview();
}

void StudioModel::reportCancelled(const Job& job) {
    const bool isLive = m_live.owns(job.id);
    endJob(job);
    if (!isLive) m_notices.post({.text = tr("Cancelled. Nothing of it was kept.")});
}

void StudioModel::reportFailure(const Job& job, const Error& error) {
    endJob(job);
    m_notices.post(
        {.severity = Severity::error, .text = tr("No picture was made: %1").arg(QString::fromStdString(error.text()))});
}

void StudioModel::reportUnsaved(EntryId id, const QString& message) {
    m_queue.pause(Pause::unsaved);
    m_notices.post({.severity = Severity::error,
                    .text = tr("The picture could not be saved and is kept in memory: %1").arg(message),
                    .remedy = Remedy::saveElsewhere,
                    .entry = id});
}

void StudioModel::continueAfterSave(EntryId id) {
    const auto& notice = m_notices.notice();
    if (notice && notice->entry == id) m_notices.dismiss();
    if (m_gallery.unsavedCount() == 0) m_queue.resume(Pause::unsaved);
}

void StudioModel::noteTrashFailed(EntryId, const QString& message) {
    m_notices.post({.severity = Severity::error, .text = message});
}

void StudioModel::noteLoadFailed(EntryId, const QString& message) {
    m_notices.post({.severity = Severity::error, .text = message});
}

}  // namespace lemnos::studio
