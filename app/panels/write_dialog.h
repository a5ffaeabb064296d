// SPDX-License-Identifier: Apache-2.0
// What dialogs have in common that write pictures into a folder: format, quality, folder, and while it goes on how far
// it is. Asks PictureExport; keeps nothing but what is chosen. GUI thread.
#pragma once

#include <variant>

#include <QDialog>

#include "studio/picture_export.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace lemnos::studio {

class PictureExport;

class WriteDialog : public QDialog {
    Q_OBJECT
protected:
    enum class Webp { offered, absent };
    /// `action` stands on the button.
    WriteDialog(PictureExport& pictureExport, const QStringList& paths, const QString& action, QWidget* parent);

    /// Rows above those for the folder, each with its label.
    QFormLayout* form() { return m_form; }
    void addCodingRows(const PictureCoding& coding, Webp webp);
    void addFolderRow(const QString& folder);
    PictureCoding coding() const;
    QString folder() const;
    const QStringList& paths() const { return m_paths; }
    void setPossible(bool isPossible);
    /// What is chosen, and to be remembered.
    virtual std::variant<ExportChoices, SheetChoices> choose() = 0;

private:
    void showState();
    void chooseFolder();
    void write();
    void stop();

    PictureExport& m_export;
    QStringList m_paths;
    QWidget* m_choices;
    QFormLayout* m_form;
    QComboBox* m_format = nullptr;
    QSpinBox* m_quality = nullptr;
    QLineEdit* m_folder = nullptr;
    QProgressBar* m_progress;
    QPushButton* m_write;
    bool m_isPossible = true;
    bool m_isWriting = false;
};

}  // namespace lemnos::studio
