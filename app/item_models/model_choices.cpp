// SPDX-License-Identifier: Apache-2.0
#include "item_models/model_choices.h"

#include <QFileInfo>
#include <QLocale>

#include "families/families.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const QString starter = u"starter"_s;

/// "dreams · SD XL · 6.9 GB"
QString textOf(const LibraryEntry& entry) {
    QStringList parts{modelName(entry.path)};
    if (const QString family = familyLabel(entry.family); !family.isEmpty()) parts.append(family);
    parts.append(entry.state == LibraryState::arriving
                     ? entry.problem
                     : QLocale().formattedDataSize(qint64(entry.stamp.bytes), 1, QLocale::DataSizeSIFormat));
    return parts.join(u" · "_s);
}

}  // namespace

QString familyLabel(const QString& family) {
    const auto known = find_family(family.toStdString());
    if (!known) return family;
    const std::string_view name = (*known)->name;
    return QString::fromUtf8(name.data(), qsizetype(name.size())).replace(u"Stable Diffusion"_s, u"SD"_s);
}

ModelChoices::ModelChoices(ModelLibrary& library, RequestModel& request, const QStringList& known, QObject* parent)
    : QAbstractListModel(parent), m_library(library), m_request(request) {
    for (const QString& path : known)
        if (QFileInfo::exists(path)) m_known.append(path);
    m_rows = wantedRows();
    connect(&library, &ModelLibrary::rowInserted, this, &ModelChoices::update);
    connect(&library, &ModelLibrary::rowRemoved, this, &ModelChoices::update);
    connect(&library, &ModelLibrary::rowChanged, this, &ModelChoices::update);
    connect(&request, &RequestModel::modelChanged, this, &ModelChoices::update);
}

QList<ModelChoices::Row> ModelChoices::wantedRows() const {
    QList<Row> rows{{starter, tr("Starter (comes with Lemnos)"), {}}};
    QStringList listed{starter};
    for (int i = 0; i < m_library.size(); ++i) {
        const LibraryEntry& entry = m_library.at(i);
        if (entry.kind != ModelKind::checkpoint && entry.state != LibraryState::arriving) continue;
        rows.append({entry.path, textOf(entry), entry.problem});
        listed.append(entry.path);
    }
    QStringList others = m_known;
    others.append(QString::fromStdString(m_request.chosen().model));
    for (const QString& path : others) {
        if (path.isEmpty() || listed.contains(path)) continue;
        rows.append({path, modelName(path), {}});
        listed.append(path);
    }
    rows.append({{}, tr("Choose a file…"), {}});
    return rows;
}

// Row by row, so that a list that is open keeps its place.
void ModelChoices::update() {
    const QList<Row> wanted = wantedRows();
    for (int row = 0; row < wanted.size(); ++row) {
        const auto isWanted = [&](const Row& old) {
            return std::ranges::any_of(wanted, [&](const Row& one) { return one.path == old.path; });
        };
        while (row < m_rows.size() && !isWanted(m_rows[row])) {
            beginRemoveRows({}, row, row);
            m_rows.removeAt(row);
            endRemoveRows();
        }
        if (row == m_rows.size() || m_rows[row].path != wanted[row].path) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, wanted[row]);
            endInsertRows();
        } else if (m_rows[row] != wanted[row]) {
            m_rows[row] = wanted[row];
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    if (m_rows.size() == wanted.size()) return;
    beginRemoveRows({}, int(wanted.size()), int(m_rows.size()) - 1);  // what moved up
    m_rows.resize(wanted.size());
    endRemoveRows();
}

int ModelChoices::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant ModelChoices::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[index.row()];
    switch (role) {
        case Qt::DisplayRole: return row.text;
        case Qt::AccessibleTextRole: return row.problem.isEmpty() ? row.text : row.text + u": "_s + row.problem;
        // Plain text always: file names and messages must not become markup.
        case Qt::ToolTipRole:
            return u"<p style='white-space:pre-wrap'>%1</p>"_s.arg(
                (row.problem.isEmpty() ? row.path : row.problem).toHtmlEscaped());
        case PathRole: return row.path;
        default: return {};
    }
}

Qt::ItemFlags ModelChoices::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = QAbstractListModel::flags(index);
    if (!index.isValid() || m_rows[index.row()].problem.isEmpty()) return usual;
    return usual & ~Qt::ItemIsEnabled;
}

}  // namespace lemnos::studio
