// SPDX-License-Identifier: Apache-2.0
// The models window as people use it: a model closely with its picture, its words and its memory, and what its buttons
// do; with files beside the models as other programs leave them, whole and damaged.
#include "windows/models_window.h"

#include <algorithm>

#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

#include "app/model_files.h"
#include "app/studio_fixture.h"
#include "studio/model_page.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QStringList namesIn(const QAbstractItemModel& model) {
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row) names.append(model.index(row, 0).data().toString());
    return names;
}

void writePreview(const QString& name, QSize size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    if (!image.save(modelPath(name))) qFatal("%s cannot be written", qPrintable(name));
}

/// Large, but small as a file, and quick to read scaled down.
QByteArray greyJpeg(int side) {
    QImage image(side, side, QImage::Format_Grayscale8);
    image.fill(128);
    QBuffer file;
    if (!file.open(QIODevice::WriteOnly) || !image.save(&file, "JPEG")) qFatal("no JPEG can be made");
    return file.data();
}

/// A studio with its models window open over what lies in the models folder.
struct OpenModels {
    Studio studio;
    ModelsWindow* window = nullptr;
    QListView* list = nullptr;

    explicit OpenModels(int models) {
        if (!studio.waitForReady()) qFatal("the studio is not ready");
        studio.press(Qt::Key_M, Qt::ControlModifier);
        window = studio.find<ModelsWindow>("modelsWindow");
        if (!window || !QTest::qWaitForWindowExposed(window)) qFatal("the window does not open");
        list = find<QListView>("models");
        if (!QTest::qWaitFor([&] { return list->model()->rowCount() == models; })) qFatal("the models do not come");
    }
    template <typename Widget = QWidget>
    Widget* find(const char* name) {
        return window->findChild<Widget*>(QLatin1StringView(name));
    }
    /// Clicks on a row and waits for its details.
    void choose(const char* name) {
        QApplication::setActiveWindow(window);
        const auto rows = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, QLatin1StringView(name));
        if (rows.isEmpty()) qFatal("there is no %s", name);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(rows.front()).center());
        if (!QTest::qWaitFor([&] { return page().details().has_value(); })) qFatal("nothing is known of %s", name);
    }
    void press(const char* button) { QTest::mouseClick(find(button), Qt::LeftButton); }
    ModelPage& page() { return studio.model->modelPage(); }
    QString prompt() { return QString::fromStdString(studio.model->request().chosen().prompt); }
    QString text(const char* label) { return find<QLabel>(label)->text(); }
};

}  // namespace

class ModelsWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        isolateSettings();
        QLocale::setDefault(QLocale::c());
    }
    void init() { removeModels(); }

    void aCheckpointIsUsed() {
        const QString path = addCheckpoint(u"dreams.safetensors"_s);
        OpenModels models(1);
        models.choose("dreams");
        QTRY_VERIFY(models.text("modelFacts").contains(u"parameters in safetensors"_s));
        QCOMPARE(models.find<QLineEdit>("modelPath")->text(), path);
        QVERIFY(models.text("modelFacts").contains(u"predicts the "_s));
        QVERIFY(models.find("useModel")->isEnabled());
        models.press("useModel");
        QCOMPARE(models.studio.model->request().chosen().model, path.toStdString());
        QCOMPARE(models.find<QPushButton>("useModel")->text(), u"In use"_s);
        QVERIFY(!models.find("useModel")->isEnabled());
    }

    void anAutoencoderIsUsedUnlessItOnlyPreviews_data() {
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<quint32>("channels");
        QTest::addColumn<bool>("isUsed");
        QTest::newRow("VAE") << u"decoder.conv_in.weight"_s << 512U << true;
        QTest::newRow("TAESD") << u"decoder.layers.1.weight"_s << 64U << false;
    }
    void anAutoencoderIsUsedUnlessItOnlyPreviews() {
        QFETCH(QString, tensor);
        QFETCH(quint32, channels);
        QFETCH(bool, isUsed);
        const QString path = addTensor(u"vae/clear.safetensors"_s, qPrintable(tensor), {channels, 4, 3, 3});
        OpenModels models(1);
        models.choose("clear");
        QCOMPARE(models.find("useModel")->isEnabled(), isUsed);
        if (!isUsed) return;
        models.press("useModel");
        QCOMPARE(models.studio.model->request().chosen().vae, path.toStdString());
        QCOMPARE(models.find<QPushButton>("useModel")->text(), u"In use"_s);
    }

    void theEstimateFollowsTheSize() {
        addCheckpoint(u"dreams.safetensors"_s);
        OpenModels models(1);
        models.choose("dreams");
        QTRY_VERIFY2(models.text("modelMemory").contains(u": fits"_s), qPrintable(models.text("modelMemory")));
        QTRY_VERIFY(models.page().memory());
        const quint64 small = models.page().memory()->memory.plan.peak;
        QVERIFY(small > 10'000'000);
        models.studio.model->request().change([](Request& request) { request.width = request.height = 512; });
        QTRY_VERIFY(models.page().memory()->memory.plan.peak > 2 * small);
    }

    void typingAsksForNoEstimate() {
        addCheckpoint(u"dreams.safetensors"_s);
        OpenModels models(1);
        models.choose("dreams");
        QSignalSpy asked(&models.page(), &ModelPage::memoryWanted);
        models.studio.model->request().change([](Request& request) {
            request.prompt = "a castle";
            request.seed = 9;
        });
        QCOMPARE(asked.size(), 0);
        models.studio.model->request().change([](Request& request) { request.width = 320; });
        QCOMPARE(asked.size(), 1);
        models.window->close();
        models.studio.model->request().change([](Request& request) { request.width = 384; });
        QCOMPARE(asked.size(), 1);
    }

    void aLoraBringsItsWords() {
        addLora(u"loras/ink.safetensors"_s);
        writeBytes(modelPath(u"loras/ink.civitai.info"_s), R"({"trainedWords":["ink wash","sumi"]})");
        OpenModels models(1);
        models.studio.model->request().change([](Request& request) { request.prompt = "a castle, Ink wash"; });
        models.choose("ink");
        QCOMPARE(models.text("triggerWords"), u"ink wash\nsumi"_s);
        models.press("addTriggerWords");
        QCOMPARE(models.prompt(), u"a castle, Ink wash, sumi <lora:ink:1>"_s);
        QVERIFY(!models.find("addTriggerWords")->isEnabled());
        QVERIFY(!models.find("useModel")->isEnabled());  // it is in the prompt
    }

    void aWordWithinAnotherIsNone() {
        addLora(u"loras/ink.safetensors"_s);
        writeBytes(modelPath(u"loras/ink.json"_s), R"({"activation text":"art"})");
        OpenModels models(1);
        models.studio.model->request().change([](Request& request) { request.prompt = "a party <lora:ink:0.4>,"; });
        models.choose("ink");
        models.press("addTriggerWords");
        QCOMPARE(models.prompt(), u"a party <lora:ink:0.4>, art"_s);
    }

    void whatGoesIntoThePrompt_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("compat");
        QTest::addColumn<QString>("prompt");
        QTest::newRow("LoRA") << u"loras/ink.safetensors"_s << u"ink"_s << u"native"_s << u"a castle <lora:ink:1>"_s;
        QTest::newRow("a LoRA that lies elsewhere")
            << u"elsewhere/ink.safetensors"_s << u"ink"_s << u"native"_s
            << u"a castle <lora:%1:1>"_s.arg(ModelLibrary::folder() + u"/elsewhere/ink.safetensors"_s);
        QTest::newRow("embedding") << u"embeddings/face.safetensors"_s << u"face"_s << u"native"_s
                                   << u"a castle, face"_s;
        QTest::newRow("embedding as in ComfyUI")
            << u"embeddings/face.safetensors"_s << u"face"_s << u"comfyui"_s << u"a castle, embedding:face"_s;
    }
    void whatGoesIntoThePrompt() {
        QFETCH(QString, file);
        QFETCH(QString, name);
        QFETCH(QString, compat);
        if (name == "ink"_L1)
            addLora(file);
        else
            addTensor(file, "emb_params", {1, 768});
        OpenModels models(1);
        models.studio.model->request().change([&](Request& request) {
            request.prompt = "a castle";
            request.compat = compat.toStdString();
        });
        models.choose(name.toLatin1().constData());
        QTest::keyClick(models.list, Qt::Key_Return);
        QTEST(models.prompt(), "prompt");
        QTest::keyClick(models.list, Qt::Key_Return);  // it is there
        QTEST(models.prompt(), "prompt");
    }

    void aNameThatNoPromptCanHold() {
        addLora(u"loras/ink:wash.safetensors"_s);
        OpenModels models(1);
        models.choose("ink:wash");
        QVERIFY(!models.find("useModel")->isEnabled());
    }

    void damagedSidecars() {
        addLora(u"loras/ink.safetensors"_s);
        writeBytes(modelPath(u"loras/ink.civitai.info"_s), "{\"trainedWords\":[\"sumi\"");
        writeBytes(modelPath(u"loras/ink.json"_s), R"({"activation text":"ink <b>wash</b>"})");
        OpenModels models(1);
        models.choose("ink");
        QVERIFY(models.text("modelFacts").contains(u"ink.civitai.info is damaged and was left out."_s));
        QCOMPARE(models.text("triggerWords"), u"ink <b>wash</b>"_s);
        QCOMPARE(models.find<QLabel>("triggerWords")->textFormat(), Qt::PlainText);
        QVERIFY(models.find("useModel")->isEnabled());
    }

    void aSidecarThatIsTooLarge() {
        addLora(u"loras/ink.safetensors"_s);
        QFile file(modelPath(u"loras/ink.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(qint64(8) << 30));
        OpenModels models(1);
        models.choose("ink");
        QVERIFY(models.text("modelFacts").contains(u"ink.json is too large"_s));
        QVERIFY(models.find<QLabel>("triggerWords")->isHidden());
    }

    void previews_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QSize>("shown");
        const int side = ModelPage::previewSide;
        QTest::newRow("none") << QString() << QSize() << QSize();
        QTest::newRow("small") << u"ink.preview.png"_s << QSize(40, 60) << QSize(40, 60);
        QTest::newRow("large") << u"ink.preview.png"_s << QSize(960, 480) << QSize(side, side / 2);
        QTest::newRow("without .preview") << u"ink.jpg"_s << QSize(64, 64) << QSize(64, 64);
        QTest::newRow("a thread") << u"ink.png"_s << QSize(4000, 1) << QSize(side, 1);
    }
    void previews() {
        QFETCH(QString, file);
        QFETCH(QSize, size);
        QFETCH(QSize, shown);
        addLora(u"loras/ink.safetensors"_s);
        if (!file.isEmpty()) writePreview(u"loras/"_s + file, size);
        OpenModels models(1);
        QSignalSpy known(&models.page(), &ModelPage::previewKnown);
        models.choose("ink");
        models.page().refresh();  // the list may have asked and been told before anybody listened
        known.clear();
        const auto isTold = [&](const QVariantList& told) { return told[0] == models.page().entry()->path; };
        QTRY_VERIFY(std::ranges::any_of(known, isTold));
        QCOMPARE(models.list->model()->index(0, 0).data(Qt::DecorationRole).value<QImage>().size(),
                 shown.isValid() ? shown : QSize(0, 0));
        QCOMPARE(models.find<QLabel>("modelPicture")->isVisible(), shown.isValid());
    }

    void picturesThatAreNone_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("too many pixels") << greyJpeg(9000);
        QTest::newRow("too many bytes") << "P6\n64 64\n255\n" + QByteArray(33 << 20, '\0');
        QTest::newRow("more pixels than there are") << QByteArray("P6\n60000 60000\n255\n");
        QTest::newRow("damaged") << QByteArray("\x89PNG\r\n\x1a\n and no more");
        QTest::newRow("text") << QByteArray("no picture");
        QTest::newRow("empty") << QByteArray();
    }
    void picturesThatAreNone() {
        QFETCH(QByteArray, bytes);
        addLora(u"loras/ink.safetensors"_s);
        writeBytes(modelPath(u"loras/ink.preview.png"_s), bytes);
        OpenModels models(1);
        models.choose("ink");
        QSignalSpy known(&models.page(), &ModelPage::previewKnown);
        models.page().refresh();
        QVERIFY(known.wait());
        QVERIFY(models.page().preview(models.page().entry()->path).isNull());
        QVERIFY(!models.find("modelPicture")->isVisible());
    }

    void theHashIsComputedOnce() {
        addLora(u"loras/ink.safetensors"_s);
        OpenModels models(1);
        models.choose("ink");
        auto* const button = models.find<QPushButton>("copyModelHash");
        QCOMPARE(button->text(), u"Compute &hash"_s);
        models.press("copyModelHash");
        QTRY_COMPARE(button->text(), u"Copy &hash"_s);
        QTest::keyClick(models.list, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), models.page().hash());
        QCOMPARE(models.page().hash().size(), 10);
        QVERIFY(models.text("modelFacts").contains(models.page().hash() + u" (AutoV2)"_s));
    }

    void whatGoesIsNotShown() {
        const QString path = addLora(u"loras/ink.safetensors"_s);
        OpenModels models(1);
        models.choose("ink");
        QVERIFY(QFile::remove(path));
        QTRY_COMPARE(models.list->model()->rowCount(), 0);
        QVERIFY(!models.find("useModel")->isEnabled());
        QVERIFY(!models.find("modelFacts")->isVisible());
        QVERIFY(models.text("modelCount").startsWith(u"Drop models into "_s));
    }

    void searchAndKeys() {
        addLora(u"loras/ink.safetensors"_s);
        addTensor(u"embeddings/face.safetensors"_s, "emb_params", {1, 768});
        OpenModels models(2);
        auto* const search = models.find<QLineEdit>("modelSearch");
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, u"ink"_s);
        QCOMPARE(namesIn(*models.list->model()), texts({"ink"}));
        QCOMPARE(models.text("modelCount"), u"1 of 2 models"_s);
        QTest::keyClick(search, Qt::Key_Down);
        QVERIFY(models.list->hasFocus());
        QTRY_COMPARE(models.text("modelName"), u"ink"_s);
        QTest::keyClick(models.list, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(search->hasFocus());
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(namesIn(*models.list->model()), texts({"face", "ink"}));
        auto* const kind = models.find<QComboBox>("modelKind");
        kind->setFocus();
        QTest::keyClicks(kind, u"Emb"_s);
        QCOMPARE(namesIn(*models.list->model()), texts({"face"}));
        QTest::keyClick(models.list, Qt::Key_Escape);
        QVERIFY(!models.window->isVisible());
        QVERIFY(!models.page().entry());
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::ModelsWindowTest)
#include "models_window_test.moc"
