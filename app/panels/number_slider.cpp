// SPDX-License-Identifier: Apache-2.0
#include "panels/number_slider.h"

#include <cmath>

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>

#include "panels/calm_wheel.h"

namespace lemnos::studio {

NumberSlider::NumberSlider(const QString& name, NumberRange range, QWidget* parent)
    : QWidget(parent), m_range(range), m_slider(new QSlider(Qt::Horizontal)), m_spin(new QDoubleSpinBox) {
    m_slider->setRange(0, int(std::lround((range.most - range.least) / range.step)));
    m_slider->setAccessibleName(tr("%1, slider").arg(name));
    // One step below the lowest is the place for "the model's default, not known yet".
    m_spin->setRange(range.lowest - range.step, range.highest);
    m_spin->setSpecialValueText(tr("Auto"));
    m_spin->setDecimals(range.decimals);
    m_spin->setSingleStep(range.step);
    m_spin->setAccessibleName(name);
    m_spin->setFixedWidth(72);
    m_spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_spin->setAlignment(Qt::AlignRight);
    setFocusProxy(m_spin);
    keepWheelCalm(m_slider);
    keepWheelCalm(m_spin);
    m_slider->setFocusPolicy(Qt::ClickFocus);  // by keyboard the number beside it is enough

    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_spin);

    connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { Q_EMIT edited(m_range.least + position * m_range.step); });
    connect(m_spin, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (value >= m_range.lowest) Q_EMIT edited(value);
    });
}

double NumberSlider::value() const { return m_spin->value(); }

void NumberSlider::showValue(double value) {
    const QSignalBlocker quietSlider(m_slider);
    const QSignalBlocker quietSpin(m_spin);
    m_slider->setValue(int(std::lround((value - m_range.least) / m_range.step)));
    if (m_spin->value() != value) m_spin->setValue(value);
}

}  // namespace lemnos::studio
