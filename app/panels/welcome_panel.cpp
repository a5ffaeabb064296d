// SPDX-License-Identifier: Apache-2.0
#include "panels/welcome_panel.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "studio/shortcuts.h"

namespace lemnos::studio {
namespace {

QLabel* line(const QString& text, const QString& role) {
    auto* const label = new QLabel(text);
    label->setProperty("role", role);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

}  // namespace

WelcomePanel::WelcomePanel(Shortcuts& shortcuts, QWidget* parent) : QWidget(parent) {
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(40, 24, 40, 24);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(line(tr("Type what you want to see"), QStringLiteral("title")));
    QLabel* const begin = line({}, QStringLiteral("muted"));
    const auto showKey = [begin, &shortcuts] {
        const QString key = shortcuts.textOf(QStringLiteral("image.generate"));
        begin->setText(key.isEmpty() ? tr("Or begin with one of these:")
                                     : tr("%1 paints it. Or begin with one of these:").arg(key));
    };
    connect(&shortcuts, &Shortcuts::added, begin, showKey);  // the menus come after this panel
    connect(&shortcuts, &Shortcuts::changed, begin, showKey);
    showKey();
    layout->addWidget(begin);
    layout->addSpacing(12);
    const QStringList prompts = {
        tr("a red lighthouse by the sea at night, watercolor"),
        tr("three yellow tulips in a meadow, stained glass"),
        tr("a blue whale at sunset, flat illustration"),
    };
    for (const QString& prompt : prompts) {
        auto* const chip = new QPushButton(prompt);
        chip->setProperty("role", QStringLiteral("chip"));
        chip->setAccessibleName(tr("Paint: %1").arg(prompt));
        chip->setToolTip(tr("Paint this"));
        chip->setCursor(Qt::PointingHandCursor);
        chip->setAutoDefault(false);
        connect(chip, &QPushButton::clicked, this, [this, prompt] { Q_EMIT promptChosen(prompt); });
        layout->addWidget(chip, 0, Qt::AlignHCenter);
    }
    layout->addStretch(3);
}

void WelcomePanel::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), palette().color(QPalette::Dark)); }

}  // namespace lemnos::studio
