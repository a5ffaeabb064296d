// SPDX-License-Identifier: Apache-2.0
// Which syntax stands where in a prompt: one letter below each byte that is syntax.
#include "text/prompt_scan.h"

#include <QTest>

#include "support/cpu_timer.h"

using namespace lemnos;

namespace {

// e emphasis, s schedule, c choice, l LoRA, B BREAK, A AND, # comment, ! unbalanced
QString letters(std::string_view prompt, const PromptRules& rules) {
    constexpr std::string_view names = "escLBA#!";
    QString shown(qsizetype(prompt.size()), QLatin1Char('.'));
    std::size_t last = 0;
    for (const PromptMark& mark : scan_prompt(prompt, rules).marks) {
        if (mark.range.begin < last || mark.range.end <= mark.range.begin || mark.range.end > prompt.size())
            return QStringLiteral("marks overlap");
        last = mark.range.end;
        for (std::size_t at = mark.range.begin; at < mark.range.end; ++at)
            shown[qsizetype(at)] = QLatin1Char(names[std::size_t(mark.kind)]);
    }
    return shown;
}

}  // namespace

class PromptScanTest : public QObject {
    Q_OBJECT

private slots:
    void marks_data() {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("marks");
        const auto row = [](const char* name, const char* prompt, const char* marks) {
            QTest::newRow(name) << QString::fromUtf8(prompt) << QString::fromUtf8(marks);
        };
        row("words", "a cat, red", "..........");
        row("weight", "(cat:1.2)", "e...eeeee");
        row("weight with spaces", "(cat : 1.2 )", "e....eeeeeee");
        row("plain brackets", "((cat))", "ee...ee");
        row("square", "[cat]", "e...e");
        row("colon that is no weight", "(a:b)", "e...e");
        row("weight outside", "a:1.2)", ".....!");
        row("unclosed", "(cat [dog", "!....!...");
        row("unopened", "cat) dog]", "...!....!");
        row("over lines", "(a\nb:2)", "e...eee");
        row("escaped", "\\(a\\) (b)", "......e.e");
        row("escaped backslash", "\\\\(a)", "..e.e");
        row("lora", "a <lora:x:0.8> b", "..LLLLLLLLLLLL..");
        row("lora without weight", "<lora:x>", "LLLLLLLL");
        row("lora in brackets", "(<lora:a(b:1>)", "eLLLLLLLLLLLLe");
        row("lora without end", "<lora:x", "!!!!!!.");
        row("lora with a wrong weight", "<lora:x:y>", "!!!!!!....");
        row("choice", "{a|b}", "c.c.c");
        row("choices in each other", "{a|{b|c}}", "c.cc.c.cc");
        row("weighted choice", "{0.5::a|b}", "cccccc.c.c");
        row("several of a choice", "{2$$a|b}", "cccc.c.c");
        row("brackets in a choice", "{(a:1.1)|b}", "ce.eeeeec.c");
        row("brackets around a choice", "({a|b}:1.1)", "ec.c.ceeeee");
        row("unclosed choice", "{a|b", "!...");
        row("unopened choice", "a|b}", "...!");
        row("wildcard file", "a __b/c__", "..ccccccc");
        row("schedule", "[a:b:0.5]", "s.s.sssss");
        row("schedule from nothing", "[a:10]", "s.ssss");
        row("schedule to nothing", "[a::0.5]", "s.ssssss");
        row("alternation", "[a|b]", "s.s.s");
        row("schedule of a choice", "[{a|b}:c:5]", "sc.c.cs.sss");
        row("stray brace in a schedule", "[a:b:}0.5}]", "s.s.s!sss!s");
        row("stray brace in a weight", "(a:}1.2)", "e.e!eeee");
        row("weights in a schedule", "[(a:1.2):b:5]", "se.eeeees.sss");
        row("break", "a BREAK b", "..BBBBB..");
        row("break in a word", "BREAKS aBREAK", ".............");
        row("and", "a AND b", "..AAA..");
        row("in a word", "SAND AND", ".....AAA");
        row("comment", "a # (b\n(c)", "..####.e.e");
        row("escaped comment", "a \\# (b)", ".....e.e");
        row("beyond ASCII", "(ä:1.2)", "e..eeeee");
    }
    void marks() {
        QFETCH(QString, prompt);
        QFETCH(QString, marks);
        QCOMPARE(letters(prompt.toStdString(), a1111_prompts), marks);
    }

    void comfyui_data() {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("marks");
        const auto row = [](const char* name, const char* prompt, const char* marks) {
            QTest::newRow(name) << QString::fromLatin1(prompt) << QString::fromLatin1(marks);
        };
        row("weight", "(cat:1.2)", "e...eeeee");
        row("square brackets mean nothing", "[a:b:5] [", ".........");
        row("words mean nothing", "BREAK AND", ".........");
        row("no comments", "a #b", "....");
        row("comments beside choices", "{a|b} #b", "c.c.c.##");
    }
    void comfyui() {
        QFETCH(QString, prompt);
        QFETCH(QString, marks);
        QCOMPARE(letters(prompt.toStdString(), comfyui_prompts), marks);
    }

    void hostile_prompts_take_no_time() {
        for (const char* piece : {"(", ")", "[", "{", "{a|", ":1.", "[a:", "<lora:", "__", "\\", "#\n", "( :", "[|"}) {
            std::string prompt;
            while (prompt.size() < 65536) prompt += piece;
            const testing::CpuTimer timer;
            scan_prompt(prompt, a1111_prompts);
            const double seconds = timer.seconds();
            QVERIFY2(seconds < 0.5, qPrintable(QStringLiteral("%1: %2 s").arg(QLatin1String(piece)).arg(seconds)));
        }
    }
};

QTEST_APPLESS_MAIN(PromptScanTest)
#include "prompt_scan_test.moc"
