// SPDX-License-Identifier: Apache-2.0
// The picture that the next one starts from (image to image). Its path and strength are fields of the request; this
// adds what has to be read from the file before it can be shown: whether it is a picture at all, its size and a small
// copy. GUI thread; owned by StudioModel. It touches no file: it says what is wanted and is told by app/worker.
#pragma once

#include <QImage>
#include <QObject>
#include <QSize>
#include <QString>

#include "studio/request_model.h"

namespace lemnos::studio {

class StartPicture : public QObject {
    Q_OBJECT
public:
    static constexpr int thumbnailSide = 128;

    explicit StartPicture(RequestModel& request, QObject* parent = nullptr);

    QString path() const { return QString::fromStdString(m_request.chosen().init_image); }
    bool isSet() const { return !m_request.chosen().init_image.empty(); }
    const QImage& thumbnail() const { return m_thumbnail; }  // null until it is read

    /// Takes a file once it turns out to be a picture that the engine reads; the request then gets its proportions.
    void choose(const QString& path);
    void remove();
    /// Asks for what is not read yet; once app/worker listens.
    void refresh();

    // Told by app/worker:
    void noteRead(const QString& path, QSize size, const QImage& thumbnail);
    void noteUnreadable(const QString& path, const QString& message);

Q_SIGNALS:
    void changed();
    void readWanted(const QString& path);
    void refused(const QString& message);

private:
    void follow();

    RequestModel& m_request;
    QString m_asked;  // chosen by the user and still being read
    QString m_shown;  // the path that the thumbnail belongs to
    QImage m_thumbnail;
};

/// The size in which to go on from a picture: its own if the model's usual size is no smaller, else as many pixels as
/// usual in its proportions, in multiples of 32. An empty `usual` is not known yet.
QSize sizeToStartFrom(QSize picture, QSize usual);

}  // namespace lemnos::studio
