// SPDX-License-Identifier: Apache-2.0
// The wheel scrolls a panel and must not change the numbers it passes over: a control kept calm takes the wheel only
// while it has the focus. GUI thread.
#pragma once

#include <QEvent>
#include <QObject>
#include <QWidget>

namespace lemnos::studio {

class CalmWheel : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus()) return false;
        event->ignore();
        return true;
    }
};

inline void keepWheelCalm(QWidget* widget) {
    widget->setFocusPolicy(Qt::StrongFocus);
    widget->installEventFilter(new CalmWheel(widget));
}

}  // namespace lemnos::studio
