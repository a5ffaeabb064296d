// SPDX-License-Identifier: Apache-2.0
// The trash of the freedesktop.org specification, by way of Qt, which is kept from a wrong folder: Qt 6.4 takes the
// working directory for the trash when the user's own cannot be made, and a picture is lost from sight there.
// A free function; called on the file thread.
#pragma once

#include <QString>

#include "base/result.h"

namespace lemnos::studio {

/// Afterwards the file lies in a trash where the desktop shows it, or (ErrorKind::io) still where it was.
Status moveToTrash(const QString& path);

}  // namespace lemnos::studio
