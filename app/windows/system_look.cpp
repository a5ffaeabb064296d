// SPDX-License-Identifier: Apache-2.0
#include "windows/system_look.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const QString service = u"org.freedesktop.portal.Desktop"_s;
const QString path = u"/org/freedesktop/portal/desktop"_s;
const QString interface = u"org.freedesktop.portal.Settings"_s;
const QString group = u"org.freedesktop.appearance"_s;
const QString key = u"color-scheme"_s;

Look lookOfPlatform() {
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128 ? Look::dark : Look::light;
}

}  // namespace

SystemLook::SystemLook(QObject* parent) : QObject(parent), m_look(lookOfPlatform()) {}

void SystemLook::askPortal() {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(service, path, interface, u"SettingChanged"_s, this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    question << group << key;
    auto* const watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) take(reply.value().variant());
        watcher->deleteLater();
    });
}

void SystemLook::settingChanged(const QString& changedGroup, const QString& changedKey, const QDBusVariant& value) {
    if (changedGroup == group && changedKey == key) take(value.variant());
}

void SystemLook::take(const QVariant& colourScheme) {
    // Read wraps its answer in a second variant; 0 no preference, 1 dark, 2 light.
    const QVariant value =
        colourScheme.canConvert<QDBusVariant>() ? colourScheme.value<QDBusVariant>().variant() : colourScheme;
    const uint scheme = value.toUInt();
    const Look look = scheme == 1 ? Look::dark : scheme == 2 ? Look::light : m_look;
    if (look == m_look) return;
    m_look = look;
    Q_EMIT changed();
}

}  // namespace lemnos::studio
