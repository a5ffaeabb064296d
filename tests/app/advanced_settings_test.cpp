// SPDX-License-Identifier: Apache-2.0
// The settings that most pictures do without: each changes its field and shows it, none works in hiding.
#include <functional>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

#include "app/model_files.h"
#include "app/studio_fixture.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const QStringList fields{u"vae"_s,    u"clipSkip"_s,  u"eta"_s,    u"randomSource"_s,
                         u"compat"_s, u"precision"_s, u"family"_s, u"prediction"_s};

/// Chooses the entry with this text as a user does.
void choose(QComboBox& box, const QString& text) {
    const int index = box.findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Home);
    for (int i = 0; i < index; ++i) QTest::keyClick(&box, Qt::Key_Down);
    QCOMPARE(box.currentText(), text);
}

struct Change {
    const char* name;
    const char* field;
    const char* text;  // of a box; of a spin box what is typed
    std::function<void(Request&)> expected;
};

}  // namespace

class AdvancedSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }
    void init() { removeModels(); }

    void hiddenUntilWanted() {
        Studio studio;
        for (const QString& field : fields) QVERIFY2(!studio.find(qPrintable(field))->isVisible(), qPrintable(field));
        QTest::mouseClick(studio.find<QToolButton>("moreSettings"), Qt::LeftButton);
        for (const QString& field : fields) QVERIFY2(studio.find(qPrintable(field))->isVisible(), qPrintable(field));
        QVERIFY(!studio.find("loras")->isVisible());  // there are none
        QTest::mouseClick(studio.find<QToolButton>("moreSettings"), Qt::LeftButton);
        for (const QString& field : fields) QVERIFY2(!studio.find(qPrintable(field))->isVisible(), qPrintable(field));
    }

    void theyScrollIntoSight() {
        Studio studio;
        studio.window->resize(1280, 720);
        const auto isInSight = [&](const char* name) {
            const QWidget* const field = studio.find(name);
            return field->isVisible() && field->visibleRegion().boundingRect() == field->rect();
        };
        QVERIFY(!isInSight("clipSkip"));
        QTest::mouseClick(studio.find<QToolButton>("moreSettings"), Qt::LeftButton);
        QTRY_VERIFY(isInSight("moreSettings"));
        for (const char* field : {"vae", "clipSkip", "eta"}) QVERIFY2(isInSight(field), field);
    }

    void eachChangesItsField_data() {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < changes.size(); ++i) QTest::newRow(changes[i].name) << int(i);
    }
    void eachChangesItsField() {
        QFETCH(int, number);
        const Change& change = changes[std::size_t(number)];
        Studio studio;
        studio.find<QToolButton>("moreSettings")->click();
        const Request before = studio.model->request().chosen();
        Request expected = before;
        change.expected(expected);
        auto* const box = studio.find<QComboBox>(change.field);
        auto* const spin = studio.find<QAbstractSpinBox>(change.field);
        if (box) {
            choose(*box, QString::fromUtf8(change.text));
        } else {
            spin->setFocus();
            spin->selectAll();
            QTest::keyClicks(spin, QString::fromUtf8(change.text));
            QTest::keyClick(spin, Qt::Key_Tab);
        }
        QVERIFY(studio.model->request().chosen() == expected);
        if (box) choose(*box, box->itemText(0));
        for (int i = 0; spin && i < 40; ++i) QTest::keyClick(spin, Qt::Key_Down);
        QVERIFY(studio.model->request().chosen() == before);  // and back
    }

    // Settings of another picture that are unusual are seen.
    void whatIsRestoredIsShown_data() {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < changes.size(); ++i) QTest::newRow(changes[i].name) << int(i);
    }
    void whatIsRestoredIsShown() {
        QFETCH(int, number);
        const Change& change = changes[std::size_t(number)];
        Studio studio;
        Request request;
        request.prompt = "x";
        change.expected(request);
        studio.model->request().restore(request, RestorePart::everything);
        QVERIFY(studio.find(change.field)->isVisible());
        if (auto* const box = studio.find<QComboBox>(change.field))
            QCOMPARE(box->currentText(), QString::fromUtf8(change.text));
        else
            QCOMPARE(studio.find<QAbstractSpinBox>(change.field)->text(), QString::fromUtf8(change.text));
        QTest::mouseClick(studio.find<QToolButton>("moreSettings"), Qt::LeftButton);
        studio.typePrompt("another");
        QVERIFY(!studio.find(change.field)->isVisible());  // who hides it knows of it
        studio.find<QToolButton>("resetSettings")->click();
        QVERIFY(studio.model->request().chosen().vae.empty());
        QCOMPARE(studio.model->request().chosen().clip_skip, 0U);
    }

    void lorasOfARestoredPictureCanBeTakenOff() {
        Studio studio;
        Request request;
        request.prompt = "x";
        request.loras = {{.file = "/m/loras/ink.safetensors", .unet_weight = 0.8, .text_weight = 1}};
        studio.model->request().restore(request, RestorePart::everything);
        QVERIFY(studio.find("loras")->isVisible());
        QCOMPARE(studio.find("loras")->findChild<QLabel*>()->text(), u"ink 0.8"_s);
        studio.find<QToolButton>("removeLoras")->click();
        QVERIFY(studio.model->request().chosen().loras.empty());
        QVERIFY(!studio.find("loras")->isVisible());
    }

    void anAutoencoderFromElsewhereIsShown() {
        Studio studio;
        Request request;
        request.vae = "/elsewhere/soft.safetensors";
        studio.model->request().restore(request, RestorePart::everything);
        QVERIFY(studio.find("vae")->isVisible());
        QCOMPARE(studio.find<QComboBox>("vae")->currentText(), u"soft"_s);
    }

    void autoencodersOfTheLibraryAreOffered() {
        const QString path = addTensor(u"vae/clear.safetensors"_s, "decoder.conv_in.weight", {512, 4, 3, 3});
        addTensor(u"vae/tiny.safetensors"_s, "decoder.layers.1.weight", {64, 4, 3, 3});
        addLora(u"loras/ink.safetensors"_s);
        Studio studio;
        auto* const box = studio.find<QComboBox>("vae");
        studio.find<QToolButton>("moreSettings")->click();
        QTRY_COMPARE(studio.model->library().size(), 3);
        QCOMPARE(box->count(), 3);
        choose(*box, u"clear"_s);
        QCOMPARE(studio.model->request().chosen().vae, path.toStdString());
        QVERIFY(QFile::remove(path));
        studio.model->library().rescan();
        QTRY_COMPARE(studio.model->library().size(), 2);
        QCOMPARE(box->currentText(), u"clear"_s);  // the request still says so
    }

private:
    const std::vector<Change> changes{
        {"clip skip", "clipSkip", "2", [](Request& r) { r.clip_skip = 2; }},
        {"clip skip of a deep encoder", "clipSkip", "24", [](Request& r) { r.clip_skip = 24; }},
        {"eta", "eta", "0.50", [](Request& r) { r.eta = 0.5; }},
        {"noise", "randomSource", "As PyTorch on CUDA", [](Request& r) { r.random_source = RandomSource::philox; }},
        {"another program", "compat", "A1111", [](Request& r) { r.compat = "a1111"; }},
        {"precision", "precision", "Full (f32)", [](Request& r) { r.dtype = DType::f32; }},
        {"family", "family", "Stable Diffusion XL", [](Request& r) { r.family = "sdxl"; }},
        {"prediction", "prediction", "Velocity (v)", [](Request& r) { r.prediction = "v"; }},
    };
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::AdvancedSettingsTest)
#include "advanced_settings_test.moc"
