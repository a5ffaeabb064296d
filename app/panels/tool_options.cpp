// SPDX-License-Identifier: Apache-2.0
#include "panels/tool_options.h"

#include <cmath>

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "panels/tool_bar.h"
#include "studio/toolbox.h"

namespace lemnos::studio {
namespace {

QSpinBox* percentBox(const QString& name) {
    auto* const box = new QSpinBox;
    box->setRange(1, 100);
    box->setSuffix(QStringLiteral(" %"));
    box->setAccessibleName(name);
    return box;
}

/// Named by a label in front.
void addNamed(QHBoxLayout& row, const QString& name, QWidget* widget) {
    auto* const label = new QLabel(name);
    label->setProperty("role", QStringLiteral("muted"));
    label->setBuddy(widget);
    row.addWidget(label);
    row.addWidget(widget);
}

QHBoxLayout* rowOf(QWidget* row) {
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    return layout;
}

bool selects(Tool tool) {
    return tool == Tool::rectangle || tool == Tool::ellipse || tool == Tool::lasso || tool == Tool::wand;
}

template <typename Widget, typename Value>
void showQuietly(Widget* widget, Value value) {
    const QSignalBlocker quiet(widget);
    if constexpr (requires { widget->setValue(value); })
        widget->setValue(value);
    else if constexpr (requires { widget->setChecked(value); })
        widget->setChecked(value);
    else
        widget->setCurrentIndex(widget->findData(value));
}

}  // namespace

ToolOptions::ToolOptions(Toolbox& tools, QWidget* parent)
    : QWidget(parent),
      m_tools(tools),
      m_name(new QLabel),
      m_brushRow(makeBrushRow()),
      m_selectionRow(makeSelectionRow()),
      m_likenessRow(makeLikenessRow()),
      m_boxRow(makeBoxRow()) {
    m_name->setProperty("role", QStringLiteral("heading"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // a narrow window cuts its end off rather than growing
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(12);
    for (QWidget* const part : {static_cast<QWidget*>(m_name), m_brushRow, m_selectionRow, m_likenessRow, m_boxRow})
        layout->addWidget(part);
    layout->addStretch(1);
    connect(&m_tools, &Toolbox::changed, this, &ToolOptions::showTools);
    showTools();
}

void ToolOptions::changeBrush(const std::function<void(Brush&)>& change) {
    m_tools.change([&](ToolSettings& s) {
        if (Brush* const brush = s.currentBrush()) change(*brush);
    });
}

QWidget* ToolOptions::makeBrushRow() {
    m_size = new QDoubleSpinBox;
    m_size->setObjectName(QStringLiteral("brushSize"));
    m_size->setRange(Toolbox::smallestBrush, Toolbox::largestBrush);
    m_size->setDecimals(0);
    m_size->setSuffix(tr(" px"));
    m_size->setAccessibleName(tr("Brush size"));
    m_size->setToolTip(tr("Diameter of the brush"));
    m_hardness = percentBox(tr("Hardness"));
    m_opacity = percentBox(tr("Opacity"));
    m_opacity->setObjectName(QStringLiteral("brushOpacity"));
    auto* const pen = new QToolButton;
    pen->setObjectName(QStringLiteral("penPressure"));
    pen->setText(tr("Pen"));
    pen->setToolTip(tr("What the pressure of a pen changes"));
    pen->setPopupMode(QToolButton::InstantPopup);
    pen->setFocusPolicy(Qt::StrongFocus);
    pen->setMenu(new QMenu(pen));
    m_pressureSize = pen->menu()->addAction(tr("Pressed lightly it paints &thin"));
    m_pressureOpacity = pen->menu()->addAction(tr("Pressed lightly it paints &faint"));
    for (QAction* const action : {m_pressureSize, m_pressureOpacity}) action->setCheckable(true);

    auto* const row = new QWidget;
    QHBoxLayout* const layout = rowOf(row);
    addNamed(*layout, tr("Size"), m_size);
    addNamed(*layout, tr("Hardness"), m_hardness);
    addNamed(*layout, tr("Opacity"), m_opacity);
    layout->addWidget(pen);
    connect(m_size, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { changeBrush([=](Brush& brush) { brush.size = value; }); });
    connect(m_hardness, &QSpinBox::valueChanged, this,
            [this](int value) { changeBrush([=](Brush& brush) { brush.hardness = value / 100.0; }); });
    connect(m_opacity, &QSpinBox::valueChanged, this,
            [this](int value) { changeBrush([=](Brush& brush) { brush.opacity = value / 100.0; }); });
    connect(m_pressureSize, &QAction::toggled, this,
            [this](bool is) { changeBrush([=](Brush& brush) { brush.sizeFollowsPressure = is; }); });
    connect(m_pressureOpacity, &QAction::toggled, this,
            [this](bool is) { changeBrush([=](Brush& brush) { brush.opacityFollowsPressure = is; }); });
    return row;
}

QWidget* ToolOptions::makeSelectionRow() {
    m_join = new QComboBox;
    m_join->setAccessibleName(tr("What a new shape does to the selection"));
    m_join->setToolTip(tr("Hold Shift to add, Alt to take away, both for what they share"));
    m_join->addItem(tr("New selection"), int(MaskJoin::replace));
    m_join->addItem(tr("Add"), int(MaskJoin::add));
    m_join->addItem(tr("Take away"), int(MaskJoin::subtract));
    m_join->addItem(tr("Intersect"), int(MaskJoin::intersect));
    auto* const row = new QWidget;
    rowOf(row)->addWidget(m_join);
    connect(m_join, &QComboBox::activated, this,
            [this] { m_tools.change([this](ToolSettings& s) { s.join = MaskJoin(m_join->currentData().toInt()); }); });
    return row;
}

QWidget* ToolOptions::makeLikenessRow() {
    m_tolerance = new QSpinBox;
    m_tolerance->setRange(0, 255);
    m_tolerance->setAccessibleName(tr("Tolerance"));
    m_tolerance->setToolTip(tr("How far a colour may be from the one that is clicked, 0 to 255"));
    m_connected = new QCheckBox(tr("Connected"));
    m_connected->setToolTip(tr("Only what hangs together with the pixel that is clicked"));
    m_wholePicture = new QCheckBox(tr("All layers"));
    m_wholePicture->setToolTip(tr("Look at the picture rather than at the active layer"));
    auto* const row = new QWidget;
    QHBoxLayout* const layout = rowOf(row);
    addNamed(*layout, tr("Tolerance"), m_tolerance);
    layout->addWidget(m_connected);
    layout->addWidget(m_wholePicture);
    connect(m_tolerance, &QSpinBox::valueChanged, this,
            [this](int value) { m_tools.change([=](ToolSettings& s) { s.likeness.tolerance = value; }); });
    connect(m_connected, &QCheckBox::toggled, this, [this](bool is) {
        m_tools.change(
            [=](ToolSettings& s) { s.likeness.reach = is ? Likeness::Reach::connected : Likeness::Reach::everywhere; });
    });
    connect(m_wholePicture, &QCheckBox::toggled, this, [this](bool is) {
        m_tools.change(
            [=](ToolSettings& s) { s.likeness.sample = is ? Likeness::Sample::picture : Likeness::Sample::layer; });
    });
    return row;
}

QWidget* ToolOptions::makeBoxRow() {
    m_boxStep = new QComboBox;
    m_boxStep->setAccessibleName(tr("Grid of the generation box"));
    m_boxStep->setToolTip(tr("Hold Alt to leave the grid"));
    for (const int step : {8, 16, 32, 64, 128}) m_boxStep->addItem(tr("%1 px").arg(step), step);
    auto* const row = new QWidget;
    addNamed(*rowOf(row), tr("Grid"), m_boxStep);
    connect(m_boxStep, &QComboBox::activated, this,
            [this] { m_tools.change([this](ToolSettings& s) { s.boxStep = m_boxStep->currentData().toInt(); }); });
    return row;
}

void ToolOptions::showTools() {
    const ToolSettings& settings = m_tools.settings();
    m_name->setText(toolRow(settings.tool).name());
    const Brush* const brush = settings.currentBrush();
    m_brushRow->setVisible(brush != nullptr);
    m_selectionRow->setVisible(selects(settings.tool));
    m_likenessRow->setVisible(settings.tool == Tool::wand || settings.tool == Tool::fill);
    m_boxRow->setVisible(settings.tool == Tool::box);
    if (brush) {
        showQuietly(m_size, brush->size);
        showQuietly(m_hardness, int(std::lround(brush->hardness * 100)));
        showQuietly(m_opacity, int(std::lround(brush->opacity * 100)));
        showQuietly(m_pressureSize, brush->sizeFollowsPressure);
        showQuietly(m_pressureOpacity, brush->opacityFollowsPressure);
    }
    showQuietly(m_join, int(settings.join));
    showQuietly(m_tolerance, settings.likeness.tolerance);
    showQuietly(m_connected, settings.likeness.reach == Likeness::Reach::connected);
    showQuietly(m_wholePicture, settings.likeness.sample == Likeness::Sample::picture);
    showQuietly(m_boxStep, settings.boxStep);
}

}  // namespace lemnos::studio
