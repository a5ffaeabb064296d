// SPDX-License-Identifier: Apache-2.0
// Neither a damaged index nor a damaged marks file costs a picture or a star, found at the start or later.
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>

#include "app/gallery_place.h"
#include "app/model_files.h"
#include "app/picture_files.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

class GalleryDamageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
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
        GalleryPlace place;
        place.openWithTwo();
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

    void theIndexIsInspectedOnceADay() {
        GalleryPlace place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        QTRY_COMPARE(place.inspections(), 1);
        place.open();
        QCOMPARE(place.inspections(), 1);
        for (const int age : {25, -1}) {  // hours; a clock that was put back says nothing
            place.close();
            {
                const auto opened = PictureIndex::open(place.indexFile());
                const qint64 then = QDateTime::currentSecsSinceEpoch() - age * 3600;
                QVERIFY(opened && opened->index->setNote(u"sound"_s, QString::number(then)));
            }
            const int before = place.inspections();
            place.open();
            QCOMPARE(place.inspections(), before + 1);
        }
        QCOMPARE(QDir(place.path("data")).entryList(QDir::Files).filter(u"copy"_s), QStringList());
        QVERIFY(place.notices().isEmpty());
    }

    // R5 of the reliability rules: what SQLite's quick check lets pass is found in the copy, and made anew.
    void flippedBytesCostNoPicture() {
        constexpr int pictures = 60, rounds = 40, flips = 12;
        GalleryPlace place;
        for (int i = 0; i < pictures; ++i)
            writePicture(place.picture(qPrintable(u"%1.png"_s.arg(i))),
                         qPrintable(u"picture number%1x of a harbour"_s.arg(i)));
        place.setInspecting(false);
        place.open();
        const QString names = place.names();
        place.close();
        const QString file = place.indexFile();
        const QByteArray sound = bytesOf(file);
        place.setInspecting(true);
        QRandomGenerator random(7);
        int rebuilt = 0;
        for (int round = 0; round < rounds; ++round) {
            QByteArray bytes = sound;
            for (int i = 0; i < flips; ++i) {
                char& byte = bytes[random.bounded(bytes.size())];
                byte = char(byte ^ (1 << random.bounded(8)));
            }
            overwrite(file, bytes);
            place.notices().clear();
            place.open();
            if (!place.notices().isEmpty()) ++rebuilt;
            QTRY_COMPARE(place.names(), names);
            for (int i = 0; i < pictures; ++i)
                QCOMPARE(place.names({.text = u"number%1x"_s.arg(i)}), u"%1.png"_s.arg(i));
            place.close();
        }
        QCOMPARE(QDir(place.path("data")).entryList(QDir::Files).filter(u".copy-"_s), QStringList());
        qInfo("%d of %d were made anew", rebuilt, rounds);
        QVERIFY(rebuilt > 0);
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
        GalleryPlace place;
        place.openWithTwo();
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

    void aSearchThatFailsIsAnswered() {
        GalleryPlace place;
        writePicture(place.picture("1.png"), "one");
        place.open();
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
            other.setDatabaseName(place.indexFile());
            QVERIFY(other.open());
            QVERIFY(QSqlQuery(other).exec(u"DROP TABLE search"_s));
        }
        QSqlDatabase::removeDatabase(u"damage"_s);
        QSignalSpy found(&place.indexer(), &GalleryIndexer::found);
        place.indexer().find(7, {.text = u"one"_s});
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0][0].toInt(), 7);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::GalleryDamageTest)
#include "gallery_damage_test.moc"
