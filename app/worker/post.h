// SPDX-License-Identifier: Apache-2.0
// How the GUI thread asks an object of another thread for something. From any thread.
#pragma once

#include <utility>

#include <QObject>

namespace lemnos::studio {

/// Runs `work` on the thread of `object`, after what was asked of it before.
template <typename Object, typename Work>
void post(Object& object, Work work) {
    QMetaObject::invokeMethod(&object, std::move(work), Qt::QueuedConnection);
}

}  // namespace lemnos::studio
