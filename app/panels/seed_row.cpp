// SPDX-License-Identifier: Apache-2.0
#include "panels/seed_row.h"

#include <QHBoxLayout>
#include <QLineEdit>

#include "panels/key_tip.h"
#include "panels/tool_button.h"
#include "studio/request_model.h"
#include "studio/shortcuts.h"

namespace lemnos::studio {
namespace {

const QString rollCommand = QStringLiteral("seed.roll");
const QString keepCommand = QStringLiteral("seed.keep");

}  // namespace

SeedRow::SeedRow(RequestModel& model, Shortcuts& shortcuts, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_shortcuts(shortcuts),
      m_seed(new QLineEdit),
      m_dice(toolButton(Glyph::dice, tr("Draw another seed"), {})),
      m_lock(toolButton(Glyph::unlocked, tr("Keep this seed"), {})) {
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setMaxLength(24);
    m_seed->setToolTip(tr("The number that the picture grows from: the same seed and settings give the same picture"));
    m_dice->setObjectName(QStringLiteral("seedDice"));
    m_lock->setObjectName(QStringLiteral("seedLock"));
    m_lock->setCheckable(true);
    const auto name = [](const QString& id, const QString& text) {
        return CommandName{.id = id, .group = tr("Settings"), .text = text};
    };
    addKey(*this, *m_dice, shortcuts, name(rollCommand, tr("Draw another seed")), {Qt::CTRL | Qt::SHIFT | Qt::Key_D});
    addKey(*this, *m_lock, shortcuts, name(keepCommand, tr("Keep this seed")), {Qt::CTRL | Qt::Key_L});
    setKeyTip(*m_dice, shortcuts, rollCommand, tr("Draw another seed"));

    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_seed, 1);
    layout->addWidget(m_dice);
    layout->addWidget(m_lock);
    setFocusProxy(m_seed);

    connect(m_seed, &QLineEdit::textEdited, &model, &RequestModel::setSeedText);
    connect(m_dice, &QToolButton::clicked, &model, &RequestModel::rollSeed);
    connect(m_lock, &QToolButton::toggled, &model,
            [&model](bool keep) { model.setSeedMode(keep ? SeedMode::kept : SeedMode::fresh); });
    connect(&model, &RequestModel::changed, this, &SeedRow::showModel);
    showModel();
}

void SeedRow::showModel() {
    if (m_seed->text() != m_model.seedText()) m_seed->setText(m_model.seedText());
    const bool isKept = m_model.seedMode() == SeedMode::kept;
    m_lock->setChecked(isKept);
    m_lock->setIcon(glyph(isKept ? Glyph::locked : Glyph::unlocked));
    setKeyTip(*m_lock, m_shortcuts, keepCommand,
              isKept ? tr("This seed is kept for the next picture")
                     : tr("Every picture gets a new seed; press to keep this one"));
}

}  // namespace lemnos::studio
