// SPDX-License-Identifier: Apache-2.0
// How the canvas's tools were set, from one start to the next: brushes, colours, tolerances. Not which tool it was, and
// not how selections join: those belong to what was being done. JSON; what is damaged reads as the usual. Any thread.
#pragma once

#include <QByteArray>

#include "studio/toolbox.h"

namespace lemnos::studio {

QByteArray toBytes(const ToolSettings& settings);
ToolSettings toolSettingsFrom(const QByteArray& bytes);

}  // namespace lemnos::studio
