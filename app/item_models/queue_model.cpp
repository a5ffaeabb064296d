// SPDX-License-Identifier: Apache-2.0
#include "item_models/queue_model.h"

#include <memory>

#include <QMimeData>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const auto jobType = u"application/x-lemnos-job"_s;

QString sizeOf(const Request& request) {
    if (request.width == 0 || request.height == 0) return {};
    return u"%1 × %2"_s.arg(request.width).arg(request.height);
}

/// With the settings that it leaves open, where the model in use is known to have some.
Request asPainted(Request request, const RequestModel& usual) {
    if (request.model != usual.chosen().model) return request;
    const Request& defaults = usual.defaults();
    if (request.width == 0) request.width = defaults.width;
    if (request.height == 0) request.height = defaults.height;
    if (request.steps == 0) request.steps = defaults.steps;
    if (request.guidance_scale < 0) request.guidance_scale = defaults.guidance_scale;
    return request;
}

/// What tells it from its neighbours.
QString settingsOf(const Request& request) {
    QStringList parts{sizeOf(request), QueueModel::tr("seed %1").arg(request.seed)};
    if (request.steps > 0) parts.append(QueueModel::tr("%n step(s)", nullptr, int(request.steps)));
    if (request.guidance_scale >= 0) parts.append(QueueModel::tr("guidance %1").arg(request.guidance_scale));
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString promptOf(const Job& job) {
    const QString prompt = QString::fromStdString(job.request.prompt).simplified();
    return prompt.isEmpty() ? QueueModel::tr("(no prompt)") : prompt;
}

}  // namespace

QueueModel::QueueModel(JobQueue& queue, const RequestModel& usual, QObject* parent)
    : QAbstractListModel(parent), m_queue(queue), m_usual(usual) {
    connect(&queue, &JobQueue::rowAboutToBeInserted, this, [this](int row) { beginInsertRows({}, row, row); });
    connect(&queue, &JobQueue::rowInserted, this, [this] { endInsertRows(); });
    connect(&queue, &JobQueue::rowAboutToBeRemoved, this, [this](int row) { beginRemoveRows({}, row, row); });
    connect(&queue, &JobQueue::rowRemoved, this, [this] { endRemoveRows(); });
    connect(&queue, &JobQueue::rowAboutToBeMoved, this,
            [this](int from, int to) { beginMoveRows({}, from, from, {}, to > from ? to + 1 : to); });
    connect(&queue, &JobQueue::rowMoved, this, [this] { endMoveRows(); });
    connect(&queue, &JobQueue::rowChanged, this, [this](int row) { Q_EMIT dataChanged(index(row), index(row)); });
}

JobId QueueModel::jobAt(const QModelIndex& index) const { return index.isValid() ? m_queue.at(index.row()).id : 0; }

QModelIndex QueueModel::indexOf(JobId job) const {
    for (int row = 0; row < m_queue.size(); ++row)
        if (m_queue.at(row).id == job) return index(row);
    return {};
}

int QueueModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_queue.size(); }

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Job& job = m_queue.at(index.row());
    const QString state = !isRunningRow(index.row()) ? QString()
                          : m_queue.isCancelling()   ? tr("Cancelling")
                                                     : tr("Running");
    QString settings = settingsOf(asPainted(job.request, m_usual));
    if (!state.isEmpty()) settings.prepend(state + u" · "_s);
    switch (role) {
        case Qt::DisplayRole: return QString(promptOf(job) + u'\n' + settings);
        case Qt::AccessibleTextRole: return QString(promptOf(job) + u", "_s + settings);
        // Tool tips guess rich text from their first characters; a prompt must not become markup.
        case Qt::ToolTipRole: return u"<p>%1</p>"_s.arg(promptOf(job).left(400).toHtmlEscaped());
        default: return {};
    }
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::ItemIsDropEnabled;  // between two rows
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return isRunningRow(index.row()) ? usual : usual | Qt::ItemIsDragEnabled;
}

QStringList QueueModel::mimeTypes() const { return {jobType}; }

QMimeData* QueueModel::mimeData(const QModelIndexList& indexes) const {
    if (indexes.isEmpty()) return nullptr;
    auto data = std::make_unique<QMimeData>();
    data->setData(jobType, QByteArray::number(jobAt(indexes.front())));
    return data.release();
}

bool QueueModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int, const QModelIndex& parent) {
    if (action != Qt::MoveAction || !data || !data->hasFormat(jobType) || parent.isValid()) return false;
    const JobId job = data->data(jobType).toULongLong();
    const int from = indexOf(job).row();
    const int ahead = m_queue.running() ? 1 : 0;
    const int to = (row < 0 ? m_queue.size() : row) - ahead;
    if (from < ahead) return false;  // it runs meanwhile, or is done
    m_queue.move(job, from - ahead < to ? to - 1 : to);
    return false;  // it has moved: nobody else should remove the row
}

}  // namespace lemnos::studio
