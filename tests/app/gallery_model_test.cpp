// SPDX-License-Identifier: Apache-2.0
// The pages of the gallery: what is in sight is loaded, what changes moves nothing else, and Qt's rules are kept.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include "gallery/made_up.h"
#include "item_models/gallery_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

using Ids = QList<PictureId>;

/// A browser whose answers the test gives.
struct Answered {
    PictureBrowser browser;
    GalleryModel model{browser};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    QList<int> questions;
    Ids read;
    ThumbnailWishes wishes;

    Answered() {
        QObject::connect(&browser, &PictureBrowser::findWanted,
                         [this](int number, const PictureQuery&) { questions.append(number); });
        QObject::connect(&browser, &PictureBrowser::readWanted, [this](const Ids& ids) { read.append(ids); });
        QObject::connect(&browser, &PictureBrowser::thumbnailsWanted,
                         [this](const ThumbnailWishes& wanted) { wishes = wanted; });
        browser.noteFolder(u"/gallery"_s);
    }
    void answer(const Ids& ids) { browser.noteFound(questions.back(), ids); }
    void change(const Ids& ids) {
        browser.noteChanged({});
        answer(ids);
    }
    void giveRows() {
        QList<IndexedPicture> pictures;
        for (const PictureId id : std::exchange(read, {})) {
            pictures.append(madeUp(u"day/%1.png"_s.arg(id), u"picture <b>%1"_s.arg(id)));
            pictures.back().id = id;
        }
        browser.noteRead(pictures);
    }
    Ids rows() const {
        Ids ids;
        for (int row = 0; row < model.rowCount(); ++row) ids.append(browser.idAt(row));
        return ids;
    }
};

Ids count(PictureId from, PictureId to) {
    Ids ids;
    for (PictureId id = from; id != to; id += from < to ? 1 : -1) ids.append(id);
    return ids;
}

}  // namespace

class GalleryModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changes_data() {
        QTest::addColumn<Ids>("before");
        QTest::addColumn<Ids>("after");
        QTest::addColumn<bool>("isReset");
        QTest::newRow("nothing") << Ids{3, 2, 1} << Ids{3, 2, 1} << false;
        QTest::newRow("one at the top") << Ids{3, 2, 1} << Ids{4, 3, 2, 1} << false;
        QTest::newRow("one within") << Ids{3, 2, 1} << Ids{3, 9, 2, 1} << false;
        QTest::newRow("one at the end") << Ids{3, 2, 1} << Ids{3, 2, 1, 9} << false;
        QTest::newRow("several runs") << Ids{3, 2, 1} << Ids{8, 9, 3, 7, 2, 1, 6} << false;
        QTest::newRow("one goes") << Ids{3, 2, 1} << Ids{3, 1} << false;
        QTest::newRow("all go") << Ids{3, 2, 1} << Ids{} << false;
        QTest::newRow("from nothing") << Ids{} << Ids{3, 2, 1} << false;
        QTest::newRow("come and go") << Ids{3, 2, 1} << Ids{4, 3, 1} << false;
        QTest::newRow("all others") << Ids{3, 2, 1} << Ids{6, 5, 4} << false;
        QTest::newRow("another order") << Ids{3, 2, 1} << Ids{1, 2, 3} << true;
        QTest::newRow("too much") << count(1000, 0) << count(500, 0) << true;
    }
    void changes() {
        QFETCH(Ids, before);
        QFETCH(Ids, after);
        QFETCH(bool, isReset);
        Answered gallery;
        gallery.browser.noteChanged({});
        gallery.answer(before);
        const QSignalSpy resets(&gallery.model, &QAbstractItemModel::modelReset);
        gallery.change(after);
        QCOMPARE(gallery.rows(), after);
        QCOMPARE(!resets.isEmpty(), isReset);
    }

    void whatIsInSightIsLoadedFirst() {
        Answered gallery;
        gallery.browser.noteChanged({});
        gallery.answer(count(0, 1000));
        QVERIFY(gallery.read.isEmpty());
        gallery.browser.setSight(100, 109, 160);
        QCOMPARE(gallery.read.mid(0, 10), count(100, 110));
        QCOMPARE(gallery.read.size(), 30);  // with a page before and one after
        QVERIFY(gallery.wishes.pictures.isEmpty());
        QVERIFY(gallery.model.data(gallery.model.index(100), Qt::DisplayRole).isNull());
        gallery.giveRows();
        QCOMPARE(gallery.wishes.side, 160);
        QCOMPARE(gallery.wishes.pictures.size(), 30);
        QCOMPARE(gallery.wishes.pictures[0].path, u"/gallery/day/100.png"_s);
        QVERIFY(gallery.read.isEmpty());

        gallery.browser.noteThumbnail(100, 160, QImage(16, 16, QImage::Format_RGB32));
        gallery.browser.noteThumbnail(101, 80, QImage(8, 8, QImage::Format_RGB32));  // of a size that is past
        QCOMPARE(gallery.browser.thumbnail(100).width(), 16);
        QVERIFY(gallery.browser.thumbnail(101).isNull());
        gallery.browser.setSight(101, 110, 160);
        QVERIFY(std::ranges::none_of(gallery.wishes.pictures, [](const ThumbnailWish& w) { return w.id == 100; }));
        QCOMPARE(gallery.wishes.pictures[0].id, 101);
        gallery.browser.setSight(101, 110, 200);
        QVERIFY(gallery.browser.thumbnail(100).isNull());
    }

    void aRowThatIsGoneIsNotAskedForAgainAndAgain() {
        Answered gallery;
        gallery.browser.noteChanged({});
        gallery.answer({1, 2});
        gallery.browser.setSight(0, 1, 100);
        gallery.read.removeAll(2);
        gallery.giveRows();
        QVERIFY(gallery.read.isEmpty());
        gallery.change({1, 2, 3});
        QVERIFY(gallery.read.contains(2));
    }

    void whoTypesQuicklyAsksSeldom() {
        Answered gallery;
        gallery.browser.setQuery({.text = u"c"_s});
        gallery.browser.setQuery({.text = u"ca"_s});
        gallery.browser.setQuery({.text = u"cas"_s});
        QCOMPARE(gallery.questions.size(), 1);
        gallery.answer({1, 2, 3});  // nobody wants to know any more
        QCOMPARE(gallery.model.rowCount(), 0);
        QCOMPARE(gallery.questions.size(), 2);
        gallery.answer({4, 5});
        QCOMPARE(gallery.rows(), (Ids{4, 5}));
        gallery.browser.noteFound(gallery.questions[0], {9});
        QCOMPARE(gallery.rows(), (Ids{4, 5}));
    }

    void aPictureThatIsOtherNowIsReadAndDrawnAgain() {
        Answered watched;
        watched.browser.setQuery({.text = u"x"_s});
        watched.answer({1});
        watched.browser.setSight(0, 0, 100);
        watched.giveRows();
        watched.browser.noteThumbnail(1, 100, QImage(4, 4, QImage::Format_RGB32));
        watched.change({1});
        QCOMPARE(watched.read, Ids{1});  // it may have changed
        watched.giveRows();
        QVERIFY(!watched.browser.thumbnail(1).isNull());  // but has not
        watched.change({1});
        IndexedPicture other = madeUp(u"day/1.png"_s, u"another"_s);
        other.id = 1;
        other.stamp.modified += 1;
        watched.wishes = {};
        watched.browser.noteRead({other});
        QVERIFY(watched.browser.thumbnail(1).isNull());
        QCOMPARE(watched.wishes.pictures.size(), 1);
    }

    void anIndexThatBeginsAnewHasOtherIds() {
        Answered watched;
        watched.browser.setQuery({.text = u"x"_s});
        watched.answer({1, 2});
        watched.browser.setSight(0, 1, 100);
        watched.giveRows();
        watched.browser.noteThumbnail(1, 100, QImage(4, 4, QImage::Format_RGB32));
        watched.browser.noteMadeAnew();
        QCOMPARE(watched.rows(), Ids{});
        watched.browser.noteThumbnail(2, 100, QImage(4, 4, QImage::Format_RGB32));  // it was on its way
        watched.change({1, 2});
        QVERIFY(!watched.browser.picture(1));
        QVERIFY(watched.browser.thumbnail(1).isNull() && watched.browser.thumbnail(2).isNull());
        QCOMPARE(watched.read, (Ids{1, 2}));
    }

    void marksAreSeenAtOnce() {
        Answered gallery;
        gallery.browser.noteChanged({});
        gallery.answer({1, 2});
        gallery.browser.setSight(0, 1, 100);
        gallery.giveRows();
        const QSignalSpy wanted(&gallery.browser, &PictureBrowser::markWanted);
        const QSignalSpy changed(&gallery.model, &QAbstractItemModel::dataChanged);
        gallery.browser.mark({1}, {.star = true, .rating = 4});
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(changed.size(), 1);
        const QModelIndex index = gallery.model.index(0);
        QCOMPARE(index.data(GalleryModel::StarRole).toBool(), true);
        QCOMPARE(index.data(GalleryModel::RatingRole).toInt(), 4);
        QCOMPARE(gallery.model.index(1).data(GalleryModel::RatingRole).toInt(), 0);
        QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), u"Picture: picture <b>1, starred, rated 4 of 5"_s);
    }

    void textsAreNoMarkup() {
        Answered gallery;
        gallery.browser.noteChanged({});
        gallery.answer({1, 2});
        gallery.browser.setSight(0, 1, 100);
        gallery.giveRows();
        const QModelIndex index = gallery.model.index(0);
        QVERIFY(index.flags().testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    }

    void picturesAreToldWhetherLoadedOrNot() {
        Answered gallery;
        gallery.browser.noteChanged({});
        gallery.answer(count(1, 100));
        gallery.browser.setSight(0, 3, 100);
        gallery.giveRows();
        QSignalSpy asked(&gallery.browser, &PictureBrowser::fetchWanted);
        QStringList told;
        auto context = std::make_unique<QObject>();
        const auto ask = [&](const Ids& ids) {
            told.clear();
            gallery.browser.withPictures(ids, context.get(), [&](const QList<IndexedPicture>& pictures) {
                told = gallery.browser.pathsOf(pictures);
            });
        };
        ask({3, 1});
        QCOMPARE(told, (QStringList{u"/gallery/day/3.png"_s, u"/gallery/day/1.png"_s}));
        QCOMPARE(asked.size(), 0);
        ask({2, 70});
        QCOMPARE(told, QStringList());
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][1].value<Ids>(), (Ids{2, 70}));
        ask({80});
        const IndexedPicture far = madeUp(u"day/70.png"_s, u"far"_s);
        gallery.browser.noteFetched(asked[0][0].toInt(), {far});  // 2 is gone meanwhile
        QCOMPARE(told, QStringList(u"/gallery/day/70.png"_s));
        gallery.browser.noteFetched(asked[0][0].toInt(), {});  // only once
        QCOMPARE(told, QStringList(u"/gallery/day/70.png"_s));
        context.reset();
        gallery.browser.noteFetched(asked[1][0].toInt(), {far, far});
        QCOMPARE(told, QStringList(u"/gallery/day/70.png"_s));
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::GalleryModelTest)
#include "gallery_model_test.moc"
