// SPDX-License-Identifier: Apache-2.0
// The list of models in the window: the starter first, what lies in the models folder, what was opened before; and that
// it follows the folder by itself.
#include "item_models/model_choices.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QSignalSpy>

#include "app/model_files.h"
#include "app/studio_fixture.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

LibraryEntry entry(const char* path, ModelKind kind = ModelKind::checkpoint, const char* problem = "") {
    return {.path = QString::fromLatin1(path),
            .kind = kind,
            .family = kind == ModelKind::checkpoint ? QStringLiteral("sdxl") : QString(),
            .variant = {},
            .problem = QString::fromLatin1(problem),
            .state = LibraryState::whole,
            .stamp = {.bytes = 6'938'078'334, .modified = 1}};
}

QStringList textsOf(const QAbstractItemModel& model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) all.append(model.index(row, 0).data().toString());
    return all;
}

QStringList names(const QAbstractItemModel& model) {
    QStringList all;
    for (const QString& text : textsOf(model)) all.append(text.section(QStringLiteral(" · "), 0, 0));
    return all.mid(1, all.size() - 2);  // between the starter and "Choose a file…"
}

}  // namespace

class ModelChoicesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        isolateSettings();
        QLocale::setDefault(QLocale::c());
    }
    void init() { removeModels(); }

    void theModelKeepsQtsRules() {
        ModelLibrary library;
        RequestModel request;
        ModelChoices choices(library, request, {});
        const QAbstractItemModelTester tester(&choices, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(textsOf(choices), texts({"Starter (comes with Lemnos)", "Choose a file…"}));
        library.noteFound(entry("/m/dreams.safetensors"));
        library.noteFound(entry("/m/Castle.ckpt"));
        library.noteFound(entry("/m/zoo.gguf"));
        library.noteFound(entry("/m/loras/ink.safetensors", ModelKind::lora));
        QCOMPARE(names(choices), texts({"Castle", "dreams", "zoo"}));
        QCOMPARE(textsOf(choices)[2], QStringLiteral("dreams · SD XL · 6.9 GB"));
        library.noteGone(QStringLiteral("/m/dreams.safetensors"));
        library.noteFound(entry("/m/zoo.gguf", ModelKind::lora));
        QCOMPARE(names(choices), texts({"Castle"}));
        library.noteFound(entry("/a/castle.ckpt"));
        QCOMPARE(names(choices), texts({"castle", "Castle"}));
        request.change([](Request& r) { r.model = "/elsewhere/other.safetensors"; });
        QCOMPARE(names(choices), texts({"castle", "Castle", "other"}));
        library.noteFound(entry("/elsewhere/other.safetensors"));  // now it is in the library
        QCOMPARE(names(choices), texts({"castle", "Castle", "other"}));
        request.change([](Request& r) { r.model = "starter"; });
        library.noteGone(QStringLiteral("/elsewhere/other.safetensors"));
        library.noteGone(QStringLiteral("/a/castle.ckpt"));
        library.noteGone(QStringLiteral("/m/Castle.ckpt"));
        QCOMPARE(choices.rowCount(), 2);
        QVERIFY(!choices.index(1).data(ModelChoices::PathRole).toString().size());
    }

    void whatCannotPaintSaysWhy() {
        ModelLibrary library;
        RequestModel request;
        ModelChoices choices(library, request, {});
        library.noteFound(entry("/m/flux.safetensors", ModelKind::checkpoint, "this is <b>FLUX.1</b>"));
        LibraryEntry arriving = entry("/m/growing.safetensors", ModelKind::unknown, "still being copied");
        library.noteFound(arriving);
        QCOMPARE(names(choices), texts({"flux"}));
        arriving.state = LibraryState::arriving;
        library.noteFound(arriving);
        QCOMPARE(names(choices), texts({"flux", "growing"}));
        QVERIFY(textsOf(choices)[2].contains(QStringLiteral("still being copied")));
        for (const int row : {1, 2}) QVERIFY(!choices.flags(choices.index(row)).testFlag(Qt::ItemIsEnabled));
        QVERIFY(choices.index(1).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;FLUX.1")));
        library.noteFound(entry("/m/growing.safetensors"));
        QVERIFY(choices.flags(choices.index(2)).testFlag(Qt::ItemIsEnabled));
    }

    void aFileInTheFolderComesAndGoesInTheWindow() {
        Studio studio;
        auto* const box = studio.find<QComboBox>("model");
        QCOMPARE(names(*box->model()), QStringList());
        const QString path = addCheckpoint(QStringLiteral("castle.safetensors"));
        QTRY_COMPARE(names(*box->model()), texts({"castle"}));
        QCOMPARE(box->currentIndex(), 0);  // the choice stays
        box->setFocus();
        studio.press(Qt::Key_Down);
        QCOMPARE(studio.model->request().chosen().model, path.toStdString());
        addCheckpoint(QStringLiteral("a.safetensors"));
        QTRY_COMPARE(names(*box->model()), texts({"a", "castle"}));
        QCOMPARE(box->currentData(ModelChoices::PathRole).toString(), path);
        QVERIFY(QFile::remove(modelPath(u"a.safetensors"_s)));
        QTRY_COMPARE(names(*box->model()), texts({"castle"}));
    }

    void addedFoldersAreLookedThroughAtTheNextStart() {
        QTemporaryDir elsewhere;
        QVERIFY(QFile::link(starterFile, elsewhere.filePath(QStringLiteral("far.safetensors"))));
        Studio studio;
        studio.model->settings().addModelFolder(elsewhere.path());
        StudioModel next;
        Workers workers(next, std::make_unique<FakeRenderer>(std::make_shared<FakeScript>()));
        workers.start();
        QTRY_COMPARE(next.library().size(), 1);
        next.settings().removeModelFolder(elsewhere.path());
        QCOMPARE(next.settings().modelFolders(), QStringList());
    }

    void aPicturesModelIsFoundInTheLibrary() {
        const QString path = addCheckpoint(QStringLiteral("deep/castle.safetensors"));
        Studio studio;
        QTRY_COMPARE(studio.model->library().size(), 1);
        Request request;
        request.prompt = "a castle";
        request.model = "castle.safetensors";  // as pictures name it
        studio.model->noteLooked(QStringLiteral("/some.png"), request);
        QCOMPARE(studio.model->request().chosen().model, path.toStdString());
        request.model = "unknown.safetensors";
        studio.model->noteLooked(QStringLiteral("/some.png"), request);
        QCOMPARE(studio.model->request().chosen().model, path.toStdString());
        QVERIFY(studio.model->notices().notice());
    }

    void hashesAreComputedWhenAskedForAndOnce() {
        const QString path = addLora(QStringLiteral("ink.safetensors"));
        Studio studio;
        ModelLibrary& library = studio.model->library();
        QTRY_COMPARE(library.size(), 1);
        const QSignalSpy asked(&library, &ModelLibrary::hashWanted);
        const QSignalSpy known(&library, &ModelLibrary::hashKnown);
        QCOMPARE(library.sha256(path), QString());
        QCOMPARE(library.sha256(path), QString());
        QTRY_COMPARE(known.count(), 1);
        const QByteArray digest = QCryptographicHash::hash(bytesOf(path), QCryptographicHash::Sha256).toHex();
        QCOMPARE(library.sha256(path), QString::fromLatin1(digest));
        QCOMPARE(asked.count(), 1);
        addTensor(QStringLiteral("ink.safetensors"), "emb_params", {2, 768});
        library.rescan();
        QTRY_COMPARE(library.at(0).kind, ModelKind::embedding);
        QCOMPARE(library.sha256(path), QString());  // another content, another hash
        QTRY_COMPARE(known.count(), 2);
        QVERIFY(library.sha256(path) != QString::fromLatin1(digest));
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::ModelChoicesTest)
#include "model_choices_test.moc"
