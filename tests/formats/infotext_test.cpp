// SPDX-License-Identifier: Apache-2.0
// A1111's infotext: what is written reads back, and texts of other programs and of nobody.
#include "formats/infotext.h"

#include <QTest>

#include "support/cpu_timer.h"

using namespace lemnos;

class InfotextTest : public QObject {
    Q_OBJECT

private slots:
    void is_written_as_a1111_writes_it();
    void survives_data();
    void survives();
    void texts_of_others_data();
    void texts_of_others();
    void takes_linear_time_data();
    void takes_linear_time();
};

void InfotextTest::is_written_as_a1111_writes_it() {
    const Infotext info{
        "a castle", "fog, rain", {{"Steps", "20"}, {"Sampler", "DPM++ 2M"}, {"Lora hashes", "x: 12, y: 34"}}};
    QCOMPARE(write_infotext(info),
             "a castle\nNegative prompt: fog, rain\nSteps: 20, Sampler: DPM++ 2M, Lora hashes: \"x: 12, y: 34\"");
    QCOMPARE(write_infotext({"a castle", "", {{"Steps", "20"}}}), "a castle\nSteps: 20");
    QCOMPARE(write_infotext({"a castle", "", {}}), "a castle");
}

namespace {
using Fields = std::vector<std::pair<std::string, std::string>>;
const Fields usual{{"Steps", "20"}, {"CFG scale", "7.5"}, {"Seed", "1"}, {"Size", "512x768"}};

Fields with(std::string name, std::string value) {
    Fields fields = usual;
    fields.emplace_back(std::move(name), std::move(value));
    return fields;
}
}  // namespace
Q_DECLARE_METATYPE(Infotext)

void InfotextTest::survives_data() {
    QTest::addColumn<Infotext>("info");
    QTest::newRow("plain") << Infotext{"a", "b", usual};
    QTest::newRow("no negative") << Infotext{"a", "", usual};
    QTest::newRow("no prompt") << Infotext{"", "", usual};
    QTest::newRow("lines") << Infotext{"a\nb\n\nc", "d\ne", usual};
    QTest::newRow("prompt with colons") << Infotext{"a: b, (c:1.2), Steps: many", "x: y", usual};
    QTest::newRow("comma") << Infotext{"a", "b", with("Model", "a, b")};
    QTest::newRow("colon") << Infotext{"a", "b", with("Hashes", R"({"model":"12"})")};
    QTest::newRow("line break") << Infotext{"a", "b", with("Note", "x\ny")};
    QTest::newRow("quotes") << Infotext{"a", "b", with("Note", "\"x\"")};
    QTest::newRow("quotes inside, comma") << Infotext{"a", "b", with("Note", "say \"x\", \\ or")};
    QTest::newRow("unicode") << Infotext{"caf\u00e9 \u6771", "\u00fc", with("Model", "\u6771, x")};
    QTest::newRow("slash and dash in names") << Infotext{"a", "b", with("Hires up-scale/x", "2")};
    QTest::newRow("empty value") << Infotext{"a", "b", with("Note", "")};
}

void InfotextTest::survives() {
    QFETCH(Infotext, info);
    const Infotext read = parse_infotext(write_infotext(info));
    QCOMPARE(read.prompt, info.prompt);
    QCOMPARE(read.negative_prompt, info.negative_prompt);
    QVERIFY(read.fields == info.fields);
    QCOMPARE(*read.find("Seed"), std::string("1"));
    QVERIFY(read.find("seed") == nullptr);
}

void InfotextTest::texts_of_others_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<Infotext>("info");
    QTest::newRow("nothing") << "" << Infotext{};
    QTest::newRow("prompt alone") << "just a castle" << Infotext{"just a castle", "", {}};
    QTest::newRow("two fields are prompt") << "a\nSteps: 2, Seed: 1" << Infotext{"a\nSteps: 2, Seed: 1", "", {}};
    QTest::newRow("three fields are fields")
        << "a\nSteps: 2, Seed: 1, Size: 8x8" << Infotext{"a", "", {{"Steps", "2"}, {"Seed", "1"}, {"Size", "8x8"}}};
    QTest::newRow("windows line breaks") << "a\r\nNegative prompt: b\r\nSteps: 2, Seed: 1, Size: 8x8\r\n"
                                         << Infotext{"a", "b", {{"Steps", "2"}, {"Seed", "1"}, {"Size", "8x8"}}};
    QTest::newRow("quote that never closes")
        << "Steps: 2, Note: \"x, Seed: 1" << Infotext{"", "", {{"Steps", "2"}, {"Note", "\"x"}, {"Seed", "1"}}};
    QTest::newRow("A1111")
        << "cat\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 9, Size: 512x512, "
           "Model hash: abc, Lora hashes: \"a: 1, b: 2\", Version: v1.9"
        << Infotext{"cat",
                    "dog",
                    {{"Steps", "20"},
                     {"Sampler", "Euler a"},
                     {"CFG scale", "7"},
                     {"Seed", "9"},
                     {"Size", "512x512"},
                     {"Model hash", "abc"},
                     {"Lora hashes", "a: 1, b: 2"},
                     {"Version", "v1.9"}}};
}

void InfotextTest::texts_of_others() {
    QFETCH(QString, text);
    QFETCH(Infotext, info);
    const Infotext read = parse_infotext(text.toStdString());
    QCOMPARE(read.prompt, info.prompt);
    QCOMPARE(read.negative_prompt, info.negative_prompt);
    QVERIFY(read.fields == info.fields);
}

void InfotextTest::takes_linear_time_data() {
    QTest::addColumn<QString>("piece");
    for (const char* piece : {"a", "a:", "a: \"", "ab: \"\\", ",", "\n", "Negative prompt:", "-/ "})
        QTest::newRow(piece) << piece;
}

void InfotextTest::takes_linear_time() {
    QFETCH(QString, piece);
    const testing::CpuTimer timer;
    parse_infotext(piece.repeated(1'000'000 / piece.size()).toStdString());
    QVERIFY2(timer.seconds() < 5, qPrintable(QString::number(timer.seconds())));
}

QTEST_GUILESS_MAIN(InfotextTest)
#include "infotext_test.moc"
