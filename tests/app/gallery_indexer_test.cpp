// SPDX-License-Identifier: Apache-2.0
// The index follows the folder: what lies in it is found with its recipe, what comes and goes behind the studio's back
// is noticed, and neither a damaged index nor a damaged marks file loses a star.
#include <functional>

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/picture_files.h"
#include "worker/gallery_indexer.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// A gallery folder and its indexer, on the test's own thread.
class Place {
public:
    Place() { QDir().mkpath(path("pictures")); }
    ~Place() { close(); }

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString path(const char* name) const { return path(QLatin1StringView(name)); }
    QString picture(const char* name) const { return path(u"pictures/"_s + QLatin1StringView(name)); }

    /// Opens the index and waits until every file was looked at.
    void open() {
        close();
        m_indexer = std::make_unique<GalleryIndexer>(path("data"), CancelToken());
        QObject::connect(m_indexer.get(), &GalleryIndexer::found,
                         [this](int, const QList<PictureId>& ids) { m_ids = ids; });
        QObject::connect(m_indexer.get(), &GalleryIndexer::wasRead,
                         [this](const QList<IndexedPicture>& pictures) { m_read = pictures; });
        QObject::connect(m_indexer.get(), &GalleryIndexer::noticed,
                         [this](const QString& text) { m_notices.append(text); });
        QSignalSpy progress(m_indexer.get(), &GalleryIndexer::progressed);
        m_indexer->open(path("pictures"));
        if (!QTest::qWaitFor([&] { return !progress.isEmpty() && progress.back()[0].toInt() == 0; }, 20'000))
            qFatal("the scan does not end");
    }
    void close() {
        if (m_indexer) m_indexer->stop();
        m_indexer.reset();
    }
    GalleryIndexer& indexer() { return *m_indexer; }
    QList<PictureId> ids(const PictureQuery& query = {.order = PictureOrder::oldest}) {
        m_ids.clear();
        m_indexer->find(1, query);
        return m_ids;
    }
    QList<IndexedPicture> pictures(const PictureQuery& query = {.order = PictureOrder::oldest}) {
        m_read.clear();
        m_indexer->read(ids(query));
        return m_read;
    }
    QString names(const PictureQuery& query = {.order = PictureOrder::oldest}) {
        QStringList names;
        for (const IndexedPicture& picture : pictures(query)) names.append(picture.path());
        names.sort();
        return names.join(u' ');
    }
    QString indexFile() const {
        const QStringList files = QDir(path("data")).entryList({u"*.db"_s}, QDir::Files);
        return files.isEmpty() ? QString() : path(u"data/"_s + files[0]);
    }
    QStringList& notices() { return m_notices; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<GalleryIndexer> m_indexer;
    QList<PictureId> m_ids;
    QList<IndexedPicture> m_read;
    QStringList m_notices;
};

void overwrite(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
}

/// As if it had lain there for an hour: young files are looked at again whatever is told of them.
void makeOld(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) ||
        !file.setFileTime(QDateTime::currentDateTime().addSecs(-3600), QFileDevice::FileModificationTime))
        qFatal("cannot set the time");
}

struct Change {
    const char* name;
    std::function<void(Place&)> change;
    const char* found;
};

const Change changes[] = {
    {"a new picture in a known folder", [](Place& p) { writePicture(p.picture("day/3.png"), "three"); },
     "1.png day/2.png day/3.png"},
    {"a new picture in a new folder", [](Place& p) { writePicture(p.picture("other/deep/3.png"), "three"); },
     "1.png day/2.png other/deep/3.png"},
    {"a picture that is deleted", [](Place& p) { QFile::remove(p.picture("1.png")); }, "day/2.png"},
    {"a folder that is deleted", [](Place& p) { QDir(p.picture("day")).removeRecursively(); }, "1.png"},
    {"a picture that is renamed", [](Place& p) { QFile::rename(p.picture("1.png"), p.picture("day/one.png")); },
     "day/2.png day/one.png"},
    {"a file that is no picture",
     [](Place& p) {
         overwrite(p.picture("3.png"), "hello");
         writePicture(p.picture("4.png"), "four");  // something to wait for
     },
     "1.png 4.png day/2.png"},
    {"a hidden folder",
     [](Place& p) {
         writePicture(p.picture(".lemnos/3.png"), "three");
         writePicture(p.picture("4.png"), "four");
     },
     "1.png 4.png day/2.png"},
    {"a folder that is renamed", [](Place& p) { QDir().rename(p.picture("day"), p.picture("night")); },
     "1.png night/2.png"},
    {"a new folder in a folder", [](Place& p) { writePicture(p.picture("day/noon/3.png"), "three"); },
     "1.png day/2.png day/noon/3.png"},
};

}  // namespace

class GalleryIndexerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRecipeIsRead() {
        Place place;
        writePicture(place.picture("2026-11-21/143005-7-castle.png"), "a red castle", 4711);
        place.open();
        const auto pictures = place.pictures({.text = u"castle 4711"_s});
        QCOMPARE(pictures.size(), 1);
        QCOMPARE(pictures[0].path(), u"2026-11-21/143005-7-castle.png"_s);
        QCOMPARE(pictures[0].prompt, u"a red castle"_s);
        QCOMPARE(pictures[0].seed, quint64(4711));
        QCOMPARE(pictures[0].model, u"starter"_s);
        QCOMPARE(pictures[0].size, QSize(48, 32));
        QVERIFY(pictures[0].settings.contains(u"20 steps"_s));
        const QDateTime named(QDate(2026, 11, 21), QTime(14, 30, 5));
        QCOMPARE(pictures[0].created, named.toMSecsSinceEpoch());
        QVERIFY(place.notices().isEmpty());
    }

    void changesAreNoticed_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<bool>("isOpen");
        for (int i = 0; i < int(std::size(changes)); ++i) {
            QTest::addRow("%s, meanwhile", changes[i].name) << i << true;
            QTest::addRow("%s, before the start", changes[i].name) << i << false;
        }
    }
    void changesAreNoticed() {
        QFETCH(int, row);
        QFETCH(bool, isOpen);
        Place place;
        writePicture(place.picture("1.png"), "one");
        writePicture(place.picture("day/2.png"), "two");
        place.open();
        QCOMPARE(place.names(), u"1.png day/2.png"_s);
        if (!isOpen) place.close();
        changes[row].change(place);
        if (!isOpen) place.open();
        QTRY_COMPARE(place.names(), QLatin1StringView(changes[row].found));
    }

    void aPictureThatWasReplacedIsReadAgain() {
        Place place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        writePicture(place.picture("1.png"), "something else", 8);
        QTRY_COMPARE(place.names({.text = u"something"_s}), u"1.png"_s);
        QCOMPARE(place.names({.text = u"one"_s}), QString());
    }

    void aFileThatIsStillBeingWrittenIsReadInTheEnd() {
        Place place;
        writePicture(place.path("whole.png"), "slow");
        QFile whole(place.path("whole.png"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        place.open();
        overwrite(place.picture("1.png"), bytes.left(20));
        QTest::qWait(400);
        QCOMPARE(place.names(), QString());
        overwrite(place.picture("1.png"), bytes);  // the folder is as it was
        QTRY_COMPARE_WITH_TIMEOUT(place.names(), u"1.png"_s, 10'000);
    }

    void starsSurvive_data() {
        QTest::addColumn<QString>("lost");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("notices");
        QTest::newRow("nothing") << QString() << QByteArray() << 0;
        QTest::newRow("the index is deleted") << u"index"_s << QByteArray() << 0;
        QTest::newRow("the index is damaged") << u"index"_s << QByteArray(10'000, 'x') << 1;
        QTest::newRow("the marks are deleted") << u"marks"_s << QByteArray() << 0;
        QTest::newRow("the marks are damaged") << u"marks"_s << QByteArray("{\"version\":1,\"pic") << 1;
    }
    void starsSurvive() {
        QFETCH(QString, lost);
        QFETCH(QByteArray, bytes);
        QFETCH(int, notices);
        Place place;
        writePicture(place.picture("1.png"), "one");
        writePicture(place.picture("day/2.png"), "two");
        place.open();
        place.indexer().mark(place.ids({.text = u"two"_s}),
                             {.star = true, .rating = 4, .addTags = {u"sea"_s}, .addCollections = {u"best"_s}});
        place.close();
        const QString file = lost == u"index"_s ? place.indexFile() : place.picture(".lemnos/marks.json");
        if (!lost.isEmpty()) bytes.isEmpty() ? void(QFile::remove(file)) : overwrite(file, bytes);
        for (int start = 0; start < 2; ++start) {
            place.open();
            const auto starred = place.pictures({.isStarredOnly = true});
            QCOMPARE(starred.size(), 1);
            const Marks expected{.isStarred = true, .rating = 4, .tags = {u"sea"_s}, .collections = {u"best"_s}};
            QVERIFY(starred[0].marks == expected && starred[0].path() == u"day/2.png");
            QCOMPARE(place.names({.tag = u"sea"_s}), u"day/2.png"_s);
            QCOMPARE(place.names({.text = u"best"_s}), u"day/2.png"_s);
            QCOMPARE(place.notices().size(), notices);
            MarksFile marks(place.path("pictures"));
            QVERIFY(marks.load() &&
                    marks.marks()[u"day/2.png"_s] == expected);  // and the next loss costs nothing either
        }
    }

    void starsSurviveWhileTheStudioRuns_data() {
        QTest::addColumn<QByteArray>("bytes");  // of the marks file; empty removes it
        QTest::addColumn<int>("notices");
        QTest::newRow("deleted") << QByteArray() << 0;
        QTest::newRow("damaged") << QByteArray("{\"version\":1,\"pic") << 1;
        QTest::newRow("of a newer version") << QByteArray("{\"version\":2,\"pictures\":{}}") << 1;
    }
    void starsSurviveWhileTheStudioRuns() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, notices);
        Place place;
        writePicture(place.picture("1.png"), "one");
        writePicture(place.picture("day/2.png"), "two");
        place.open();
        place.indexer().mark(place.ids({.text = u"two"_s}), {.star = true, .addTags = {u"sea"_s}});
        const QString file = place.picture(".lemnos/marks.json");
        bytes.isEmpty() ? void(QFile::remove(file)) : overwrite(file, bytes);
        place.indexer().mark(place.ids({.text = u"one"_s}), {.rating = 2});
        for (int start = 0; start < 2; ++start) {
            QCOMPARE(place.names({.isStarredOnly = true}), u"day/2.png"_s);
            QCOMPARE(place.names({.tag = u"sea"_s}), u"day/2.png"_s);
            QCOMPARE(place.names({.leastRating = 2}), u"1.png"_s);
            QCOMPARE(place.notices().size(), notices);
            place.open();
        }
        MarksFile marks(place.path("pictures"));
        QVERIFY(marks.load() && marks.marks().size() == 2);
    }

    void starsFollowARenamedFolder() {
        Place place;
        writePicture(place.picture("day/1.png"), "one");
        makeOld(place.picture("day/1.png"));
        place.open();
        place.indexer().mark(place.ids(), {.rating = 3});
        QVERIFY(QDir().rename(place.picture("day"), place.picture("night")));
        QTRY_COMPARE(place.names({.leastRating = 3}), u"night/1.png"_s);
        QCOMPARE(place.names(), u"night/1.png"_s);
    }

    void aStarKeepsWhatAnotherStudioSaid() {
        Place place;
        writePicture(place.picture("1.png"), "one");
        writePicture(place.picture("2.png"), "two", 8);
        place.open();
        MarksFile other(place.path("pictures"));
        QVERIFY(other.set({{u"1.png"_s, {.rating = 5}}, {u"2.png"_s, {.rating = 4}}}));
        place.indexer().mark(place.ids({.text = u"one"_s}), {.star = true});
        QCOMPARE(place.names({.leastRating = 5, .isStarredOnly = true}), u"1.png"_s);
        QCOMPARE(place.names({.leastRating = 4}), u"1.png 2.png"_s);
    }

    void starsFollowARenamedFile() {
        Place place;
        writePicture(place.picture("1.png"), "one");
        writePicture(place.picture("2.png"), "two", 8);
        place.open();
        place.indexer().mark(place.ids({.text = u"one"_s}), {.rating = 3});
        QVERIFY(QFile::rename(place.picture("1.png"), place.picture("moved.png")));
        QTRY_COMPARE(place.names({.leastRating = 3}), u"moved.png"_s);
        place.open();
        QCOMPARE(place.names({.leastRating = 3}), u"moved.png"_s);
    }

    void starsOfAnotherProgramAreTaken() {
        Place place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        MarksFile other(place.path("pictures"));
        QVERIFY(other.set({{u"1.png"_s, {.rating = 5}}}));
        place.open();
        QCOMPARE(place.names({.leastRating = 5}), u"1.png"_s);
    }

    void marksThatCannotBeWrittenAreTold() {
        Place place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        overwrite(place.picture(".lemnos"), "in the way");
        place.indexer().mark(place.ids(), {.star = true});
        QCOMPARE(place.notices().size(), 1);
        QVERIFY2(place.notices()[0].contains(u".lemnos"_s), qPrintable(place.notices()[0]));
        QCOMPARE(place.names({.isStarredOnly = true}), QString());
    }

    void aFolderThatIsNotThereKeepsItsIndex() {
        Place place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        place.indexer().mark(place.ids(), {.star = true});
        place.close();
        QVERIFY(QDir().rename(place.path("pictures"), place.path("unmounted")));
        GalleryIndexer indexer(place.path("data"), CancelToken());
        QSignalSpy found(&indexer, &GalleryIndexer::found);
        indexer.open(place.path("pictures"));
        QTest::qWait(50);
        indexer.find(3, {});
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0][0].toInt(), 3);
        QCOMPARE(found[0][1].value<QList<PictureId>>().size(), 1);
        QVERIFY(!QFileInfo::exists(place.path("pictures")));  // nothing is made where a drive should be
        indexer.stop();
    }

    void twoStudiosOnOneFolder() {
        Place place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        GalleryIndexer second(place.path("data"), CancelToken());
        QSignalSpy found(&second, &GalleryIndexer::found);
        QSignalSpy progress(&second, &GalleryIndexer::progressed);
        second.open(place.path("pictures"));
        QTRY_VERIFY(!progress.isEmpty() && progress.back()[0].toInt() == 0);
        second.find(1, {});
        QCOMPARE(found[0][1].value<QList<PictureId>>().size(), 1);
        QCOMPARE(QDir(place.path("data")).entryList({u"*.db"_s}).size(), 2);
        second.stop();
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::GalleryIndexerTest)
#include "gallery_indexer_test.moc"
