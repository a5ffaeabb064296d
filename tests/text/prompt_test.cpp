// SPDX-License-Identifier: Apache-2.0
// Emphasis as A1111 reads it, and rows of tokens with their weights.
#include "text/prompt.h"

#include <algorithm>
#include <cmath>

#include <QTest>

#include <nlohmann/json.hpp>

#include "support/cpu_timer.h"
#include "support/golden.h"
#include "support/require.h"

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

ClipTokenizer tokenizer(std::uint32_t length) {
    const nlohmann::json golden = testing::load_manifest("tokenizer_clip").value();
    return ClipTokenizer::from_json({{"type", "clip_bpe"},
                                     {"merges", golden["merges"]},
                                     {"vocab_size", golden["vocab_size"]},
                                     {"start", golden["begin"]},
                                     {"end", golden["end"]},
                                     {"max_length", length}})
        .value();
}

}  // namespace

class PromptTest : public QObject {
    Q_OBJECT

private slots:
    void emphasis_data();
    void emphasis();
    void plain_text_is_left_alone();
    void hostile_prompts_take_no_time_data();
    void hostile_prompts_take_no_time();
    void one_row_is_the_tokenizers_row();
    void weights_stand_at_their_tokens();
    void further_rows_data();
    void further_rows();
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
    QTest::newRow("lone backslash") << "a\\b\\" << "{a\\b\\:1.0000}";
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
    const auto spans = parse_prompt(piece.repeated(1'000'000 / piece.size()).toStdString());
    QVERIFY(std::ranges::all_of(spans, [](const PromptSpan& span) { return std::abs(span.weight) <= largest_weight; }));
    QVERIFY2(timer.seconds() < 5, qPrintable(QString::number(timer.seconds())));
}

void PromptTest::one_row_is_the_tokenizers_row() {
    const ClipTokenizer clip = tokenizer(12);
    for (const char* text :
         {"", "a castle", "a painting of a castle, a painting of a castle, and photorealistic things"}) {
        const PromptTokens tokens = tokenize_prompt(clip, parse_prompt(text));
        const TokenRow row = clip.encode_row(text);
        QCOMPARE(tokens.chunks.size(), std::size_t{1});
        QVERIFY(tokens.chunks[0].ids == row.ids);
        QCOMPARE(tokens.chunks[0].weights.size(), std::size_t{12});
        QCOMPARE(tokens.cut_words, row.cut_words);
        QCOMPARE(tokens.first_cut, row.first_cut);
        QVERIFY(!tokens.is_weighted());
    }
}

void PromptTest::weights_stand_at_their_tokens() {
    const ClipTokenizer clip = tokenizer(8);
    const PromptTokens tokens = tokenize_prompt(clip, parse_prompt("a (castle:1.5) of"));
    QVERIFY((tokens.chunks[0].ids == std::vector<TokenId>{798, 320, 575, 557, 799, 799, 799, 799}));
    QVERIFY((tokens.chunks[0].weights == std::vector<float>{1, 1, 1.5f, 1, 1, 1, 1, 1}));
    QVERIFY(tokens.is_weighted());
}

void PromptTest::further_rows_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<unsigned>("most");
    QTest::addColumn<QString>("rows");  // words a row holds: a 320, castle 575, comma 267, of 557
    QTest::addColumn<unsigned>("cut");
    QTest::newRow("fits") << "a a a a" << 2U << "320 320 320 320" << 0U;
    QTest::newRow("one more") << "a a a a castle" << 2U << "320 320 320 320|575" << 0U;
    QTest::newRow("comma") << "a a, of of castle" << 2U << "320 320 267|557 557 575" << 0U;
    QTest::newRow("comma is the last") << "a a a, castle" << 2U << "320 320 320 267|575" << 0U;
    QTest::newRow("three rows, two allowed")
        << "a a a a of of of of castle castle" << 2U << "320 320 320 320|557 557 557 557" << 2U;
    QTest::newRow("break") << "a BREAK castle" << 2U << "320|575" << 0U;
    QTest::newRow("break without room") << "a BREAK castle" << 1U << "320 575" << 0U;
    QTest::newRow("none allowed is one") << "a" << 0U << "320" << 0U;
}

void PromptTest::further_rows() {
    QFETCH(QString, prompt);
    QFETCH(unsigned, most);
    QFETCH(QString, rows);
    QFETCH(unsigned, cut);
    const ClipTokenizer clip = tokenizer(6);
    const PromptTokens tokens = tokenize_prompt(clip, parse_prompt(prompt.toStdString()), most);
    QStringList found;
    for (const PromptChunk& chunk : tokens.chunks) {
        QCOMPARE(chunk.ids.size(), std::size_t{6});
        QCOMPARE(chunk.weights.size(), std::size_t{6});
        QCOMPARE(chunk.ids.front(), 798);
        QCOMPARE(chunk.ids.back(), 799);
        QStringList words;
        for (const TokenId id : chunk.ids)
            if (id < 798) words << QString::number(id);
        found << words.join(' ');
    }
    QCOMPARE(found.join('|'), rows);
    QCOMPARE(tokens.cut_words, cut);
}

QTEST_GUILESS_MAIN(PromptTest)
#include "prompt_test.moc"
