// SPDX-License-Identifier: Apache-2.0
// Documents and files, as the user meets them: new, open, save, export, what to do with changes that are not saved,
// and what a crash left. Dialogs only; the workspace and its worker do the work. GUI thread; owned by the main window.
#pragma once

#include <functional>

#include <QObject>

#include "document/recovery_store.h"

class QWidget;

namespace lemnos::studio {

class StudioModel;

class DocumentFiles : public QObject {
    Q_OBJECT
public:
    DocumentFiles(StudioModel& model, QWidget* window);

    void openNew();
    void chooseFile();
    /// An .ora file or a picture.
    void open(const QString& path);
    void addAsLayer(const QString& path);
    /// The picture that the viewer shows, as a document.
    void editShownPicture();
    void save();
    void saveAs();
    void exportPicture();
    /// Runs `next` now, or once changes are saved or given up; never, if the user stays.
    void whenUnsavedSettled(const std::function<void()>& next);

private:
    void saveThen(const std::function<void()>& next);
    void offerRecovery(const QList<Recoverable>& documents);

    StudioModel& m_model;
    QWidget* m_window;
};

}  // namespace lemnos::studio
