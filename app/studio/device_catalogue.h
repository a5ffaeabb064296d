// SPDX-License-Identifier: Apache-2.0
// The devices there are to compute on, which one is in use, which one the user wants, and how the self-test of the one
// in use ended. GUI thread; owned by StudioModel; told by app/worker. Texts come from drivers: show them as plain text.
#pragma once

#include <optional>

#include <QList>
#include <QObject>
#include <QString>

namespace lemnos::studio {

struct DeviceReport {
    QString id;  // what the engine finds it by: its place in the list
    QString name;
    QString type;  // "discrete", "cpu", ...
    QString driver;
    quint64 memoryBytes = 0;
    bool isUsable = false;
    QString reason;  // why not
    QList<std::pair<QString, quint64>> limits;
    QList<std::pair<QString, bool>> features;
};

struct SelfTestResult {
    bool isPassed = false;
    QString text;  // what was found, a sentence
};

class DeviceCatalogue : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const QList<DeviceReport>& devices() const { return m_devices; }
    /// Why there is no list; empty if there is one.
    const QString& problem() const { return m_problem; }
    bool isTesting() const { return m_isTesting; }
    const std::optional<SelfTestResult>& result() const { return m_result; }

    void refresh() { Q_EMIT listWanted(); }
    void test();

    void noteListed(const QList<DeviceReport>& devices, const QString& problem);
    void noteTested(const SelfTestResult& result);

Q_SIGNALS:
    void changed();
    void listWanted();
    void testWanted();

private:
    QList<DeviceReport> m_devices;
    QString m_problem;
    bool m_isTesting = false;
    std::optional<SelfTestResult> m_result;
};

}  // namespace lemnos::studio
