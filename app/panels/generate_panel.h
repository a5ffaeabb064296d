// SPDX-License-Identifier: Apache-2.0
// Generate, Cancel, and how far the running job is. Shows the JobQueue; keeps nothing. GUI thread.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lemnos::studio {

class StudioModel;

class GeneratePanel : public QWidget {
    Q_OBJECT
public:
    explicit GeneratePanel(StudioModel& model, QWidget* parent = nullptr);

private:
    void showQueue();
    void showAction();
    void showLive();
    void showProgress();
    QString stageText() const;
    QString waitingText() const;

    StudioModel& m_model;
    QPushButton* m_generate;
    QPushButton* m_cancel;
    QPushButton* m_live;
    QPushButton* m_takeLive;
    QPushButton* m_showPreview;
    QProgressBar* m_progress;
    QLabel* m_status;
    QTimer m_tick;  // the remaining time runs between two steps, too
};

}  // namespace lemnos::studio
