// SPDX-License-Identifier: Apache-2.0
// Pictures leave the gallery: in each format, with the settings that made them or with nothing but pixels, also those
// that the gallery has not loaded; nothing is replaced, and what goes wrong is told.
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>

#include "app/open_gallery.h"
#include "formats/atomic_file.h"
#include "formats/image.h"
#include "formats/picture_text.h"
#include "panels/export_dialog.h"
#include "panels/history_panel.h"
#include "pipeline/foreign_recipe.h"
#include "pipeline/metadata.h"
#include "pipeline/provenance.h"
#include "support/require.h"
#include "worker/exported_picture.h"
#include "worker/picture_exporter.h"

namespace lemnos::studio {
namespace {

constexpr const char* prompt = "a secret castle, with <b>towers</b>";

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// With all the texts that a picture of the studio has.
QString writeWhole(const QTemporaryDir& folder, const QString& name) {
    FinishedPicture picture = finishedPicture(prompt);
    picture.texts.insert(picture.texts.begin(),
                         {"parameters", std::string(prompt) + "\nSteps: 20, Sampler: Euler, Seed: 7, Size: 48x32"});
    picture.texts.push_back(provenance(DigitalSource::generated));
    const QString path = folder.filePath(name);
    if (!QDir().mkpath(QFileInfo(path).path()) || !savePictureAs(picture, path)) qFatal("cannot write a picture");
    return path;
}

/// The dialog over an open gallery, and a user's hands on it.
struct Dialog {
    ExportDialog* dialog;
    explicit Dialog(QWidget* window) : dialog(window->findChild<ExportDialog*>(u"exportDialog"_s)) {
        if (!dialog) qFatal("no dialog");
        QApplication::setActiveWindow(dialog);  // which a window manager does
    }
    template <typename Widget = QWidget>
    Widget* find(const char* name) {
        return dialog->findChild<Widget*>(QLatin1StringView(name));
    }
    void choose(PictureFormat format, bool withMetadata, const QString& folder) {
        auto* const box = find<QComboBox>("writeFormat");
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < box->findData(int(format)); ++i) QTest::keyClick(box, Qt::Key_Down);
        auto* const metadata = find<QCheckBox>("exportMetadata");
        if (metadata->isChecked() != withMetadata) QTest::keyClick(metadata, Qt::Key_Space);
        auto* const field = find<QLineEdit>("writeFolder");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, folder);
    }
    void write() { QTest::keyClick(find("writeFolder"), Qt::Key_Return); }
};

}  // namespace

class ExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void formats_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("withMetadata");
        QTest::addColumn<QString>("ending");
        for (const bool with : {true, false}) {
            const char* const name = with ? "with settings" : "without";
            QTest::addRow("PNG %s", name) << int(PictureFormat::png) << with << u"png"_s;
            QTest::addRow("JPEG %s", name) << int(PictureFormat::jpeg) << with << u"jpg"_s;
            QTest::addRow("WebP %s", name) << int(PictureFormat::webp) << with << u"webp"_s;
        }
    }
    void formats() {
        QFETCH(int, format);
        QFETCH(bool, withMetadata);
        QFETCH(QString, ending);
        QTemporaryDir folder;
        const QString source = writeWhole(folder, u"castle.of.mine.png"_s);
        const ExportChoices choices{.coding = {.format = PictureFormat(format), .quality = 90},
                                    .metadata = withMetadata ? ExportMetadata::kept : ExportMetadata::stripped,
                                    .folder = folder.filePath(u"not/yet there"_s)};
        REQUIRE_VALUE(const QString path, exportPicture(source, choices));
        QCOMPARE(path, choices.folder + u"/castle.of.mine."_s + ending);
        const QByteArray file = bytesOf(path);
        const auto texts = read_picture_text(path.toStdString());
        QVERIFY(texts);
        if (withMetadata) {
            const auto recipe = foreign_recipe(*texts);
            QVERIFY(recipe);
            QCOMPARE(recipe->request.prompt, std::string(prompt));
            QCOMPARE(recipe->request.seed, std::uint64_t(7));
            QVERIFY(file.contains("trainedAlgorithmicMedia"));
            REQUIRE_VALUE(const Request whole, request_from_file(source.toStdString()));
            REQUIRE_VALUE(const Request exported, request_from_file(path.toStdString()));
            QVERIFY(exported == whole);  // painted again from it, the picture is the same bit for bit
            if (PictureFormat(format) == PictureFormat::png) QCOMPARE(file, bytesOf(source));
        } else {
            QVERIFY(texts->empty());
            const QString utf16 = u"secret castle"_s;
            QByteArray bigEndian;
            for (const QChar letter : utf16)
                bigEndian.append(char(letter.unicode() >> 8)).append(char(letter.unicode()));
            for (const QByteArray& trace :
                 {QByteArray("secret"), bigEndian, QByteArray("xmp"), QByteArray("XMP"), QByteArray("Exif"),
                  QByteArray("EXIF"), QByteArray("eXIf"), QByteArray("tEXt"), QByteArray("iTXt"), QByteArray("lemnos")})
                QVERIFY2(!file.contains(trace), trace.constData());
        }
        REQUIRE_VALUE(const RgbImage image, read_image(path.toStdString()));
        REQUIRE_VALUE(const RgbImage before, read_image(source.toStdString()));
        QCOMPARE(image.width, before.width);
        for (std::size_t i = 0; i < before.rgb.size(); ++i)
            QVERIFY(std::abs(image.rgb[i] - before.rgb[i]) <= (PictureFormat(format) == PictureFormat::png ? 0 : 24));
    }

    void qualityMatters() {
        QTemporaryDir folder;
        FinishedPicture noise = finishedPicture(prompt);
        for (int y = 0; y < noise.image.height(); ++y)
            for (int x = 0; x < noise.image.width(); ++x)
                noise.image.setPixel(x, y, qRgb(x * 37 % 256, y * 91 % 256, x * y % 256));
        const QString source = folder.filePath(u"noise.png"_s);
        REQUIRE_VALUE(const QString saved, savePictureAs(noise, source));
        for (const PictureFormat format : {PictureFormat::jpeg, PictureFormat::webp}) {
            ExportChoices choices{.coding = {.format = format, .quality = 10}, .folder = folder.path()};
            REQUIRE_VALUE(const QString small, exportPicture(saved, choices));
            choices.coding.quality = 95;
            REQUIRE_VALUE(const QString large, exportPicture(saved, choices));
            QVERIFY(small != large);
            QVERIFY(bytesOf(large).size() > 2 * bytesOf(small).size());
        }
    }

    void nothingIsReplaced() {
        QTemporaryDir folder;
        const QString source = writeWhole(folder, u"castle.png"_s);
        const ExportChoices choices{.coding = {}, .folder = folder.path()};  // where the picture itself lies
        const QByteArray before = bytesOf(source);
        for (const QString& name : {u"castle-2.png"_s, u"castle-3.png"_s}) {
            REQUIRE_VALUE(const QString path, exportPicture(source, choices));
            QCOMPARE(path, folder.filePath(name));
        }
        QCOMPARE(bytesOf(source), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 3);  // and nothing unfinished
    }

    void fromTheGallery() {
        OpenGallery gallery({"one", "two", "three"});
        QTemporaryDir folder;
        gallery.click(0);
        gallery.click(1, Qt::ShiftModifier);
        gallery.key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        Dialog dialog(gallery.window);
        QCOMPARE(dialog.dialog->windowTitle(), u"Export 2 pictures"_s);
        dialog.choose(PictureFormat::jpeg, true, folder.path());
        QVERIFY(dialog.find("writeQuality")->isEnabled());
        dialog.write();
        QTRY_VERIFY(!gallery.window->findChild<ExportDialog*>());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), (QStringList{u"120000-2-x.jpg"_s, u"120000-3-x.jpg"_s}));
        QVERIFY(gallery.studio.model->notices().notice()->text.contains(folder.path()));
        // The next time it is as it was chosen.
        gallery.click(0);
        gallery.key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        Dialog again(gallery.window);
        QCOMPARE(again.find<QComboBox>("writeFormat")->currentData().toInt(), int(PictureFormat::jpeg));
        QCOMPARE(again.find<QLineEdit>("writeFolder")->text(), folder.path());
        again.choose(PictureFormat::png, false, u"not a whole path"_s);
        QVERIFY(!again.find("writeQuality")->isEnabled());
        QVERIFY(!again.find("write")->isEnabled());
        QTest::keyClick(again.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!gallery.window->findChild<ExportDialog*>());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 2);
    }

    void fromTheHistory() {
        OpenGallery gallery({"one"});
        QTemporaryDir folder;
        QTRY_COMPARE(gallery.studio.model->gallery().size(), 1);
        auto* const history = gallery.studio.window->findChild<HistoryPanel*>();
        history->openMenu(gallery.studio.model->gallery().at(0).id, {});
        const QList<QAction*> actions = history->findChild<QMenu*>()->actions();
        const auto action =
            std::ranges::find_if(actions, [](QAction* one) { return one->text() == HistoryPanel::tr("Export…"); });
        QVERIFY(action != actions.end() && (*action)->isEnabled());
        (*action)->trigger();
        Dialog dialog(gallery.studio.window.get());
        dialog.choose(PictureFormat::webp, false, folder.path());
        dialog.write();
        QTRY_VERIFY(QFile::exists(folder.filePath(u"120000-1-x.webp"_s)));
    }

    /// What is done with all that are selected is done with those out of sight, too.
    void whatIsNotLoadedIsMeantToo() {
        constexpr int count = 60;
        OpenGallery gallery({"one"});
        gallery.grid->setTileSide(PictureGrid::largestTile);
        for (int number = 2; number <= count; ++number) gallery.write("another", number);
        QTRY_COMPARE(gallery.grid->model()->rowCount(), count);
        PictureBrowser& browser = gallery.studio.model->browser();
        QList<PictureId> all;
        for (int row = 0; row < count; ++row) all.append(browser.idAt(row));
        const auto unloaded = [&] {
            return std::ranges::count_if(all, [&](PictureId id) { return browser.picture(id) == nullptr; });
        };
        browser.mark(all, {.star = true, .addTags = {u"shared"_s}});
        gallery.click(0);
        gallery.key(Qt::Key_A, Qt::ControlModifier);
        QVERIFY(unloaded() > 10);

        gallery.key(Qt::Key_T);
        QTRY_VERIFY(gallery.window->findChild<QInputDialog*>(u"nameDialog"_s));
        auto* const names = gallery.window->findChild<QInputDialog*>(u"nameDialog"_s);
        QCOMPARE(names->textValue(), u"shared"_s);
        names->setTextValue(u"other"_s);
        names->accept();
        QTRY_COMPARE(gallery.marks().size(), count);
        QTRY_VERIFY(
            std::ranges::all_of(gallery.marks(), [](const Marks& m) { return m.tags == QStringList(u"other"_s); }));
        const auto comeBack = [&] {  // which a window manager does
            QApplication::setActiveWindow(gallery.window);
            gallery.grid->setFocus();
        };
        comeBack();
        gallery.key(Qt::Key_Period);  // all have a star, so it goes from all
        QTRY_VERIFY(std::ranges::none_of(gallery.marks(), [](const Marks& m) { return m.isStarred; }));

        QGuiApplication::clipboard()->setText(u"nothing"_s);
        gallery.key(Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QGuiApplication::clipboard()->mimeData()->urls().size(), count);

        QTemporaryDir folder;
        gallery.key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(gallery.window->findChild<ExportDialog*>());
        Dialog dialog(gallery.window);
        dialog.choose(PictureFormat::png, true, folder.path());
        dialog.write();
        QTRY_VERIFY(!gallery.window->findChild<ExportDialog*>());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), count);
        QVERIFY(unloaded() > 10);

        comeBack();
        gallery.key(Qt::Key_Delete);
        QTRY_COMPARE(gallery.grid->model()->rowCount(), 0);
    }

    void cancellingKeepsWhatIsWritten() {
        QTemporaryDir folder;
        ExportJob job{
            .number = 3, .paths = {}, .choices = ExportChoices{.coding = {}, .folder = folder.filePath(u"out"_s)}};
        for (int i = 0; i < 5; ++i) job.paths.append(writeWhole(folder, u"%1.png"_s.arg(i)));
        PictureExporter exporter({});
        QSignalSpy finished(&exporter, &PictureExporter::finished);
        connect(&exporter, &PictureExporter::progressed, this, [&job](int number, int done) {
            QCOMPARE(number, 3);
            if (done == 2) job.cancel.cancel();
        });
        exporter.run(job);
        QCOMPARE(finished.size(), 1);
        const auto result = finished[0][1].value<ExportResult>();
        QCOMPARE(result.end, ExportResult::End::cancelled);
        QCOMPARE(result.written.size(), 2);
        QCOMPARE(QDir(folder.filePath(u"out"_s)).entryList(QDir::Files), (QStringList{u"0.png"_s, u"1.png"_s}));
    }

    void escapeCancels() {
        NoticeBoard notices;
        PictureExport pictureExport(notices);
        QSignalSpy wanted(&pictureExport, &PictureExport::wanted);
        pictureExport.start({u"/a.png"_s, u"/b.png"_s}, ExportChoices());
        pictureExport.start({u"/c.png"_s}, ExportChoices());  // while one runs
        QCOMPARE(wanted.size(), 1);
        const auto job = wanted[0][0].value<ExportJob>();
        pictureExport.noteProgress(job.number, 1);
        QCOMPARE(pictureExport.done(), 1);
        QCOMPARE(pictureExport.total(), 2);
        pictureExport.cancel();
        QVERIFY(job.cancel.is_cancelled());
        pictureExport.noteFinished(job.number - 1, {});  // of another time
        QVERIFY(pictureExport.isRunning());
        pictureExport.noteFinished(job.number, {.written = {u"/x/a.png"_s}, .end = ExportResult::End::cancelled});
        QVERIFY(!pictureExport.isRunning());
        QCOMPARE(notices.notice()->text, u"Stopped. /x/a.png was written."_s);
        pictureExport.start({u"/c.png"_s}, ExportChoices());
        QVERIFY(!wanted[1][0].value<ExportJob>().cancel.is_cancelled());
    }

    void whatGoesWrongIsTold() {
        QTemporaryDir folder;
        const QString good = writeWhole(folder, u"good.png"_s);
        const QString text = folder.filePath(u"text.png"_s);
        REQUIRE_OK(write_file(text.toStdString(), std::as_bytes(std::span("once", 4)), OnExisting::refuse));
        const ExportJob job{
            .number = 1,
            .paths = {folder.filePath(u"gone.png"_s), text, good},
            .choices = ExportChoices{.coding = {.format = PictureFormat::jpeg}, .folder = folder.filePath(u"out"_s)}};
        PictureExporter exporter({});
        QSignalSpy finished(&exporter, &PictureExporter::finished);
        exporter.run(job);
        const auto result = finished[0][1].value<ExportResult>();
        QCOMPARE(result.end, ExportResult::End::done);
        QCOMPARE(result.written, QStringList(folder.filePath(u"out/good.jpg"_s)));
        QCOMPARE(result.failures.size(), 2);
        QVERIFY2(result.failures[0].contains(u"gone.png"_s), qPrintable(result.failures[0]));
        QVERIFY2(result.failures[1].contains(u"text.png"_s), qPrintable(result.failures[1]));
        const auto blocked = exportPicture(good, {.coding = {}, .folder = good + u"/below a file"_s});
        QVERIFY(!blocked);
        QVERIFY(QString::fromStdString(blocked.error().text()).contains(good));
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::ExportTest)
#include "export_test.moc"
