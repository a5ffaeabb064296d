// SPDX-License-Identifier: Apache-2.0
#include "panels/layers_panel.h"

#include <cmath>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "document/layer_edits.h"
#include "item_models/layer_model.h"
#include "panels/calm_wheel.h"
#include "panels/layer_delegate.h"
#include "panels/number_slider.h"
#include "panels/tool_button.h"
#include "studio/workspace.h"

namespace lemnos::studio {

LayersPanel::LayersPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_layers(new LayerModel(workspace.document(), this)),
      m_list(new QListView),
      m_blend(new QComboBox),
      m_opacity(new NumberSlider(tr("Opacity of the layer"), {.least = 0, .most = 100, .lowest = 0, .highest = 100})) {
    m_list->setObjectName(QStringLiteral("layers"));
    m_list->setAccessibleName(tr("Layers"));
    m_list->setModel(m_layers);
    m_list->setItemDelegate(new LayerDelegate(m_list));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_blend->setObjectName(QStringLiteral("blendMode"));
    m_blend->setAccessibleName(tr("How the layer is laid on those below"));
    m_blend->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    keepWheelCalm(m_blend);
    for (const BlendModeRow& row : blendModes()) m_blend->addItem(tr(row.name), int(row.mode));

    auto* const heading = new QLabel(tr("Layers"));
    heading->setProperty("role", QStringLiteral("heading"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 12, 12, 8);
    layout->addWidget(heading);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_blend);
    layout->addWidget(m_opacity);
    layout->addWidget(makeButtons());

    connect(m_layers, &LayerModel::refused, &workspace, &Workspace::refused);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid()) m_workspace.setActiveLayer(m_layers->layerAt(index));
    });
    connect(m_blend, &QComboBox::activated, this, [this] {
        m_workspace.refuse(setLayerBlendMode(m_workspace.document(), m_workspace.activeLayer(),
                                             BlendMode(m_blend->currentData().toInt())));
    });
    connect(m_opacity, &NumberSlider::edited, this, [this](double percent) {
        m_workspace.refuse(
            setLayerOpacity(m_workspace.document(), m_workspace.activeLayer(), int(std::lround(percent * 255 / 100))));
    });
    connect(&workspace, &Workspace::changed, this, &LayersPanel::showWorkspace);
    connect(&workspace.document(), &Document::changed, this, [this](const DocumentChange& change) {
        if (change.aspects & (DocumentChange::layerList | DocumentChange::layerValues)) showWorkspace();
    });
    showWorkspace();
}

QWidget* LayersPanel::makeButtons() {
    auto* const row = new QWidget;
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    Workspace& workspace = m_workspace;
    const auto button = [&](const char* objectName, Glyph icon, const QString& name, auto act) {
        QToolButton* const made = toolButton(icon, name, name);
        made->setObjectName(QLatin1StringView(objectName));
        made->setProperty("role", QStringLiteral("compact"));
        connect(made, &QToolButton::clicked, this, act);
        layout->addWidget(made);
        return made;
    };
    const auto onActive = [&workspace](auto edit) {
        return [&workspace, edit] { workspace.refuse(edit(workspace.document(), workspace.activeLayer())); };
    };
    const auto add = [&workspace](LayerKind kind) {
        return [&workspace, kind] {
            workspace.setActiveLayer(addLayer(workspace.document(), kind, workspace.activeLayer()));
        };
    };
    const auto shift = [&workspace](int by) {
        return [&workspace, by] {
            const int at = workspace.document().contents().indexOf(workspace.activeLayer());
            workspace.refuse(moveLayer(workspace.document(), workspace.activeLayer(), at + by));
        };
    };
    button("addLayer", Glyph::add, tr("Add a layer"), add(LayerKind::raster));
    button("addMask", Glyph::mask, tr("Add a mask: what is painted on it is made anew"), add(LayerKind::mask));
    button("duplicateLayer", Glyph::copy, tr("Duplicate the layer"), [&workspace] {
        const auto copy = duplicateLayer(workspace.document(), workspace.activeLayer());
        if (copy)
            workspace.setActiveLayer(*copy);
        else
            workspace.refuse(std::unexpected(copy.error()));
    });
    button("raiseLayer", Glyph::up, tr("Raise the layer"), shift(1));
    button("lowerLayer", Glyph::down, tr("Lower the layer"), shift(-1));
    button("mergeLayer", Glyph::merge, tr("Merge with the layer below"), onActive(&mergeLayerDown));
    m_lock = button("lockLayer", Glyph::unlocked, tr("Lock the layer"), [&workspace] {
        if (const Layer* const layer = workspace.active())
            workspace.refuse(setLayerLocked(workspace.document(), layer->id, !layer->isLocked));
    });
    button("removeLayer", Glyph::trash, tr("Remove the layer"), onActive(&removeLayer));
    layout->addStretch(1);
    return row;
}

void LayersPanel::showWorkspace() {
    const QModelIndex index = m_layers->indexOf(m_workspace.activeLayer());
    if (index.isValid() && index != m_list->currentIndex()) m_list->setCurrentIndex(index);
    const Layer* const layer = m_workspace.active();
    if (!layer) return;
    const QSignalBlocker quiet(m_blend);
    m_blend->setCurrentIndex(m_blend->findData(int(layer->blend)));
    m_blend->setEnabled(!layer->isMask());
    m_opacity->showValue(std::round(layer->opacity * 100 / 255.0));
    m_lock->setIcon(glyph(layer->isLocked ? Glyph::locked : Glyph::unlocked));
    m_lock->setToolTip(layer->isLocked ? tr("Unlock the layer") : tr("Lock the layer"));
}

}  // namespace lemnos::studio
