// SPDX-License-Identifier: Apache-2.0
// The CLIP tokenizer against transformers' (tests/golden/tokenizer_clip.json), and vocabularies that must be refused.
#include "text/clip_tokenizer.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include "support/cpu_timer.h"
#include "support/golden.h"
#include "support/require.h"

using namespace lemnos;
using nlohmann::json;
using Ids = std::vector<TokenId>;

namespace {

// The golden's vocabulary in the format of our models.
json description() {
    json golden = testing::load_manifest("tokenizer_clip").value_or(json::object());
    return {{"type", "clip_bpe"},       {"merges", golden["merges"]}, {"vocab_size", golden["vocab_size"]},
            {"start", golden["begin"]}, {"end", golden["end"]},       {"max_length", golden["max_length"]}};
}

std::string merges_text() {
    std::string text = "#version: 0.2\n";
    const json merges = description()["merges"];
    for (const json& merge : merges) text += merge.get<std::string>() + "\n";
    return text;
}

std::string shown(const Ids& ids) { return fmt::format("{}", fmt::join(ids, " ")); }

}  // namespace

class ClipTokenizerTest : public QObject {
    Q_OBJECT

private slots:
    void texts_match_data();
    void texts_match();
    void rows_match_data();
    void rows_match();
    void cut_words_are_counted();
    void other_sources_agree();
    void a_vocabulary_gives_the_ids();
    void padding();
    void a_megabyte_takes_no_time();
    void bad_descriptions_data();
    void bad_descriptions();
};

void ClipTokenizerTest::texts_match_data() {
    QTest::addColumn<QString>("row");
    int number = 0;
    const json texts = testing::load_manifest("tokenizer_clip").value_or(json::object())["texts"];
    for (const json& row : texts)
        QTest::addRow("%d %.40s", number++, row["text"].get<std::string>().c_str())
            << QString::fromStdString(row.dump());
}

void ClipTokenizerTest::texts_match() {
    QFETCH(QString, row);
    const json truth = json::parse(row.toStdString());
    REQUIRE_VALUE(const ClipTokenizer tokenizer, ClipTokenizer::from_json(description()));
    Ids ids = tokenizer.encode(truth["text"].get<std::string>());
    ids.insert(ids.begin(), tokenizer.start());
    ids.push_back(tokenizer.end());
    const Ids expected = truth["ids"];
    QVERIFY2(ids == expected, qPrintable(QString::fromStdString(shown(ids) + "\n instead of \n" + shown(expected))));
}

void ClipTokenizerTest::rows_match_data() {
    QTest::addColumn<QString>("row");
    int number = 0;
    const json texts = testing::load_manifest("tokenizer_clip").value_or(json::object())["padded"];
    for (const json& row : texts) QTest::addRow("%d", number++) << QString::fromStdString(row.dump());
}

void ClipTokenizerTest::rows_match() {
    QFETCH(QString, row);
    const json truth = json::parse(row.toStdString());
    REQUIRE_VALUE(const ClipTokenizer tokenizer, ClipTokenizer::from_json(description()));
    const TokenRow encoded = tokenizer.encode_row(truth["text"].get<std::string>());
    QVERIFY2(encoded.ids == truth["ids"].get<Ids>(), shown(encoded.ids).c_str());
}

void ClipTokenizerTest::cut_words_are_counted() {
    json small = description();
    small["max_length"] = 6;
    REQUIRE_VALUE(const ClipTokenizer tokenizer, ClipTokenizer::from_json(small));
    const TokenRow fits = tokenizer.encode_row("a painting of a");
    QCOMPARE(fits.cut_words, 0U);
    QCOMPARE(fits.ids.size(), std::size_t{6});
    const TokenRow cut = tokenizer.encode_row("a painting of a Castle, and more");
    QCOMPARE(cut.cut_words, 4U);
    QCOMPARE(cut.first_cut, std::string("castle"));
    QVERIFY(cut.ids == fits.ids);
}

void ClipTokenizerTest::other_sources_agree() {
    REQUIRE_VALUE(const ClipTokenizer tokenizer, ClipTokenizer::from_json(description()));
    REQUIRE_VALUE(const ClipTokenizer merged, ClipTokenizer::from_merges(merges_text()));
    const std::string text = "a painting of a castle, \u00e9t\u00e9 <|endoftext|>";
    QVERIFY(merged.encode(text) == tokenizer.encode(text));
    QCOMPARE(merged.vocabulary_size(), 800U);
    QCOMPARE(merged.start(), 798);
    QCOMPARE(merged.end(), 799);
    QCOMPARE(merged.max_length(), 77U);
}

void ClipTokenizerTest::a_vocabulary_gives_the_ids() {
    // A vocabulary in another order: every id is 1000 more than CLIP's order makes it.
    json vocabulary;
    for (int symbol = 0; symbol < 512; ++symbol) {
        const bool ends = symbol >= 256;
        const int place = symbol % 256;
        // GPT-2's letters in the order of their bytes: printable ones first, then those from U+0100 on.
        const char32_t letter = place < 94    ? static_cast<char32_t>(33 + place)
                                : place < 106 ? static_cast<char32_t>(161 + place - 94)
                                : place < 188 ? static_cast<char32_t>(174 + place - 106)
                                              : static_cast<char32_t>(0x100 + place - 188);
        vocabulary[QString::fromUcs4(&letter, 1).toStdString() + (ends ? "</w>" : "")] = 1000 + symbol;
    }
    const json merges = description()["merges"];
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        std::string joined = merges[rank];
        joined.erase(joined.find(' '), 1);
        vocabulary[joined] = 1512 + rank;
    }
    vocabulary["<|startoftext|>"] = 5;
    REQUIRE_ERROR(ClipTokenizer::from_vocabulary(vocabulary, merges_text()), ErrorKind::bad_file,
                  "no number for the token \"<|endoftext|>\"");
    vocabulary["<|endoftext|>"] = 6;
    REQUIRE_VALUE(const ClipTokenizer tokenizer, ClipTokenizer::from_vocabulary(vocabulary, merges_text()));
    REQUIRE_VALUE(const ClipTokenizer plain, ClipTokenizer::from_json(description()));
    Ids expected = plain.encode("a caf\u00e9 by the sea \U0001F3A8");
    for (TokenId& id : expected) id += 1000;
    QVERIFY(tokenizer.encode("a caf\u00e9 by the sea \U0001F3A8") == expected);
    QCOMPARE(tokenizer.start(), 5);
    QCOMPARE(tokenizer.end(), 6);
    REQUIRE_ERROR(ClipTokenizer::from_vocabulary(json::array(), merges_text()), ErrorKind::bad_file,
                  "not a JSON object");
    REQUIRE_ERROR(ClipTokenizer::from_vocabulary(vocabulary, ""), ErrorKind::bad_file, "merges is empty");
    REQUIRE_ERROR(ClipTokenizer::from_merges(""), ErrorKind::bad_file, "merges is empty");
}

void ClipTokenizerTest::padding() {
    REQUIRE_VALUE(const ClipTokenizer tokenizer, ClipTokenizer::from_json(description()));
    QCOMPARE(tokenizer.pad(), 799);
    const TokenRow row = tokenizer.with_padding(0).encode_row("a");
    QVERIFY((Ids(row.ids.begin(), row.ids.begin() + 4) == Ids{798, 320, 799, 0}));
    json padded = description();
    padded["pad"] = 0;
    QVERIFY(ClipTokenizer::from_json(padded).value().encode_row("a").ids == row.ids);
}

void ClipTokenizerTest::a_megabyte_takes_no_time() {
    REQUIRE_VALUE(const ClipTokenizer tokenizer, ClipTokenizer::from_json(description()));
    const testing::CpuTimer timer;
    std::string word(1'000'000, 'a');
    for (std::size_t i = 0; i < word.size(); i += 3) word[i] = 'r';
    QVERIFY(!tokenizer.encode(word).empty());
    QVERIFY2(timer.seconds() < 5, qPrintable(QString::number(timer.seconds())));
}

void ClipTokenizerTest::bad_descriptions_data() {
    QTest::addColumn<QString>("patch");  // RFC 7386 onto the good one
    QTest::addColumn<QString>("part");
    QTest::newRow("other type") << R"({"type": "unigram"})" << "not of the type \"clip_bpe\"";
    QTest::newRow("type is a number") << R"({"type": 3})" << "not of the type";
    QTest::newRow("no merges") << R"({"merges": null})" << "no list of merges";
    QTest::newRow("merge is a number") << R"({"merges": [1]})" << "merge 0 of the tokenizer is not text";
    QTest::newRow("merge of one") << R"({"merges": ["ab"]})" << "not two symbols";
    QTest::newRow("merge of three") << R"({"merges": ["a b c"]})" << "not two symbols";
    QTest::newRow("unknown symbol") << R"({"merges": ["ab c"]})" << "uses a symbol that does not exist";
    QTest::newRow("merge twice") << R"({"merges": ["a b", "a b"]})" << "appears twice";
    QTest::newRow("size") << R"({"vocab_size": 801})" << "make 800 tokens, its vocab_size is 801";
    QTest::newRow("no size") << R"({"vocab_size": null})" << "has no \"vocab_size\"";
    QTest::newRow("start outside") << R"({"start": 800})" << "\"start\" is 800";
    QTest::newRow("negative end") << R"({"end": -1})" << "\"end\" is -1";
    QTest::newRow("end is text") << R"({"end": "x"})" << "\"end\" is \"x\"";
    QTest::newRow("no room") << R"({"max_length": 2})" << "\"max_length\" is 2";
    QTest::newRow("pad outside") << R"({"pad": 5000})" << "\"pad\" is 5000";
}

void ClipTokenizerTest::bad_descriptions() {
    QFETCH(QString, patch);
    QFETCH(QString, part);
    json bad = description();
    bad.merge_patch(json::parse(patch.toStdString()));
    const auto tokenizer = ClipTokenizer::from_json(bad);
    QVERIFY(!tokenizer);
    QVERIFY2(tokenizer.error().message.find(part.toStdString()) != std::string::npos,
             tokenizer.error().message.c_str());
}

QTEST_GUILESS_MAIN(ClipTokenizerTest)
#include "clip_tokenizer_test.moc"
