// SPDX-License-Identifier: Apache-2.0
#include "worker/grid_painter.h"

namespace lemnos::studio {

void GridPainter::paint(int number, const Grid& grid) {
    const auto picture = gridPicture(grid, m_closing);
    if (picture)
        Q_EMIT painted(number, *picture);
    else if (picture.error().kind != ErrorKind::cancelled)
        Q_EMIT notPainted(number, tr("The grid was not made: %1").arg(QString::fromStdString(picture.error().text())));
}

}  // namespace lemnos::studio
