// SPDX-License-Identifier: Apache-2.0
#include "panels/queue_panel.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QListView>
#include <QVBoxLayout>

#include "item_models/queue_model.h"
#include "panels/key_tip.h"
#include "panels/push_button.h"
#include "panels/tool_button.h"
#include "studio/shortcuts.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
QueuePanel::QueuePanel(JobQueue& queue, const RequestModel& usual, Shortcuts& shortcuts, QWidget* parent)
    : QWidget(parent), m_queue(queue), m_model(new QueueModel(queue, usual, this)), m_list(new QListView) {
    m_list->setObjectName(u"queue"_s);
    m_list->setProperty("role", u"framed"_s);
    m_list->setAccessibleName(tr("Queue"));
    m_list->setToolTip(tr("Drag changes the order"));
    m_list->setModel(m_model);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setDropIndicatorShown(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setMinimumHeight(4 * fontMetrics().lineSpacing());
    m_list->setMaximumHeight(14 * fontMetrics().lineSpacing());

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_list);
    layout->addWidget(makeButtons(shortcuts));
    connect(&queue, &JobQueue::changed, this, &QueuePanel::showQueue);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &QueuePanel::showQueue);
    showQueue();
}

QWidget* QueuePanel::makeButtons(Shortcuts& shortcuts) {
    m_pause = pushButton(u"queuePause"_s, tr("Pause"));
    m_clear = pushButton(u"queueClear"_s, tr("Clear"));
    setKeyTip(*m_clear, shortcuts, u"image.cancelAll"_s, tr("Remove all that wait and stop the running one"));
    const auto tool = [&](Glyph glyph, const QString& name, const QString& tip, const QString& id,
                          const QKeySequence& key) {
        QToolButton* const made = toolButton(glyph, name, tip);
        addKey(*m_list, *made, shortcuts,
               {.id = u"queue."_s + id, .group = tr("Queue"), .text = name, .place = KeyPlace::queue}, {key},
               Qt::WidgetShortcut);
        setKeyTip(*made, shortcuts, u"queue."_s + id, tip);
        return made;
    };
    m_up = tool(Glyph::up, tr("Earlier"), tr("Move towards the front"), u"earlier"_s, Qt::ALT | Qt::Key_Up);
    m_down = tool(Glyph::down, tr("Later"), tr("Move towards the end"), u"later"_s, Qt::ALT | Qt::Key_Down);
    m_remove = tool(Glyph::close, tr("Remove"), tr("Remove from the queue, or stop it if it runs"), u"remove"_s,
                    Qt::Key_Delete);
    m_up->setObjectName(u"queueUp"_s);
    m_down->setObjectName(u"queueDown"_s);
    m_remove->setObjectName(u"queueRemove"_s);
    connect(m_pause, &QPushButton::clicked, this, &QueuePanel::pauseOrResume);
    connect(m_clear, &QPushButton::clicked, &m_queue, &JobQueue::cancelAll);
    connect(m_up, &QToolButton::clicked, this, [this] { moveCurrent(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveCurrent(1); });
    connect(m_remove, &QToolButton::clicked, this, &QueuePanel::removeCurrent);

    auto* const row = new QWidget;
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_pause);
    layout->addWidget(m_clear);
    layout->addStretch(1);
    for (QToolButton* const one : {m_up, m_down, m_remove}) layout->addWidget(one);
    return row;
}

void QueuePanel::showQueue() {
    const JobId current = m_model->jobAt(m_list->currentIndex());
    const bool isRunning = current != 0 && m_queue.running() && m_queue.running()->id == current;
    const int row = m_list->currentIndex().row() - (m_queue.running() ? 1 : 0);  // among those that wait
    m_up->setEnabled(current != 0 && !isRunning && row > 0);
    m_down->setEnabled(current != 0 && !isRunning && row + 1 < m_queue.waiting());
    m_remove->setEnabled(current != 0);
    m_clear->setEnabled(m_queue.size() > 0);
    m_pause->setText(m_queue.isPaused() ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip(m_queue.isPaused() ? tr("Go on with the pictures that wait")
                                           : tr("Finish the running picture and start no other"));
}

void QueuePanel::pauseOrResume() {
    if (m_queue.isPaused())
        m_queue.resume();
    else
        m_queue.pause(Pause::byUser);
}

void QueuePanel::removeCurrent() {
    const int row = m_list->currentIndex().row();
    m_queue.remove(m_model->jobAt(m_list->currentIndex()));
    m_list->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1)));
}

void QueuePanel::moveCurrent(int rows) {
    const JobId job = m_model->jobAt(m_list->currentIndex());
    const int row = m_list->currentIndex().row() - (m_queue.running() ? 1 : 0);
    if (job == 0 || row < 0 || row + rows < 0) return;
    m_queue.move(job, row + rows);
    m_list->setCurrentIndex(m_model->indexOf(job));
    showQueue();
}

}  // namespace lemnos::studio
