// SPDX-License-Identifier: Apache-2.0
#include "studio/device_catalogue.h"

namespace lemnos::studio {

void DeviceCatalogue::test() {
    if (m_isTesting) return;
    m_isTesting = true;
    m_result.reset();
    Q_EMIT changed();
    Q_EMIT testWanted();
}

void DeviceCatalogue::noteListed(const QList<DeviceReport>& devices, const QString& problem) {
    m_devices = devices;
    m_problem = problem;
    Q_EMIT changed();
}

void DeviceCatalogue::noteTested(const SelfTestResult& result) {
    m_isTesting = false;
    m_result = result;
    Q_EMIT changed();
}

}  // namespace lemnos::studio
