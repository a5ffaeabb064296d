// SPDX-License-Identifier: Apache-2.0
// X/Y grids: which requests they are, and the labelled picture that comes of them.
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include "app/model_files.h"
#include "app/studio_fixture.h"
#include "panels/grid_dialog.h"
#include "studio/grid_runs.h"

namespace lemnos::studio {
namespace {

using enum GridSetting;

Request base() {
    Request request;
    request.prompt = "a red cat, red";
    request.seed = 7;
    return request;
}

QImage filled(int width, int height, Qt::GlobalColor colour) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

/// Where a colour lies in a picture.
QRect placeOf(const QImage& picture, Qt::GlobalColor colour) {
    QRect place;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (picture.pixelColor(x, y) == QColor(colour)) place |= QRect(x, y, 1, 1);
    return place;
}

bool hasInk(const QImage& picture, const QRect& place) {
    for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x)
            if (picture.rect().contains(x, y) && picture.pixelColor(x, y).lightness() < 128) return true;
    return false;
}

}  // namespace

class GridTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void valuesAreRead_data() {
        QTest::addColumn<int>("setting");
        QTest::addColumn<QString>("values");
        QTest::addColumn<QStringList>("labels");
        const auto row = [](const char* name, GridSetting setting, const char* values, const QStringList& labels) {
            QTest::newRow(name) << int(setting) << QString::fromLatin1(values) << labels;
        };
        row("list", steps, "10,20 , 30", texts({"Steps 10", "Steps 20", "Steps 30"}));
        row("range", guidance, "4..8:2", texts({"Guidance 4", "Guidance 6", "Guidance 8"}));
        row("range by one", seed, "1..3", texts({"Seed 1", "Seed 2", "Seed 3"}));
        row("range that does not end on its end", steps, "1..6:2", texts({"Steps 1", "Steps 3", "Steps 5"}));
        row("fractions", strength, "0.3..0.5:0.1", texts({"Strength 0.3", "Strength 0.4", "Strength 0.5"}));
        row("list and range", steps, "5, 10..12", texts({"Steps 5", "Steps 10", "Steps 11", "Steps 12"}));
        row("names", sampler, "euler, dpmpp_2m", texts({"euler", "dpmpp_2m"}));
        row("sizes", size, "64x32,32X64", texts({"Size 64×32", "Size 32×64"}));
        row("words", words, "red, dark green", texts({"red", "dark green"}));
        row("empty ones are left out", steps, "1,,2,", texts({"Steps 1", "Steps 2"}));
    }
    void valuesAreRead() {
        QFETCH(int, setting);
        QFETCH(QString, values);
        QFETCH(QStringList, labels);
        const auto plan = planGrid(base(), {GridSetting(setting), values}, {});
        QVERIFY2(plan, plan ? "" : plan.error().text().c_str());
        QCOMPARE(plan->columns, labels);
        QCOMPARE(plan->requests.size(), labels.size());
    }

    void wrongValuesAreNamed_data() {
        QTest::addColumn<int>("setting");
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, GridSetting setting, const char* values, const char* named) {
            QTest::newRow(name) << int(setting) << QString::fromLatin1(values) << QString::fromLatin1(named);
        };
        row("none", none, "", "left to right");
        row("no values", steps, " , ", "Steps");
        row("no number", steps, "10, x", "x");
        row("fraction of a whole", steps, "1.5", "1.5");
        row("backwards", guidance, "8..4", "8..4");
        row("no progress", guidance, "4..8:0", "4..8:0");
        row("endless", seed, "1..1000000", "1..1000000");
        row("out of range", steps, "1, 5000", "steps");
        row("unknown sampler", sampler, "euler, oil", "oil");
        row("no size", size, "512", "512");
        row("word that is not there", words, "blue, green", "blue");
    }
    void wrongValuesAreNamed() {
        QFETCH(int, setting);
        QFETCH(QString, values);
        QFETCH(QString, named);
        const auto plan = planGrid(base(), {GridSetting(setting), values}, {});
        QVERIFY(!plan);
        QVERIFY2(QString::fromStdString(plan.error().text()).contains(named), plan.error().text().c_str());
    }

    void everyPairIsARequest() {
        const auto plan = planGrid(base(), {steps, QStringLiteral("10,20,30")}, {words, QStringLiteral("red,blue")});
        QVERIFY(plan);
        QCOMPARE(plan->rows, texts({"red", "blue"}));
        QCOMPARE(plan->requests.size(), 6);
        QCOMPARE(plan->requests[2].steps, 30U);
        QCOMPARE(plan->requests[2].prompt, "a red cat, red");
        QCOMPARE(plan->requests[3].steps, 10U);
        QCOMPARE(plan->requests[3].prompt, "a blue cat, blue");
        QCOMPARE(plan->requests[5].seed, 7U);
        QVERIFY(!planGrid(base(), {steps, QStringLiteral("1")}, {steps, QStringLiteral("2")}));
        QVERIFY(!planGrid(base(), {steps, QStringLiteral("1..64")}, {seed, QStringLiteral("1..5")}));
    }

    void everySettingCanVary() {
        for (const GridSettingInfo& info : gridSettings()) {
            if (info.setting == none) continue;
            const auto plan = planGrid(base(), {info.setting, info.example}, {});
            QVERIFY2(plan, plan ? "" : plan.error().text().c_str());
            QVERIFY2(plan->requests.size() >= 2 && plan->requests[0] != plan->requests[1], qPrintable(info.label));
        }
    }

    void thePictureHasCellsAndLabels() {
        const auto plan = planGrid(base(), {steps, QStringLiteral("10,20")}, {seed, QStringLiteral("1,2")});
        const QImage picture = gridPicture(
            *plan, {filled(80, 40, Qt::red), filled(80, 40, Qt::green), QImage(), filled(40, 40, Qt::blue)});
        const QRect red = placeOf(picture, Qt::red), green = placeOf(picture, Qt::green),
                    blue = placeOf(picture, Qt::blue);
        QCOMPARE(red.size(), QSize(80, 40));
        QCOMPARE(blue.size(), QSize(40, 40));
        QVERIFY(red.right() < green.left() && red.top() == green.top());
        QVERIFY(blue.top() > green.bottom());
        QVERIFY(std::abs(blue.center().x() - green.center().x()) <= 1);  // in the middle of its cell
        QVERIFY(hasInk(picture, {red.left(), 0, red.width(), red.top()}));
        QVERIFY(hasInk(picture, {green.left(), 0, green.width(), green.top()}));
        QVERIFY(hasInk(picture, {0, red.top(), red.left(), red.height()}));
        QVERIFY(gridPicture(*plan, QList<QImage>(4)).isNull());
    }

    void largeGridsStayBounded() {
        const auto plan = planGrid(base(), {seed, QStringLiteral("1..30")}, {});
        QVERIFY(gridPicture(*plan, QList<QImage>(30, filled(1024, 512, Qt::red))).width() < 13'000);
    }

    void aGridIsMadeOfWhatIsDone() {
        JobQueue queue;
        GridRuns grids(queue);
        QSignalSpy finished(&grids, &GridRuns::finished);
        grids.start(*planGrid(base(), {seed, QStringLiteral("1,2,3")}, {}));
        queue.enqueue(base());
        const FinishedPicture picture{
            .image = filled(64, 64, Qt::red), .request = {}, .texts = {}, .notes = {}, .layer = {}};
        queue.noteFinished(queue.running()->id, picture);
        queue.noteFailed(queue.running()->id, {ErrorKind::out_of_memory, "full", {}});
        QCOMPARE(finished.size(), 0);
        queue.remove(queue.running()->id);
        queue.noteFailed(queue.running()->id, {ErrorKind::cancelled, "stopped", {}});
        QCOMPARE(finished.size(), 1);
        queue.noteFinished(queue.running()->id, picture);  // a stranger's
        QCOMPARE(finished.size(), 1);
        grids.start(*planGrid(base(), {seed, QStringLiteral("1,2")}, {}));
        queue.cancelAll();
        queue.noteFailed(queue.running()->id, {ErrorKind::cancelled, "stopped", {}});
        QCOMPARE(finished.size(), 1);  // there is nothing to be seen
    }

    void fromTheMenuToTheGallery() {
        Studio studio;
        studio.typePrompt("a red cat");
        studio.press(Qt::Key_G, Qt::ControlModifier | Qt::AltModifier);
        auto* const dialog = studio.window->findChild<GridDialog*>();
        QVERIFY(dialog);
        auto* const queue = dialog->findChild<QPushButton*>(QStringLiteral("gridQueue"));
        auto* const summary = dialog->findChild<QLabel*>(QStringLiteral("gridSummary"));
        QVERIFY(!queue->isEnabled());
        auto* const x = dialog->findChild<QLineEdit*>(QStringLiteral("gridXValues"));
        QTest::keyClicks(x, QStringLiteral("2, 3, y"));
        QVERIFY(!queue->isEnabled() && summary->text().contains(QLatin1Char('y')));
        QTest::keyClick(x, Qt::Key_Backspace);
        auto* const setting = dialog->findChild<QComboBox*>(QStringLiteral("gridYSetting"));
        setting->setFocus();
        QTest::keyClicks(setting, QStringLiteral("Words"));
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("gridYValues")), QStringLiteral("red,blue"));
        QVERIFY2(queue->isEnabled(), qPrintable(summary->text()));
        QVERIFY(summary->text().startsWith(QLatin1Char('4')));
        QTest::keyClick(x, Qt::Key_Return);
        QVERIFY(studio.waitForPictures(5));
        const auto runs = studio.script->runs();
        QCOMPARE(runs.size(), 4U);
        QVERIFY(runs[0].seed == runs[3].seed);  // one seed for all
        QCOMPARE(runs[3].prompt, "a blue cat");
        QCOMPARE(runs[3].steps, 3U);
        const GalleryEntry& grid = studio.model->gallery().at(0);
        QVERIFY(grid.size.width() > 2 * 64 && grid.size.height() > 2 * 64);
        QCOMPARE(studio.model->viewer().entry(), grid.id);
        QCOMPARE(studio.files().size(), 5);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::GridTest)
#include "grid_test.moc"
