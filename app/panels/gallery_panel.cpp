// SPDX-License-Identifier: Apache-2.0
#include "panels/gallery_panel.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSlider>
#include <QVBoxLayout>

#include "item_models/gallery_model.h"
#include "panels/gallery_actions.h"
#include "panels/gallery_filters.h"
#include "panels/picture_grid.h"
#include "panels/picture_tile.h"
#include "panels/tool_button.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int longestPrompt = 200;

QString detailsOf(const IndexedPicture& picture) {
    const QString prompt = picture.prompt.isEmpty() ? picture.name : picture.prompt;
    QStringList facts{QLocale().toString(QDateTime::fromMSecsSinceEpoch(picture.created), QLocale::ShortFormat),
                      u"%1 × %2"_s.arg(picture.size.width()).arg(picture.size.height())};
    if (!picture.model.isEmpty()) facts.append(picture.model);
    if (!picture.settings.isEmpty()) facts.append(picture.settings.left(longestPrompt));
    for (const QString& tag : picture.marks.tags) facts.append(u'#' + tag);
    for (const QString& collection : picture.marks.collections) facts.append(u'[' + collection + u']');
    return prompt.left(longestPrompt).simplified() + u'\n' + facts.join(u" · "_s).simplified();
}

/// A button that does what an action does, and says its key.
QToolButton* buttonFor(QAction* action, Glyph icon, const char* objectName) {
    auto* const button = toolButton(
        icon, action->text(), u"%1 (%2)"_s.arg(action->text(), action->shortcut().toString(QKeySequence::NativeText)));
    button->setObjectName(QLatin1StringView(objectName));
    button->setEnabled(action->isEnabled());
    QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::enabledChanged, button, &QToolButton::setEnabled);
    return button;
}

}  // namespace

GalleryPanel::GalleryPanel(StudioModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_filters(new GalleryFilters(model.browser())), m_grid(new PictureGrid) {
    m_grid->setObjectName(u"pictures"_s);
    m_grid->setAccessibleName(tr("Pictures"));
    m_grid->setModel(new GalleryModel(model.browser(), this));
    m_grid->setItemDelegate(new PictureTile(m_grid));
    m_grid->setContextMenuPolicy(Qt::CustomContextMenu);
    m_actions = new GalleryActions(model, *m_grid, this);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 10);
    layout->addWidget(m_filters);
    layout->addWidget(m_grid, 1);
    layout->addWidget(makeFoot());

    auto* const find = new QAction(tr("Search"), this);
    find->setShortcuts(QKeySequence::keyBindings(QKeySequence::Find));
    connect(find, &QAction::triggered, this, &GalleryPanel::focusSearch);
    addAction(find);
    model.shortcuts().add(
        *find, {.id = u"gallery.search"_s, .group = tr("Gallery"), .text = find->text(), .place = KeyPlace::gallery});
    connect(m_filters, &GalleryFilters::leftDownwards, this, [this] {
        m_grid->setFocus();
        if (!m_grid->currentIndex().isValid()) m_grid->setCurrentIndex(m_grid->model()->index(0, 0));
    });
    connect(m_grid, &QAbstractItemView::doubleClicked, m_actions->open, &QAction::trigger);
    connect(m_grid, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        QMenu* const menu = m_actions->makeMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_grid->viewport()->mapToGlobal(at));
    });
    connect(m_grid, &PictureGrid::sightChanged, this, &GalleryPanel::tellSight);
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GalleryPanel::showDetails);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, &GalleryPanel::showDetails);
    connect(m_grid->model(), &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& from) {
        if (from == m_grid->currentIndex()) showDetails();
    });
    for (const auto signal : {&PictureBrowser::wasReset, &PictureBrowser::rowsInserted, &PictureBrowser::rowsRemoved,
                              &PictureBrowser::progressed})
        connect(&model.browser(), signal, this, &GalleryPanel::showState);
    showState();
}

QWidget* GalleryPanel::makeFoot() {
    m_details = new QLabel;
    m_details->setObjectName(u"pictureDetails"_s);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setProperty("role", u"muted"_s);
    m_details->setMinimumWidth(1);  // a long prompt is cut, and does not widen the window
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(&m_model.shortcuts(), &Shortcuts::changed, this, &GalleryPanel::showDetails);
    m_count = new QLabel;
    m_count->setObjectName(u"pictureCount"_s);
    m_count->setProperty("role", u"muted"_s);
    m_tileSize = new QSlider(Qt::Horizontal);
    m_tileSize->setObjectName(u"tileSize"_s);
    m_tileSize->setAccessibleName(tr("Size of the thumbnails"));
    m_tileSize->setToolTip(tr("Size of the thumbnails (Ctrl and the mouse wheel)"));
    m_tileSize->setRange(PictureGrid::smallestTile, PictureGrid::largestTile);
    m_tileSize->setPageStep(24);
    m_tileSize->setFixedWidth(110);
    m_tileSize->setValue(m_grid->tileSide());
    connect(m_tileSize, &QSlider::valueChanged, m_grid, &PictureGrid::setTileSide);
    connect(m_grid, &PictureGrid::tileSideChanged, m_tileSize, &QSlider::setValue);

    auto* const foot = new QWidget;
    auto* const layout = new QHBoxLayout(foot);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_details, 1);
    layout->addWidget(m_count);
    layout->addWidget(m_tileSize);
    layout->addWidget(buttonFor(m_actions->restore, Glyph::restore, "galleryRestore"));
    layout->addWidget(buttonFor(m_actions->paintAgain, Glyph::reset, "paintAgain"));
    layout->addWidget(buttonFor(m_actions->copy, Glyph::copy, "galleryCopy"));
    layout->addWidget(buttonFor(m_actions->reveal, Glyph::folder, "galleryReveal"));
    layout->addWidget(buttonFor(m_actions->trash, Glyph::trash, "galleryTrash"));
    return foot;
}

void GalleryPanel::focusSearch() { m_filters->focusSearch(); }

void GalleryPanel::tellSight() {
    const auto [first, last] = m_grid->rowsInSight();
    const int side = m_grid->tileSide() - 2 * PictureTile::gap;
    m_model.browser().setSight(first, last, int(side * devicePixelRatioF()));
}

void GalleryPanel::showState() {
    const PictureBrowser& browser = m_model.browser();
    const bool isSearching = PictureQuery{.order = browser.query().order} != browser.query();
    m_grid->setEmptyText(browser.unread() > 0 ? tr("Looking through the gallery folder…")
                         : isSearching        ? tr("No picture fits this search.")
                                              : tr("Every picture you make is kept here."));
    QString count = browser.size() == 1 ? tr("1 picture") : tr("%1 pictures").arg(QLocale().toString(browser.size()));
    if (browser.unread() > 0) count += tr(", %1 to be read").arg(QLocale().toString(browser.unread()));
    m_count->setText(count);
    showDetails();
}

QString GalleryPanel::keysOfSelected() const {
    QStringList keys;
    for (const QAction* const one : {m_actions->open, m_actions->restore, m_actions->star, m_actions->compare,
                                     m_actions->tags, m_actions->collections})
        if (!one->shortcut().isEmpty())
            keys.append(tr("%1: %2").arg(one->text(), one->shortcut().toString(QKeySequence::NativeText)));
    return keys.join(u"   "_s);
}

void GalleryPanel::showDetails() {
    const qsizetype selected = m_actions->selected().size();
    const IndexedPicture* const picture = m_actions->current();
    m_details->setText(selected > 1 ? tr("%n pictures are selected", nullptr, int(selected))
                       : picture    ? detailsOf(*picture)
                                    : keysOfSelected());
}

}  // namespace lemnos::studio
