// SPDX-License-Identifier: Apache-2.0
#include "panels/gallery_filters.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

#include "panels/calm_wheel.h"
#include "studio/picture_browser.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr qint64 megapixel = 1'000'000;

/// Sizes are shapes, as small numbers, or least numbers of pixels.
void applySize(PictureQuery& query, const QVariant& value) {
    const qint64 number = value.toLongLong();
    query.shape = number < megapixel ? PictureShape(number) : PictureShape::any;
    query.leastPixels = number < megapixel ? 0 : number;
}

/// -1 is starred; else the least rating.
void applyRating(PictureQuery& query, const QVariant& value) {
    query.isStarredOnly = value.toInt() < 0;
    query.leastRating = std::max(value.toInt(), 0);
}

}  // namespace

GalleryFilters::GalleryFilters(PictureBrowser& browser, QWidget* parent)
    : QWidget(parent), m_browser(browser), m_search(new QLineEdit) {
    m_search->setObjectName(u"gallerySearch"_s);
    m_search->setAccessibleName(tr("Search the gallery"));
    m_search->setPlaceholderText(tr("Search prompts, models, settings, tags"));
    m_search->setToolTip(tr("Words that all occur; \"a phrase\"; -without (Ctrl+F)"));
    m_search->setMinimumWidth(230);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        PictureQuery query = m_browser.query();
        query.text = text;
        m_browser.setQuery(query);
    });

    m_model = box("filterModel", tr("Model"), tr("Only pictures of one model"),
                  [](PictureQuery& q, const QVariant& v) { q.model = v.toString(); });
    m_date =
        box("filterDate", tr("Date"), tr("Only pictures of the last days"), [](PictureQuery& q, const QVariant& v) {
            q.from = v.toInt() > 0 ? QDate::currentDate().addDays(1 - v.toInt()) : QDate();
        });
    for (const auto& [days, name] :
         {std::pair(0, tr("Any time")), std::pair(1, tr("Today")), std::pair(7, tr("Last 7 days")),
          std::pair(30, tr("Last 30 days")), std::pair(365, tr("Last 365 days"))})
        m_date->addItem(name, days);
    m_size = box("filterSize", tr("Size"), tr("Only pictures of a shape or size"), applySize);
    for (const auto& [value, name] : {std::pair<qint64, QString>(0, tr("Any size")),
                                      {qint64(PictureShape::portrait), tr("Portrait")},
                                      {qint64(PictureShape::landscape), tr("Landscape")},
                                      {qint64(PictureShape::square), tr("Square")},
                                      {megapixel, tr("1 megapixel and more")},
                                      {4 * megapixel, tr("4 megapixels and more")}})
        m_size->addItem(name, value);
    m_rating = box("filterRating", tr("Rating"), tr("Only starred or well rated pictures"), applyRating);
    m_rating->addItem(tr("Any rating"), 0);
    m_rating->addItem(tr("★ Starred"), -1);
    for (int rating = 1; rating <= Marks::highestRating; ++rating)
        m_rating->addItem(
            rating < Marks::highestRating ? tr("Rated %1 and more").arg(rating) : tr("Rated %1").arg(rating), rating);
    m_tag = box("filterTag", tr("Tag"), tr("Only pictures with a tag"),
                [](PictureQuery& q, const QVariant& v) { q.tag = v.toString(); });
    m_collection = box("filterCollection", tr("Collection"), tr("Only pictures of a collection"),
                       [](PictureQuery& q, const QVariant& v) { q.collection = v.toString(); });
    m_order = box("galleryOrder", tr("Order"), tr("What comes first"),
                  [](PictureQuery& q, const QVariant& v) { q.order = PictureOrder(v.toInt()); });
    for (const auto& [order, name] :
         {std::pair(PictureOrder::newest, tr("Newest first")), std::pair(PictureOrder::oldest, tr("Oldest first")),
          std::pair(PictureOrder::bestRated, tr("Best rated first")),
          std::pair(PictureOrder::largest, tr("Largest first"))})
        m_order->addItem(name, int(order));

    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_search, 1);
    for (QComboBox* const box : {m_model, m_date, m_size, m_rating, m_tag, m_collection, m_order})
        layout->addWidget(box);
    connect(&browser, &PictureBrowser::facetsChanged, this, &GalleryFilters::showFacets);
    showFacets();
}

QComboBox* GalleryFilters::box(const char* objectName, const QString& name, const QString& toolTip,
                               const Apply& apply) {
    auto* const box = new QComboBox;
    box->setObjectName(QLatin1StringView(objectName));
    box->setAccessibleName(name);
    box->setToolTip(toolTip);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMinimumContentsLength(8);
    keepWheelCalm(box);
    connect(box, &QComboBox::currentIndexChanged, this, [this, box, apply] {
        PictureQuery query = m_browser.query();
        apply(query, box->currentData());
        m_browser.setQuery(query);
    });
    return box;
}

void GalleryFilters::fillNames(QComboBox* box, const QString& any, const QList<NameCount>& names,
                               const QString& chosen) {
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItem(any, QString());
    for (const NameCount& name : names) box->addItem(tr("%1 (%2)").arg(name.name).arg(name.count), name.name);
    if (box->findData(chosen) < 0) box->addItem(tr("%1 (none)").arg(chosen), chosen);
    box->setCurrentIndex(box->findData(chosen));
    box->setVisible(!names.isEmpty() || !chosen.isEmpty());
}

void GalleryFilters::showFacets() {
    const Facets& facets = m_browser.facets();
    fillNames(m_model, tr("Any model"), facets.models, m_browser.query().model);
    fillNames(m_tag, tr("Any tag"), facets.tags, m_browser.query().tag);
    fillNames(m_collection, tr("Any collection"), facets.collections, m_browser.query().collection);
}

void GalleryFilters::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void GalleryFilters::clear() {
    m_search->clear();
    for (QComboBox* const box : {m_model, m_date, m_size, m_rating, m_tag, m_collection}) box->setCurrentIndex(0);
}

bool GalleryFilters::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) return Q_EMIT leftDownwards(), true;
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) return m_search->clear(), true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace lemnos::studio
