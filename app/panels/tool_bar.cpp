// SPDX-License-Identifier: Apache-2.0
#include "panels/tool_bar.h"

#include <algorithm>

#include <QButtonGroup>
#include <QColorDialog>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "panels/key_tip.h"
#include "panels/tool_button.h"
#include "studio/shortcuts.h"
#include "studio/toolbox.h"

namespace lemnos::studio {
namespace {

QIcon swatchIcon(const QColor& colour, const QColor& edge) {
    constexpr int side = 20;
    QPixmap pixmap(side, side);
    pixmap.fill(colour);
    QPainter painter(&pixmap);
    painter.setPen(edge);
    painter.drawRect(0, 0, side - 1, side - 1);
    return pixmap;
}

}  // namespace

const std::array<ToolRow, 12>& toolRows() {
    static const std::array<ToolRow, 12> rows{{
        {Tool::brush, "brush", QT_TRANSLATE_NOOP("Tool", "Brush"), Glyph::brush, Qt::Key_B},
        {Tool::eraser, "eraser", QT_TRANSLATE_NOOP("Tool", "Eraser"), Glyph::eraser, Qt::Key_E},
        {Tool::fill, "fill", QT_TRANSLATE_NOOP("Tool", "Fill with colour"), Glyph::bucket, Qt::Key_G},
        {Tool::pick, "pick", QT_TRANSLATE_NOOP("Tool", "Pick a colour"), Glyph::pipette, Qt::Key_I},
        {Tool::rectangle, "rectangle", QT_TRANSLATE_NOOP("Tool", "Select a rectangle"), Glyph::rectangle, Qt::Key_U},
        {Tool::ellipse, "ellipse", QT_TRANSLATE_NOOP("Tool", "Select an ellipse"), Glyph::ellipse,
         Qt::SHIFT | Qt::Key_U},
        {Tool::lasso, "lasso", QT_TRANSLATE_NOOP("Tool", "Lasso"), Glyph::lasso, Qt::Key_L},
        {Tool::wand, "wand", QT_TRANSLATE_NOOP("Tool", "Magic wand"), Glyph::wand, Qt::Key_W},
        {Tool::selectionBrush, "selectionBrush", QT_TRANSLATE_NOOP("Tool", "Paint the selection"),
         Glyph::selectionBrush, Qt::Key_S},
        {Tool::move, "move", QT_TRANSLATE_NOOP("Tool", "Move and transform the layer"), Glyph::move, Qt::Key_V},
        {Tool::box, "box", QT_TRANSLATE_NOOP("Tool", "Generation box"), Glyph::box, Qt::Key_C},
        {Tool::view, "view", QT_TRANSLATE_NOOP("Tool", "Move the view"), Glyph::hand, Qt::Key_H},
    }};
    return rows;
}

const ToolRow& toolRow(Tool tool) { return *std::ranges::find(toolRows(), tool, &ToolRow::tool); }

QString ToolRow::name() const { return QCoreApplication::translate("Tool", text); }

QString ToolRow::command() const { return QStringLiteral("tool.") + QLatin1StringView(id); }

ToolBar::ToolBar(Toolbox& tools, Shortcuts& shortcuts, QWidget* parent)
    : QWidget(parent),
      m_tools(tools),
      m_shortcuts(shortcuts),
      m_group(new QButtonGroup(this)),
      m_foreground(makeSwatch(QStringLiteral("foreground"))),
      m_background(makeSwatch(QStringLiteral("background"))) {
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 6, 8);
    layout->setSpacing(3);
    for (const ToolRow& row : toolRows()) addTool(row);
    layout->addSpacing(8);
    layout->addWidget(m_foreground);
    layout->addWidget(m_background);
    layout->addStretch(1);

    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { m_tools.choose(Tool(id)); });
    connect(m_foreground, &QToolButton::clicked, this, &ToolBar::chooseColour);
    connect(m_background, &QToolButton::clicked, &m_tools, &Toolbox::swapColours);
    connect(&m_tools, &Toolbox::changed, this, &ToolBar::showTools);
    showTools();
}

void ToolBar::addTool(const ToolRow& row) {
    QToolButton* const button = toolButton(row.glyph, row.name(), row.name());
    setKeyTip(*button, m_shortcuts, row.command(), row.name());
    button->setObjectName(QStringLiteral("tool%1").arg(int(row.tool)));
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);  // a click leaves the canvas its keys
    button->setIconSize({20, 20});
    m_group->addButton(button, int(row.tool));
    layout()->addWidget(button);
}

QToolButton* ToolBar::makeSwatch(const QString& objectName) {
    auto* const button = new QToolButton;
    button->setObjectName(objectName);
    button->setIconSize({20, 20});
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void ToolBar::showTools() {
    const ToolSettings& settings = m_tools.settings();
    m_group->button(int(settings.tool))->setChecked(true);
    const QColor edge = palette().color(QPalette::WindowText);
    m_foreground->setIcon(swatchIcon(settings.foreground, edge));
    m_background->setIcon(swatchIcon(settings.background, edge));
    m_foreground->setAccessibleName(tr("Colour %1").arg(settings.foreground.name()));
    m_foreground->setToolTip(tr("The colour to paint with; choose another"));
    m_background->setAccessibleName(tr("Other colour %1").arg(settings.background.name()));
    setKeyTip(*m_background, m_shortcuts, QStringLiteral("tool.swapColours"),
              tr("The other colour; paint with it instead"));
}

void ToolBar::chooseColour() {
    auto* const dialog = new QColorDialog(m_tools.settings().foreground, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this,
            [this](const QColor& colour) { m_tools.change([&](ToolSettings& s) { s.foreground = colour; }); });
    dialog->open();
}

}  // namespace lemnos::studio
