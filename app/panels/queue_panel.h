// SPDX-License-Identifier: Apache-2.0
// What runs and what waits: dragging or keys reorder and remove, and the queue can be paused and cleared. Shows the
// JobQueue through QueueModel; keeps nothing. GUI thread.
#pragma once

#include <QWidget>

class QListView;
class QPushButton;
class QToolButton;

namespace lemnos::studio {

class JobQueue;
class QueueModel;
class RequestModel;
class Shortcuts;

class QueuePanel : public QWidget {
    Q_OBJECT
public:
    QueuePanel(JobQueue& queue, const RequestModel& usual, Shortcuts& shortcuts, QWidget* parent = nullptr);

private:
    QWidget* makeButtons(Shortcuts& shortcuts);
    void showQueue();
    void removeCurrent();
    void moveCurrent(int rows);
    void pauseOrResume();

    JobQueue& m_queue;
    QueueModel* m_model;
    QListView* m_list;
    QToolButton* m_up;
    QToolButton* m_down;
    QToolButton* m_remove;
    QPushButton* m_pause;
    QPushButton* m_clear;
};

}  // namespace lemnos::studio
