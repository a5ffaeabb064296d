// SPDX-License-Identifier: Apache-2.0
// How to paint: model, size, steps, guidance, sampler, schedule, seed, number of pictures; with a start picture
// also that and how far to depart from it. Shows and changes the RequestModel; keeps nothing. GUI thread.
#pragma once

#include <array>

#include <QWidget>

class QSpinBox;
class QToolButton;

namespace lemnos::studio {

class AdvancedSettings;
class ChoiceBox;
class ModelBox;
class ModelLibrary;
class NumberSlider;
class RequestModel;
class Shortcuts;
class StartPicture;
class StartPictureRow;
enum class Field;

class SettingsPanel : public QWidget {
    Q_OBJECT
public:
    SettingsPanel(RequestModel& model, StartPicture& start, ModelLibrary& library, Shortcuts& shortcuts,
                  const QStringList& knownModels = {}, QWidget* parent = nullptr);

    /// Puts the cursor where the user has to mend something.
    void focusField(Field field);
    void chooseModelFile();
    void chooseStartPicture();

Q_SIGNALS:
    /// More settings are shown, below `from`.
    void unfolded(const QWidget* from);

private:
    QWidget* makeFoot();
    void connectControls();
    void showModel();

    RequestModel& m_model;
    ModelBox* m_modelBox;
    StartPicture& m_start;
    StartPictureRow* m_startRow;
    NumberSlider* m_strength;
    std::array<QWidget*, 2> m_startLabels{};
    QWidget* m_size;
    NumberSlider* m_steps;
    NumberSlider* m_guidance;
    ChoiceBox* m_sampler;
    ChoiceBox* m_schedule;
    QWidget* m_seed;
    QSpinBox* m_count;
    QToolButton* m_more;
    AdvancedSettings* m_advanced = nullptr;
};

}  // namespace lemnos::studio
