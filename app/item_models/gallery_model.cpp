// SPDX-License-Identifier: Apache-2.0
#include "item_models/gallery_model.h"

namespace lemnos::studio {
namespace {

QString title(const IndexedPicture& picture) { return picture.prompt.isEmpty() ? picture.name : picture.prompt; }

QString spokenText(const IndexedPicture& picture) {
    QString text = GalleryModel::tr("Picture: %1").arg(title(picture));
    if (picture.marks.isStarred) text += GalleryModel::tr(", starred");
    if (picture.marks.rating > 0) text += GalleryModel::tr(", rated %1 of 5").arg(picture.marks.rating);
    return text;
}

// Tool tips guess rich text from their first characters; the prompt of somebody's file must not become markup.
QString toolTip(const IndexedPicture& picture) {
    const QString text = QStringLiteral("%1\n%2\n%3").arg(title(picture).left(400), picture.settings, picture.path());
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text.toHtmlEscaped());
}

}  // namespace

GalleryModel::GalleryModel(PictureBrowser& browser, QObject* parent) : QAbstractListModel(parent), m_browser(browser) {
    connect(&browser, &PictureBrowser::aboutToReset, this, [this] { beginResetModel(); });
    connect(&browser, &PictureBrowser::wasReset, this, [this] { endResetModel(); });
    connect(&browser, &PictureBrowser::rowsAboutToBeInserted, this,
            [this](int first, int last) { beginInsertRows({}, first, last); });
    connect(&browser, &PictureBrowser::rowsInserted, this, [this] { endInsertRows(); });
    connect(&browser, &PictureBrowser::rowsAboutToBeRemoved, this,
            [this](int first, int last) { beginRemoveRows({}, first, last); });
    connect(&browser, &PictureBrowser::rowsRemoved, this, [this] { endRemoveRows(); });
    connect(&browser, &PictureBrowser::rowsChanged, this,
            [this](int first, int last) { Q_EMIT dataChanged(index(first), index(last)); });
}

int GalleryModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_browser.size(); }

QVariant GalleryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const PictureId id = m_browser.idAt(index.row());
    if (role == Qt::DecorationRole) return m_browser.thumbnail(id);
    const IndexedPicture* const picture = m_browser.picture(id);
    if (!picture) return {};
    switch (role) {
        case Qt::DisplayRole: return title(*picture);
        case Qt::ToolTipRole: return toolTip(*picture);
        case Qt::AccessibleTextRole: return spokenText(*picture);
        case StarRole: return picture->marks.isStarred;
        case RatingRole: return picture->marks.rating;
        default: return {};
    }
}

Qt::ItemFlags GalleryModel::flags(const QModelIndex& index) const {
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QList<PictureId> GalleryModel::idsAt(const QModelIndexList& indexes) const {
    QList<PictureId> ids;
    for (const QModelIndex& index : indexes) ids.append(idAt(index));
    return ids;
}

}  // namespace lemnos::studio
