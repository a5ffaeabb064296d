// SPDX-License-Identifier: Apache-2.0
#include "panels/size_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include "panels/calm_wheel.h"
#include "panels/tool_button.h"
#include "studio/request_model.h"

namespace lemnos::studio {
namespace {

QSpinBox* sideBox(const QString& objectName, const QString& name) {
    auto* const box = new QSpinBox;
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setRange(0, 9999);  // what cannot be drawn is refused with a sentence, not by eating digits
    box->setSingleStep(64);
    box->setSpecialValueText(QSpinBox::tr("Auto"));
    box->setToolTip(QSpinBox::tr("%1 in pixels, a multiple of 8").arg(name));
    keepWheelCalm(box);
    return box;
}

}  // namespace

SizeRow::SizeRow(RequestModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_width(sideBox(QStringLiteral("width"), tr("Width"))),
      m_height(sideBox(QStringLiteral("height"), tr("Height"))) {
    auto* const swap = toolButton(Glyph::swap, tr("Swap width and height"), tr("Swap width and height"));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_width, 1);
    layout->addWidget(new QLabel(QStringLiteral("×")));
    layout->addWidget(m_height, 1);
    layout->addWidget(swap);
    setFocusProxy(m_width);

    connect(m_width, &QSpinBox::valueChanged, this,
            [this](int value) { m_model.change([&](Request& r) { r.width = std::uint32_t(value); }); });
    connect(m_height, &QSpinBox::valueChanged, this,
            [this](int value) { m_model.change([&](Request& r) { r.height = std::uint32_t(value); }); });
    connect(swap, &QToolButton::clicked, this, [this] {
        const Request shown = m_model.shown();
        m_model.change([&](Request& r) {
            r.width = shown.height;
            r.height = shown.width;
        });
    });
    connect(&model, &RequestModel::changed, this, &SizeRow::showModel);
    showModel();
}

void SizeRow::showModel() {
    const Request shown = m_model.shown();
    const QSignalBlocker quietWidth(m_width);
    const QSignalBlocker quietHeight(m_height);
    if (m_width->value() != int(shown.width)) m_width->setValue(int(shown.width));
    if (m_height->value() != int(shown.height)) m_height->setValue(int(shown.height));
}

}  // namespace lemnos::studio
