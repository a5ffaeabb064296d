// SPDX-License-Identifier: Apache-2.0
// Whether the desktop asks for a dark look, and when that changes. Asks the desktop portal over D-Bus without waiting
// for it (Qt 6.4 cannot tell by itself); until it answers, and where there is none, the platform's palette decides.
// GUI thread; owned by the main window.
#pragma once

#include <QObject>

#include "windows/theme.h"

class QDBusVariant;

namespace lemnos::studio {

class SystemLook : public QObject {
    Q_OBJECT
public:
    explicit SystemLook(QObject* parent = nullptr);

    Look look() const { return m_look; }
    void askPortal();

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& colourScheme);

    Look m_look;
};

}  // namespace lemnos::studio
