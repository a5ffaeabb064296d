// SPDX-License-Identifier: Apache-2.0
#include "panels/staging_bar.h"

#include <algorithm>
#include <initializer_list>
#include <tuple>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include "panels/key_tip.h"
#include "panels/tool_button.h"
#include "studio/workspace.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int thumbnailSide = 48;  // pixels

QIcon thumbnail(const QImage& picture) {
    return QPixmap::fromImage(
        picture.scaled(thumbnailSide, thumbnailSide, Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

}  // namespace

StagingBar::StagingBar(Workspace& workspace, Shortcuts& shortcuts, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_place(new QLabel),
      m_group(new QButtonGroup(this)),
      m_thumbnails(new QHBoxLayout) {
    setObjectName(QStringLiteral("staging"));
    Staging& staging = workspace.staging();
    auto* const previous = toolButton(Glyph::previous, tr("Previous result"), {});
    auto* const next = toolButton(Glyph::next, tr("Next result"), {});
    auto* const compare = toolButton(Glyph::compare, tr("Compare with before"), {});
    auto* const accept = new QPushButton(glyph(Glyph::accept), tr("Accept"));
    auto* const discard = toolButton(Glyph::close, tr("Discard"), {});
    auto* const discardAll = new QPushButton(tr("Discard all"));
    accept->setObjectName(QStringLiteral("acceptStaged"));
    discard->setObjectName(QStringLiteral("discardStaged"));
    discardAll->setObjectName(QStringLiteral("discardAllStaged"));
    for (const auto& [button, command, text] : std::initializer_list<std::tuple<QWidget*, QLatin1StringView, QString>>{
             {previous, "staging.previous"_L1, tr("Show the previous result")},
             {next, "staging.next"_L1, tr("Show the next result")},
             {compare, "staging.compare"_L1, tr("Hold to see the document without it")},
             {accept, "edit.accept"_L1, tr("Make it a layer")},
             {discard, "edit.discard"_L1, tr("Discard this result; the history keeps it")},
             {discardAll, "image.cancel"_L1, tr("Discard all results; the history keeps them")}})
        setKeyTip(*button, shortcuts, command, text);
    for (QPushButton* const button : {accept, discardAll}) button->setAutoDefault(false);

    auto* const strip = new QWidget;
    strip->setLayout(m_thumbnails);
    m_thumbnails->setContentsMargins({});
    m_thumbnails->setSpacing(4);
    m_thumbnails->addStretch(1);
    auto* const scroll = new QScrollArea;
    scroll->setWidget(strip);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedHeight(thumbnailSide + 16);
    scroll->setFocusPolicy(Qt::NoFocus);

    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(previous);
    layout->addWidget(m_place);
    layout->addWidget(next);
    layout->addWidget(scroll, 1);
    layout->addWidget(compare);
    layout->addWidget(accept);
    layout->addWidget(discard);
    layout->addWidget(discardAll);

    connect(previous, &QToolButton::clicked, &staging, &Staging::showPrevious);
    connect(next, &QToolButton::clicked, &staging, &Staging::showNext);
    connect(compare, &QToolButton::pressed, &staging, [&staging] { staging.hide(true); });
    connect(compare, &QToolButton::released, &staging, [&staging] { staging.hide(false); });
    connect(accept, &QPushButton::clicked, &workspace, &Workspace::acceptStaged);
    connect(discard, &QToolButton::clicked, &staging, &Staging::discardCurrent);
    connect(discardAll, &QPushButton::clicked, &staging, &Staging::discardAll);
    connect(m_group, &QButtonGroup::idClicked, &staging, &Staging::select);
    connect(&staging, &Staging::changed, this, &StagingBar::showStaging);
    showStaging();
}

void StagingBar::makeThumbnails() {
    const QList<StagedPicture>& pictures = m_workspace.staging().pictures();
    for (QAbstractButton* const button : m_group->buttons()) delete button;
    m_shownEntries.clear();
    for (int i = 0; i < pictures.size(); ++i) {
        auto* const button = new QToolButton;
        button->setIcon(thumbnail(pictures[i].picture));
        button->setIconSize({thumbnailSide, thumbnailSide});
        button->setCheckable(true);
        button->setProperty("role", QStringLiteral("picture"));
        button->setAccessibleName(tr("Result %1").arg(i + 1));
        button->setFocusPolicy(Qt::StrongFocus);
        m_group->addButton(button, i);
        m_thumbnails->insertWidget(i, button);
        m_shownEntries.append(pictures[i].entry);
    }
}

void StagingBar::showStaging() {
    const Staging& staging = m_workspace.staging();
    setVisible(!staging.isEmpty());
    QList<quint64> entries;
    for (const StagedPicture& picture : staging.pictures()) entries.append(picture.entry);
    if (!std::ranges::equal(entries, m_shownEntries)) makeThumbnails();  // Qt 6.4 compares empty lists at null
    if (staging.isEmpty()) return;
    m_place->setText(tr("%1 of %2").arg(staging.currentIndex() + 1).arg(staging.pictures().size()));
    m_group->button(staging.currentIndex())->setChecked(true);
}

}  // namespace lemnos::studio
