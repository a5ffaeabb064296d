// SPDX-License-Identifier: Apache-2.0
// What helps while a prompt is written: completions, styles, the history, and the resolved prompt of a picture.
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
namespace {

using Kind = Completion::Kind;

QStringList namesOf(const QList<Completion>& choices) {
    QStringList names;
    for (const Completion& choice : choices) names.append(choice.name);
    return names;
}

/// A studio that knows some tags and a LoRA.
struct Writing : Studio {
    Writing() {
        model->library().noteFound(
            {.path = QStringLiteral("/models/Lora/lightning.safetensors"), .kind = ModelKind::lora});
        model->library().noteFound(
            {.path = QStringLiteral("/models/embeddings/lightsaber.pt"), .kind = ModelKind::embedding});
        model->completions().setTagsFile(QStringLiteral("/tags.csv"));
        model->completions().noteTags(QStringLiteral("/tags.csv"),
                                      std::make_shared<const CompletionIndex>(readTags(
                                          "blue_hair,500\nlight_blue_hair,90\nlighthouse,700\nlight_(artist),8\n")));
        prompt = find<QPlainTextEdit>("prompt");
        prompt->setFocus();
        list = find<QListView>("promptCompletions");
    }
    QStringList offered() const {
        QStringList names;
        for (int row = 0; list->isVisible() && row < list->model()->rowCount(); ++row)
            names.append(list->model()->index(row, 0).data().toString());
        return names;
    }
    void type(const char* text) { QTest::keyClicks(prompt, QString::fromLatin1(text)); }
    QString text() const { return prompt->toPlainText(); }

    QPlainTextEdit* prompt;
    QListView* list;
};

}  // namespace

class PromptHelpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void tagsAreRead_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("count");
        QTest::newRow("one per line") << QByteArray("red hair") << QStringLiteral("red hair") << qint64(0);
        QTest::newRow("with count") << QByteArray("1girl,6000000") << QStringLiteral("1girl") << qint64(6'000'000);
        QTest::newRow("with kind and count")
            << QByteArray("hat,0,123,\"cap,bonnet\"") << QStringLiteral("hat") << qint64(123);
        QTest::newRow("with aliases only") << QByteArray("hat,12,cap") << QStringLiteral("hat") << qint64(12);
        QTest::newRow("quoted") << QByteArray("\"a, \"\"b\"\"\",7") << QStringLiteral("a, \"b\"") << qint64(7);
        QTest::newRow("DOS") << QByteArray("hat,3\r") << QStringLiteral("hat") << qint64(3);
        QTest::newRow("beyond ASCII") << QByteArray("b\xc3\xa4r,3") << QString::fromUtf8("bär") << qint64(3);
    }
    void tagsAreRead() {
        QFETCH(QByteArray, line);
        QFETCH(QString, name);
        QFETCH(qint64, count);
        const QList<Completion> tags = readTags("\n" + line + "\n  \n");
        QCOMPARE(tags.size(), 1);
        QCOMPARE(tags.front(), (Completion{name, Kind::tag, count}));
    }

    void matches_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("by count") << QStringLiteral("bl") << texts({"blue_sky", "blonde", "pale_blue"});
        QTest::newRow("any case") << QStringLiteral("BLO") << texts({"blonde"});
        QTest::newRow("spaces for underscores") << QStringLiteral("blue s") << texts({"blue_sky"});
        QTest::newRow("a later word") << QStringLiteral("sky") << texts({"blue_sky"});
        QTest::newRow("not inside of words") << QStringLiteral("ky") << QStringList{};
        QTest::newRow("models before tags") << QStringLiteral("bo") << texts({"Bob", "boat"});
        QTest::newRow("in brackets") << QStringLiteral("se") << texts({"boat (sea)"});
    }
    void matches() {
        QFETCH(QString, typed);
        QFETCH(QStringList, names);
        const CompletionIndex index({{QStringLiteral("blonde"), Kind::tag, 40},
                                     {QStringLiteral("blue_sky"), Kind::tag, 90},
                                     {QStringLiteral("pale_blue"), Kind::tag, 999},
                                     {QStringLiteral("boat"), Kind::tag, 5000},
                                     {QStringLiteral("Bob"), Kind::lora, 0},
                                     {QStringLiteral("boat (sea)"), Kind::tag, 1}});
        if (typed == QStringLiteral("bo")) names.append(QStringLiteral("boat (sea)"));
        QCOMPARE(namesOf(index.matching(typed, 12)), names);
        QVERIFY(index.matching(typed, 1).size() <= 1);
    }

    void aHundredThousandTagsAnswerAtOnce() {
        QByteArray text;
        for (int i = 0; i < 100'000; ++i)
            text += "word" + QByteArray::number(i % 997) + "_of_tag" + QByteArray::number(i) + "," +
                    QByteArray::number(i * 7919 % 100'003) + "\n";
        const CompletionIndex index(readTags(text));
        QCOMPARE(index.size(), 100'000);
        double worst = 0;
        for (const char* typed : {"wo", "word", "word9", "of", "ta", "tag99999", "zz"}) {
            const lemnos::testing::CpuTimer timer;
            (void)index.matching(QString::fromLatin1(typed), 12);
            worst = std::max(worst, timer.seconds() * 1e3);
        }
        qInfo("%.2f ms", worst);
        QVERIFY2(worst < 10, qPrintable(QString::number(worst)));
    }

    void aListComesWithTheSecondLetter() {
        Writing studio;
        studio.type("a sea, l");
        QVERIFY(studio.offered().isEmpty());
        studio.type("i");
        QCOMPARE(studio.offered().first(3), texts({"lightning", "lightsaber", "Low light"}));
        studio.type("ghth");
        QCOMPARE(studio.offered(), texts({"lighthouse"}));
        studio.type("zz");
        QVERIFY(studio.offered().isEmpty());
        QVERIFY(!studio.list->hasFocus());
    }

    void nobodyIsInterrupted() {
        Writing studio;
        studio.type("light");
        QVERIFY(!studio.offered().isEmpty());
        studio.press(Qt::Key_Return);
        QCOMPARE(studio.text(), QStringLiteral("light\n"));
        QVERIFY(studio.offered().isEmpty());
        studio.type("light");
        studio.press(Qt::Key_Tab);  // leaves the field, as always
        QCOMPARE(studio.text(), QStringLiteral("light\nlight"));
        QVERIFY(QApplication::focusWidget() != studio.prompt);
        QVERIFY(studio.offered().isEmpty());
    }

    void arrowsChooseAndEnterTakes_data() {
        QTest::addColumn<int>("key");
        QTest::newRow("Enter") << int(Qt::Key_Return);
        QTest::newRow("Tab") << int(Qt::Key_Tab);
    }
    void arrowsChooseAndEnterTakes() {
        QFETCH(int, key);
        Writing studio;
        studio.type("a sea, lighth");
        studio.press(Qt::Key_Down);
        studio.press(Qt::Key(key));
        QCOMPARE(studio.text(), QStringLiteral("a sea, lighthouse"));
        QCOMPARE(studio.model->request().chosen().prompt, "a sea, lighthouse");
        QVERIFY(studio.offered().isEmpty());
        QCOMPARE(QApplication::focusWidget(), studio.prompt);
        studio.prompt->undo();
        QCOMPARE(studio.text(), QStringLiteral("a sea, lighth"));
    }

    void whatIsTakenIsWrittenAsItIsRead_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("compat");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* typed, const char* compat, const char* expected) {
            QTest::newRow(name) << QString::fromLatin1(typed) << QString::fromLatin1(compat)
                                << QString::fromLatin1(expected);
        };
        row("lora", "x lightn", "native", "x <lora:lightning:1>");
        row("lora in its tag", "x <lora:li", "native", "x <lora:lightning:1>");
        row("embedding", "lights", "native", "lightsaber");
        row("embedding in ComfyUI", "lights", "comfyui", "embedding:lightsaber");
        row("tag of several words", "a, light bl", "native", "a, light blue hair");
        row("last words of a phrase", "a girl with blue h", "native", "a girl with blue hair");
        row("brackets are escaped", "light (a", "native", "light (a");
        row("brackets in a tag", "artist", "native", "light \\(artist\\)");
        row("in brackets", "(lighth", "native", "(lighthouse");
    }
    void whatIsTakenIsWrittenAsItIsRead() {
        QFETCH(QString, typed);
        QFETCH(QString, compat);
        QFETCH(QString, expected);
        Writing studio;
        studio.model->request().change([&](Request& r) { r.compat = compat.toStdString(); });
        studio.type(typed.toLatin1());
        if (!studio.offered().isEmpty()) {
            studio.press(Qt::Key_Down);
            studio.press(Qt::Key_Return);
        }
        QCOMPARE(studio.text(), expected);
    }

    void escapeClosesTheListAndCancelsNothing() {
        Writing studio;
        studio.script->stepMilliseconds = 400;
        studio.type("slow");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!studio.script->runs().empty());
        studio.type(", lighth");
        QVERIFY(!studio.offered().isEmpty());
        studio.press(Qt::Key_Escape);
        QVERIFY(studio.offered().isEmpty());
        QVERIFY(!studio.model->queue().isCancelling());
        QCOMPARE(studio.text(), QStringLiteral("slow, lighth"));
        studio.press(Qt::Key_Escape);  // and without a list it cancels
        QVERIFY(studio.model->queue().isCancelling());
    }

    void commentsAndWeightsAreLeftAlone() {
        Writing studio;
        studio.type("# lighth");
        QVERIFY(studio.offered().isEmpty());
        studio.press(Qt::Key_Return);
        studio.type("<lora:lightning:0.8");
        QVERIFY(studio.offered().isEmpty());
        studio.type("> lighth");
        QVERIFY(!studio.offered().isEmpty());
        studio.press(Qt::Key_Left);
        QVERIFY(studio.offered().isEmpty());
    }

    void theMouseTakesToo() {
        Writing studio;
        studio.type("lighth");
        QVERIFY(!studio.offered().isEmpty());
        QTest::mouseClick(studio.list->viewport(), Qt::LeftButton, {},
                          studio.list->visualRect(studio.list->model()->index(0, 0)).center());
        QCOMPARE(studio.text(), QStringLiteral("lighthouse"));
    }

    void completionModelKeepsTheRules() {
        CompletionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setChoices({{QStringLiteral("a"), Kind::tag, 1'240'000},
                          {QStringLiteral("b"), Kind::tag, 2'500},
                          {QStringLiteral("c"), Kind::lora, 0}});
        QCOMPARE(model.index(0).data(CompletionModel::KindRole).toString(), QStringLiteral("1.2 M"));
        QCOMPARE(model.index(1).data(CompletionModel::KindRole).toString(), QStringLiteral("2.5 k"));
        QCOMPARE(model.index(2).data(Qt::AccessibleTextRole).toString(), QStringLiteral("c LoRA"));
        model.setChoices({});
        QCOMPARE(model.rowCount(), 0);
    }

    void theTagsFileIsReadFromTheSettings() {
        Studio studio;
        const QString path = studio.folder.filePath(QStringLiteral("tags.csv"));
        writeBytes(path, "zebra,3\nzeppelin,9\n");
        studio.model->chooseTagsFile(path);
        QCOMPARE(studio.model->settings().tagsFile(), path);
        QTRY_COMPARE(namesOf(studio.model->completions().complete(QStringLiteral("ze")).choices),
                     texts({"zeppelin", "zebra"}));
        studio.model->chooseTagsFile(QStringLiteral("/nowhere/tags.csv"));
        QTRY_VERIFY(studio.model->notices().notice());
        QVERIFY(studio.model->notices().notice()->text.contains(QStringLiteral("/nowhere/tags.csv")));
        QVERIFY(studio.model->completions().complete(QStringLiteral("ze")).choices.isEmpty());
    }

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

QTEST_MAIN(lemnos::studio::PromptHelpTest)
#include "prompt_help_test.moc"
