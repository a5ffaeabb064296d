// SPDX-License-Identifier: Apache-2.0
// Documents and files, with the real window and the real threads: saving, opening, what is asked before changes are
// lost, and what is left after a crash.
#include <QDir>
#include <QMessageBox>

#include "app/canvas_studio.h"
#include "document/canvas_edits.h"
#include "formats/image.h"
#include "formats/picture_text.h"
#include "support/require.h"
#include "worker/image_conversion.h"

namespace lemnos::studio {

class DocumentFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void aDocumentIsSavedAndOpenedAgain() {
        CanvasStudio studio;
        studio.paintAll(Qt::darkGreen);
        const QImage before = studio.picture();
        QVERIFY(studio.workspace().isModified());
        QVERIFY(studio.window->isWindowModified());
        const QString path = studio.folder.filePath(QStringLiteral("painting.ora"));
        QSignalSpy saved(&studio.workspace(), &Workspace::saved);
        studio.workspace().save(path);
        QVERIFY(saved.wait());
        QVERIFY(!studio.workspace().isModified());
        QVERIFY(studio.window->windowTitle().startsWith(QLatin1StringView("painting")));
        studio.workspace().openNew({64, 64});
        Q_EMIT studio.workspace().openWanted(path);
        QVERIFY(QTest::qWaitFor([&] { return studio.contents().size == documentSize; }));
        QCOMPARE(studio.picture(), before);
        Q_EMIT studio.workspace().openWanted(studio.folder.filePath(QStringLiteral("none.ora")));
        QVERIFY(QTest::qWaitFor([&] { return studio.model->notices().notice().has_value(); }));
        QVERIFY(studio.model->notices().notice()->text.contains(QLatin1StringView("none.ora")));
        QCOMPARE(studio.picture(), before);
    }

    void paintingWhileItIsSavedLeavesItModified() {
        CanvasStudio studio;
        studio.paintAll(Qt::darkGreen);
        QSignalSpy saved(&studio.workspace(), &Workspace::saved);
        studio.workspace().save(studio.folder.filePath(QStringLiteral("painting.ora")));
        studio.paintAll(Qt::red);
        QVERIFY(saved.wait());
        QVERIFY(studio.workspace().isModified());
    }

    void exports_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isGenerated");
        for (const bool isGenerated : {true, false})
            for (const char* name : {"a.png", "a.jpg", "a.JPEG", "a.webp"})
                QTest::addRow("%s %s", name, isGenerated ? "with a generated layer" : "all painted")
                    << QString::fromLatin1(name) << isGenerated;
    }
    void exports() {
        QFETCH(QString, name);
        QFETCH(bool, isGenerated);
        CanvasStudio studio;
        studio.paintAll(Qt::darkGreen);
        if (isGenerated) {
            Document& document = studio.workspace().document();
            REQUIRE_VALUE(const LayerId layer,
                          acceptPicture(document, studio.picture().copy(0, 0, 32, 32), QRect(0, 0, 32, 32),
                                        QStringLiteral("made"), {{QStringLiteral("seed"), 7}}));
            QVERIFY(layer != LayerId::none);
        }
        const QString path = studio.folder.filePath(name);
        studio.workspace().exportPicture(path);
        QTRY_VERIFY(studio.model->notices().notice().has_value());
        QVERIFY(studio.model->notices().notice()->text.contains(path));
        REQUIRE_VALUE(const RgbImage image, read_image(path.toStdString()));
        QCOMPARE(QSize(int(image.width), int(image.height)), documentSize);
        const QColor middle(image.rgb[3 * (documentSize.width() * 100 + 100)],
                            image.rgb[3 * (documentSize.width() * 100 + 100) + 1],
                            image.rgb[3 * (documentSize.width() * 100 + 100) + 2]);
        QVERIFY2(std::abs(middle.green() - 128) < 6 && middle.red() < 6 && middle.blue() < 6,
                 qPrintable(middle.name()));
        REQUIRE_VALUE(const auto texts, read_picture_text(path.toStdString()));
        QCOMPARE(texts.size(), isGenerated ? std::size_t{1} : std::size_t{0});
        if (isGenerated) QVERIFY(texts[0].text.find("compositeWithTrainedAlgorithmicMedia") != std::string::npos);
    }

    void anUnknownFormatIsRefused() {
        CanvasStudio studio;
        const QString path = studio.folder.filePath(QStringLiteral("a.xyz"));
        studio.workspace().exportPicture(path);
        QTRY_VERIFY(studio.model->notices().notice().has_value());
        QVERIFY(studio.model->notices().notice()->text.contains(QLatin1StringView("a.xyz: the name has to end with")));
        QVERIFY(!QFile::exists(path));
    }

    void aWebpPictureIsOpened() {
        CanvasStudio studio;
        studio.paintAll(Qt::darkGreen);
        const QString path = studio.folder.filePath(QStringLiteral("green.webp"));
        studio.workspace().exportPicture(path);
        QTRY_VERIFY(QFile::exists(path));
        Q_EMIT studio.workspace().openWanted(path);
        QTRY_COMPARE(studio.workspace().title(), QStringLiteral("green"));
        QCOMPARE(studio.contents().size, documentSize);
    }

    void aWebpPictureKeepsItsHoles() {
        CanvasStudio studio;
        QImage holed(64, 32, QImage::Format_RGBA8888);
        holed.fill(Qt::blue);
        for (int x = 0; x < 16; ++x) holed.setPixelColor(x, 5, Qt::transparent);
        const auto bytes = encodedImage(holed, {.format = PictureFormat::webp, .quality = 100}, {});
        QVERIFY(bytes);
        const QString path = studio.folder.filePath(QStringLiteral("holed.webp"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(reinterpret_cast<const char*>(bytes->data()), qint64(bytes->size()));
        file.close();
        Q_EMIT studio.workspace().openWanted(path);
        QTRY_COMPARE(studio.workspace().title(), QStringLiteral("holed"));
        QCOMPARE(studio.picture().pixelColor(8, 5).alpha(), 0);
        QCOMPARE(studio.picture().pixelColor(8, 20).alpha(), 255);
    }

    void closingAsksForUnsavedChanges() {
        CanvasStudio studio;
        studio.paintAll(Qt::darkGreen);
        QVERIFY(!studio.window->close());
        auto* const box = studio.find<QMessageBox>("unsavedChanges");
        QVERIFY(box);
        QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return !studio.window->isVisible(); }));
    }

    void aCrashLeavesWhatWasPainted() {
        QImage before;
        {
            CanvasStudio studio;
            studio.paintAll(Qt::darkCyan);
            before = studio.picture();
            QSignalSpy wanted(&studio.workspace(), &Workspace::snapshotWanted);
            studio.workspace().takeSnapshot();
            QCOMPARE(wanted.count(), 1);
        }  // gone without a word, as after a crash
        Studio next;
        QVERIFY(QTest::qWaitFor([&] { return next.find<QMessageBox>("recovery") != nullptr; }));
        auto* const box = next.find<QMessageBox>("recovery");
        QTest::mouseClick(box->defaultButton(), Qt::LeftButton);
        Workspace& workspace = next.model->workspace();
        QVERIFY(QTest::qWaitFor([&] { return workspace.isOpen(); }));
        QCOMPARE(composed(workspace.document().contents(), workspace.document().contents().rect()), before);
        QVERIFY(workspace.isModified());  // no file has it
        QTest::qWait(100);
        const QString folder = Settings::recoveryFolder();
        QCOMPARE(QDir(folder).entryList({QStringLiteral("*.ora")}).size(), 1);  // a second crash loses it no more
        QSignalSpy saved(&workspace, &Workspace::saved);
        workspace.save(next.folder.filePath(QStringLiteral("rescued.ora")));
        QVERIFY(saved.wait());
        QVERIFY(!workspace.isModified());
        QVERIFY(QTest::qWaitFor([&] { return QDir(folder).entryList({QStringLiteral("*.ora")}).isEmpty(); }));
    }

    void whatWasSavedIsNotOffered() {
        Studio studio;
        QTest::qWait(300);
        QVERIFY(!studio.find<QMessageBox>("recovery"));
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::DocumentFilesTest)
#include "document_files_test.moc"
