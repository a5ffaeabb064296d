// SPDX-License-Identifier: Apache-2.0
// The queue as a Qt item model: the running job first, then those that wait, which can be dragged to another place.
// GUI thread; owned by the panel that shows it; holds nothing, reads and moves in the JobQueue.
#pragma once

#include <QAbstractListModel>

#include "studio/job_queue.h"
#include "studio/request_model.h"

namespace lemnos::studio {

class QueueModel : public QAbstractListModel {
    Q_OBJECT
public:
    /// `usual` knows what is meant by settings that a request leaves open.
    QueueModel(JobQueue& queue, const RequestModel& usual, QObject* parent = nullptr);

    JobId jobAt(const QModelIndex& index) const;  // 0 for none
    QModelIndex indexOf(JobId job) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

private:
    bool isRunningRow(int row) const { return row == 0 && m_queue.running(); }

    JobQueue& m_queue;
    const RequestModel& m_usual;
};

}  // namespace lemnos::studio
