// SPDX-License-Identifier: Apache-2.0
// A slider and a spin box for the same number: one to feel it, one to type it. Emits only what the user does.
// GUI thread; owned by the panel that uses it.
#pragma once

#include <QWidget>

class QDoubleSpinBox;
class QSlider;

namespace lemnos::studio {

struct NumberRange {
    double least = 0;  // of the slider: what is useful
    double most = 1;
    double lowest = 0;  // of the spin box: what is possible
    double highest = 1;
    double step = 1;
    int decimals = 0;
};

class NumberSlider : public QWidget {
    Q_OBJECT
public:
    NumberSlider(const QString& name, NumberRange range, QWidget* parent = nullptr);

    double value() const;
    /// A value below the range means that it is not known yet.
    void showValue(double value);
    QDoubleSpinBox* spinBox() const { return m_spin; }

Q_SIGNALS:
    void edited(double value);

private:
    NumberRange m_range;
    QSlider* m_slider;
    QDoubleSpinBox* m_spin;
};

}  // namespace lemnos::studio
