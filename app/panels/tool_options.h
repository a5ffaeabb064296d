// SPDX-License-Identifier: Apache-2.0
// How the tool in hand is set: a row over the canvas that shows what that tool has. Shows the Toolbox; keeps nothing.
// GUI thread; owned by the canvas page.
#pragma once

#include <functional>

#include <QWidget>

class QAction;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QSpinBox;

namespace lemnos::studio {

class Toolbox;
struct Brush;
struct ToolSettings;

class ToolOptions : public QWidget {
    Q_OBJECT
public:
    explicit ToolOptions(Toolbox& tools, QWidget* parent = nullptr);

private:
    QWidget* makeBrushRow();
    QWidget* makeSelectionRow();
    QWidget* makeLikenessRow();
    QWidget* makeBoxRow();
    void changeBrush(const std::function<void(Brush&)>& change);
    void showTools();

    Toolbox& m_tools;
    QLabel* m_name;
    QDoubleSpinBox* m_size;
    QSpinBox* m_hardness;
    QSpinBox* m_opacity;
    QAction* m_pressureSize;
    QAction* m_pressureOpacity;
    QComboBox* m_join;
    QSpinBox* m_tolerance;
    QCheckBox* m_connected;
    QCheckBox* m_wholePicture;
    QComboBox* m_boxStep;
    QWidget* m_brushRow;
    QWidget* m_selectionRow;
    QWidget* m_likenessRow;
    QWidget* m_boxRow;
};

}  // namespace lemnos::studio
