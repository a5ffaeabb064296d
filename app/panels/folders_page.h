// SPDX-License-Identifier: Apache-2.0
// Where things lie: the pictures, the models, the tags that are offered while prompts are typed. Shows the settings;
// keeps nothing. GUI thread; owned by the preferences.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace lemnos::studio {

class StudioModel;

class FoldersPage : public QWidget {
    Q_OBJECT
public:
    explicit FoldersPage(StudioModel& model, QWidget* parent = nullptr);

    /// As if these had been chosen in a dialog.
    void choosePictures(const QString& folder);
    void addModels(const QString& folder);
    void chooseTags(const QString& file);

private:
    QWidget* makePictures();
    QWidget* makeModels();
    QWidget* makeTags();
    void removeModels();
    void showSettings();

    StudioModel& m_model;
    QLineEdit* m_pictures;
    QLabel* m_picturesLater;
    QListWidget* m_models;
    QPushButton* m_removeModels;
    QLineEdit* m_tags;
    QPushButton* m_clearTags;
};

}  // namespace lemnos::studio
