// SPDX-License-Identifier: Apache-2.0
// What there is to paint with, as a Qt item model: the starter first, then the checkpoints of the library by name, then
// the ones that were opened from elsewhere. A file that cannot be used yet, or at all, stands there disabled and says
// why. GUI thread; owned by the box that shows it; reads the ModelLibrary and the RequestModel.
#pragma once

#include <QAbstractListModel>
#include <QStringList>

#include "studio/model_library.h"
#include "studio/request_model.h"

namespace lemnos::studio {

class ModelChoices : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { PathRole = Qt::UserRole };  // "starter", a path, or nothing for "Choose a file…"

    ModelChoices(ModelLibrary& library, RequestModel& request, const QStringList& known, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString path;
        QString text;
        QString problem;  // why it cannot be chosen
        friend bool operator==(const Row&, const Row&) = default;
    };

    QList<Row> wantedRows() const;
    void update();

    ModelLibrary& m_library;
    RequestModel& m_request;
    QStringList m_known;
    QList<Row> m_rows;
};

/// "SD XL" for "sdxl"; empty for no family.
QString familyLabel(const QString& family);

}  // namespace lemnos::studio
