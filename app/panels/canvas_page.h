// SPDX-License-Identifier: Apache-2.0
// The canvas with what belongs around it: tools on the left, how the tool is set above, what is staged below. GUI
// thread; owned by the main window, which adds the actions and their keys.
#pragma once

#include <QWidget>

namespace lemnos::studio {

class CanvasView;
class StudioModel;

class CanvasPage : public QWidget {
    Q_OBJECT
public:
    explicit CanvasPage(StudioModel& model, QWidget* parent = nullptr);

    CanvasView* view() const { return m_view; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    StudioModel& m_model;
    CanvasView* m_view;
};

}  // namespace lemnos::studio
