// SPDX-License-Identifier: Apache-2.0
#include "panels/tool_bar.h"

#include <QButtonGroup>
#include <QColorDialog>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "panels/tool_button.h"
#include "studio/toolbox.h"

namespace lemnos::studio {
namespace {

Glyph glyphOf(Tool tool) {
    switch (tool) {
        case Tool::view: return Glyph::hand;
        case Tool::brush: return Glyph::brush;
        case Tool::eraser: return Glyph::eraser;
        case Tool::fill: return Glyph::bucket;
        case Tool::pick: return Glyph::pipette;
        case Tool::rectangle: return Glyph::rectangle;
        case Tool::ellipse: return Glyph::ellipse;
        case Tool::lasso: return Glyph::lasso;
        case Tool::wand: return Glyph::wand;
        case Tool::selectionBrush: return Glyph::selectionBrush;
        case Tool::move: return Glyph::move;
        case Tool::box: return Glyph::box;
    }
    return Glyph::hand;
}

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

QString toolName(Tool tool) {
    switch (tool) {
        case Tool::view: return ToolBar::tr("Move the view");
        case Tool::brush: return ToolBar::tr("Brush");
        case Tool::eraser: return ToolBar::tr("Eraser");
        case Tool::fill: return ToolBar::tr("Fill with colour");
        case Tool::pick: return ToolBar::tr("Pick a colour");
        case Tool::rectangle: return ToolBar::tr("Select a rectangle");
        case Tool::ellipse: return ToolBar::tr("Select an ellipse");
        case Tool::lasso: return ToolBar::tr("Lasso");
        case Tool::wand: return ToolBar::tr("Magic wand");
        case Tool::selectionBrush: return ToolBar::tr("Paint the selection");
        case Tool::move: return ToolBar::tr("Move and transform the layer");
        case Tool::box: return ToolBar::tr("Generation box");
    }
    return {};
}

QKeySequence toolKey(Tool tool) {
    switch (tool) {
        case Tool::view: return Qt::Key_H;
        case Tool::brush: return Qt::Key_B;
        case Tool::eraser: return Qt::Key_E;
        case Tool::fill: return Qt::Key_G;
        case Tool::pick: return Qt::Key_I;
        case Tool::rectangle: return Qt::Key_U;
        case Tool::ellipse: return Qt::SHIFT | Qt::Key_U;
        case Tool::lasso: return Qt::Key_L;
        case Tool::wand: return Qt::Key_W;
        case Tool::selectionBrush: return Qt::Key_S;
        case Tool::move: return Qt::Key_V;
        case Tool::box: return Qt::Key_C;
    }
    return {};
}

ToolBar::ToolBar(Toolbox& tools, QWidget* parent)
    : QWidget(parent),
      m_tools(tools),
      m_group(new QButtonGroup(this)),
      m_foreground(makeSwatch(QStringLiteral("foreground"))),
      m_background(makeSwatch(QStringLiteral("background"))) {
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 6, 8);
    layout->setSpacing(3);
    for (const Tool tool : {Tool::brush, Tool::eraser, Tool::fill, Tool::pick, Tool::rectangle, Tool::ellipse,
                            Tool::lasso, Tool::wand, Tool::selectionBrush, Tool::move, Tool::box, Tool::view})
        addTool(tool);
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

void ToolBar::addTool(Tool tool) {
    const QString name = toolName(tool);
    QToolButton* const button =
        toolButton(glyphOf(tool), name, tr("%1 (%2)").arg(name, toolKey(tool).toString(QKeySequence::NativeText)));
    button->setObjectName(QStringLiteral("tool%1").arg(int(tool)));
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);  // a click leaves the canvas its keys
    button->setIconSize({20, 20});
    m_group->addButton(button, int(tool));
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
    m_background->setToolTip(tr("The other colour; paint with it instead (X)"));
}

void ToolBar::chooseColour() {
    auto* const dialog = new QColorDialog(m_tools.settings().foreground, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this,
            [this](const QColor& colour) { m_tools.change([&](ToolSettings& s) { s.foreground = colour; }); });
    dialog->open();
}

}  // namespace lemnos::studio
