// SPDX-License-Identifier: Apache-2.0
// Emphasis as A1111 and ComfyUI read it.
#include "text/prompt.h"

#include <algorithm>
#include <cmath>

#include <QTest>

#include "support/cpu_timer.h"
#include "support/golden.h"

using namespace lemnos;

namespace {

using Spans = std::vector<PromptSpan>;
constexpr auto chunk_break = PromptSpan::Kind::chunk_break;

std::string shown(const Spans& spans) {
    std::string text;
    for (const PromptSpan& span : spans)
        text += span.kind == chunk_break ? "<BREAK>" : fmt::format("{{{}:{:.4f}}}", span.text, span.weight);
    return text;
}

}  // namespace

class PromptTest : public QObject {
    Q_OBJECT

private slots:
    void emphasis_data();
    void emphasis();
    void comfyui_data();
    void comfyui();
    void plain_text_is_left_alone();
    void hostile_prompts_take_no_time_data();
    void hostile_prompts_take_no_time();
};

void PromptTest::emphasis_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("spans");
    QTest::newRow("empty") << "" << "";
    QTest::newRow("words") << "a castle, fog" << "{a castle, fog:1.0000}";
    QTest::newRow("the example of A1111") << "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky)))."
                                          << "{a :1.0000}{house:1.5730}{ :1.1000}{on:1.0000}{ a "
                                             ":1.1000}{hill:0.5500}{, sun, :1.1000}{sky:1.4641}{.:1.1000}";
    QTest::newRow("round") << "(x)" << "{x:1.1000}";
    QTest::newRow("square") << "[x]" << "{x:0.9091}";
    QTest::newRow("weight") << "(x:1.5)" << "{x:1.5000}";
    QTest::newRow("weight with spaces") << "(x: 1.5 )" << "{x:1.5000}";
    QTest::newRow("weight with sign") << "(x:+1.5)(y:-0.5)" << "{x:1.5000}{y:-0.5000}";
    QTest::newRow("weight without leading zero") << "(x:.5)" << "{x:0.5000}";
    QTest::newRow("weight zero") << "(x:0)" << "{x:0.0000}";
    QTest::newRow("nested weights multiply") << "((x:1.2))" << "{x:1.3200}";
    QTest::newRow("weight needs a number") << "(x:y)" << "{x:y:1.1000}";
    QTest::newRow("weight with two dots") << "(x:1.2.3)" << "{x:1.2.3:1.1000}";
    QTest::newRow("weight outside brackets") << "x:1.5)" << "{x:1.5):1.0000}";
    QTest::newRow("weight in square brackets") << "[x:1.5]" << "{x:1.5:0.9091}";
    QTest::newRow("unclosed") << "a (b c" << "{a :1.0000}{b c:1.1000}";
    QTest::newRow("unclosed square") << "a [b" << "{a :1.0000}{b:0.9091}";
    QTest::newRow("closing nothing") << "a) b]" << "{a) b]:1.0000}";
    QTest::newRow("crossing") << "(a[b)c]" << "{a:1.1000}{b:1.0000}{c:0.9091}";
    QTest::newRow("escaped") << "\\(a\\) \\[b\\] \\\\" << "{(a) [b] \\:1.0000}";
    QTest::newRow("lone backslash") << "a\\b\\" << "{ab:1.0000}";
    QTest::newRow("other escapes") << "\\{a\\|b\\}" << "{{a|b}:1.0000}";
    QTest::newRow("escaped inside") << "(a\\))" << "{a):1.1000}";
    QTest::newRow("break") << "a BREAK b" << "{a :1.0000}<BREAK>{ b:1.0000}";
    QTest::newRow("break inside") << "(a BREAK b)" << "{a :1.1000}<BREAK>{ b:1.1000}";
    QTest::newRow("break in a word") << "BREAKFAST xBREAK BREAK_" << "{BREAKFAST xBREAK BREAK_:1.0000}";
    QTest::newRow("empty brackets") << "a()[] b" << "{a b:1.0000}";
    QTest::newRow("huge weight") << "(a:1e9)(b:99999999)" << "{a:1e9:1.1000}{b:100.0000}";
    QTest::newRow("unicode") << "(\u6771\u4eac:1.2) caf\u00e9" << "{\u6771\u4eac:1.2000}{ caf\u00e9:1.0000}";
}

void PromptTest::emphasis() {
    QFETCH(QString, prompt);
    QFETCH(QString, spans);
    QCOMPARE(QString::fromStdString(shown(parse_prompt(prompt.toStdString()))), spans);
}

// Truth from the grammar written down in tests/reference/prompts.py.
void PromptTest::comfyui_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("spans");
    const nlohmann::json rows = testing::load_manifest("prompts").value_or(nlohmann::json::object())["comfyui"];
    for (const nlohmann::json& row : rows) {
        std::string spans;
        for (const nlohmann::json& span : row["spans"])
            spans += fmt::format("{{{}:{:.4f}}}", span[0].get<std::string>(), span[1].get<double>());
        const std::string prompt = row["prompt"];
        QTest::newRow(prompt.c_str()) << QString::fromStdString(prompt) << QString::fromStdString(spans);
    }
}

void PromptTest::comfyui() {
    QFETCH(QString, prompt);
    QFETCH(QString, spans);
    QCOMPARE(QString::fromStdString(shown(parse_prompt(prompt.toStdString(), PromptSyntax::comfyui))), spans);
}

void PromptTest::plain_text_is_left_alone() {
    const auto spans = parse_prompt("(a:1.5) BREAK \\(", PromptSyntax::plain);
    QCOMPARE(QString::fromStdString(shown(spans)), "{(a:1.5) BREAK \\(:1.0000}");
    QVERIFY(parse_prompt("", PromptSyntax::plain).empty());
}

void PromptTest::hostile_prompts_take_no_time_data() {
    QTest::addColumn<QString>("piece");
    for (const char* piece :
         {"(", "[", ")", "(a", "(a)", "([", ":", "(:", "(:1", "(: ", "\\", "BREAK ", "(a:1.1)", "(:1.1.1"})
        QTest::newRow(piece) << piece;
}

void PromptTest::hostile_prompts_take_no_time() {
    QFETCH(QString, piece);
    const testing::CpuTimer timer;
    for (const PromptSyntax syntax : {PromptSyntax::a1111, PromptSyntax::comfyui}) {
        const auto spans = parse_prompt(piece.repeated(1'000'000 / piece.size()).toStdString(), syntax);
        const auto is_bounded = [](const PromptSpan& span) { return std::abs(span.weight) <= largest_weight; };
        QVERIFY(std::ranges::all_of(spans, is_bounded));
    }
    QVERIFY2(timer.seconds() < 5, qPrintable(QString::number(timer.seconds())));
}

QTEST_GUILESS_MAIN(PromptTest)
#include "prompt_test.moc"
