// SPDX-License-Identifier: Apache-2.0
// What is offered while a prompt is typed, as a Qt item model: one row for each choice. GUI thread; owned by the view.
#pragma once

#include <QAbstractListModel>

#include "studio/completion_index.h"

namespace lemnos::studio {

class CompletionModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole };  // "LoRA", "style", or how often a tag is used: for a person

    using QAbstractListModel::QAbstractListModel;

    void setChoices(const QList<Completion>& choices);
    const Completion& at(int row) const { return m_choices[row]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<Completion> m_choices;
};

}  // namespace lemnos::studio
