// SPDX-License-Identifier: Apache-2.0
// What helps while a prompt is written: styles, the history, and the resolved prompt of a picture. Completions are in
// prompt_help_test.cpp.
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include "app/model_files.h"
#include "app/studio_fixture.h"
#include "item_models/completion_model.h"
#include "panels/history_panel.h"
#include "support/cpu_timer.h"

namespace lemnos::studio {
class PromptStylesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void styled_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("expected");
        QTest::newRow("place") << QStringLiteral("a cat") << QStringLiteral("oil of {prompt}, thick")
                               << QStringLiteral("oil of a cat, thick");
        QTest::newRow("twice") << QStringLiteral("cat") << QStringLiteral("{prompt} {prompt}")
                               << QStringLiteral("cat cat");
        QTest::newRow("behind") << QStringLiteral("cat") << QStringLiteral("thick") << QStringLiteral("cat, thick");
        QTest::newRow("nothing written") << QString() << QStringLiteral("{prompt}, blurry") << QStringLiteral("blurry");
        QTest::newRow("nothing written, behind") << QString() << QStringLiteral("blurry") << QStringLiteral("blurry");
        QTest::newRow("no pattern") << QStringLiteral("cat") << QString() << QStringLiteral("cat");
        QTest::newRow("own commas stay") << QStringLiteral("cat,") << QStringLiteral("{prompt} x")
                                         << QStringLiteral("cat, x");
    }
    void styled() {
        QFETCH(QString, text);
        QFETCH(QString, pattern);
        QFETCH(QString, expected);
        QCOMPARE(lemnos::studio::styled(text, pattern), expected);
    }

    void stylesAreTickedInTheMenu() {
        Studio studio;
        auto* const button = studio.find<QToolButton>("styles");
        QMenu* const menu = button->menu();
        QTimer::singleShot(0, menu, [&] {
            const auto tick = [&](const char* name) {
                for (QAction* const action : menu->actions())
                    if (action->text() == QLatin1String(name))
                        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            };
            tick("Watercolor");
            QVERIFY(menu->isVisible());
            tick("Low light");
            tick("Watercolor");
            tick("Watercolor");
            menu->close();
        });
        button->showMenu();
        QApplication::setActiveWindow(studio.window.get());  // as a window system does when a menu closes
        QCOMPARE(studio.model->styles().chosen(), texts({"Low light", "Watercolor"}));
        QCOMPARE(button->text(), QStringLiteral("Styles: 2"));
        studio.typePrompt("a cat");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        const std::string painted = studio.script->runs().front().prompt;
        QVERIFY2(painted.starts_with("a cat, night") && painted.ends_with("visible brushstrokes"), painted.c_str());
        QVERIFY(studio.script->runs().front().negative_prompt.starts_with("overexposed"));
        QCOMPARE(studio.model->request().chosen().prompt, "a cat");  // what was written stays
        studio.model->restoreSettings(studio.model->gallery().at(0).id, RestorePart::prompt);
        QCOMPARE(studio.model->request().chosen().prompt, painted);
        QVERIFY(studio.model->styles().chosen().isEmpty());  // not twice
    }

    void ownStylesAreAddedEditedAndRemoved() {
        Studio studio;
        studio.typePrompt("fog, dew");
        for (QAction* action : (Q_EMIT studio.find<QToolButton>("styles")->menu()->aboutToShow(),
                                studio.find<QToolButton>("styles")->menu()->actions()))
            if (action->text().startsWith(QStringLiteral("&Keep"))) action->trigger();
        auto* const name = studio.find<QLineEdit>("styleName");
        QVERIFY(name && name->isVisible());
        QCOMPARE(name->text(), QStringLiteral("My style"));
        QCOMPARE(studio.model->styles().find(QStringLiteral("My style"))->prompt, QStringLiteral("{prompt}, fog, dew"));
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("Morning"));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(!studio.model->styles().find(QStringLiteral("My style")));
        QTest::keyClicks(studio.find("styleNegative"), QStringLiteral("noon"));
        QCOMPARE(studio.model->styles().find(QStringLiteral("Morning"))->negative, QStringLiteral("noon"));
        name->setText(QStringLiteral("  "));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(!studio.find<QLabel>("styleProblem")->text().isEmpty());
        QVERIFY(studio.model->styles().find(QStringLiteral("Morning")));
        QTest::mouseClick(studio.find("styleRemove"), Qt::LeftButton);
        QVERIFY(!studio.model->styles().find(QStringLiteral("Morning")));
    }

    void aShippedStyleCanBeChangedAndComesBack() {
        Studio studio;
        Styles& styles = studio.model->styles();
        const Style shipped = *styles.find(QStringLiteral("Watercolor"));
        QVERIFY(!styles.isOwn(shipped.name));
        styles.choose(shipped.name, Styles::Choice::on);
        QVERIFY(styles.put({shipped.name, QStringLiteral("{prompt} wet"), {}}, shipped.name));
        const qsizetype count = styles.all().size();
        QCOMPARE(styles.find(shipped.name)->prompt, QStringLiteral("{prompt} wet"));
        styles.remove(shipped.name);
        QCOMPARE(*styles.find(shipped.name), shipped);
        QCOMPARE(styles.all().size(), count);
        QVERIFY(styles.isChosen(shipped.name));
        QVERIFY(!styles.put({QStringLiteral(" "), {}, {}}));
        QVERIFY(styles.put({QStringLiteral("a"), {}, {}}));
        QVERIFY(!styles.put({QStringLiteral("a"), {}, {}}));
    }

    void stylesSurviveARestart() {
        {
            Studio studio;
            QVERIFY(studio.model->styles().put(
                {QStringLiteral("Mine"), QStringLiteral("{prompt} x"), QStringLiteral("y")}));
            studio.model->styles().choose(QStringLiteral("Mine"), Styles::Choice::on);
        }
        Studio next(std::make_shared<FakeScript>(), Studio::Start::now, Studio::Memory::ofTheLast);
        QTRY_COMPARE(next.model->styles().chosen(), texts({"Mine"}));
        QCOMPARE(*next.model->styles().find(QStringLiteral("Mine")),
                 (Style{QStringLiteral("Mine"), QStringLiteral("{prompt} x"), QStringLiteral("y")}));
    }

    void aDamagedFileIsSetAside_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("{\"styles\": [");
        QTest::newRow("no list") << QByteArray("{}");
        QTest::newRow("no name") << QByteArray(R"({"styles": [{"prompt": "x"}]})");
        QTest::newRow("wrong type") << QByteArray(R"({"styles": [{"name": 7}]})");
        QTest::newRow("no object") << QByteArray(R"({"styles": ["x"]})");
        QTest::newRow("twice") << QByteArray(R"({"styles": [{"name": "a"}, {"name": "a"}]})");
    }
    void aDamagedFileIsSetAside() {
        QFETCH(QByteArray, bytes);
        Studio studio(std::make_shared<FakeScript>(), Studio::Start::later);
        const QString path = studio.model->styles().path();
        QFile::remove(path + QStringLiteral(".damaged"));
        QDir().mkpath(QFileInfo(path).path());
        writeBytes(path, bytes);
        studio.workers->start();
        QTRY_VERIFY(studio.model->notices().notice());
        QVERIFY(studio.model->notices().notice()->text.contains(path));
        QTRY_COMPARE(bytesOf(path + QStringLiteral(".damaged")), bytes);
        studio.model->styles().choose(QStringLiteral("Watercolor"), Styles::Choice::on);  // and work goes on
        QTRY_VERIFY(bytesOf(path).contains("Watercolor"));
        QCOMPARE(bytesOf(path + QStringLiteral(".damaged")), bytes);
    }

    void altArrowsWalkThroughThePrompts() {
        Studio studio;
        auto* const prompt = studio.find<QPlainTextEdit>("prompt");
        for (const char* text : {"one", "two", "one", "three"}) {
            studio.typePrompt(text);
            studio.press(Qt::Key_Return, Qt::ControlModifier);
        }
        QVERIFY(studio.waitForPictures(4));
        QCOMPARE(studio.model->prompts().prompts().size(), 3);  // none twice
        studio.typePrompt("draft");
        const auto walk = [&](Qt::Key key) {
            studio.press(key, Qt::AltModifier);
            return prompt->toPlainText();
        };
        QCOMPARE(walk(Qt::Key_Up), QStringLiteral("three"));
        QCOMPARE(walk(Qt::Key_Up), QStringLiteral("one"));
        QCOMPARE(walk(Qt::Key_Up), QStringLiteral("two"));
        QCOMPARE(walk(Qt::Key_Up), QStringLiteral("two"));
        QCOMPARE(walk(Qt::Key_Down), QStringLiteral("one"));
        QCOMPARE(studio.model->request().chosen().prompt, "one");
        QCOMPARE(walk(Qt::Key_Down), QStringLiteral("three"));
        QCOMPARE(walk(Qt::Key_Down), QStringLiteral("draft"));
        QCOMPARE(walk(Qt::Key_Down), QStringLiteral("draft"));
        QCOMPARE(walk(Qt::Key_Up), QStringLiteral("three"));
        QTest::keyClicks(prompt, QStringLiteral("!"));
        QCOMPARE(walk(Qt::Key_Up), QStringLiteral("three"));  // from a new text it begins anew
        QCOMPARE(walk(Qt::Key_Down), QStringLiteral("three!"));
        prompt->undo();
        QCOMPARE(prompt->toPlainText(), QStringLiteral("three"));
    }

    void theHistoryBringsBothPrompts() {
        PromptHistory history;
        history.add({"a", "x"});
        history.add({"a", "y"});
        QCOMPARE(history.older({"", ""}).value(), (PromptPair{"a", "y"}));
        QCOMPARE(history.older({"a", "y"}).value(), (PromptPair{"a", "x"}));
        for (int i = 0; i < 600; ++i) history.add({std::to_string(i), ""});
        QCOMPARE(history.prompts().size(), PromptHistory::most);
        QCOMPARE(history.prompts().front().prompt, "599");
    }

    void promptsSurviveARestart() {
        {
            Studio studio;
            studio.typePrompt("kept \"quoted\"");
            studio.press(Qt::Key_Return, Qt::ControlModifier);
            QVERIFY(studio.waitForPictures(1));
        }
        Studio next(std::make_shared<FakeScript>(), Studio::Start::now, Studio::Memory::ofTheLast);
        QTRY_COMPARE(next.model->prompts().prompts().size(), 1);
        next.typePrompt("new");
        next.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(next.find<QPlainTextEdit>("prompt")->toPlainText(), QStringLiteral("kept \"quoted\""));
    }

    void theResolvedPromptIsShownAndCopied() {
        Studio studio;
        studio.typePrompt("a {red|green|blue} cat");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        const QString details = studio.find<QLabel>("details")->text();
        const QString resolved = details.section(QLatin1Char('\n'), 0, 0);
        QVERIFY2(texts({"a red cat", "a green cat", "a blue cat"}).contains(resolved), qPrintable(details));
        QCOMPARE(studio.model->request().chosen().prompt, "a {red|green|blue} cat");
        studio.window->findChild<HistoryPanel*>()->copyPrompt(studio.model->gallery().at(0).id);
        QCOMPARE(QGuiApplication::clipboard()->text(), resolved);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::PromptStylesTest)
#include "prompt_styles_test.moc"
