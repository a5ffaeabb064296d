// SPDX-License-Identifier: Apache-2.0
// The layers of the document, the uppermost first, with what can be done to them. Shows the document through
// LayerModel; which layer is active is the workspace's. GUI thread.
#pragma once

#include <QWidget>

class QComboBox;
class QListView;
class QToolButton;

namespace lemnos::studio {

class LayerModel;
class NumberSlider;
class Workspace;

class LayersPanel : public QWidget {
    Q_OBJECT
public:
    explicit LayersPanel(Workspace& workspace, QWidget* parent = nullptr);

private:
    QWidget* makeButtons();
    void showWorkspace();

    Workspace& m_workspace;
    LayerModel* m_layers;
    QListView* m_list;
    QComboBox* m_blend;
    NumberSlider* m_opacity;
    QToolButton* m_lock = nullptr;
};

}  // namespace lemnos::studio
