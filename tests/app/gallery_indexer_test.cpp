// SPDX-License-Identifier: Apache-2.0
// The index follows the folder: what lies in it is found with its recipe, what comes and goes behind the studio's back
// is noticed, and stars stay with their pictures.
#include <functional>

#include <QSignalSpy>
#include <QtTest>

#include "app/gallery_place.h"
#include "app/picture_files.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// As if it had lain there for an hour: young files are looked at again whatever is told of them.
void makeOld(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) ||
        !file.setFileTime(QDateTime::currentDateTime().addSecs(-3600), QFileDevice::FileModificationTime))
        qFatal("cannot set the time");
}

struct Change {
    const char* name;
    std::function<void(GalleryPlace&)> change;
    const char* found;
};

const Change changes[] = {
    {"a new picture in a known folder", [](GalleryPlace& p) { writePicture(p.picture("day/3.png"), "three"); },
     "1.png day/2.png day/3.png"},
    {"a new picture in a new folder", [](GalleryPlace& p) { writePicture(p.picture("other/deep/3.png"), "three"); },
     "1.png day/2.png other/deep/3.png"},
    {"a picture that is deleted", [](GalleryPlace& p) { QFile::remove(p.picture("1.png")); }, "day/2.png"},
    {"a folder that is deleted", [](GalleryPlace& p) { QDir(p.picture("day")).removeRecursively(); }, "1.png"},
    {"a picture that is renamed", [](GalleryPlace& p) { QFile::rename(p.picture("1.png"), p.picture("day/one.png")); },
     "day/2.png day/one.png"},
    {"a file that is no picture",
     [](GalleryPlace& p) {
         overwrite(p.picture("3.png"), "hello");
         writePicture(p.picture("4.png"), "four");  // something to wait for
     },
     "1.png 4.png day/2.png"},
    {"a hidden folder",
     [](GalleryPlace& p) {
         writePicture(p.picture(".lemnos/3.png"), "three");
         writePicture(p.picture("4.png"), "four");
     },
     "1.png 4.png day/2.png"},
    {"a folder that is renamed", [](GalleryPlace& p) { QDir().rename(p.picture("day"), p.picture("night")); },
     "1.png night/2.png"},
    {"a new folder in a folder", [](GalleryPlace& p) { writePicture(p.picture("day/noon/3.png"), "three"); },
     "1.png day/2.png day/noon/3.png"},
};

}  // namespace

class GalleryIndexerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRecipeIsRead() {
        GalleryPlace place;
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
        GalleryPlace place;
        place.openWithTwo();
        QCOMPARE(place.names(), u"1.png day/2.png"_s);
        if (!isOpen) place.close();
        changes[row].change(place);
        if (!isOpen) place.open();
        QTRY_COMPARE(place.names(), QLatin1StringView(changes[row].found));
    }

    void aPictureThatWasReplacedIsReadAgain() {
        GalleryPlace place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        writePicture(place.picture("1.png"), "something else", 8);
        QTRY_COMPARE(place.names({.text = u"something"_s}), u"1.png"_s);
        QCOMPARE(place.names({.text = u"one"_s}), QString());
    }

    void aFileThatIsStillBeingWrittenIsReadInTheEnd() {
        GalleryPlace place;
        writePicture(place.path("whole.png"), "slow");
        QFile whole(place.path("whole.png"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        place.open();
        overwrite(place.picture("1.png"), bytes.left(20));
        QTest::qWait(400);
        QCOMPARE(place.names(), QString());
        overwrite(place.picture("1.png"), bytes);  // the folder is as it was
        QTRY_COMPARE(place.names(), u"1.png"_s);
    }

    void starsFollowARenamedFolder() {
        GalleryPlace place;
        writePicture(place.picture("day/1.png"), "one");
        makeOld(place.picture("day/1.png"));
        place.open();
        place.indexer().mark(place.ids(), {.rating = 3});
        QVERIFY(QDir().rename(place.picture("day"), place.picture("night")));
        QTRY_COMPARE(place.names({.leastRating = 3}), u"night/1.png"_s);
        QCOMPARE(place.names(), u"night/1.png"_s);
    }

    void aStarKeepsWhatAnotherStudioSaid() {
        GalleryPlace place;
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
        GalleryPlace place;
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
        GalleryPlace place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        MarksFile other(place.path("pictures"));
        QVERIFY(other.set({{u"1.png"_s, {.rating = 5}}}));
        place.open();
        QCOMPARE(place.names({.leastRating = 5}), u"1.png"_s);
    }

    void marksThatCannotBeWrittenAreTold() {
        GalleryPlace place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        overwrite(place.picture(".lemnos"), "in the way");
        place.indexer().mark(place.ids(), {.star = true});
        QCOMPARE(place.notices().size(), 1);
        QVERIFY2(place.notices()[0].contains(u".lemnos"_s), qPrintable(place.notices()[0]));
        QCOMPARE(place.names({.isStarredOnly = true}), QString());
    }

    void aFolderThatIsNotThereKeepsItsIndex() {
        GalleryPlace place;
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
        GalleryPlace place;
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
