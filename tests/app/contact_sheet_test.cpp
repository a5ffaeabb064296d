// SPDX-License-Identifier: Apache-2.0
// Contact sheets: where things lie on them, what is painted, and how they come out of the gallery.
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "app/open_gallery.h"
#include "formats/image.h"
#include "formats/picture_text.h"
#include "panels/sheet_dialog.h"
#include "support/require.h"
#include "worker/contact_sheet.h"
#include "worker/picture_exporter.h"

namespace lemnos::studio {
namespace {

QImage filled(int width, int height, Qt::GlobalColor colour) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

/// Pixels of an area that are not the sheet's corner.
int marks(const QImage& sheet, const QRect& area) {
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x) count += sheet.pixel(x, y) != sheet.pixel(0, 0) ? 1 : 0;
    return count;
}

QImage sheetWith(const QString& caption, SheetCaption kind = SheetCaption::prompt) {
    const auto layout = layOutSheets({.columns = 1, .cell = 200, .caption = kind}, 1);
    ContactSheet sheet(*layout, SheetBackground::light, 0);
    sheet.add(0, filled(200, 200, Qt::red), caption);
    return sheet.take();
}

ExportJob jobFor(const QStringList& paths, const QString& folder, SheetChoices choices = {}) {
    choices.folder = folder;
    return {.number = 1, .paths = paths, .choices = choices};
}

ExportResult resultOf(const ExportJob& job, const std::function<void(int)>& progressed = {}) {
    PictureExporter exporter({});
    QSignalSpy finished(&exporter, &PictureExporter::finished);
    if (progressed) QObject::connect(&exporter, &PictureExporter::progressed, [&](int, int done) { progressed(done); });
    exporter.run(job);
    return finished.value(0).value(1).value<ExportResult>();
}

}  // namespace

class ContactSheetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void layouts_data() {
        QTest::addColumn<int>("pictures");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("cell");
        QTest::addColumn<int>("caption");
        QTest::addColumn<int>("sheets");
        for (const auto caption : {SheetCaption::none, SheetCaption::prompt, SheetCaption::settings}) {
            const int c = int(caption);
            QTest::addRow("one, %d", c) << 1 << 5 << 256 << c << 1;
            QTest::addRow("a full row, %d", c) << 5 << 5 << 256 << c << 1;
            QTest::addRow("one more, %d", c) << 6 << 5 << 256 << c << 1;
            QTest::addRow("smallest, %d", c) << 41 << 20 << 64 << c << 1;
        }
        QTest::newRow("too tall for one") << 200 << 1 << 256 << int(SheetCaption::none) << 4;
        QTest::newRow("too many pixels for one") << 120 << 10 << 1024 << int(SheetCaption::none) << 2;
    }
    void layouts() {
        QFETCH(int, pictures);
        QFETCH(int, columns);
        QFETCH(int, cell);
        QFETCH(int, caption);
        QFETCH(int, sheets);
        REQUIRE_VALUE(const SheetLayout layout,
                      layOutSheets({.columns = columns, .cell = cell, .caption = SheetCaption(caption)}, pictures));
        QCOMPARE(layout.sheets(), sheets);
        QCOMPARE(layout.columns, std::min(columns, pictures));
        int total = 0;
        for (int sheet = 0; sheet < sheets; ++sheet) {
            const QSize size = layout.size(sheet);
            QVERIFY(size.width() <= int(longest_image_side) && size.height() <= int(longest_image_side));
            QVERIFY(quint64(size.width()) * quint64(size.height()) <= most_image_pixels);
            const int on = layout.picturesOn(sheet);
            QVERIFY(on > 0);
            total += on;
            // All of it lies on the sheet, with the margin around it, and nothing lies on something else.
            const QRect inside = QRect({}, size).adjusted(layout.margin, layout.margin, -layout.margin, -layout.margin);
            for (int place = 0; place < on; ++place) {
                const QRect both = layout.pictureRect(place) | layout.captionRect(place);
                QVERIFY(inside.contains(both));
                QVERIFY(!layout.pictureRect(place).intersects(layout.captionRect(place)));
                if (place + 1 < on) QVERIFY(!both.intersects(layout.pictureRect(place + 1)));
                if (place + columns < on) QVERIFY(!both.intersects(layout.pictureRect(place + columns)));
            }
            // The margin is as wide below as it is on the left.
            const QRect last = layout.pictureRect(on - 1) | layout.captionRect(on - 1);
            QCOMPARE(size.height() - 1 - last.bottom(), layout.margin);
        }
        QCOMPARE(total, pictures);
    }

    void tooWideIsRefused() {
        REQUIRE_ERROR(layOutSheets({.columns = 20, .cell = 1024}, 20), ErrorKind::invalid_request,
                      "20 columns of 1024 pixels are too wide");
        QVERIFY(layOutSheets({.columns = 20, .cell = 1024}, 3));  // which take three columns
    }

    void picturesKeepTheirShape() {
        for (const auto background : {SheetBackground::light, SheetBackground::dark}) {
            const auto layout = layOutSheets({.columns = 2, .cell = 100, .caption = SheetCaption::none}, 4);
            ContactSheet painted(*layout, background, 0);
            painted.add(0, filled(50, 100, Qt::red), {});
            painted.add(1, filled(400, 100, Qt::green), {});
            painted.add(2, filled(10, 10, Qt::blue), {});
            painted.add(3, {}, {});
            const QImage sheet = painted.take();
            QCOMPARE(sheet.size(), layout->size(0));
            QCOMPARE(qGray(sheet.pixel(0, 0)) > 128, background == SheetBackground::light);
            const auto at = [&](int place, QPoint from) {
                return sheet.pixelColor(layout->pictureRect(place).center() + from);
            };
            const QColor paper = sheet.pixelColor(0, 0);
            QCOMPARE(at(0, {0, 45}), QColor(Qt::red));
            QCOMPARE(at(0, {40, 0}), paper);
            QCOMPARE(at(1, {45, 0}), QColor(Qt::green));  // made smaller
            QCOMPARE(at(1, {0, 20}), paper);
            QCOMPARE(at(2, {0, 0}), QColor(Qt::blue));  // not made larger
            QCOMPARE(at(2, {10, 0}), paper);
            QCOMPARE(at(3, {0, 0}), paper);  // a frame
            QVERIFY(marks(sheet, layout->pictureRect(3)) > 300);
        }
    }

    void aCaptionIsCloseToItsPicture() {
        const auto layout = layOutSheets({.columns = 1, .cell = 100, .caption = SheetCaption::prompt}, 1);
        ContactSheet painted(*layout, SheetBackground::light, 0);
        painted.add(0, filled(100, 20, Qt::red), u"a castle"_s);
        const QImage sheet = painted.take();
        const QRect cell = layout->pictureRect(0);
        QCOMPARE(sheet.pixelColor(cell.center().x(), cell.bottom()), QColor(Qt::red));
        QCOMPARE(sheet.pixelColor(cell.center()), sheet.pixelColor(0, 0));
    }

    void captionsStayInTheirPlace() {
        const auto layout = layOutSheets({.columns = 1, .cell = 200, .caption = SheetCaption::prompt}, 1);
        const QRect place = layout->captionRect(0);
        for (const QString& caption : {u"a castle"_s, u"a castle "_s.repeated(100), QString(900, u'x')}) {
            const QImage sheet = sheetWith(caption);
            const int inside = marks(sheet, place);
            QVERIFY(inside > 20);
            QCOMPARE(marks(sheet, sheet.rect()), inside + marks(sheet, layout->pictureRect(0)));
        }
        // Two lines at most, and what is too long ends like what ends later.
        const QRect second = place.adjusted(0, place.height() * 6 / 10, 0, 0);
        QCOMPARE(marks(sheetWith(u"a"_s), second), 0);
        QVERIFY(marks(sheetWith(u"a castle "_s.repeated(5)), second) > 20);
        QVERIFY(sheetWith(u"a castle "_s.repeated(100)) == sheetWith(u"a castle "_s.repeated(50)));
        QVERIFY(sheetWith(u"a castle "_s.repeated(100)) != sheetWith(u"a castle "_s.repeated(5)));
    }

    void captionsArePlainText() {
        QVERIFY(sheetWith(u"<b>x</b>"_s) != sheetWith(u"x"_s));
        QVERIFY(sheetWith(u"R&D"_s) != sheetWith(u"RD"_s));
        QVERIFY(sheetWith(u"a\nb"_s) == sheetWith(u"a b"_s));
        QCOMPARE(sheetWith(u"x"_s, SheetCaption::none).height() < sheetWith(u"x"_s).height(), true);
    }

    void sheetsAreWritten_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("ending");
        QTest::newRow("PNG") << int(PictureFormat::png) << u"png"_s;
        QTest::newRow("JPEG") << int(PictureFormat::jpeg) << u"jpg"_s;
    }
    void sheetsAreWritten() {
        QFETCH(int, format);
        QFETCH(QString, ending);
        QTemporaryDir folder;
        QStringList paths;
        for (int i = 0; i < 3; ++i) {
            paths.append(folder.filePath(u"%1.png"_s.arg(i)));
            writePicture(paths.back(), "a castle", std::uint64_t(i));
        }
        paths.append(folder.filePath(u"gone.png"_s));
        const QString out = folder.filePath(u"out"_s);
        const SheetChoices choices{.columns = 2, .cell = 64, .coding = {.format = PictureFormat(format)}};
        for (const QString& name : {u"contact-sheet."_s, u"contact-sheet-2."_s}) {
            const ExportResult result = resultOf(jobFor(paths, out, choices));
            QCOMPARE(result.written, QStringList(out + u'/' + name + ending));
            QCOMPARE(result.failures.size(), 1);
            QVERIFY(result.failures[0].contains(u"gone.png"_s));
        }
        const std::string sheet = (out + u"/contact-sheet."_s + ending).toStdString();
        REQUIRE_VALUE(const RgbImage image, read_image(sheet));
        const auto layout = layOutSheets(choices, 4);
        QCOMPARE(QSize(int(image.width), int(image.height)), layout->size(0));
        REQUIRE_VALUE(const auto texts, read_picture_text(sheet));
        QCOMPARE(texts.size(), std::size_t{1});
        QVERIFY(texts[0].text.find("trainedAlgorithmicMedia") != std::string::npos);
    }

    void aCancelledSheetIsNone() {
        QTemporaryDir folder;
        QStringList paths;
        for (int i = 0; i < 4; ++i) {
            paths.append(folder.filePath(u"%1.png"_s.arg(i)));
            writePicture(paths.back(), "a castle");
        }
        const ExportJob job = jobFor(paths, folder.filePath(u"out"_s));
        const ExportResult result = resultOf(job, [&job](int done) {
            if (done == 2) job.cancel.cancel();
        });
        QCOMPARE(result.end, ExportResult::End::cancelled);
        QVERIFY(result.written.isEmpty());
        QVERIFY(!QDir(folder.filePath(u"out"_s)).exists());
    }

    void fromTheGallery() {
        OpenGallery gallery({"one", "two", "three"});
        QTemporaryDir folder;
        gallery.click(0);
        gallery.key(Qt::Key_A, Qt::ControlModifier);
        gallery.key(Qt::Key_K);
        auto* const dialog = gallery.find<SheetDialog>("sheetDialog");
        QVERIFY(dialog);
        const auto* const plan = dialog->findChild<QLabel*>(u"sheetPlan"_s);
        auto* const columns = dialog->findChild<QSpinBox*>(u"sheetColumns"_s);
        auto* const cell = dialog->findChild<QSpinBox*>(u"sheetCell"_s);
        auto* const make = dialog->findChild<QPushButton*>(u"write"_s);
        columns->setValue(2);
        cell->setValue(100);
        QTest::keyClick(dialog->findChild<QComboBox*>(u"sheetCaption"_s), Qt::Key_Home);  // none
        QCOMPARE(plan->text(), u"3 pictures on one sheet of 242 × 242 pixels"_s);
        auto* const field = dialog->findChild<QLineEdit*>(u"writeFolder"_s);
        field->selectAll();
        QTest::keyClicks(field, folder.path());
        QVERIFY(make->isEnabled());
        QTest::mouseClick(make, Qt::LeftButton);
        QTRY_VERIFY(!gallery.find<SheetDialog>("sheetDialog"));
        QCOMPARE(QImage(folder.filePath(u"contact-sheet.png"_s)).size(), QSize(242, 242));
        QCOMPARE(gallery.studio.model->settings().sheetChoices().columns, 2);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::ContactSheetTest)
#include "contact_sheet_test.moc"
