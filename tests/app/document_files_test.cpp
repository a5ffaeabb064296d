// SPDX-License-Identifier: Apache-2.0
// Documents and files, with the real window and the real threads: saving, opening, what is asked before changes are
// lost, and what is left after a crash.
#include <QDir>
#include <QMessageBox>

#include "app/canvas_studio.h"

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
