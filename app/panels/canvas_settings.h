// SPDX-License-Identifier: Apache-2.0
// How the document is painted anew: strength, in whole steps, what is to happen with a selection, and, unfolded, how it
// becomes a mask. Seen while the canvas is. Shows the Workspace; keeps nothing. GUI thread.
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace lemnos::studio {

class MaskSettings;
class NumberSlider;
class StudioModel;
enum class CanvasAction;

/// What the Generate button says.
QString actionName(CanvasAction action);
/// And what it means, in a sentence.
QString actionText(CanvasAction action);

class CanvasSettings : public QWidget {
    Q_OBJECT
public:
    explicit CanvasSettings(StudioModel& model, QWidget* parent = nullptr);

private:
    void chooseStrength(double percent);
    void showWorkspace();

    StudioModel& m_model;
    NumberSlider* m_strength;
    QComboBox* m_intent;
    QToolButton* m_unfold;
    MaskSettings* m_masks;
    QLabel* m_text;
};

}  // namespace lemnos::studio
