// SPDX-License-Identifier: Apache-2.0
// What the gallery is searched by: a field for words, a box for each filter, and the order. Shows and changes the
// browser's query. GUI thread; owned by the gallery panel.
#pragma once

#include <functional>

#include <QWidget>

#include "gallery/picture_query.h"

class QComboBox;
class QLineEdit;

namespace lemnos::studio {

class PictureBrowser;
struct NameCount;

class GalleryFilters : public QWidget {
    Q_OBJECT
public:
    explicit GalleryFilters(PictureBrowser& browser, QWidget* parent = nullptr);

    void focusSearch();
    void clear();

Q_SIGNALS:
    void leftDownwards();  // from the search field to the pictures

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Apply = std::function<void(PictureQuery&, const QVariant&)>;
    QComboBox* box(const char* objectName, const QString& name, const QString& toolTip, const Apply& apply);
    void fillNames(QComboBox* box, const QString& any, const QList<NameCount>& names, const QString& chosen);
    void showFacets();

    PictureBrowser& m_browser;
    QLineEdit* m_search;
    QComboBox* m_model;
    QComboBox* m_date;
    QComboBox* m_size;
    QComboBox* m_rating;
    QComboBox* m_tag;
    QComboBox* m_collection;
    QComboBox* m_order;
};

}  // namespace lemnos::studio
