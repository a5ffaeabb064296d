// SPDX-License-Identifier: Apache-2.0
// What is done with pictures that lie in the gallery folder, by their paths: one is shown in the viewer, gives its
// settings back, is painted again, goes to the trash. GUI thread; owned by StudioModel. The files are read and moved by
// app/worker, which is asked by signals and answers through the note* functions.
#pragma once

#include <optional>

#include <QObject>
#include <QStringList>

#include "pipeline/request.h"
#include "studio/gallery.h"

namespace lemnos::studio {

class StudioModel;

/// What is wanted of the settings in a picture.
enum class Recall { everything, prompt, seed, paintAgain };

class PictureDesk : public QObject {
    Q_OBJECT
public:
    explicit PictureDesk(StudioModel& model, QObject* parent = nullptr);

    /// Shows a picture in the viewer; one that the history does not have is added at its end.
    void open(const QString& path);
    void recall(const QString& path, Recall what);
    void moveToTrash(const QStringList& paths);

    void noteOpened(const QString& path, const std::optional<ScannedPicture>& picture);
    void noteRecalled(const QString& path, Recall what, const std::optional<Request>& request);
    void noteGone(const QStringList& paths);
    void noteTrashFailed(const QString& message);

Q_SIGNALS:
    void openWanted(const QString& path);
    void recallWanted(const QString& path, lemnos::studio::Recall what);
    void trashWanted(const QStringList& paths);
    void shown();  // a picture stands in the viewer

private:
    StudioModel& m_model;
};

}  // namespace lemnos::studio
