// SPDX-License-Identifier: Apache-2.0
// What the gallery window looks at: a query, the ids that answer it, and of the pictures near what is seen their rows
// and thumbnails, loaded when they come into sight and forgotten by size. GUI thread; owned by StudioModel. It touches
// no file: it says what is wanted and is told by the note* functions (app/worker does the work).
#pragma once

#include <functional>

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QPointer>
#include <QSet>

#include "gallery/picture.h"
#include "gallery/picture_query.h"

namespace lemnos::studio {

struct ThumbnailWish {
    PictureId id = 0;
    QString path;
    FileStamp stamp;
};

/// What is missing, the most urgent first.
struct ThumbnailWishes {
    int side = 0;  // pixels that each is to fit into
    QList<ThumbnailWish> pictures;
};

class PictureBrowser : public QObject {
    Q_OBJECT
public:
    static constexpr int rowsKept = 4000;
    static constexpr int thumbnailBytesKept = 96 << 20;

    explicit PictureBrowser(QObject* parent = nullptr);

    const QString& folder() const { return m_folder; }
    const PictureQuery& query() const { return m_query; }
    const Facets& facets() const { return m_facets; }
    int unread() const { return m_unread; }  // files that are still being looked at
    int size() const { return int(m_ids.size()); }
    PictureId idAt(int row) const { return m_ids[row]; }
    int rowOf(PictureId id) const { return int(m_ids.indexOf(id)); }
    /// Null while it is not loaded.
    const IndexedPicture* picture(PictureId id) const { return m_pictures.object(id); }
    QImage thumbnail(PictureId id) const;
    QString pathOf(const IndexedPicture& picture) const { return m_folder + QLatin1Char('/') + picture.path(); }
    QStringList pathsOf(const QList<IndexedPicture>& pictures) const;

    using PicturesTold = std::function<void(const QList<IndexedPicture>& pictures)>;
    /// Tells what pictures are, in this order and also where they are not loaded: at once if it can, else when the
    /// index has answered, without those that are gone. Nothing is told when `context` is gone.
    void withPictures(const QList<PictureId>& ids, QObject* context, const PicturesTold& tell);

    void setQuery(const PictureQuery& query);
    /// The rows in sight, and how large their thumbnails are painted, in pixels of the device.
    void setSight(int first, int last, int thumbnailSide);
    void mark(const QList<PictureId>& ids, const MarkChange& change);

    void noteFolder(const QString& folder);
    /// Another index: its ids are others.
    void noteMadeAnew();
    void noteFound(int number, const QList<PictureId>& ids);
    void noteFetched(int number, const QList<IndexedPicture>& pictures);
    void noteRead(const QList<IndexedPicture>& pictures);
    void noteChanged(const Facets& facets);
    void noteProgress(int unread);
    void noteThumbnail(PictureId id, int side, const QImage& image);

Q_SIGNALS:
    void findWanted(int number, const lemnos::studio::PictureQuery& query);
    void readWanted(const QList<lemnos::studio::PictureId>& ids);
    void fetchWanted(int number, const QList<lemnos::studio::PictureId>& ids);
    void thumbnailsWanted(const lemnos::studio::ThumbnailWishes& wishes);
    void markWanted(const QList<lemnos::studio::PictureId>& ids, const lemnos::studio::MarkChange& change);

    void aboutToReset();
    void wasReset();
    void rowsAboutToBeInserted(int first, int last);
    void rowsInserted();
    void rowsAboutToBeRemoved(int first, int last);
    void rowsRemoved();
    void rowsChanged(int first, int last);
    void facetsChanged();
    void progressed();

private:
    void ask();
    void replace(const QList<PictureId>& ids);
    bool update(const QList<PictureId>& ids);
    void wish();
    void tellRow(PictureId id);

    QString m_folder;
    PictureQuery m_query;
    Facets m_facets;
    int m_unread = 0;
    QList<PictureId> m_ids;
    QCache<PictureId, IndexedPicture> m_pictures{rowsKept};
    QCache<PictureId, QImage> m_thumbnails{thumbnailBytesKept};
    QSet<PictureId> m_fresh;  // loaded since the folder changed last
    QSet<PictureId> m_asked;  // rows that are on their way, or not there any more
    struct Question {
        QPointer<QObject> context;
        PicturesTold tell;
    };
    QHash<int, Question> m_questions;  // by their numbers
    int m_lastQuestion = 0;
    int m_firstSeen = 0;
    int m_lastSeen = -1;
    int m_thumbnailSide = 0;
    int m_number = 0;         // of the latest question
    bool m_isAsking = false;  // it is not answered yet
    bool m_isOutdated = false;
    bool m_isOther = true;  // the latest question is not that which the rows answer
};

}  // namespace lemnos::studio
