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

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr auto previousCommand = "staging.previous"_L1;
constexpr auto nextCommand = "staging.next"_L1;
constexpr auto compareCommand = "staging.compare"_L1;

}  // namespace

CanvasPage::CanvasPage(StudioModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_view(new CanvasView(model.workspace())) {
    Workspace& workspace = model.workspace();
    auto* const middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(new ToolOptions(workspace.tools()));
    middle->addWidget(m_view, 1);
    middle->addWidget(new StagingBar(workspace, model.shortcuts()));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(new ToolBar(workspace.tools(), model.shortcuts()));
    layout->addLayout(middle, 1);
    const auto declare = [&](QLatin1StringView id, const QString& text, Qt::Key key) {
        model.shortcuts().declare({.id = id, .group = tr("Results"), .text = text, .place = KeyPlace::canvas}, {key});
    };
    declare(previousCommand, tr("Previous result"), Qt::Key_Left);
    declare(nextCommand, tr("Next result"), Qt::Key_Right);
    declare(compareCommand, tr("Compare with before, while it is held"), Qt::Key_Backslash);
}

// Comparing lasts as long as its key is held, which no action can do.
void CanvasPage::keyPressEvent(QKeyEvent* event) {
    Staging& staging = m_model.workspace().staging();
    const Shortcuts& keys = m_model.shortcuts();
    if (staging.isEmpty()) return QWidget::keyPressEvent(event);
    if (keys.isKeyOf(previousCommand, *event)) return staging.showPrevious();
    if (keys.isKeyOf(nextCommand, *event)) return staging.showNext();
    if (keys.isKeyOf(compareCommand, *event)) return staging.hide(true);
    QWidget::keyPressEvent(event);
}

void CanvasPage::keyReleaseEvent(QKeyEvent* event) {
    if (event->isAutoRepeat() || !m_model.shortcuts().endsHold(compareCommand, *event))
        return QWidget::keyReleaseEvent(event);
    m_model.workspace().staging().hide(false);
}

}  // namespace lemnos::studio
