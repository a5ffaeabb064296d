// SPDX-License-Identifier: Apache-2.0
#include "panels/canvas_page.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "canvas/canvas_view.h"
#include "panels/staging_bar.h"
#include "panels/tool_bar.h"
#include "panels/tool_options.h"
#include "studio/studio_model.h"

namespace lemnos::studio {

CanvasPage::CanvasPage(StudioModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_view(new CanvasView(model.workspace())) {
    Workspace& workspace = model.workspace();
    auto* const middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(new ToolOptions(workspace.tools()));
    middle->addWidget(m_view, 1);
    middle->addWidget(new StagingBar(workspace));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(new ToolBar(workspace.tools()));
    layout->addLayout(middle, 1);
    setFocusProxy(m_view);
}

// Comparing lasts as long as its key is held, which no action can do.
void CanvasPage::keyPressEvent(QKeyEvent* event) {
    Staging& staging = m_model.workspace().staging();
    switch (event->key()) {
        case Qt::Key_Left: return staging.showPrevious();
        case Qt::Key_Right: return staging.showNext();
        case Qt::Key_Backslash: return staging.hide(true);
        default: return QWidget::keyPressEvent(event);
    }
}

void CanvasPage::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Backslash || event->isAutoRepeat()) return QWidget::keyReleaseEvent(event);
    m_model.workspace().staging().hide(false);
}

}  // namespace lemnos::studio
