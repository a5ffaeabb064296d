// SPDX-License-Identifier: Apache-2.0
#include "panels/advanced_settings.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStringList>
#include <QToolButton>

#include "panels/calm_wheel.h"
#include "panels/choice_box.h"
#include "panels/tool_button.h"
#include "panels/vae_box.h"
#include "studio/request_model.h"

namespace lemnos::studio {
namespace {

constexpr int mostClipSkip = 32;  // layers of the largest text encoder; the engine refuses what a model has not

bool isUnusual(const Request& request) {
    const Request usual;
    return request.vae != usual.vae || request.clip_skip != usual.clip_skip || request.eta >= 0 ||
           request.random_source != usual.random_source || request.compat != usual.compat ||
           request.dtype != usual.dtype || request.family != usual.family || request.prediction != usual.prediction ||
           !request.loras.empty();
}

QString namesOf(const std::vector<LoraUse>& loras) {
    QStringList names;
    for (const LoraUse& lora : loras)
        names.append(QStringLiteral("%1 %2").arg(QFileInfo(QString::fromStdString(lora.file)).completeBaseName(),
                                                 QLocale().toString(lora.unet_weight)));
    return names.join(QStringLiteral(", "));
}

}  // namespace

AdvancedSettings::AdvancedSettings(RequestModel& model, ModelLibrary& library, const AddRow& add, QObject* parent)
    : QObject(parent), m_model(model) {
    addRow(add, tr("VAE"), "vae", tr("The autoencoder that turns latents into the picture"),
           new VaeBox(model, library));
    addRow(add, tr("Clip skip"), "clipSkip",
           tr("The layer of the text encoder that is read, from its end; some models were trained with the second"),
           makeClipSkip());
    addRow(add, tr("Eta"), "eta", tr("How much fresh noise comes in with each step"), makeEta());
    addRow(add, tr("Noise"), "randomSource",
           tr("Where the first noise comes from: the same seed is another picture with the other"),
           makeBox(
               randomSourceChoices(), [](const Request& r) { return std::string(name_of(r.random_source)); },
               [](Request& r, const std::string& name) {
                   r.random_source = random_source_from_name(name).value_or(r.random_source);
               }));
    addRow(add, tr("Paint as"), "compat",
           tr("Whose picture the seed and the settings are to give: programs differ in noise, schedules and prompts"),
           makeBox(
               compatibilityChoices(), [](const Request& r) { return r.compat; },
               [](Request& r, const std::string& name) { r.compat = name; }));
    addRow(add, tr("Precision"), "precision", tr("Half is faster and takes half the memory"),
           makeBox(
               {{"f16", tr("Half (f16)")}, {"f32", tr("Full (f32)")}},
               [](const Request& r) { return std::string(r.dtype == DType::f32 ? "f32" : "f16"); },
               [](Request& r, const std::string& name) { r.dtype = name == "f32" ? DType::f32 : DType::f16; }));
    addRow(add, tr("Family"), "family", tr("What the model's file is taken for, where it is not recognised"),
           makeAutomaticBox(tr("Family"), familyChoices(), &Request::family));
    addRow(add, tr("Prediction"), "prediction", tr("What the model predicts, where its file does not say it rightly"),
           makeAutomaticBox(tr("Prediction"), predictionChoices(), &Request::prediction));
    m_loras = addRow(add, tr("LoRA"), "loras",
                     tr("Files that came with restored settings, besides those in the prompt"), makeLoras());
    connect(&model, &RequestModel::changed, this, &AdvancedSettings::showModel);
    showModel();
}

AdvancedSettings::Row AdvancedSettings::addRow(const AddRow& add, const QString& label, const char* objectName,
                                               const QString& toolTip, QWidget* field) {
    field->setObjectName(QLatin1StringView(objectName));
    field->setToolTip(toolTip);
    if (field->accessibleName().isEmpty()) field->setAccessibleName(label);
    m_rows.append({add(label, field), field});
    return m_rows.back();
}

QWidget* AdvancedSettings::makeClipSkip() {
    auto* const spin = new QSpinBox;
    spin->setRange(0, mostClipSkip);
    spin->setSpecialValueText(tr("Automatic"));
    keepWheelCalm(spin);
    connect(spin, &QSpinBox::valueChanged, this,
            [this](int value) { m_model.change([&](Request& r) { r.clip_skip = std::uint32_t(value); }); });
    m_showFields.append([this, spin] {
        const int shown = int(m_model.chosen().clip_skip);
        if (spin->value() == shown) return;
        const QSignalBlocker quiet(spin);
        spin->setValue(shown);
    });
    return spin;
}

QWidget* AdvancedSettings::makeEta() {
    constexpr double step = 0.05;
    auto* const spin = new QDoubleSpinBox;
    spin->setRange(-step, 1);  // one step below 0 is the sampler's own
    spin->setSingleStep(step);
    spin->setSpecialValueText(tr("Automatic"));
    keepWheelCalm(spin);
    connect(spin, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { m_model.change([&](Request& r) { r.eta = value < 0 ? Request().eta : value; }); });
    m_showFields.append([this, spin] {
        const double shown = m_model.chosen().eta < 0 ? spin->minimum() : m_model.chosen().eta;
        if (spin->value() == shown) return;  // a number that is being typed keeps its shape
        const QSignalBlocker quiet(spin);
        spin->setValue(shown);
    });
    return spin;
}

QWidget* AdvancedSettings::makeBox(const QList<Choice>& choices, std::string (*read)(const Request&),
                                   void (*write)(Request&, const std::string&)) {
    auto* const box = new QComboBox;
    for (const Choice& choice : choices) box->addItem(choice.label, QString::fromStdString(choice.name));
    keepWheelCalm(box);
    connect(box, &QComboBox::activated, this, [this, box, write](int index) {
        m_model.change([&](Request& r) { write(r, box->itemData(index).toString().toStdString()); });
    });
    m_showFields.append(
        [this, box, read] { box->setCurrentIndex(box->findData(QString::fromStdString(read(m_model.chosen())))); });
    return box;
}

QWidget* AdvancedSettings::makeAutomaticBox(const QString& name, const QList<Choice>& choices,
                                            std::string Request::* field) {
    auto* const box = new ChoiceBox(name, choices);
    connect(box, &ChoiceBox::edited, this,
            [this, field](const std::string& chosen) { m_model.change([&](Request& r) { r.*field = chosen; }); });
    m_showFields.append([this, box, field] { box->showChoice(m_model.chosen().*field, {}); });
    return box;
}

QWidget* AdvancedSettings::makeLoras() {
    auto* const names = new QLabel;
    names->setTextFormat(Qt::PlainText);
    names->setWordWrap(true);
    auto* const remove = toolButton(Glyph::close, tr("Remove these LoRA files"), tr("Paint without them"));
    remove->setObjectName(QStringLiteral("removeLoras"));
    connect(remove, &QToolButton::clicked, this, [this] { m_model.change([](Request& r) { r.loras.clear(); }); });
    m_showFields.append([this, names] { names->setText(namesOf(m_model.chosen().loras)); });
    auto* const row = new QWidget;
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(names, 1);
    layout->addWidget(remove);
    row->setFocusProxy(remove);
    return row;
}

void AdvancedSettings::setShown(bool isShown) {
    m_isShown = isShown;
    for (const Row& row : m_rows) {
        const bool isVisible = isShown && (row.field != m_loras.field || !m_model.chosen().loras.empty());
        row.label->setVisible(isVisible);
        row.field->setVisible(isVisible);
    }
    Q_EMIT shownChanged(isShown);
}

// What a picture brought along is not to work in hiding.
void AdvancedSettings::showModel() {
    for (const auto& show : m_showFields) show();
    const bool isNewlyUnusual = isUnusual(m_model.chosen()) && !m_wasUnusual;
    m_wasUnusual = isUnusual(m_model.chosen());
    setShown(m_isShown || isNewlyUnusual);
}

}  // namespace lemnos::studio
