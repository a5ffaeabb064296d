// SPDX-License-Identifier: Apache-2.0
#include "panels/canvas_settings.h"

#include <cmath>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

#include "panels/calm_wheel.h"
#include "panels/mask_settings.h"
#include "panels/number_slider.h"
#include "studio/studio_model.h"

namespace lemnos::studio {

QString actionName(CanvasAction action) {
    switch (action) {
        case CanvasAction::generate: return CanvasSettings::tr("Generate");
        case CanvasAction::refine: return CanvasSettings::tr("Refine");
        case CanvasAction::fill: return CanvasSettings::tr("Fill");
        case CanvasAction::refineSelection: return CanvasSettings::tr("Refine selection");
        case CanvasAction::expand: return CanvasSettings::tr("Expand");
        case CanvasAction::addContent: return CanvasSettings::tr("Add content");
        case CanvasAction::removeContent: return CanvasSettings::tr("Remove content");
        case CanvasAction::replaceBackground: return CanvasSettings::tr("Replace background");
    }
    return {};
}

QString actionText(CanvasAction action) {
    switch (action) {
        case CanvasAction::generate: return CanvasSettings::tr("Paints the whole box from the prompt.");
        case CanvasAction::refine: return CanvasSettings::tr("Paints over the whole box, starting from what is there.");
        case CanvasAction::fill:
            return CanvasSettings::tr("Paints what is selected anew, blended into what surrounds it.");
        case CanvasAction::refineSelection:
            return CanvasSettings::tr("Paints over what is selected, starting from what is there.");
        case CanvasAction::expand: return CanvasSettings::tr("Paints what the box holds of nothing.");
        case CanvasAction::addContent: return CanvasSettings::tr("Paints something new where the selection is.");
        case CanvasAction::removeContent:
            return CanvasSettings::tr("Continues the surroundings where the selection is; the prompt is left out.");
        case CanvasAction::replaceBackground: return CanvasSettings::tr("Paints everything but what is selected.");
    }
    return {};
}

CanvasSettings::CanvasSettings(StudioModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_strength(new NumberSlider(tr("Strength on the canvas"),
                                  {.least = 5, .most = 100, .lowest = 1, .highest = 100, .step = 1, .decimals = 0})),
      m_intent(new QComboBox),
      m_unfold(new QToolButton),
      m_masks(new MaskSettings(model.workspace())),
      m_text(new QLabel) {
    m_strength->setObjectName(QStringLiteral("canvasStrength"));
    m_strength->spinBox()->setSuffix(QStringLiteral(" %"));
    m_intent->setObjectName(QStringLiteral("canvasIntent"));
    m_intent->setAccessibleName(tr("What happens to the selection"));
    m_intent->addItem(tr("Fill"), int(CanvasIntent::automatic));
    m_intent->addItem(tr("Add content"), int(CanvasIntent::addContent));
    m_intent->addItem(tr("Remove content"), int(CanvasIntent::removeContent));
    m_intent->addItem(tr("Replace background"), int(CanvasIntent::replaceBackground));
    keepWheelCalm(m_intent);
    m_unfold->setObjectName(QStringLiteral("unfoldMasks"));
    m_unfold->setText(tr("Mask"));
    m_unfold->setToolTip(tr("How the selection becomes a mask: growing, feathering, what the model sees"));
    m_unfold->setCheckable(true);
    m_unfold->setFocusPolicy(Qt::StrongFocus);
    m_masks->hide();
    connect(m_unfold, &QToolButton::toggled, m_masks, &QWidget::setVisible);
    m_text->setObjectName(QStringLiteral("canvasAction"));
    m_text->setWordWrap(true);
    m_text->setProperty("role", QStringLiteral("muted"));

    auto* const layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setVerticalSpacing(6);
    layout->setColumnStretch(1, 1);
    auto* const strength = new QLabel(tr("Strength"));
    auto* const intent = new QLabel(tr("Selection"));
    strength->setBuddy(m_strength);
    intent->setBuddy(m_intent);
    layout->addWidget(strength, 0, 0);
    layout->addWidget(m_strength, 0, 1, 1, 2);
    layout->addWidget(intent, 1, 0);
    layout->addWidget(m_intent, 1, 1);
    layout->addWidget(m_unfold, 1, 2);
    layout->addWidget(m_masks, 2, 0, 1, 3);
    layout->addWidget(m_text, 3, 0, 1, 3);

    connect(m_strength, &NumberSlider::edited, this, &CanvasSettings::chooseStrength);
    connect(m_intent, &QComboBox::activated, this,
            [this] { m_model.workspace().setIntent(CanvasIntent(m_intent->currentData().toInt())); });
    connect(&model.workspace(), &Workspace::changed, this, &CanvasSettings::showWorkspace);
    connect(&model.workspace(), &Workspace::actionChanged, this, &CanvasSettings::showWorkspace);
    connect(&model.request(), &RequestModel::changed, this, &CanvasSettings::showWorkspace);
    showWorkspace();
}

// To what a whole number of steps can do; a press of an arrow goes to the next of these.
void CanvasSettings::chooseStrength(double percent) {
    Workspace& workspace = m_model.workspace();
    const int steps = int(m_model.request().shown().steps);
    if (steps <= 0) return workspace.setStrength(percent / 100);
    const double before = workspace.strength();
    double chosen = snappedStrength(percent / 100, steps);
    const double shown = std::round(before * 100);
    if (chosen == before && percent != shown) chosen = neighbourStrength(before, steps, percent > shown ? 1 : -1);
    workspace.setStrength(chosen);
    showWorkspace();
}

void CanvasSettings::showWorkspace() {
    const Workspace& workspace = m_model.workspace();
    setVisible(workspace.page() == Workspace::Page::canvas);
    m_strength->showValue(std::round(workspace.strength() * 100));
    m_intent->setCurrentIndex(m_intent->findData(int(workspace.intent())));
    QString text = actionText(workspace.action());
    const int steps = int(m_model.request().shown().steps);
    if (workspace.strength() < 1 && steps > 0)
        text +=
            QLatin1Char(' ') + tr("Runs the last %1 of %2 steps.").arg(steps).arg(stepsAt(workspace.strength(), steps));
    m_text->setText(text);
}

}  // namespace lemnos::studio
