// SPDX-License-Identifier: Apache-2.0
// Everything in the collection of models, as a Qt item model, and what is left of it by a search and a kind. Pictures
// come from the ModelPage as they are known. GUI thread; owned by the panel that shows them.
#pragma once

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

#include "studio/model_library.h"

namespace lemnos::studio {

class ModelPage;

/// As people sort their files.
enum class LibraryKind { all, checkpoint, lora, vae, embedding, previewDecoder, other };
LibraryKind libraryKindOf(const LibraryEntry& entry);
/// "Checkpoint"; of `all` what a filter says.
QString labelOf(LibraryKind kind);

class LibraryList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { PathRole = Qt::UserRole, KindRole, FactsRole, ProblemRole };

    LibraryList(ModelLibrary& library, ModelPage& page, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    ModelLibrary& m_library;
    ModelPage& m_page;
};

class LibraryFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setKind(LibraryKind kind);
    /// Words that all occur in the path, the family or the kind.
    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    LibraryKind m_kind = LibraryKind::all;
    QStringList m_words;
};

}  // namespace lemnos::studio
