// SPDX-License-Identifier: Apache-2.0
// Steps and their undoing, what a change is said to have changed, and the memory that steps may hold.
#include <QtTest>

#include "document/canvas_edits.h"
#include "document/pictures.h"
#include "document/pixel_edits.h"

namespace lemnos::studio {
namespace {

using Change = DocumentChange;

/// What a document has said since the last look.
class Listener {
public:
    explicit Listener(Document& document) {
        QObject::connect(&document, &Document::changed, &m_context, [this](const Change& change) {
            m_last = change;
            ++m_count;
        });
    }
    int count() const { return m_count; }
    Change take() {
        m_count = 0;
        return std::exchange(m_last, {});
    }

private:
    QObject m_context;
    Change m_last;
    int m_count = 0;
};

/// Everything that can be seen of it, as text: two contents are the same if their texts are.
QString textOf(const Contents& contents) {
    QString text;
    QDebug out(&text);
    out << contents.size << contents.generationBox << bool(contents.selection);
    if (contents.selection) out << contents.selection->bounds();
    for (const Layer& layer : contents.layers) {
        const QImage image = layer.isMask() ? layer.mask()->image() : layer.raster()->image();
        out << quint32(layer.id) << layer.name << layer.offset << layer.opacity << int(layer.blend) << layer.isVisible
            << layer.isLocked << layer.isMask() << layer.bounds() << layer.request
            << qHash(QByteArrayView(image.constBits(), image.sizeInBytes()));
    }
    return text;
}

Status asStatus(const auto& result) { return result ? Status() : Status(std::unexpected(result.error())); }

}  // namespace

class DocumentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyEditIsOneStepThatGoesBackAndForth_data() {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<int>("aspects");
        const auto row = [](const char* name, Change::Aspects aspects, Edit edit) {
            QTest::newRow(name) << edit << int(aspects);
        };
        row("add layer", Change::layerList, [](Document& d) { return addLayer(d, LayerKind::raster), Status(); });
        row("add mask", Change::layerList, [](Document& d) { return addLayer(d, LayerKind::mask), Status(); });
        row("duplicate", Change::layerList | Change::picture,
            [](Document& d) { return asStatus(duplicateLayer(d, idAt(d, 1))); });
        row("remove", Change::layerList | Change::picture, [](Document& d) { return removeLayer(d, idAt(d, 1)); });
        row("reorder", Change::layerList | Change::picture, [](Document& d) { return moveLayer(d, idAt(d, 0), 3); });
        row("rename", Change::layerValues,
            [](Document& d) { return renameLayer(d, idAt(d, 0), QStringLiteral("sky")); });
        row("opacity", Change::layerValues | Change::picture,
            [](Document& d) { return setLayerOpacity(d, idAt(d, 0), 10); });
        row("hide", Change::layerValues | Change::picture,
            [](Document& d) { return setLayerVisible(d, idAt(d, 0), false); });
        row("lock", Change::layerValues, [](Document& d) { return setLayerLocked(d, idAt(d, 0), true); });
        row("blend mode", Change::layerValues | Change::picture,
            [](Document& d) { return setLayerBlendMode(d, idAt(d, 0), BlendMode::difference); });
        row("merge down", Change::layerList | Change::layerValues | Change::picture,
            [](Document& d) { return mergeLayerDown(d, idAt(d, 2)); });
        row("flatten", Change::layerList | Change::picture, [](Document& d) { return flattenLayers(d); });
        row("resize", Change::size | Change::generationBox | Change::layerValues | Change::picture | Change::masks,
            [](Document& d) { return resizeCanvas(d, {-10, 5, 90, 210}); });
        row("generation box", Change::generationBox, [](Document& d) { return setGenerationBox(d, {-8, 8, 64, 64}); });
        row("place a picture", Change::layerList | Change::picture, [](Document& d) {
            placePicture(d, plain({16, 16}, Qt::red), {3, 4, 32, 32}, QStringLiteral("new"),
                         {{QStringLiteral("seed"), 7}});
            return Status();
        });
        row("move", Change::layerValues | Change::picture,
            [](Document& d) { return moveLayerBy(d, idAt(d, 1), {5, 6}); });
        row("flip", Change::layerValues | Change::picture,
            [](Document& d) { return transformLayer(d, idAt(d, 1), QTransform::fromScale(-1, 1)); });
        row("fill", Change::picture, [](Document& d) { return fillLayer(d, idAt(d, 1), Qt::blue); });
        row("clear", Change::picture, [](Document& d) { return clearLayer(d, idAt(d, 1)); });
    }
    void everyEditIsOneStepThatGoesBackAndForth() {
        QFETCH(Edit, edit);
        QFETCH(int, aspects);
        Document document(busyContents({150, 130}));
        Listener listener(document);
        const QString before = textOf(document.contents());
        QVERIFY(edit(document));
        QCOMPARE(document.history().steps(), 1);
        QCOMPARE(listener.count(), 1);
        QCOMPARE(int(listener.take().aspects), aspects);
        const QString after = textOf(document.contents());
        QVERIFY(after != before);
        QVERIFY(!document.history().undoText().isEmpty());

        document.history().undo();
        QCOMPARE(textOf(document.contents()), before);
        QCOMPARE(listener.count(), 1);
        QCOMPARE(int(listener.take().aspects), aspects);
        document.history().redo();
        QCOMPARE(textOf(document.contents()), after);
    }

    void whatChangesNothingIsNoStep() {
        Document document(busyContents({64, 64}));
        Listener listener(document);
        QVERIFY(setLayerOpacity(document, idAt(document, 0), 255));
        QVERIFY(moveLayer(document, idAt(document, 1), 1));
        QCOMPARE(document.history().steps(), 0);
        QCOMPARE(listener.count(), 0);
    }

    void lockedLayersKeepTheirPixelsAndPlace_data() {
        QTest::addColumn<Edit>("edit");
        QTest::newRow("fill") << Edit([](Document& d) { return fillLayer(d, idAt(d, 1), Qt::blue); });
        QTest::newRow("clear") << Edit([](Document& d) { return clearLayer(d, idAt(d, 1)); });
        QTest::newRow("move") << Edit([](Document& d) { return moveLayerBy(d, idAt(d, 1), {1, 1}); });
        QTest::newRow("merge it") << Edit([](Document& d) { return mergeLayerDown(d, idAt(d, 1)); });
        QTest::newRow("merge onto it") << Edit([](Document& d) { return mergeLayerDown(d, idAt(d, 2)); });
        QTest::newRow("turn") << Edit(
            [](Document& d) { return transformLayer(d, idAt(d, 1), QTransform().rotate(90)); });
    }
    void lockedLayersKeepTheirPixelsAndPlace() {
        QFETCH(Edit, edit);
        Document document(busyContents({64, 64}));
        QVERIFY(setLayerLocked(document, idAt(document, 1), true));
        const QString before = textOf(document.contents());
        const Status done = edit(document);
        QVERIFY(!done);
        QVERIFY(done.error().message.find("\"layer 1\" is locked") != std::string::npos);
        QCOMPARE(textOf(document.contents()), before);
        QCOMPARE(document.history().steps(), 1);
    }

    void theDirtyRectangleIsWhereItChanged() {
        Document document(QSize(4096, 4096));
        Listener listener(document);
        LiveEdit edit(document, QStringLiteral("dab"));
        edit.contents().layers[0].raster()->fill({1000, 1000, 3, 3}, 0xff000000U);
        edit.touch(idAt(document, 0), {1000, 1000, 3, 3});
        QCOMPARE(listener.take().dirty, QRect(1000, 1000, 3, 3));
        edit.commit();
        QCOMPARE(listener.count(), 0);  // was told already
        document.history().undo();
        const Change undone = listener.take();
        QVERIFY(undone.dirty.contains(QRect(1000, 1000, 3, 3)));
        QVERIFY(undone.dirty.width() <= 2 * tileSide && undone.dirty.height() <= 2 * tileSide);
    }

    void hiddenLayersChangeNoPicture() {
        Document document(busyContents({64, 64}));
        QVERIFY(setLayerVisible(document, idAt(document, 1), false));
        Listener listener(document);
        QVERIFY(fillLayer(document, idAt(document, 1), Qt::blue));
        QVERIFY(!listener.take().aspects.testFlag(Change::picture));
    }

    void aSliderIsOneStepUntilTheDragEnds() {
        Document document(busyContents({64, 64}));
        History& history = document.history();
        const LayerId layer = idAt(document, 0);
        for (int opacity = 250; opacity > 200; opacity -= 10) QVERIFY(setLayerOpacity(document, layer, opacity));
        QCOMPARE(history.steps(), 1);
        QVERIFY(setLayerOpacity(document, idAt(document, 1), 3));  // another layer
        QCOMPARE(history.steps(), 2);
        QVERIFY(moveLayerBy(document, layer, {1, 0}));
        QVERIFY(moveLayerBy(document, layer, {1, 0}));
        QCOMPARE(history.steps(), 3);
        history.endMerging();
        QVERIFY(moveLayerBy(document, layer, {1, 0}));
        QCOMPARE(history.steps(), 4);
        QCOMPARE(document.layer(layer)->offset, QPoint(-20 + 3, 0));
        history.undo();
        QCOMPARE(document.layer(layer)->offset, QPoint(-20 + 2, 0));
        QVERIFY(moveLayerBy(document, layer, {9, 0}));  // not part of what is below
        history.undo();
        QCOMPARE(document.layer(layer)->offset, QPoint(-20 + 2, 0));
        for (int i = 0; i < 3; ++i) history.undo();
        QCOMPARE(textOf(document.contents()), textOf(busyContents({64, 64})));
        QVERIFY(!history.canUndo());
    }

    void aLiveEditThatIsDroppedLeavesNothing_data() {
        QTest::addColumn<QString>("way");
        for (const char* way : {"dropped", "undo", "replaced", "another edit"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }
    void aLiveEditThatIsDroppedLeavesNothing() {
        QFETCH(QString, way);
        Document document(busyContents({100, 100}));
        const QString before = textOf(document.contents());
        {
            LiveEdit edit(document, QStringLiteral("stroke"));
            edit.contents().layers[0].raster()->fill({10, 10, 50, 50}, 0xff112233U);
            edit.touch(idAt(document, 0), {10, 10, 50, 50});
            QVERIFY(textOf(document.contents()) != before);
            if (way == QStringLiteral("undo")) document.history().undo();
            if (way == QStringLiteral("replaced")) document.replace(busyContents({100, 100}));
            if (way == QStringLiteral("another edit")) addLayer(document, LayerKind::raster);
            QCOMPARE(edit.isOpen(), way == QStringLiteral("dropped"));
        }
        if (way == QStringLiteral("another edit")) {  // the stroke was committed before it
            QCOMPARE(document.history().steps(), 2);
            QCOMPARE(document.contents().layers[0].raster()->at(12, 12), 0xff112233U);
        } else {
            QCOMPARE(document.history().steps(), 0);
            QCOMPARE(textOf(document.contents()), before);
        }
    }

    void stepsCostTheTilesTheyChanged() {
        Document document(QSize(1024, 1024));
        const LayerId layer = idAt(document, 0);
        QVERIFY(fillLayer(document, layer, Qt::white));
        const std::size_t tile = tilePixels * 4 + sizeof(quint64);  // with its count of owners
        QVERIFY(document.history().bytes() < tile);                 // there was nothing before it
        QVERIFY(renameLayer(document, layer, QStringLiteral("paper")));
        QVERIFY(asStatus(duplicateLayer(document, layer)));
        QCOMPARE(document.history().bytes(), std::size_t{0});
        LiveEdit edit(document, QStringLiteral("dab"));
        edit.contents().layers[0].raster()->fill({60, 10, 8, 8}, 0);
        edit.commit();
        // The duplicate still holds the two tiles: removing it makes the history their only owner.
        QVERIFY(document.history().bytes() <= 2 * tile);
        QVERIFY(removeLayer(document, idAt(document, 1)));
        QVERIFY(document.history().bytes() >= 2 * tilePixels * 4);
        QVERIFY(document.history().bytes() <= 4 * tile);
    }

    void theOldestStepsAreForgottenWithinABudget() {
        Document document(QSize(256, 256));
        History& history = document.history();
        const LayerId layer = idAt(document, 0);
        const std::size_t whole = std::size_t{256} * 256 * 4;
        history.setBudget(4 * whole + whole / 2, 2);
        for (int i = 0; i < 10; ++i) QVERIFY(fillLayer(document, layer, QColor(10 * i, 0, 0)));
        QCOMPARE(history.steps(), 4);
        QVERIFY(history.bytes() <= 4 * whole + whole / 2);
        for (int i = 0; i < 4; ++i) {
            QVERIFY(history.canUndo());
            history.undo();
        }
        QVERIFY(!history.canUndo());
        QVERIFY(history.undoText().isEmpty());
        history.undo();
        QCOMPARE(qRed(document.contents().layers[0].raster()->at(0, 0)), 50);
        for (int i = 0; i < 9; ++i) history.redo();
        QCOMPARE(qRed(document.contents().layers[0].raster()->at(0, 0)), 90);
        history.setBudget(0, 2);
        QCOMPARE(history.steps(), 2);
    }

    void savedIsWhereItWasSaved() {
        Document document(QSize(64, 64));
        History& history = document.history();
        QVERIFY(history.isSaved());
        addLayer(document, LayerKind::raster);
        QVERIFY(!history.isSaved());
        history.markSaved();
        addLayer(document, LayerKind::raster);
        QVERIFY(!history.isSaved());
        history.undo();
        QVERIFY(history.isSaved());
    }

    void aSnapshotStaysAsItWas() {
        Document document(busyContents({100, 100}));
        const Contents snapshot = document.contents();
        const QString before = textOf(snapshot);
        QVERIFY(fillLayer(document, idAt(document, 0), Qt::green));
        QVERIFY(clearLayer(document, idAt(document, 1)));
        QCOMPARE(textOf(snapshot), before);
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::DocumentTest)
#include "document_test.moc"
