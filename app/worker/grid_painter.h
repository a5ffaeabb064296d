// SPDX-License-Identifier: Apache-2.0
// Paints the grids whose pictures are all saved (studio/grid_runs.h). Made on the GUI thread and moved to the export
// thread before any slot runs; owned by GalleryWorkers. A studio that closes does not wait for a grid: it is kept with
// the queue and painted after the next start.
#pragma once

#include <QObject>

#include "worker/grid_picture.h"

namespace lemnos::studio {

class GridPainter : public QObject {
    Q_OBJECT
public:
    explicit GridPainter(CancelToken closing) : m_closing(std::move(closing)) {}

    void paint(int number, const Grid& grid);

Q_SIGNALS:
    void painted(int number, const QImage& picture);
    void notPainted(int number, const QString& message);

private:
    CancelToken m_closing;
};

}  // namespace lemnos::studio
