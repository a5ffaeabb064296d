// SPDX-License-Identifier: Apache-2.0
// Pictures dragged from the history onto the canvas: what is dragged, that a press alone changes nothing on the
// screen, and that the picture lies where it was dropped.
#include <QDropEvent>
#include <QListView>
#include <QMimeData>
#include <QUrl>

#include "app/canvas_studio.h"
#include "app/picture_files.h"
#include "item_models/history_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const QColor white(Qt::white);

// To the widget itself: QApplication would go on to its parents.
bool enters(QObject& widget, const QMimeData& data, QPointF at) {
    QDragEnterEvent event(at.toPoint(), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    widget.event(&event);
    return event.isAccepted() && event.dropAction() == Qt::CopyAction;
}

void drop(QObject& widget, const QMimeData& data, QPointF at) {
    QDropEvent event(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    widget.event(&event);
}

}  // namespace

class PictureDragTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void aPictureLiesWhereItIsDropped_data() {
        QTest::addColumn<QPoint>("at");
        QTest::addColumn<double>("scale");
        QTest::addColumn<double>("angle");
        QTest::newRow("in the middle") << QPoint(160, 120) << 1.0 << 0.0;
        QTest::newRow("elsewhere") << QPoint(80, 60) << 1.0 << 0.0;
        QTest::newRow("zoomed in") << QPoint(200, 150) << 2.0 << 0.0;
        QTest::newRow("turned") << QPoint(100, 150) << 1.0 << 90.0;
    }
    void aPictureLiesWhereItIsDropped() {
        QFETCH(QPoint, at);
        QFETCH(double, scale);
        QFETCH(double, angle);
        CanvasStudio studio;
        studio.paintAll(Qt::white);
        studio.view().zoomTo(scale);
        studio.view().turnBy(angle);
        const QString path = studio.folder.filePath(u".other/red.png"_s);
        writePicture(path, "red", 9);  // 48 x 32, and red
        const QColor red = finishedPicture("red", 9).image.pixelColor(0, 0);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        const qsizetype layers = studio.contents().layers.size();
        const QPointF place = studio.view().transform().toView(at);
        QVERIFY(enters(studio.view(), data, place));
        drop(studio.view(), data, place);
        QTRY_COMPARE(studio.contents().layers.size(), layers + 1);
        const QImage picture = studio.picture();
        QCOMPARE(picture.pixelColor(at), red);
        for (const int side : {-1, 1}) {
            QCOMPARE(picture.pixelColor(at + QPoint(side * 22, side * 14)), red);
            QCOMPARE(picture.pixelColor(at + QPoint(side * 26, 0)), white);
            QCOMPARE(picture.pixelColor(at + QPoint(0, side * 18)), white);
        }
        studio.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(studio.contents().layers.size(), layers);
    }

    void severalBecomeSeveralLayers() {
        CanvasStudio studio;
        QMimeData data;
        QList<QUrl> urls;
        for (const int number : {1, 2, 3}) {
            urls.append(QUrl::fromLocalFile(studio.folder.filePath(u".other/%1.png"_s.arg(number))));
            writePicture(urls.back().toLocalFile(), "one", std::uint64_t(number));
        }
        data.setUrls(urls);
        const qsizetype layers = studio.contents().layers.size();
        drop(studio.view(), data, {100, 100});
        QTRY_COMPARE(studio.contents().layers.size(), layers + 3);
    }

    void whatIsNoPictureIsTheWindowsMatter_data() {
        QTest::addColumn<QList<QUrl>>("urls");
        QTest::newRow("a model") << QList{QUrl(u"file:///m/castle.safetensors"_s)};
        QTest::newRow("a document") << QList{QUrl(u"file:///m/castle.ORA"_s)};
        QTest::newRow("a model among pictures")
            << QList{QUrl(u"file:///m/a.png"_s), QUrl(u"file:///m/castle.safetensors"_s)};
        QTest::newRow("a page") << QList{QUrl(u"https://example.org/a.png"_s)};
        QTest::newRow("nothing") << QList<QUrl>();
    }
    void whatIsNoPictureIsTheWindowsMatter() {
        QFETCH(QList<QUrl>, urls);
        CanvasStudio studio;
        QMimeData data;
        data.setUrls(urls);
        QVERIFY(!enters(studio.view(), data, {100, 100}));
    }

    void theHistoryGivesFiles() {
        Gallery gallery;
        HistoryModel model(gallery);
        const EntryId id = gallery.add(finishedPicture("one"));
        QVERIFY(!model.index(0).flags().testFlag(Qt::ItemIsDragEnabled));  // no file has it yet
        QVERIFY(!model.mimeData({model.index(0)}));
        gallery.noteSaved(id, u"/gallery/a b.png"_s);
        QVERIFY(model.index(0).flags().testFlag(Qt::ItemIsDragEnabled));
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(0)}));
        QCOMPARE(data->urls(), QList{QUrl::fromLocalFile(u"/gallery/a b.png"_s)});
        QCOMPARE(model.supportedDragActions(), Qt::CopyAction);
    }

    void aPressLeavesTheCanvasAClickDoesNot() {
        CanvasStudio studio;
        for (const int number : {1, 2}) studio.model->gallery().add(finishedPicture("one", std::uint64_t(number)));
        QVERIFY(studio.waitForPictures(2));
        studio.workspace().show(Workspace::Page::canvas);
        auto* const list = studio.find<QListView>("history");
        QVERIFY(list->dragEnabled());
        const QPoint tile = list->visualRect(list->model()->index(1, 0)).center();
        QTest::mousePress(list->viewport(), Qt::LeftButton, {}, tile);
        QCOMPARE(studio.workspace().page(), Workspace::Page::canvas);  // or there would be nothing to drop it on
        QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, tile);
        QCOMPARE(studio.workspace().page(), Workspace::Page::viewer);
        QCOMPARE(studio.model->viewer().entry(), studio.model->gallery().at(1).id);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        QCOMPARE(studio.model->viewer().entry(), studio.model->gallery().at(0).id);
    }

    /// The release that ends a drag comes to the canvas, not to the list.
    void afterADragTheListShowsTheViewersPicture() {
        CanvasStudio studio;
        for (const int number : {1, 2}) studio.model->gallery().add(finishedPicture("one", std::uint64_t(number)));
        QVERIFY(studio.waitForPictures(2));
        studio.model->showEntry(studio.model->gallery().at(0).id);
        auto* const list = studio.find<QListView>("history");
        const QPoint tile = list->visualRect(list->model()->index(1, 0)).center();
        QTest::mousePress(list->viewport(), Qt::LeftButton, {}, tile);
        QCOMPARE(list->currentIndex().row(), 1);
        QMouseEvent move(QEvent::MouseMove, tile, list->viewport()->mapToGlobal(tile), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(list->viewport(), &move);
        QCOMPARE(list->currentIndex().row(), 0);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_End);
        QCOMPARE(studio.model->viewer().entry(), studio.model->gallery().at(1).id);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::PictureDragTest)
#include "picture_drag_test.moc"
