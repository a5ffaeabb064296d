// SPDX-License-Identifier: Apache-2.0
// Small pictures for the gallery: from the cache on the disk, else from the picture's file. What is wanted replaces
// what was wanted before, so that scrolling past pictures costs nothing. Made on the GUI thread and moved to the
// thumbnail thread before work begins; owned by Workers. The cache can be deleted at any time; it keeps itself small.
#pragma once

#include <QImage>
#include <QObject>

#include "base/cancel.h"
#include "studio/picture_browser.h"
#include "worker/mailbox.h"

namespace lemnos::studio {

class ThumbnailMaker : public QObject {
    Q_OBJECT
public:
    static constexpr int side = 384;  // pixels of the longer side in the cache

    ThumbnailMaker(QString cacheFolder, CancelToken closing);

    /// From any thread.
    void want(const ThumbnailWishes& wishes);
    /// Deletes the oldest files until the cache is below a size. Slow; on the thumbnail thread.
    void trim(qint64 bytes);

Q_SIGNALS:
    /// Fits into the wanted side; a null image if the file is no picture.
    void made(lemnos::studio::PictureId id, int side, const QImage& image);

private:
    void work();
    QImage thumbnail(const ThumbnailWish& wish) const;
    QString cacheFile(const ThumbnailWish& wish) const;

    QString m_cacheFolder;
    CancelToken m_closing;
    Mailbox<ThumbnailWishes> m_mailbox;
    ThumbnailWishes m_wishes;
};

}  // namespace lemnos::studio
