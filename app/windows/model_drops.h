// SPDX-License-Identifier: Apache-2.0
// Model files that were dropped on a window, or named at the start: those that are kept already are used, and for the
// others the user is asked whether a copy or a link goes into the models folder. GUI thread.
#pragma once

#include <QMessageBox>
#include <QStringList>

class QMimeData;

namespace lemnos::studio {

class StudioModel;

/// The local files that someone drops, by whether they look like models (choices.h).
struct DroppedFiles {
    QStringList models;
    QStringList others;
};
DroppedFiles droppedFiles(const QMimeData& data);

/// Over `window`, where there is something to ask.
void takeModels(StudioModel& model, const QStringList& paths, QWidget* window);

/// The question. It does not block: the file manager waits for the drop to end.
class KeepModelsBox : public QMessageBox {
    Q_OBJECT
public:
    KeepModelsBox(StudioModel& model, const QStringList& paths, QWidget* window);
};

}  // namespace lemnos::studio
