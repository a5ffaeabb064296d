// SPDX-License-Identifier: Apache-2.0
#include "panels/generate_panel.h"

#include <cmath>

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include "panels/canvas_settings.h"
#include "panels/key_tip.h"
#include "panels/push_button.h"
#include "panels/queue_panel.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QString remainingText(double seconds) {
    if (seconds < 1.5) return GeneratePanel::tr("almost done");
    if (seconds < 90) return GeneratePanel::tr("about %1 s left").arg(std::lround(seconds));
    return GeneratePanel::tr("about %1 min left").arg(std::lround(seconds / 60));
}

}  // namespace

GeneratePanel::GeneratePanel(StudioModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_generate(pushButton(QStringLiteral("generate"), tr("Generate"))),
      m_cancel(pushButton(QStringLiteral("cancel"), tr("Cancel"))),
      m_live(pushButton(QStringLiteral("live"), tr("Live"))),
      m_takeLive(pushButton(QStringLiteral("takeLive"), tr("Keep"))),
      m_showPreview(pushButton(QStringLiteral("showPreview"), tr("Watch"))),
      m_queueAction(new QAction(this)),
      m_queuePanel(new QueuePanel(model.queue(), model.request(), model.shortcuts())),
      m_progress(new QProgressBar),
      m_status(new QLabel) {
    Shortcuts& shortcuts = model.shortcuts();
    setKeyTip(*m_cancel, shortcuts, u"image.cancel"_s, tr("Stop the running picture"));
    setKeyTip(*m_live, shortcuts, u"image.live"_s, tr("Paint while you type and draw, with the same seed"));
    setKeyTip(*m_takeLive, shortcuts, u"image.keepLive"_s,
              tr("Keep the live picture: in the gallery, and on the canvas as a layer"));
    m_showPreview->setToolTip(tr("Show the picture that is being made"));
    m_progress->setObjectName(QStringLiteral("progress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_status->setObjectName(QStringLiteral("jobStatus"));
    m_status->setTextFormat(Qt::PlainText);
    m_status->setProperty("role", QStringLiteral("muted"));

    auto* const layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setVerticalSpacing(6);
    auto* const queueButton = new QToolButton;
    queueButton->setObjectName(QStringLiteral("showQueue"));
    queueButton->setProperty("role", QStringLiteral("quiet"));
    queueButton->setDefaultAction(m_queueAction);
    queueButton->setFocusPolicy(Qt::StrongFocus);
    m_queueAction->setCheckable(true);
    m_queueAction->setToolTip(tr("What waits, its order and a pause"));
    m_queueAction->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_Q);
    m_queuePanel->hide();

    layout->addWidget(m_queuePanel, 0, 0, 1, 2);
    layout->addWidget(m_progress, 1, 0, 1, 2);
    auto* const statusRow = new QHBoxLayout;
    statusRow->addWidget(m_status, 1);
    statusRow->addWidget(m_showPreview);
    statusRow->addWidget(queueButton);
    layout->addLayout(statusRow, 2, 0, 1, 2);
    layout->addWidget(m_generate, 3, 0);
    auto* const others = new QHBoxLayout;
    others->addWidget(m_takeLive);
    others->addWidget(m_live);
    others->addWidget(m_cancel);
    layout->addLayout(others, 3, 1);
    m_live->setCheckable(true);
    layout->setColumnStretch(0, 1);

    connect(m_generate, &QPushButton::clicked, &model, &StudioModel::generate);
    connect(m_cancel, &QPushButton::clicked, &model.queue(), &JobQueue::cancelRunning);
    connect(m_showPreview, &QPushButton::clicked, &model, &StudioModel::watchRunning);
    connect(m_queueAction, &QAction::toggled, m_queuePanel, &QWidget::setVisible);
    connect(&model.queue(), &JobQueue::changed, this, &GeneratePanel::showQueue);
    connect(&model.queue(), &JobQueue::progressChanged, this, &GeneratePanel::showProgress);
    connect(&model.viewer(), &Viewer::changed, this, &GeneratePanel::showQueue);
    connect(&model.engine(), &EngineStatus::changed, this, &GeneratePanel::showQueue);
    connect(&model.workspace(), &Workspace::actionChanged, this, &GeneratePanel::showAction);
    connect(m_live, &QPushButton::toggled, &model.live(), &LiveMode::setOn);
    connect(m_takeLive, &QPushButton::clicked, &model, &StudioModel::takeLive);
    connect(&model.live(), &LiveMode::changed, this, &GeneratePanel::showLive);
    m_tick.setInterval(500);
    connect(&m_tick, &QTimer::timeout, this, &GeneratePanel::showProgress);
    showQueue();
    showAction();
    showLive();
}

void GeneratePanel::showLive() {
    const LiveMode& live = m_model.live();
    m_live->setChecked(live.isOn());
    m_live->setText(live.isBusy() ? tr("Live…") : tr("Live"));
    m_takeLive->setVisible(live.isOn());
    m_takeLive->setEnabled(live.shown().has_value());
}

// The button says what will happen.
void GeneratePanel::showAction() {
    const Workspace& workspace = m_model.workspace();
    const bool isCanvas = workspace.page() == Workspace::Page::canvas;
    m_generate->setText(actionName(isCanvas ? workspace.action() : CanvasAction::generate));
    setKeyTip(*m_generate, m_model.shortcuts(), u"image.generate"_s,
              isCanvas ? actionText(workspace.action()) : tr("Make the picture, or queue it behind the running one"));
}

void GeneratePanel::showQueue() {
    const bool isRunning = m_model.queue().running().has_value();
    m_cancel->setEnabled(isRunning && !m_model.queue().isCancelling());
    m_showPreview->setVisible(isRunning && !m_model.viewer().followsJobs());
    const int waiting = m_model.queue().waiting();
    m_queueAction->setText(waiting > 0 ? tr("Queue: %1").arg(waiting) : tr("Queue"));
    if (isRunning && !m_tick.isActive()) m_tick.start();
    if (!isRunning) m_tick.stop();
    showProgress();
}

void GeneratePanel::showProgress() {
    const JobQueue& queue = m_model.queue();
    if (!queue.running()) {
        m_progress->setRange(0, 1);
        m_progress->setValue(0);
        m_status->setText(queue.waiting() > 0 ? tr("Paused; %n waiting", nullptr, queue.waiting())
                          : queue.isPaused()  ? tr("Paused")
                                              : QString());
        return;
    }
    const Progress& progress = queue.progress();
    if (progress.stage == Stage::sampling) {
        m_progress->setRange(0, int(progress.steps));
        m_progress->setValue(int(progress.step));
    } else if (progress.stage == Stage::decoding) {
        m_progress->setRange(0, 1);
        m_progress->setValue(1);
    } else {
        m_progress->setRange(0, 0);  // moves to and fro
    }
    m_status->setText(stageText() + pausedText());
    m_progress->setAccessibleDescription(m_status->text());
}

QString GeneratePanel::stageText() const {
    const JobQueue& queue = m_model.queue();
    const Progress& progress = queue.progress();
    if (queue.isCancelling()) return tr("Cancelling…");
    switch (progress.stage) {
        case Stage::loading: return tr("Preparing the model…");
        case Stage::encoding_text: return tr("Reading the prompt…");
        case Stage::decoding: return tr("Finishing the picture…");
        case Stage::sampling: break;
    }
    const QString step = tr("Step %1 of %2").arg(progress.step).arg(progress.steps);
    const auto seconds = queue.remainingSeconds();
    return seconds ? step + QStringLiteral(" · ") + remainingText(*seconds) : step;
}

// How many wait is said beside it.
QString GeneratePanel::pausedText() const {
    return m_model.queue().isPaused() ? QStringLiteral(" · ") + tr("then paused") : QString();
}

}  // namespace lemnos::studio
