// SPDX-License-Identifier: Apache-2.0
// Language, colours, size of everything, and the memory that undoing may use. Shows the settings; keeps nothing. GUI
// thread; owned by the preferences.
#pragma once

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;

namespace lemnos::studio {

class StudioModel;

class LookPage : public QWidget {
    Q_OBJECT
public:
    explicit LookPage(StudioModel& model, QWidget* parent = nullptr);

private:
    QComboBox* makeLanguage();
    QComboBox* makeTheme();
    QComboBox* makeScale();
    QWidget* makeUndo();
    void showLater();

    StudioModel& m_model;
    QString m_language;  // those of this start
    int m_scale;
    QLabel* m_later;
};

}  // namespace lemnos::studio
