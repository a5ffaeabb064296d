// SPDX-License-Identifier: Apache-2.0
// What waits to be accepted, under the canvas: a small picture of each to step through, and what to do with the one
// that is shown. Shows the Staging; keeps nothing. GUI thread; owned by the canvas page.
#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QLabel;

namespace lemnos::studio {

class Shortcuts;
class Workspace;

class StagingBar : public QWidget {
    Q_OBJECT
public:
    StagingBar(Workspace& workspace, Shortcuts& shortcuts, QWidget* parent = nullptr);

private:
    void showStaging();
    void makeThumbnails();

    Workspace& m_workspace;
    QLabel* m_place;
    QButtonGroup* m_group;
    QHBoxLayout* m_thumbnails;
    QList<quint64> m_shownEntries;
};

}  // namespace lemnos::studio
