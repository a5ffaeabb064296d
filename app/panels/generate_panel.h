// SPDX-License-Identifier: Apache-2.0
// Generate, Cancel, how far the running job is, and the queue where it is wanted. Shows the JobQueue; keeps nothing.
// GUI thread.
#pragma once

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;

namespace lemnos::studio {

class QueuePanel;
class StudioModel;

class GeneratePanel : public QWidget {
    Q_OBJECT
public:
    explicit GeneratePanel(StudioModel& model, QWidget* parent = nullptr);

    /// Shows and hides the queue; for a menu, too.
    QAction* queueAction() const { return m_queueAction; }

private:
    void showQueue();
    void showAction();
    void showLive();
    void showProgress();
    QString stageText() const;
    QString pausedText() const;

    StudioModel& m_model;
    QPushButton* m_generate;
    QPushButton* m_cancel;
    QPushButton* m_live;
    QPushButton* m_takeLive;
    QPushButton* m_showPreview;
    QAction* m_queueAction;
    QueuePanel* m_queuePanel;
    QProgressBar* m_progress;
    QLabel* m_status;
    QTimer m_tick;  // the remaining time runs between two steps, too
};

}  // namespace lemnos::studio
