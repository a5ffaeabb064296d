// SPDX-License-Identifier: Apache-2.0
// Model files that are dropped on the windows: kept in the models folder, by real drops and clicks.
#include <QDropEvent>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStatusBar>

#include "app/model_files.h"
#include "app/studio_fixture.h"
#include "panels/message_bar.h"
#include "windows/models_window.h"
#include "worker/model_importer.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

bool drop(QWidget& window, const QStringList& paths) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& path : paths) urls.append(QUrl::fromLocalFile(path));
    data.setUrls(urls);
    const QPoint at = window.rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted()) return false;
    QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    return true;
}

void answer(QWidget& window, const QString& text) {
    for (QMessageBox* const box : window.findChildren<QMessageBox*>())
        for (QAbstractButton* const button : box->buttons())
            if (box->isVisible() && button->text().remove(u'&') == text) return button->click();
    QFAIL(qPrintable(text));
}

/// Files that could be taken, in a folder of their own.
struct Outside {
    QTemporaryDir folder;
    QString path(const char* name) const { return folder.filePath(QLatin1StringView(name)); }
    QString file(const char* name, const char* tensor = "lora_unet_x.lora_down.weight") const {
        if (!write_safetensors(path(name).toStdString(), {{tensor, HostTensor(Shape{1, 768})}}))
            qFatal("%s cannot be written", name);
        return path(name);
    }
};

}  // namespace

class ModelDropsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }
    void init() { removeModels(); }

    void aDroppedFileIsKept_data() {
        QTest::addColumn<QString>("answered");
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<QString>("goal");
        QTest::newRow("LoRA, copied") << "Copy" << "lora_unet_x.lora_down.weight" << "loras/new.safetensors";
        QTest::newRow("LoRA, linked") << "Link" << "lora_unet_x.lora_down.weight" << "loras/new.safetensors";
        QTest::newRow("embedding, copied") << "Copy" << "emb_params" << "embeddings/new.safetensors";
        QTest::newRow("nothing known") << "Copy" << "bert.pooler" << "";
        QTest::newRow("not after all") << "Cancel" << "emb_params" << "";
    }
    void aDroppedFileIsKept() {
        QFETCH(QString, answered);
        QFETCH(QString, tensor);
        QFETCH(QString, goal);
        Studio studio;
        const Outside outside;
        const QString path = outside.file("new.safetensors", qPrintable(tensor));
        drop(*studio.window, {path});
        answer(*studio.window, answered);
        if (goal.isEmpty()) {
            if (answered != u"Cancel"_s)
                QTRY_VERIFY(studio.find<MessageBar>("noticeBar")->text().contains(QStringLiteral("was not taken")));
            QTest::qWait(50);
            QCOMPARE(studio.model->library().size(), 0);
            return;
        }
        QTRY_VERIFY(studio.model->library().find(modelPath(goal)));
        QVERIFY(studio.find<MessageBar>("noticeBar")->isVisible());
        QCOMPARE(QFileInfo(modelPath(goal)).isSymLink(), answered == u"Link"_s);
        QVERIFY(bytesOf(modelPath(goal)) == bytesOf(path));
        QCOMPARE(QDir(QFileInfo(modelPath(goal)).path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
        drop(*studio.window, {path});  // once more: what is there stays
        answer(*studio.window, answered);
        QTRY_VERIFY(studio.find<MessageBar>("noticeBar")->text().contains(QStringLiteral("is already there")));
    }

    void aLongCopyTellsHowFarItIs() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("ink.safetensors"));
        QVERIFY(write_safetensors(path.toStdString(),
                                  {{"lora_unet_x.lora_down.weight", HostTensor(Shape{5 << 20U, 1})}}));  // 20 MiB
        ModelImporter importer({}, std::chrono::milliseconds(0));
        QSignalSpy progressed(&importer, &ModelImporter::progressed);
        QSignalSpy imported(&importer, &ModelImporter::imported);
        importer.import(path, ImportMode::copy);
        QCOMPARE(imported.size(), 1);
        QCOMPARE(progressed.size(), 2);  // after each piece of 8 MiB but the last
        QCOMPARE(progressed[0][0].toString(), path);
        QVERIFY(std::abs(progressed[0][1].toDouble() - 0.4) < 0.001);
        QVERIFY(std::abs(progressed[1][1].toDouble() - 0.8) < 0.001);
    }

    void aLongCopyIsFollowed() {
        Studio studio;
        studio.model->imports().noteProgress(u"/elsewhere/castle.safetensors"_s, 0.25);
        QCOMPARE(studio.window->statusBar()->currentMessage(), u"Copying castle.safetensors: 25 %"_s);
    }

    void severalDroppedFilesAreToldOfTogether() {
        Studio studio;
        const Outside outside;
        QVERIFY(QFile::copy(starterFile, outside.path("castle.safetensors")));
        const QStringList paths{outside.file("ink.safetensors"), outside.file("strange.safetensors", "bert.pooler"),
                                outside.path("castle.safetensors"), outside.file("wash.safetensors")};
        QSignalSpy posted(&studio.model->notices(), &NoticeBoard::changed);
        drop(*studio.window, paths);
        answer(*studio.window, QStringLiteral("Copy"));
        QTRY_COMPARE(posted.size(), 1);
        const Notice notice = studio.model->notices().notice().value();
        QCOMPARE(notice.severity, Severity::warning);
        QVERIFY2(notice.text.contains(u"strange.safetensors"_s), qPrintable(notice.text));
        QVERIFY2(notice.text.endsWith(u"3 files lie in the models folder now. castle is the model."_s),
                 qPrintable(notice.text));
        QCOMPARE(studio.model->request().chosen().model, modelPath(u"castle.safetensors"_s).toStdString());
        for (const char* name : {"ink", "wash"})
            QTRY_VERIFY(
                studio.model->library().find(modelPath(u"loras/%1.safetensors"_s.arg(QLatin1StringView(name)))));
        drop(*studio.window, {outside.file("line.safetensors")});  // what came before is not told of again
        answer(*studio.window, QStringLiteral("Link"));
        QTRY_COMPARE(posted.size(), 2);
        const QString text = studio.model->notices().notice()->text;
        QVERIFY2(text.startsWith(u"line lies"_s), qPrintable(text));
    }

    void theModelsWindowTakesThemToo() {
        Studio studio;
        const Outside outside;
        studio.press(Qt::Key_M, Qt::ControlModifier);
        auto* const window = studio.window->findChild<ModelsWindow*>();
        QTRY_VERIFY(window && window->isVisible());
        QVERIFY(!window->statusBar()->isVisible());
        QVERIFY(!drop(*window, {outside.path("picture.png")}));
        QVERIFY(drop(*window, {outside.file("ink.safetensors")}));
        answer(*window, QStringLiteral("Copy"));
        QTRY_VERIFY(window->statusBar()->currentMessage().startsWith(u"ink lies"_s));
        QVERIFY(window->statusBar()->isVisible());
        studio.model->imports().noteProgress(u"/elsewhere/castle.safetensors"_s, 0.25);
        QCOMPARE(window->statusBar()->currentMessage(), u"Copying castle.safetensors: 25 %"_s);
    }

    void aLoraThatIsThereIsNoModel() {
        const QString path = addLora(u"loras/ink.safetensors"_s);
        Studio studio;
        QTRY_VERIFY(studio.model->library().find(path) &&
                    studio.model->library().find(path)->kind == lemnos::ModelKind::lora);
        drop(*studio.window, {path});
        QCOMPARE(studio.model->request().chosen().model, "starter");
        QVERIFY(studio.model->notices().notice()->text.contains(u"<lora:ink:1>"_s));
    }

    void aDroppedCheckpointBecomesTheModel() {
        Studio studio;
        const QString path = studio.folder.filePath(QStringLiteral("castle.safetensors"));
        QVERIFY(QFile::copy(starterFile, path));
        drop(*studio.window, {path});
        answer(*studio.window, QStringLiteral("Only use it"));
        QCOMPARE(studio.model->request().chosen().model, path.toStdString());
        drop(*studio.window, {path});
        answer(*studio.window, QStringLiteral("Copy"));
        QTRY_COMPARE(studio.model->request().chosen().model, modelPath(u"castle.safetensors"_s).toStdString());
        studio.model->request().change([](Request& r) { r.model = "starter"; });
        drop(*studio.window, {modelPath(u"castle.safetensors"_s)});  // which is there already
        QVERIFY(!studio.find<QMessageBox>("offerToKeep"));
        QCOMPARE(studio.model->request().chosen().model, modelPath(u"castle.safetensors"_s).toStdString());
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::ModelDropsTest)
#include "model_drops_test.moc"
