// SPDX-License-Identifier: Apache-2.0
// Choices in prompts: what may come out, how often, that a seed fixes it, and that files stay in their folder.
#include "text/wildcards.h"

#include <filesystem>
#include <fstream>
#include <map>

#include <QTemporaryDir>
#include <QTest>

#include "support/cpu_timer.h"
#include "support/require.h"
#include "text/wildcard_folder.h"

using namespace lemnos;

namespace {

constexpr auto stream = WildcardStream::prompt;

std::optional<std::vector<std::string>> lookup(std::string_view name) {
    if (name == "colour") return {{"red", "green", "3::blue"}};
    if (name == "nested") return {{"{dark|light} __colour__", "grey # of no kind"}};
    if (name == "itself") return {{"a __itself__"}};
    if (name == "twins") return {{"__twins2__ __twins2__"}};
    if (name == "twins2") return {{"__twins__ __twins__"}};
    if (name == "brackets") return {{"{", "a\\"}};
    return std::nullopt;
}

std::map<std::string, int> outcomes(const std::string& prompt, int seeds) {
    std::map<std::string, int> counts;
    for (int seed = 0; seed < seeds; ++seed)
        ++counts[resolve_wildcards(prompt, static_cast<std::uint64_t>(seed), stream, lookup).value().text];
    return counts;
}

}  // namespace

class WildcardsTest : public QObject {
    Q_OBJECT

private slots:
    void may_become_data();
    void may_become();
    void weighs_options();
    void is_the_same_everywhere();
    void prompts_choose_independently();
    void stays_when_resolved_again_data();
    void stays_when_resolved_again();
    void tells_unknown_names();
    void refuses_what_does_not_end_data();
    void refuses_what_does_not_end();
    void hostile_prompts_take_no_time_data();
    void hostile_prompts_take_no_time();
    void reads_files();
};

// All results of 400 seeds, in alphabetical order.
void WildcardsTest::may_become_data() {
    QTest::addColumn<QString>("results");
    const auto row = [](const char* prompt, const char* results) { QTest::newRow(prompt) << results; };
    row("a castle", "a castle");
    row("{a|b} x", "a x;b x");
    row("{a|}x", "ax;x");
    row("{a}", "a");
    row("{}", "");
    row("{a|{b|c}}", "a;b;c");
    row("{2$$a|b|c}", "a,b;a,c;b,a;b,c;c,a;c,b");
    row("{2$$ and $$a|b}", "a and b;b and a");
    row("{2$$ | $$a|b}", "a | b;b | a");
    row("{1-2$$a|b}", "a;a,b;b;b,a");
    row("{-1$$a|b}", "a;b");
    row("{2-$$a|b}", "a,b;b,a");
    row("{0$$a|b}", "");
    row("{9$$a|b}", "a,b;b,a");
    row("{0-1$$a}", ";a");
    row("{x$$a|b}", "b;x$$a");
    row("{0::a|b}", "b");
    row("{0::a|0::b}", "a;b");
    row("__colour__", "blue;green;red");
    row("{2$$__colour__}", "blue,green;blue,red;green,blue;green,red;red,blue;red,green");
    row("__nested__", "dark blue;dark green;dark red;grey ;light blue;light green;light red");
    row("a __ b__c", "a __ b__c");
    row("{a # x|y}\n|b}", "a \n;b");
    row("\\{a|b\\}", "\\{a|b\\}");
    row("{a\\|b}", "a\\|b");
    row("{a", "\\{a");
    row("a}", "a\\}");
    row("[a|b] (c|d)", "[a|b] (c|d)");
}

void WildcardsTest::may_become() {
    QFETCH(QString, results);
    QString found;
    for (const auto& [text, count] : outcomes(QTest::currentDataTag(), 400))
        found += (found.isNull() ? "" : ";") + QString::fromStdString(text);
    QCOMPARE(found, results);
}

void WildcardsTest::weighs_options() {
    const auto even = outcomes("{a|b}", 2000);
    QVERIFY2(even.at("a") > 880 && even.at("a") < 1120, std::to_string(even.at("a")).c_str());
    const auto uneven = outcomes("{3::a|b}", 2000);
    QVERIFY2(uneven.at("a") > 1400 && uneven.at("a") < 1600, std::to_string(uneven.at("a")).c_str());
    const auto lines = outcomes("__colour__", 2000);
    QVERIFY2(lines.at("blue") > 1100 && lines.at("blue") < 1300, std::to_string(lines.at("blue")).c_str());
}

// These choices are a promise: a seed means one prompt on every machine and in every later version.
void WildcardsTest::is_the_same_everywhere() {
    std::string found;
    for (const std::uint64_t seed : {0ULL, 1ULL, 2ULL, 41ULL, ~0ULL})
        found += resolve_wildcards("{a|b|c} {2$$d|e|f} __colour__;", seed, stream, lookup).value().text;
    QCOMPARE(QString::fromStdString(found), "b f,e blue;b f,d red;c f,d blue;c e,f blue;c f,e blue;");
}

void WildcardsTest::prompts_choose_independently() {
    int same = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto prompt = resolve_wildcards("{a|b}", seed, WildcardStream::prompt, lookup);
        const auto negative = resolve_wildcards("{a|b}", seed, WildcardStream::negative_prompt, lookup);
        same += prompt->text == negative->text ? 1 : 0;
    }
    QVERIFY2(same > 70 && same < 130, std::to_string(same).c_str());
}

void WildcardsTest::stays_when_resolved_again_data() {
    QTest::addColumn<QString>("prompt");
    for (const char* prompt :
         {"{a|b} __nested__", "{a", "a}", "\\{a|b\\}", "{_}_colour__", "_{_colour_}_", "{a\\}b}",
          "__brackets__a|b__brackets__}", "__missing__", "\\", "{\\", "a\\#b", "{2$$__$$colour|colour}"})
        QTest::newRow(prompt) << prompt;
}

void WildcardsTest::stays_when_resolved_again() {
    QFETCH(QString, prompt);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        REQUIRE_VALUE(const auto first, resolve_wildcards(prompt.toStdString(), seed, stream, lookup));
        REQUIRE_VALUE(const auto second, resolve_wildcards(first.text, seed + 7, stream, lookup));
        QCOMPARE(QString::fromStdString(second.text), QString::fromStdString(first.text));
    }
}

void WildcardsTest::tells_unknown_names() {
    REQUIRE_VALUE(const auto resolved, resolve_wildcards("a __sky__ __sky__ __sea__", 0, stream, lookup));
    QVERIFY((resolved.unknown == std::vector<std::string>{"sky", "sea"}));
    REQUIRE_VALUE(const auto without, resolve_wildcards("a __sky__", 0, stream, {}));
    QVERIFY((without.unknown == std::vector<std::string>{"sky"}));
}

void WildcardsTest::refuses_what_does_not_end_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("part");
    QTest::newRow("itself") << "__itself__" << "more than 24 deep";
    QTest::newRow("twins") << "__twins__" << "";
    QTest::newRow("deep") << QString(100, '{') + "a" + QString(100, '}') << "more than 24 deep";
    QTest::newRow("many") << QString("{a}").repeated(20'000) << "more than 10000 choices";
    QTest::newRow("long") << QString("{") + QString(40'000, 'a') + "}{" + QString(40'000, 'a') + "} b" << "longer than";
}

void WildcardsTest::refuses_what_does_not_end() {
    QFETCH(QString, prompt);
    QFETCH(QString, part);
    const testing::CpuTimer timer;
    const auto resolved = resolve_wildcards(prompt.toStdString(), 0, stream, lookup);
    QVERIFY(!resolved);
    QVERIFY2(resolved.error().text().find(part.toStdString()) != std::string::npos, resolved.error().text().c_str());
    QVERIFY2(timer.seconds() < 5, qPrintable(QString::number(timer.seconds())));
}

void WildcardsTest::hostile_prompts_take_no_time_data() {
    QTest::addColumn<QString>("piece");
    for (const char* piece : {"{", "}", "{a|", "|", "__", "_", "__a", "\\", "{2$$", "{2$$|", "#", "::", "{0::"})
        QTest::newRow(piece) << piece;
}

void WildcardsTest::hostile_prompts_take_no_time() {
    QFETCH(QString, piece);
    const testing::CpuTimer timer;
    (void)resolve_wildcards(piece.repeated(65'536 / piece.size()).toStdString(), 0, stream, lookup);
    (void)resolve_wildcards("{" + piece.repeated(65'000 / piece.size()).toStdString() + "}", 0, stream, lookup);
    QVERIFY2(timer.seconds() < 5, qPrintable(QString::number(timer.seconds())));
}

void WildcardsTest::reads_files() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.filePath("wildcards").toStdString();
    std::filesystem::create_directories(root / "animals");
    const auto write = [&](const std::filesystem::path& name, const std::string& text) {
        std::ofstream(root / name, std::ios::binary) << text;
    };
    write("colour.txt", "# of things\r\nred\r\n\r\n  green  \n0.5::blue");
    write("animals/cats.txt", "lion\n");
    write("animals/dogs.txt", "wolf\n");
    write("empty.txt", "\n# nothing\n");
    write("binary.txt", "\xff\xfe");
    write("../outside.txt", "secret\n");
    WildcardFolder files(root);
    using Lines = std::vector<std::string>;
    QVERIFY((files.lines("colour") == Lines{"red", "green", "0.5::blue"}));
    QVERIFY((files.lines("animals/cats") == Lines{"lion"}));
    QVERIFY((files.lines("cats") == Lines{"lion"}));
    QVERIFY((files.lines("animals/*") == Lines{"lion", "wolf"}));
    QVERIFY((files.lines("*s") == Lines{"lion", "wolf"}));
    for (const char* name : {"empty", "binary", "missing", "../outside", "outside", "animals", "", "/etc/passwd"})
        QVERIFY2(!files.lines(name), name);
    WildcardFolder none(root / "not there");
    QVERIFY(!none.lines("colour"));
}

QTEST_GUILESS_MAIN(WildcardsTest)
#include "wildcards_test.moc"
