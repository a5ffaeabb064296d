// SPDX-License-Identifier: Apache-2.0
#include "panels/models_panel.h"

#include <QAction>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>
#include <QVBoxLayout>

#include "item_models/library_list.h"
#include "panels/calm_wheel.h"
#include "panels/key_tip.h"
#include "panels/model_card.h"
#include "panels/model_tile.h"
#include "studio/model_page.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

ModelsPanel::ModelsPanel(StudioModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_shown(new LibraryFilter(this)),
      m_search(new QLineEdit),
      m_kind(new QComboBox),
      m_list(new QListView),
      m_count(new QLabel) {
    m_shown->setSourceModel(new LibraryList(model.library(), model.modelPage(), this));
    auto* const sides = new QSplitter(Qt::Horizontal);
    sides->setHandleWidth(1);
    sides->setChildrenCollapsible(false);
    sides->addWidget(makeLeftSide());
    sides->addWidget(new ModelCard(model.modelPage(), model.shortcuts()));
    sides->setStretchFactor(1, 1);
    sides->setSizes({400, 560});
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 12);
    layout->addWidget(sides);

    auto* const find = new QAction(tr("Search"), this);
    find->setShortcuts(QKeySequence::keyBindings(QKeySequence::Find));
    connect(find, &QAction::triggered, this, &ModelsPanel::focusSearch);
    addAction(find);
    model.shortcuts().add(*find, {.id = u"model.search"_s,
                                  .group = ModelCard::tr("Models window"),
                                  .text = find->text(),
                                  .place = KeyPlace::models});
    connect(m_search, &QLineEdit::textChanged, m_shown, &LibraryFilter::setText);
    connect(m_kind, &QComboBox::currentIndexChanged, this,
            [this] { m_shown->setKind(LibraryKind(m_kind->currentData().toInt())); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ModelsPanel::lookAtCurrent);
    connect(m_list, &QAbstractItemView::activated, &model.modelPage(), &ModelPage::use);
    connect(m_shown, &QAbstractItemModel::rowsInserted, this, &ModelsPanel::showState);
    connect(m_shown, &QAbstractItemModel::rowsRemoved, this, &ModelsPanel::showState);
    connect(&model.library(), &ModelLibrary::scanned, this, &ModelsPanel::showState);
    showState();
}

QWidget* ModelsPanel::makeLeftSide() {
    m_search->setObjectName(u"modelSearch"_s);
    m_search->setAccessibleName(tr("Search the models"));
    m_search->setPlaceholderText(tr("Search names, families, folders"));
    setKeyTip(*m_search, m_model.shortcuts(), u"model.search"_s, tr("Words that all occur"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_kind->setObjectName(u"modelKind"_s);
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->setToolTip(tr("Only models of one kind"));
    for (const LibraryKind kind : {LibraryKind::all, LibraryKind::checkpoint, LibraryKind::lora, LibraryKind::vae,
                                   LibraryKind::embedding, LibraryKind::previewDecoder, LibraryKind::other})
        m_kind->addItem(labelOf(kind), int(kind));
    keepWheelCalm(m_kind);
    m_list->setObjectName(u"models"_s);
    m_list->setAccessibleName(tr("Models"));
    m_list->setModel(m_shown);
    m_list->setItemDelegate(new ModelTile(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_count->setObjectName(u"modelCount"_s);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setProperty("role", u"muted"_s);
    m_count->setWordWrap(true);

    auto* const side = new QWidget;
    side->setMinimumWidth(280);
    auto* const filters = new QHBoxLayout;
    filters->addWidget(m_search, 1);
    filters->addWidget(m_kind);
    auto* const layout = new QVBoxLayout(side);
    layout->setContentsMargins(14, 0, 10, 0);
    layout->addLayout(filters);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_count);
    return side;
}

void ModelsPanel::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ModelsPanel::lookAtCurrent() {
    if (!window()->isVisible()) return;
    m_model.modelPage().show(m_list->currentIndex().data(LibraryList::PathRole).toString());
}

void ModelsPanel::lookAway() { m_model.modelPage().show({}); }

void ModelsPanel::showState() {
    const int all = m_model.library().size();
    const int shown = m_shown->rowCount();
    if (shown > 0 && !m_list->currentIndex().isValid()) m_list->setCurrentIndex(m_shown->index(0, 0));
    m_count->setText(all == 0 && m_model.library().isScanning() ? tr("Looking through the folders…")
                     : all == 0                                 ? tr("Drop models into %1.").arg(ModelLibrary::folder())
                     : shown < all                              ? tr("%1 of %2 models").arg(shown).arg(all)
                     : all == 1                                 ? tr("1 model")
                                                                : tr("%1 models").arg(all));
}

bool ModelsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) return m_list->setFocus(), true;
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) return m_search->clear(), true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace lemnos::studio
