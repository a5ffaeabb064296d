// SPDX-License-Identifier: Apache-2.0
// Stars, ratings, tags and collections: what was acknowledged is in the file, and no program loses another's.
#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include "gallery/marks_file.h"
#include "support/require.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const Marks rich{.isStarred = true, .rating = 4, .tags = {u"a"_s, u"ö b"_s}, .collections = {u"<b>c</b>"_s}};

}  // namespace

class MarksFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aChangeNamesOnlyWhatItChanges_data() {
        QTest::addColumn<MarkChange>("change");
        QTest::addColumn<Marks>("after");
        const auto row = [](const char* name, const MarkChange& change, auto edit) {
            Marks after = rich;
            edit(after);
            QTest::newRow(name) << change << after;
        };
        row("nothing", {}, [](Marks&) {});
        row("star", {.star = false}, [](Marks& m) { m.isStarred = false; });
        row("rating", {.rating = 0}, [](Marks& m) { m.rating = 0; });
        row("too high", {.rating = 9}, [](Marks& m) { m.rating = 5; });
        row("too low", {.rating = -1}, [](Marks& m) { m.rating = 0; });
        row("a tag", {.addTags = {u" Z "_s, u"a"_s, u" "_s}}, [](Marks& m) { m.tags = {u"Z"_s, u"a"_s, u"ö b"_s}; });
        row("less a tag", {.removeTags = {u"a"_s, u"other"_s}}, [](Marks& m) { m.tags = {u"ö b"_s}; });
        row("another collection", {.addCollections = {u"d"_s}, .removeCollections = {u"<b>c</b>"_s}},
            [](Marks& m) { m.collections = {u"d"_s}; });
    }
    void aChangeNamesOnlyWhatItChanges() {
        QFETCH(MarkChange, change);
        QFETCH(Marks, after);
        QVERIFY(change.appliedTo(rich) == after);
    }

    void marksComeBack() {
        const QTemporaryDir folder;
        MarksFile file(folder.path());
        REQUIRE_OK(file.load());
        QVERIFY(!file.exists() && file.marks().isEmpty());
        REQUIRE_OK(file.set({{u"2026-11-21/1.png"_s, rich}, {u"2.png"_s, {.rating = 1}}}));
        REQUIRE_OK(file.set({{u"2.png"_s, Marks()}, {u"3.png"_s, {.isStarred = true}}}));
        QVERIFY(!file.isChanged());
        MarksFile next(folder.path());
        QVERIFY(next.isChanged());
        REQUIRE_OK(next.load());
        const QHash<QString, Marks> expected{{u"2026-11-21/1.png"_s, rich}, {u"3.png"_s, {.isStarred = true}}};
        QVERIFY(next.marks() == expected);
        QCOMPARE(next.stampText(), file.stampText());
    }

    void twoProgramsKeepEachOthersMarks() {
        const QTemporaryDir folder;
        MarksFile one(folder.path());
        MarksFile other(folder.path());
        REQUIRE_OK(one.set({{u"1.png"_s, {.rating = 1}}}));
        REQUIRE_OK(other.set({{u"2.png"_s, {.rating = 2}}}));
        REQUIRE_OK(one.set({{u"3.png"_s, {.rating = 3}}}));
        QCOMPARE(one.marks().size(), 3);
    }

    void damage_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QByteArray() << u"at byte"_s;
        QTest::newRow("cut") << QByteArray(R"({"version":1,"pictures":{"a")") << u"at byte"_s;
        QTest::newRow("a list") << QByteArray("[]") << u"\"version\" is 0"_s;
        QTest::newRow("from the future") << QByteArray(R"({"version":2,"pictures":{}})") << u"\"version\" is 2"_s;
        QTest::newRow("without pictures") << QByteArray(R"({"version":1})") << u"\"version\""_s;
    }
    void damage() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        const QTemporaryDir folder;
        MarksFile file(folder.path());
        REQUIRE_OK(file.set({{u"1.png"_s, rich}}));
        const QString path = folder.filePath(u".lemnos/marks.json"_s);
        {
            QFile raw(path);
            QVERIFY(raw.open(QIODevice::WriteOnly));
            raw.write(text);
        }
        const Status status = file.set({{u"2.png"_s, rich}});  // must not write over what it cannot read
        QVERIFY(!status);
        QVERIFY2(status.error().text().find("marks.json") != std::string::npos, status.error().text().c_str());
        QVERIFY2(QString::fromStdString(status.error().text()).contains(message), status.error().text().c_str());
        QVERIFY(status.error().kind == ErrorKind::bad_file);
        REQUIRE_OK(file.setAside());
        REQUIRE_OK(file.set({{u"2.png"_s, rich}}));
        QCOMPARE(QDir(folder.filePath(u".lemnos"_s)).entryList(QDir::Files).size(), 2);
    }

    void whatIsNotAMarkIsLeftOut() {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u".lemnos"_s));
        {
            QFile raw(folder.filePath(u".lemnos/marks.json"_s));
            QVERIFY(raw.open(QIODevice::WriteOnly));
            raw.write(R"({"version":1,"pictures":{"a":7,"b":{"rating":99,"tags":[1,"x","x",""]},"c":{"star":"yes"}}})");
        }
        MarksFile file(folder.path());
        REQUIRE_OK(file.load());
        const Marks expected{.isStarred = false, .rating = 5, .tags = {u"x"_s}, .collections = {}};
        QCOMPARE(file.marks().size(), 1);
        QVERIFY(file.marks()[u"b"_s] == expected);
    }

    void aFolderThatCannotBeWrittenIsTold() {
        const QTemporaryDir folder;
        {
            QFile inTheWay(folder.filePath(u".lemnos"_s));
            QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        }
        MarksFile file(folder.path());
        REQUIRE_ERROR(file.set({{u"1.png"_s, rich}}), ErrorKind::io, ".lemnos");
        QVERIFY(file.marks().isEmpty());
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::MarksFileTest)
#include "marks_file_test.moc"
