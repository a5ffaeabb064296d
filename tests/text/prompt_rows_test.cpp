// SPDX-License-Identifier: Apache-2.0
// Rows of tokens with their weights, where long prompts break, and places for learned words.
#include "text/prompt_rows.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include "support/golden.h"
#include "support/require.h"

using namespace lemnos;
using nlohmann::json;

namespace {

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

std::string shown(const PromptTokens& tokens) {
    std::string text;
    for (const PromptChunk& chunk : tokens.chunks)
        text += fmt::format("{} with {}\n", fmt::join(chunk.ids, " "), fmt::join(chunk.weights, " "));
    return text;
}

}  // namespace

class PromptRowsTest : public QObject {
    Q_OBJECT

private slots:
    void one_row_is_the_tokenizers_row();
    void weights_stand_at_their_tokens();
    void further_rows_data();
    void further_rows();
    void long_prompts_break_as_elsewhere_data();
    void long_prompts_break_as_elsewhere();
    void learned_words_data();
    void learned_words();
    void mentioned_words_are_listed();
    void learned_words_that_do_not_fit();
};

void PromptRowsTest::one_row_is_the_tokenizers_row() {
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

void PromptRowsTest::weights_stand_at_their_tokens() {
    const ClipTokenizer clip = tokenizer(8);
    const PromptTokens tokens = tokenize_prompt(clip, parse_prompt("a (castle:1.5) of"));
    QVERIFY((tokens.chunks[0].ids == std::vector<TokenId>{798, 320, 575, 557, 799, 799, 799, 799}));
    QVERIFY((tokens.chunks[0].weights == std::vector<float>{1, 1, 1.5f, 1, 1, 1, 1, 1}));
    QVERIFY(tokens.is_weighted());
}

void PromptRowsTest::further_rows_data() {
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
    QTest::newRow("break at the end") << "a BREAK" << 2U << "320" << 0U;
    QTest::newRow("only breaks") << "BREAK BREAK a" << 4U << "||320" << 0U;
    QTest::newRow("none allowed is one") << "a" << 0U << "320" << 0U;
}

void PromptRowsTest::further_rows() {
    QFETCH(QString, prompt);
    QFETCH(unsigned, most);
    QFETCH(QString, rows);
    QFETCH(unsigned, cut);
    const ClipTokenizer clip = tokenizer(6);
    const PromptTokens tokens = tokenize_prompt(clip, parse_prompt(prompt.toStdString()), {.most = most});
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

void PromptRowsTest::long_prompts_break_as_elsewhere_data() {
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("program");
    int number = 0;
    const json rows = testing::load_manifest("prompts").value_or(json::object())["rows"];
    for (const json& row : rows) {
        for (const char* program : {"a1111", "comfyui"})
            if (row.contains(program))
                QTest::addRow("%s %d", program, number) << QString::fromStdString(row.dump()) << program;
        ++number;
    }
    QVERIFY(number > 8);
}

void PromptRowsTest::long_prompts_break_as_elsewhere() {
    QFETCH(QString, row);
    QFETCH(QString, program);
    const json truth = json::parse(row.toStdString());
    std::vector<PromptSpan> spans;
    for (const json& span : truth["spans"]) {
        if (span.is_null())
            spans.push_back({{}, 1, PromptSpan::Kind::chunk_break});
        else
            spans.push_back({span[0], span[1], PromptSpan::Kind::text});
    }
    const RowBreaks breaks = program == "a1111" ? RowBreaks::at_commas : RowBreaks::between_groups;
    PromptTokens expected;
    for (const json& chunk : truth[program.toStdString()])
        expected.chunks.push_back({chunk["ids"], chunk["weights"], {}});
    const PromptTokens tokens = tokenize_prompt(tokenizer(12), spans, {.most = 8, .breaks = breaks});
    QCOMPARE(QString::fromStdString(shown(tokens)), QString::fromStdString(shown(expected)));
    QCOMPARE(tokens.cut_words, 0U);
}

// Words of one row of ten: a 320, castle 575, of 557; L0 is the first vector of the learned word.
void PromptRowsTest::learned_words_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<bool>("is_comfyui");
    QTest::addColumn<QString>("rows");
    QTest::newRow("none") << "a castle" << false << "320 575";
    QTest::newRow("one") << "a castle of rome" << false << "320 L0 L1";
    QTest::newRow("longest name") << "castle of rome" << false << "L0 L1";
    QTest::newRow("part of a name") << "castle of" << false << "575 557";
    QTest::newRow("inside another word") << "bigcastle of rome" << false << "65 513 L0 L1";
    QTest::newRow("other tokens") << "castles of" << false << "574 75 68 338 557";
    QTest::newRow("upper case") << "a CASTLE of Rome a" << false << "320 L0 L1 320";
    QTest::newRow("another") << "my-style a" << false << "M0 M1 M2 320";
    QTest::newRow("moves on whole") << "a a a a a a a a my-style a" << false
                                    << "320 320 320 320 320 320 320 320|M0 M1 M2 320";
    QTest::newRow("emphasis") << "(my-style:1.5)" << false << "M0 M1 M2";
    QTest::newRow("comfyui") << "a embedding:my-style castle" << true << "320 M0 M1 M2 575";
    QTest::newRow("comfyui, nowhere") << "a embedding:gone castle" << true << "320 575";
    QTest::newRow("comfyui, nowhere, comma") << "embedding:gone, a" << true << "267 320";
    QTest::newRow("comfyui, twice") << "embedding:my-style embedding:my-style" << true << "M0 M1 M2 M0 M1 M2";
    QTest::newRow("comfyui, not at the beginning of a word")
        << "aembedding:my-style" << true << "64 68 76 628 67 67 526 281 76 344|268 645";
    QTest::newRow("comfyui, comma") << "embedding:my-style, a" << true << "M0 M1 M2 267 320";
    QTest::newRow("comfyui, bare name is words") << "castle of rome" << true << "575 557 603 76 324";
    QTest::newRow("comfyui, moves on whole")
        << "a a a a a a a a a embedding:my-style a" << true << "320 320 320 320 320 320 320 320 320|M0 M1 M2 320";
}

void PromptRowsTest::learned_words() {
    QFETCH(QString, prompt);
    QFETCH(bool, is_comfyui);
    QFETCH(QString, rows);
    const std::vector<LearnedWord> words{{"of rome", 1}, {"my-style", 3}, {"castle of rome", 2}, {"gone", 0}};
    const PromptRules rules = is_comfyui ? comfyui_prompts : a1111_prompts;
    const PromptTokens tokens = tokenize_prompt(tokenizer(12), parse_prompt(prompt.toStdString(), rules.syntax),
                                                {.most = 3, .breaks = rules.breaks, .words = words});
    QStringList found;
    for (const PromptChunk& chunk : tokens.chunks) {
        QStringList places;
        for (std::uint32_t i = 1; i < chunk.ids.size(); ++i) {
            const auto inserted = std::ranges::find(chunk.inserted, i, &InsertedVector::position);
            if (inserted != chunk.inserted.end()) {
                places << QString("%1%2").arg(inserted->word == 1 ? "M" : "L").arg(inserted->vector);
                QVERIFY(inserted->word != 0);
                QVERIFY(chunk.ids[i] != 799);  // or the row would end here
                QCOMPARE(chunk.weights[i], prompt.contains("1.5") ? 1.5F : 1.0F);
            } else if (chunk.ids[i] < 798) {
                places << QString::number(chunk.ids[i]);
            }
        }
        found << places.join(' ');
    }
    QCOMPARE(found.join('|'), rows);
}

void PromptRowsTest::mentioned_words_are_listed() {
    const auto spans = parse_prompt("embedding:a, x (embedding:b/c.pt:1.2)\nembedding:a, noembedding:d embedding:",
                                    PromptSyntax::comfyui);
    QVERIFY((mentioned_words(spans) == std::vector<std::string>{"a,", "b/c.pt"}));
}

void PromptRowsTest::learned_words_that_do_not_fit() {
    const std::vector<LearnedWord> words{{"castle", 11}};
    for (const RowBreaks breaks : {RowBreaks::at_commas, RowBreaks::between_groups}) {
        const auto spans = parse_prompt("a embedding:castle of");
        const PromptTokens tokens = tokenize_prompt(tokenizer(8), spans, {.most = 1, .breaks = breaks, .words = words});
        QCOMPARE(tokens.chunks.size(), std::size_t{1});
        QVERIFY(tokens.cut_words >= 1);
    }
}

QTEST_GUILESS_MAIN(PromptRowsTest)
#include "prompt_rows_test.moc"
