// SPDX-License-Identifier: Apache-2.0
// How long prompts are, with a vocabulary in which every letter is a token, and with that of the starter.
#include "pipeline/prompt_counter.h"

#include <QTest>

#include "support/cpu_timer.h"
#include "support/require.h"

using namespace lemnos;

namespace {

PromptCounter letters(std::uint32_t most_rows = 4) {
    return {ClipTokenizer::from_merges("header\n").value(), most_rows};
}

// "a a a": so many tokens.
QString words(int count) { return QStringLiteral("a ").repeated(count).trimmed(); }

}  // namespace

class PromptCounterTest : public QObject {
    Q_OBJECT

private slots:
    void counts_data() {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("tokens");
        QTest::addColumn<int>("room");
        const auto row = [](const char* name, const QString& prompt, int tokens, int room) {
            QTest::newRow(name) << prompt << tokens << room;
        };
        row("nothing", "", 0, 75);
        row("word", "cat", 3, 75);
        row("weights are no words", "((cat:1.2))", 3, 75);
        row("tags are no words", "cat <lora:x:1>", 3, 75);
        row("comments are no words", "cat # dog", 3, 75);
        row("one less than a row", words(74), 74, 75);
        row("a row", words(75), 75, 75);
        row("a row and one", words(76), 76, 150);
        row("BREAK fills its row", "a BREAK b", 76, 150);
        row("BREAK at the end", "a BREAK", 1, 75);
        row("of parts the longest", "a AND b c d AND e f", 3, 75);
        row("of a schedule the longest", "[a:b c d:0.5] e", 4, 75);
        row("of alternatives the longest", "[a|b c]", 2, 75);
        row("no more than the model takes", words(400), 300, 300);
    }
    void counts() {
        QFETCH(QString, prompt);
        const PromptLength length = letters().count(prompt.toStdString(), a1111_prompts);
        QTEST(int(length.tokens), "tokens");
        QTEST(int(length.room), "room");
        QCOMPARE(length.row, 75U);
        QVERIFY(!length.is_estimate);
    }

    void what_does_not_fit_is_counted() {
        const std::string prompt = words(400).toStdString();
        QCOMPARE(letters().count(prompt, a1111_prompts).cut_words, 100U);
        QCOMPARE(letters(1).count(prompt, a1111_prompts).cut_words, 325U);
        QCOMPARE(letters(1).count(prompt, a1111_prompts).room, 75U);
        QCOMPARE(letters().count(words(300).toStdString(), a1111_prompts).cut_words, 0U);
    }

    void choices_are_an_estimate() {
        QVERIFY(letters().count("{a|b c d}", a1111_prompts).is_estimate);
        QVERIFY(letters().count("a __colours__", a1111_prompts).is_estimate);
        QCOMPARE(letters().count("{a|b} c", a1111_prompts).tokens, 2U);
    }

    void comfyui_reads_other_words() {
        QCOMPARE(letters().count("[a:b:0.5]", a1111_prompts).tokens, 1U);
        QCOMPARE(letters().count("[a:b:0.5]", comfyui_prompts).tokens, 9U);
        QCOMPARE(letters().count("a # b", comfyui_prompts).tokens, 3U);
    }

    void row_ends_data() {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("ends");  // what stands before each end
        const auto row = [](const char* name, const QString& prompt, const char* ends) {
            QTest::newRow(name) << prompt << QString::fromUtf8(ends);
        };
        row("one row", words(75), "");
        row("two rows", words(74) + " x y z", "x");
        row("three rows", words(74) + " x " + words(74) + " y z", "x y");
        row("behind a comma", words(69) + ", b b b b b b b b b", ",");
        row("at BREAK", "cat BREAK dog", "t");
        row("behind a weight", "(" + words(74) + " x:1.2) y", "x");
        row("in a run of letters", words(74) + " x,y", "x");
        row("escapes are not counted", "\\(" + words(72) + "\\) x y", "x");
        row("beyond ASCII", words(72) + QString::fromUtf8(" ä x y"), "x");
        row("schedules end at different places", "[" + words(80) + ":x:0.5]", "");
        row("parts end at different places", words(80) + " AND x", "");
        row("choices end at different places", words(80) + " {a|b}", "");
    }
    void row_ends() {
        QFETCH(QString, prompt);
        QFETCH(QString, ends);
        const std::string text = prompt.toStdString();
        QStringList found;
        for (const std::size_t end : letters().count(text, a1111_prompts).row_ends)
            found.append(QString(QLatin1Char(text.at(end - 1))));
        QCOMPARE(found.join(QLatin1Char(' ')), ends);
    }

    void the_starter_has_a_vocabulary() {
        REQUIRE_VALUE(const PromptCounter counter, PromptCounter::open("starter", {}));
        const PromptLength length = counter.count("a red lighthouse by the sea", a1111_prompts);
        QVERIFY(length.tokens >= 6 && length.tokens <= 20);
        QVERIFY(length.room >= length.tokens);
    }

    void without_a_model_it_says_why() {
        const auto counter = PromptCounter::open("/nowhere/missing.safetensors", {});
        QVERIFY(!counter);
        QVERIFY(counter.error().text().find("missing.safetensors") != std::string::npos);
    }

    void a_prompt_is_counted_while_it_is_typed() {
        const PromptCounter counter = letters(4);
        const std::string prompt = QStringLiteral("a (red:1.2) light, ").repeated(100).toStdString();  // 1900 letters
        const testing::CpuTimer timer;
        for (int i = 0; i < 20; ++i) (void)counter.count(prompt, a1111_prompts);
        QVERIFY2(timer.seconds() < 20 * 0.005, qPrintable(QString::number(timer.seconds() / 20)));
        qInfo("%.3f ms", timer.seconds() * 50);
    }
};

QTEST_APPLESS_MAIN(PromptCounterTest)
#include "prompt_counter_test.moc"
