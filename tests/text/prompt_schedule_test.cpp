// SPDX-License-Identifier: Apache-2.0
// Prompts that change while they are painted, in the examples that A1111 publishes and at their edges.
#include "text/prompt_schedule.h"

#include <QTest>

#include "support/cpu_timer.h"

using namespace lemnos;

class PromptScheduleTest : public QObject {
    Q_OBJECT

private slots:
    void schedules_data();
    void schedules();
    void counts_steps_data();
    void counts_steps();
    void hostile_prompts_take_no_time_data();
    void hostile_prompts_take_no_time();
};

namespace {

QString shown(const std::vector<ScheduledText>& schedule) {
    QString text;
    for (const ScheduledText& part : schedule)
        text += QString("%1{%2}").arg(part.until).arg(QString::fromStdString(part.text));
    return text;
}

}  // namespace

// Ten steps each.
void PromptScheduleTest::schedules_data() {
    QTest::addColumn<QString>("schedule");
    const auto row = [](const char* prompt, const char* schedule) { QTest::newRow(prompt) << schedule; };
    row("test", "10{test}");
    row("", "10{}");
    row("a [b:3]", "3{a }10{a b}");
    row("a [b: 3]", "3{a }10{a b}");
    row("a [b:3 ] c", "3{a  c}10{a b c}");
    row("a [[[b]]:2]", "2{a }10{a [[b]]}");
    row("[(a:2):3]", "3{}10{(a:2)}");
    row("a [b : c : 1] d", "1{a b  d}10{a  c  d}");
    row("a[b:[c:d:2]:1]e", "1{abe}2{ace}10{ade}");
    row("a [unbalanced", "10{a [unbalanced}");
    row("a [b:.5] c", "5{a  c}10{a b c}");
    row("a [b::0.25] c", "2{a b c}10{a  c}");
    row("((a][:b:c [d:3]", "3{((a][:b:c }10{((a][:b:c d}");
    row("[a|(b:1.1)]", "1{a}2{(b:1.1)}3{a}4{(b:1.1)}5{a}6{(b:1.1)}7{a}8{(b:1.1)}9{a}10{(b:1.1)}");
    row("[fe|]male", "1{female}2{male}3{female}4{male}5{female}6{male}7{female}8{male}9{female}10{male}");
    row("[fe|||]male", "1{female}4{male}5{female}8{male}9{female}10{male}");
    row("[a|b|c] x", "1{a x}2{b x}3{c x}4{a x}5{b x}6{c x}7{a x}8{b x}9{c x}10{a x}");
    row("[[a|b]:c:2]", "1{a}2{b}10{c}");
    row("[[a:b:3]|c]", "1{a}2{c}3{a}4{c}5{b}6{c}7{b}8{c}9{b}10{c}");
    row("[a:b:3] and [c:d:6]", "3{a and c}6{b and c}10{b and d}");
    row("([a:b:3]:1.2)", "3{(a:1.2)}10{(b:1.2)}");
    row("[(a:1.1):(b:1.2):5]", "5{(a:1.1)}10{(b:1.2)}");
    // Emphasis and what has no meaning stays.
    row("[a] (b:1.2) [c:1.2:d]", "10{[a] (b:1.2) [c:1.2:d]}");
    row("[a:b:c:3]", "10{[a:b:c:3]}");
    row("[a|b:3]", "10{[a|b:3]}");
    row("[a:b:]", "10{[a:b:]}");
    row("[a:b:x]", "10{[a:b:x]}");
    row("[a:b:nan] [a:b:inf]", "10{[a:b:nan] [a:b:inf]}");
    row("[(a]:b:3]", "10{[(a]:b:3]}");
    row("[a (b:c:3]", "10{[a (b:c:3]}");
    row("a [b [c:d:3]", "3{a [b c}10{a [b d}");
    row("[[x:y:z:w]:b:3]", "10{[[x:y:z:w]:b:3]}");
    row("a|b: c", "10{a|b: c}");
    // Escapes stay for the parser of emphasis.
    row("\\[a:b:3\\]", "10{\\[a:b:3\\]}");
    row("[a\\:b:c:3]", "3{a\\:b}10{c}");
    row("[a\\|b:c:3]", "3{a\\|b}10{c}");
    row("[a:b\\]:3]", "3{a}10{b\\]}");
    row("a\\", "10{a\\}");
}

void PromptScheduleTest::schedules() {
    QFETCH(QString, schedule);
    QCOMPARE(shown(schedule_prompt(QTest::currentDataTag(), 10)), schedule);
}

void PromptScheduleTest::counts_steps_data() {
    QTest::addColumn<unsigned>("steps");
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("schedule");
    QTest::newRow("half of three") << 3U << "[a:b:0.5]" << "1{a}3{b}";
    QTest::newRow("share of one") << 1U << "[a:b:0.5]" << "1{b}";
    QTest::newRow("all") << 4U << "[a:b:1.0]" << "4{a}";
    QTest::newRow("one step") << 4U << "[a:b:1]" << "1{a}4{b}";
    QTest::newRow("none") << 4U << "[a:b:0]" << "4{b}";
    QTest::newRow("negative") << 4U << "[a:b:-1]" << "4{b}";
    QTest::newRow("beyond") << 4U << "[a:b:9]" << "4{a}";
    QTest::newRow("far beyond") << 4U << "[a:b:1e300]" << "4{a}";
    QTest::newRow("no steps") << 0U << "[a:b:0.5]" << "1{b}";
    QTest::newRow("the example of A1111")
        << 100U
        << "fantasy landscape with a [mountain:lake:0.25] and [an oak:a christmas tree:0.75][ in foreground::0.6][ in "
           "background:0.25] [shoddy:masterful:0.5]"
        << "25{fantasy landscape with a mountain and an oak in foreground shoddy}"
           "50{fantasy landscape with a lake and an oak in foreground in background shoddy}"
           "60{fantasy landscape with a lake and an oak in foreground in background masterful}"
           "75{fantasy landscape with a lake and an oak in background masterful}"
           "100{fantasy landscape with a lake and a christmas tree in background masterful}";
}

void PromptScheduleTest::counts_steps() {
    QFETCH(unsigned, steps);
    QFETCH(QString, prompt);
    QFETCH(QString, schedule);
    QCOMPARE(shown(schedule_prompt(prompt.toStdString(), steps)), schedule);
}

void PromptScheduleTest::hostile_prompts_take_no_time_data() {
    QTest::addColumn<QString>("piece");
    for (const char* piece : {"[", "]", "(", ")", ":", "|", "[a", "[a:", "[a|", "[a|b]", "[a:b:3]", "[:1]", "([", "\\"})
        QTest::newRow(piece) << piece;
}

void PromptScheduleTest::hostile_prompts_take_no_time() {
    QFETCH(QString, piece);
    const testing::CpuTimer timer;
    const auto schedule = schedule_prompt(piece.repeated(65'536 / piece.size()).toStdString(), 1000);
    QCOMPARE(schedule.back().until, 1000U);
    QVERIFY2(timer.seconds() < 10, qPrintable(QString::number(timer.seconds())));
}

QTEST_GUILESS_MAIN(PromptScheduleTest)
#include "prompt_schedule_test.moc"
