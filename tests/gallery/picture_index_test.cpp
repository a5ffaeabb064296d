// SPDX-License-Identifier: Apache-2.0
// The index of the gallery: what is put in is found by words, filters and order, and what goes is gone.
#include <QTemporaryDir>
#include <QTimeZone>
#include <QtTest>

#include "gallery/made_up.h"
#include "gallery/picture_index.h"
#include "support/require.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// An index in a folder of its own with pictures of the names "1", "2", ...
struct Gallery {
    QTemporaryDir folder;
    std::unique_ptr<PictureIndex> index;

    Gallery() { open(); }
    void open() {
        index.reset();
        auto opened = PictureIndex::open(folder.filePath(u"gallery.db"_s));
        if (!opened) qFatal("%s", opened.error().text().c_str());
        if (!opened->setAside.isEmpty()) qFatal("%s", qPrintable(opened->problem));
        index = std::move(opened->index);
    }
    QStringList find(const PictureQuery& query) {
        auto ids = index->find(query);
        if (!ids) qFatal("%s", ids.error().text().c_str());
        QStringList names;
        const auto pictures = index->read(*ids);
        for (const IndexedPicture& picture : *pictures) names.append(picture.name);
        return names;
    }
};

struct Look {
    const char* name;
    PictureQuery query;
    const char* found;
};

qint64 noonOf(const QDate& day) { return day.startOfDay().addSecs(12 * 3600).toMSecsSinceEpoch(); }

QList<IndexedPicture> five() {
    QList<IndexedPicture> pictures;
    for (const char* name : {"1", "2", "3", "4", "5"}) {
        pictures.append(madeUp(QLatin1StringView(name)));
        pictures.back().created = noonOf(QDate(2026, 11, 20).addDays(pictures.size()));
    }
    pictures[0].prompt = u"A red Castle at dawn"_s;
    pictures[1].prompt = u"a blue café by the sea"_s;
    pictures[2].prompt = u"castles in fog"_s;
    pictures[3].prompt = u"a red boat"_s;
    pictures[4].prompt = u"%like_ \"quoted\" 100%"_s;
    pictures[1].negativePrompt = u"blurry castle"_s;
    pictures[2].model = u"dream-shaper.safetensors"_s;
    pictures[3].settings = u"33 steps, lcm, seed 4711"_s;
    pictures[0].size = {512, 768};
    pictures[1].size = {768, 512};
    pictures[3].size = {1024, 1024};
    pictures[1].marks = {.isStarred = true, .rating = 3, .tags = {u"sea"_s}, .collections = {}};
    pictures[2].marks = {.isStarred = false, .rating = 5, .tags = {u"grey"_s, u"sea"_s}, .collections = {u"calm"_s}};
    pictures[4].marks = {.isStarred = true, .rating = 3, .tags = {}, .collections = {u"sea"_s}};
    return pictures;
}

const Look looks[] = {
    {"everything, newest first", {}, "5 4 3 2 1"},
    {"oldest first", {.order = PictureOrder::oldest}, "1 2 3 4 5"},
    {"best first, stars break ties, then time", {.order = PictureOrder::bestRated}, "3 5 2 4 1"},
    {"largest first", {.order = PictureOrder::largest}, "4 2 1 5 3"},
    {"a word in prompt or negative prompt", {.text = u"castle"_s}, "3 2 1"},
    {"the beginning of a word", {.text = u"castl"_s}, "3 2 1"},
    {"two words", {.text = u"red castle"_s}, "1"},
    {"a phrase", {.text = u"\"red castle\""_s}, "1"},
    {"not a phrase", {.text = u"\"castle red\""_s}, ""},
    {"without", {.text = u"castle -fog"_s}, "2 1"},
    {"accents do not matter", {.text = u"cafe"_s}, "2"},
    {"the model", {.text = u"shaper"_s}, "3"},
    {"the settings", {.text = u"4711"_s}, "4"},
    {"a tag", {.text = u"grey"_s}, "3"},
    {"no wildcards of LIKE", {.text = u"%"_s}, "5 4 3 2 1"},
    {"no such word", {.text = u"astle"_s}, ""},
    {"by model", {.model = u"dream-shaper.safetensors"_s}, "3"},
    {"by a model that is not there", {.model = u"other"_s}, ""},
    {"by tag", {.tag = u"sea"_s}, "3 2"},
    {"by collection, not tag", {.collection = u"sea"_s}, "5"},
    {"by tag and collection", {.tag = u"sea"_s, .collection = u"calm"_s}, "3"},
    {"by word and tag", {.text = u"blue"_s, .tag = u"sea"_s}, "2"},
    {"from a day", {.from = QDate(2026, 11, 24)}, "5 4"},
    {"to a day", {.to = QDate(2026, 11, 22)}, "2 1"},
    {"one day", {.from = QDate(2026, 11, 23), .to = QDate(2026, 11, 23)}, "3"},
    {"portrait", {.shape = PictureShape::portrait}, "1"},
    {"landscape", {.shape = PictureShape::landscape}, "2"},
    {"square", {.shape = PictureShape::square}, "5 4 3"},
    {"large", {.leastPixels = 1'000'000}, "4"},
    {"rated", {.leastRating = 4}, "3"},
    {"starred", {.isStarredOnly = true}, "5 2"},
    {"all at once", {.text = u"castle"_s, .shape = PictureShape::square, .leastRating = 1}, "3"},
};

}  // namespace

class PictureIndexTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void looking_data() {
        QTest::addColumn<int>("look");
        for (int i = 0; i < int(std::size(looks)); ++i) QTest::newRow(looks[i].name) << i;
    }
    void looking() {
        QFETCH(int, look);
        Gallery gallery;
        REQUIRE_OK(gallery.index->put(five()));
        QCOMPARE(gallery.find(looks[look].query).join(u' '), QLatin1StringView(looks[look].found));
        gallery.open();  // what was read from the disk is no different
        QCOMPARE(gallery.find(looks[look].query).join(u' '), QLatin1StringView(looks[look].found));
    }

    void everyFieldComesBack() {
        Gallery gallery;
        IndexedPicture picture = five()[2];
        picture.folder = u"2026-11-23"_s;
        picture.seed = 0xffff'ffff'ffff'fff0;
        picture.stamp = {.bytes = 5'000'000'000, .modified = 1'763'000'000'123'456'789};
        REQUIRE_OK(gallery.index->put({picture}));
        REQUIRE_VALUE(const PictureId id, gallery.index->idOf(picture.path()));
        REQUIRE_VALUE(const auto read, gallery.index->read({id, id + 1}));
        QCOMPARE(read.size(), 1);
        QCOMPARE(read[0].path(), u"2026-11-23/3"_s);
        QCOMPARE(read[0].created, picture.created);
        QVERIFY(read[0].stamp == picture.stamp);
        QCOMPARE(read[0].size, picture.size);
        QCOMPARE(read[0].model, picture.model);
        QCOMPARE(read[0].seed, picture.seed);
        QCOMPARE(read[0].prompt, picture.prompt);
        QCOMPARE(read[0].negativePrompt, picture.negativePrompt);
        QCOMPARE(read[0].settings, picture.settings);
        QVERIFY(read[0].marks == picture.marks);
        REQUIRE_VALUE(const auto known, gallery.index->knownIn(u"2026-11-23"_s));
        QCOMPARE(known.size(), 1);
        QVERIFY(known[u"3"_s].id == id && known[u"3"_s].stamp == picture.stamp);
        REQUIRE_VALUE(const auto other, gallery.index->knownIn({}));
        QVERIFY(other.isEmpty());
    }

    void aChangedPictureIsTheSameOne() {
        Gallery gallery;
        REQUIRE_OK(gallery.index->put(five()));
        REQUIRE_VALUE(const PictureId before, gallery.index->idOf(u"3"_s));
        IndexedPicture again = five()[2];
        again.prompt = u"a harbour"_s;
        again.marks = {};
        REQUIRE_OK(gallery.index->put({again}));
        REQUIRE_VALUE(const PictureId after, gallery.index->idOf(u"3"_s));
        QCOMPARE(after, before);
        QCOMPARE(gallery.index->size(), 5);
        QCOMPARE(gallery.find({.text = u"harbour"_s}), QStringList(u"3"_s));
        QCOMPARE(gallery.find({.text = u"fog"_s}), QStringList());
        QCOMPARE(gallery.find({.tag = u"grey"_s}), QStringList());
    }

    void whatGoesIsGone() {
        Gallery gallery;
        REQUIRE_OK(gallery.index->put(five()));
        REQUIRE_VALUE(const PictureId id, gallery.index->idOf(u"3"_s));
        REQUIRE_OK(gallery.index->remove({id}));
        QCOMPARE(gallery.find({}).join(u' '), u"5 4 2 1"_s);
        QCOMPARE(gallery.find({.text = u"castle"_s}).join(u' '), u"2 1"_s);
        REQUIRE_VALUE(const Facets facets, gallery.index->facets());
        QVERIFY(!facets.tags.contains(NameCount{u"grey"_s, 1}));
        gallery.open();
        QCOMPARE(gallery.find({}).join(u' '), u"5 4 2 1"_s);
    }

    void marksAreFoundAtOnce() {
        Gallery gallery;
        REQUIRE_OK(gallery.index->put(five()));
        REQUIRE_VALUE(const PictureId id, gallery.index->idOf(u"4"_s));
        const Marks marks{.isStarred = true, .rating = 5, .tags = {u"harbour"_s}, .collections = {u"calm"_s}};
        REQUIRE_OK(gallery.index->setMarks({{id, marks}}));
        for (int i = 0; i < 2; ++i, gallery.open()) {
            QCOMPARE(gallery.find({.text = u"harb"_s}).join(u' '), u"4"_s);
            QCOMPARE(gallery.find({.leastRating = 5}).join(u' '), u"4 3"_s);
            QCOMPARE(gallery.find({.collection = u"calm"_s}).join(u' '), u"4 3"_s);
            REQUIRE_VALUE(const auto marked, gallery.index->marked());
            QCOMPARE(marked.size(), 4);
        }
        REQUIRE_OK(gallery.index->setMarks({{id, Marks()}}));
        QCOMPARE(gallery.find({.text = u"harb"_s}), QStringList());
        QCOMPARE(gallery.find({.leastRating = 5}).join(u' '), u"3"_s);
    }

    void facetsCountNames() {
        Gallery gallery;
        REQUIRE_OK(gallery.index->put(five()));
        REQUIRE_VALUE(const Facets facets, gallery.index->facets());
        const Facets expected{.models = {{u"dream-shaper.safetensors"_s, 1}, {u"starter"_s, 4}},
                              .tags = {{u"grey"_s, 1}, {u"sea"_s, 2}},
                              .collections = {{u"calm"_s, 1}, {u"sea"_s, 1}}};
        QVERIFY(facets == expected);
        REQUIRE_VALUE(QStringList folders, gallery.index->folders());
        QCOMPARE(folders, QStringList(QString()));
    }

    void notesAreKept() {
        Gallery gallery;
        REQUIRE_OK(gallery.index->setNote(u"marks"_s, u"12 34"_s));
        gallery.open();
        REQUIRE_VALUE(const QString note, gallery.index->note(u"marks"_s));
        QCOMPARE(note, u"12 34"_s);
        REQUIRE_VALUE(const QString other, gallery.index->note(u"other"_s));
        QVERIFY(other.isEmpty());
    }

    void aCopyHoldsWhatTheLogStillHeld() {
        Gallery gallery;
        const QString copy = gallery.folder.filePath(u"copy.db"_s);
        for (const IndexedPicture& picture : five()) {
            REQUIRE_OK(gallery.index->put({picture}));
            REQUIRE_OK(gallery.index->copyTo(copy));  // over the one before
            REQUIRE_OK(PictureIndex::inspect(copy));
        }
        REQUIRE_VALUE(const auto opened, PictureIndex::open(copy));
        QCOMPARE(opened.index->size(), 5);
    }

    void onlyOneStudioWrites() {
        Gallery gallery;
        REQUIRE_ERROR(PictureIndex::open(gallery.folder.filePath(u"gallery.db"_s)), ErrorKind::io, "is in use");
        gallery.index.reset();
        QVERIFY(PictureIndex::open(gallery.folder.filePath(u"gallery.db"_s)).has_value());
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::PictureIndexTest)
#include "picture_index_test.moc"
