// SPDX-License-Identifier: Apache-2.0
#include "panels/settings_panel.h"

#include <cmath>

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include "panels/advanced_settings.h"
#include "panels/calm_wheel.h"
#include "panels/choice_box.h"
#include "panels/key_tip.h"
#include "panels/model_box.h"
#include "panels/number_slider.h"
#include "panels/seed_row.h"
#include "panels/size_row.h"
#include "panels/start_picture_row.h"
#include "panels/tool_button.h"
#include "studio/request_model.h"
#include "studio/start_picture.h"

namespace lemnos::studio {

SettingsPanel::SettingsPanel(RequestModel& model, StartPicture& start, ModelLibrary& library, Shortcuts& shortcuts,
                             const QStringList& knownModels, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_modelBox(new ModelBox(model, library, knownModels)),
      m_start(start),
      m_startRow(new StartPictureRow(start)),
      m_strength(new NumberSlider(tr("Strength"),
                                  {.least = 0, .most = 1, .lowest = 0, .highest = 1, .step = 0.05, .decimals = 2})),
      m_size(new SizeRow(model)),
      m_steps(new NumberSlider(tr("Steps"), {.least = 1, .most = 60, .lowest = 1, .highest = Request::max_steps})),
      m_guidance(new NumberSlider(
          tr("Guidance"),
          {.least = 1, .most = 15, .lowest = 0, .highest = Request::max_guidance_scale, .step = 0.5, .decimals = 1})),
      m_sampler(new ChoiceBox(tr("Sampler"), samplerChoices())),
      m_schedule(new ChoiceBox(tr("Schedule"), scheduleChoices())),
      m_seed(new SeedRow(model, shortcuts)),
      m_count(new QSpinBox),
      m_more(new QToolButton) {
    setKeyTip(*m_modelBox, shortcuts, QStringLiteral("models.choose"),
              tr("The model that paints; checkpoints are .safetensors, .gguf or .ckpt files"));
    m_steps->setToolTip(tr("More steps take longer and settle finer details"));
    m_guidance->setToolTip(tr("How closely the picture follows the prompt; 1 leaves it free"));
    m_sampler->setToolTip(tr("The method that turns noise into the picture"));
    m_schedule->setToolTip(tr("How the steps are spread from noise to picture"));
    m_strength->setToolTip(tr("How far to depart from the start picture: 0 keeps it, 1 only remembers its size"));
    m_strength->setObjectName(QStringLiteral("strength"));
    m_steps->setObjectName(QStringLiteral("steps"));
    m_guidance->setObjectName(QStringLiteral("guidance"));
    m_sampler->setObjectName(QStringLiteral("sampler"));
    m_schedule->setObjectName(QStringLiteral("schedule"));
    m_count->setObjectName(QStringLiteral("count"));
    m_count->setAccessibleName(tr("Number of pictures"));
    m_count->setToolTip(tr("How many pictures one press makes, with ascending seeds"));
    m_count->setRange(1, RequestModel::maximumCount);
    keepWheelCalm(m_count);

    auto* const form = new QGridLayout(this);
    form->setContentsMargins({});
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setColumnStretch(1, 1);
    const auto addRow = [form](const QString& text, QWidget* field) {
        auto* const label = new QLabel(text);
        label->setBuddy(field);
        const int row = form->rowCount();
        form->addWidget(label, row, 0);
        form->addWidget(field, row, 1);
        return label;
    };
    addRow(tr("Model"), m_modelBox);
    m_startLabels = {addRow(tr("Start from"), m_startRow), addRow(tr("Strength"), m_strength)};
    addRow(tr("Size"), m_size);
    addRow(tr("Steps"), m_steps);
    addRow(tr("Guidance"), m_guidance);
    addRow(tr("Sampler"), m_sampler);
    addRow(tr("Schedule"), m_schedule);
    addRow(tr("Seed"), m_seed);
    addRow(tr("Pictures"), makeFoot());
    m_advanced = new AdvancedSettings(model, library, addRow, this);
    connectControls();
    showModel();
}

QWidget* SettingsPanel::makeFoot() {
    m_more->setText(tr("More"));
    m_more->setToolTip(tr("VAE, clip skip, noise and what else most pictures do without"));
    m_more->setObjectName(QStringLiteral("moreSettings"));
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    auto* const reset = toolButton(Glyph::reset, tr("Back to the model's defaults"),
                                   tr("Back to the model's defaults for all of these"));
    reset->setObjectName(QStringLiteral("resetSettings"));
    connect(reset, &QToolButton::clicked, &m_model, &RequestModel::resetToDefaults);
    auto* const foot = new QWidget;
    auto* const layout = new QHBoxLayout(foot);
    layout->setContentsMargins({});
    layout->addWidget(m_count);
    layout->addStretch(1);
    layout->addWidget(m_more);
    layout->addWidget(reset);
    foot->setFocusProxy(m_count);
    return foot;
}

void SettingsPanel::connectControls() {
    connect(m_steps, &NumberSlider::edited, this,
            [this](double value) { m_model.change([&](Request& r) { r.steps = std::uint32_t(value); }); });
    connect(m_guidance, &NumberSlider::edited, this,
            [this](double value) { m_model.change([&](Request& r) { r.guidance_scale = value; }); });
    connect(m_strength, &NumberSlider::edited, this,
            [this](double value) { m_model.change([&](Request& r) { r.strength = std::round(value * 100) / 100; }); });
    connect(m_sampler, &ChoiceBox::edited, this, [this](const std::string& name) {
        m_model.change([&](Request& r) {
            r.sampler = name;
            r.eta = Request().eta;  // belongs to the sampler that was left
        });
    });
    connect(m_schedule, &ChoiceBox::edited, this,
            [this](const std::string& name) { m_model.change([&](Request& r) { r.schedule = name; }); });
    m_more->setChecked(m_advanced->isShown());
    connect(m_more, &QToolButton::toggled, m_advanced, &AdvancedSettings::setShown);
    connect(m_advanced, &AdvancedSettings::shownChanged, m_more, &QToolButton::setChecked);
    connect(m_more, &QToolButton::clicked, this, [this](bool isOn) {
        if (isOn) Q_EMIT unfolded(m_more);
    });
    connect(m_count, &QSpinBox::valueChanged, &m_model, &RequestModel::setCount);
    connect(&m_model, &RequestModel::changed, this, &SettingsPanel::showModel);
}

void SettingsPanel::showModel() {
    const Request shown = m_model.shown();
    m_steps->showValue(shown.steps);
    m_guidance->showValue(shown.guidance_scale);
    m_strength->showValue(shown.strength);
    for (QWidget* part : std::initializer_list<QWidget*>{m_startLabels[0], m_startLabels[1], m_startRow, m_strength})
        part->setVisible(m_start.isSet());
    m_sampler->showChoice(m_model.chosen().sampler, m_model.defaults().sampler);
    m_schedule->showChoice(m_model.chosen().schedule, m_model.defaults().schedule);
    const QSignalBlocker quiet(m_count);
    m_count->setValue(m_model.count());
}

void SettingsPanel::chooseModelFile() { m_modelBox->chooseFile(); }

void SettingsPanel::chooseStartPicture() { m_startRow->chooseFile(); }

void SettingsPanel::focusField(Field field) {
    QWidget* const widget = [&]() -> QWidget* {
        switch (field) {
            case Field::model: return m_modelBox;
            case Field::size: return m_size;
            case Field::steps: return m_steps;
            case Field::guidance: return m_guidance;
            case Field::sampler: return m_sampler;
            case Field::schedule: return m_schedule;
            case Field::seed: return m_seed;
            case Field::startPicture: return m_startRow;
            case Field::prompt: break;  // stands in another panel
        }
        return nullptr;
    }();
    if (widget) widget->setFocus(Qt::OtherFocusReason);
}

}  // namespace lemnos::studio
