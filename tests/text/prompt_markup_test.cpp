// SPDX-License-Identifier: Apache-2.0
// Comments, LoRA tags and AND.
#include "text/prompt_markup.h"

#include <QTest>

using namespace lemnos;

class PromptMarkupTest : public QObject {
    Q_OBJECT

private slots:
    void comments_data();
    void comments();
    void loras_data();
    void loras();
    void parts_data();
    void parts();
    void many_parts_join_the_last();
};

void PromptMarkupTest::comments_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("rest");
    QTest::newRow("none") << "a castle" << "a castle";
    QTest::newRow("end of line") << "a # castle\nb" << "a \nb";
    QTest::newRow("a line of its own") << "a\n# castle\nb" << "a\n\nb";
    QTest::newRow("whole prompt") << "#a" << "";
    QTest::newRow("escaped") << "a \\#1 b" << "a \\#1 b";
    QTest::newRow("backslash before") << "a \\\\# b" << "a \\\\";
    QTest::newRow("backslash in a comment") << "a #\\\nb" << "a \nb";
}

void PromptMarkupTest::comments() {
    QFETCH(QString, prompt);
    QFETCH(QString, rest);
    QCOMPARE(QString::fromStdString(without_comments(prompt.toStdString())), rest);
}

void PromptMarkupTest::loras_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("rest");
    QTest::addColumn<QString>("loras");
    QTest::newRow("none") << "a castle" << "a castle" << "";
    QTest::newRow("name") << "a <lora:ink> b" << "a  b" << "ink 1 1;";
    QTest::newRow("weight") << "<lora:ink:0.8>a" << "a" << "ink 0.8 0.8;";
    QTest::newRow("two weights") << "<lora:ink:0.8:0.3>" << "" << "ink 0.8 0.3;";
    QTest::newRow("names of weights") << "<lora:ink:te=0.3:unet=0.8>" << "" << "ink 0.8 0.3;";
    QTest::newRow("mixed") << "<lora:ink:0.8:te=0.3>" << "" << "ink 0.8 0.3;";
    QTest::newRow("negative") << "<lora:ink:-.5>" << "" << "ink -0.5 -0.5;";
    QTest::newRow("several") << "<lora:a:1>x<lora:b c:2>" << "x" << "a 1 1;b c 2 2;";
    QTest::newRow("spaces") << "<lora: ink : 0.8 >" << "" << "ink 0.8 0.8;";
    QTest::newRow("clamped") << "<lora:ink:1000>" << "" << "ink 100 100;";
    QTest::newRow("no number") << "a <lora:ink:much>" << "a <lora:ink:much>" << "";
    QTest::newRow("infinite") << "<lora:ink:inf>" << "<lora:ink:inf>" << "";
    QTest::newRow("no name") << "<lora:> <lora::1>" << "<lora:> <lora::1>" << "";
    QTest::newRow("too many") << "<lora:ink:1:2:3>" << "<lora:ink:1:2:3>" << "";
    QTest::newRow("unknown key") << "<lora:ink:x=3>" << "<lora:ink:x=3>" << "";
    QTest::newRow("not closed") << "a <lora:ink:1" << "a <lora:ink:1" << "";
    QTest::newRow("another kind") << "<hypernet:ink:1>" << "<hypernet:ink:1>" << "";
}

void PromptMarkupTest::loras() {
    QFETCH(QString, prompt);
    QFETCH(QString, rest);
    QFETCH(QString, loras);
    const PromptWithLoras found = extract_loras(prompt.toStdString());
    QString text;
    for (const LoraMention& lora : found.loras)
        text += QString("%1 %2 %3;").arg(QString::fromStdString(lora.name)).arg(lora.unet_weight).arg(lora.text_weight);
    QCOMPARE(QString::fromStdString(found.text), rest);
    QCOMPARE(text, loras);
}

void PromptMarkupTest::parts_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("parts");
    QTest::newRow("one") << "a castle" << "{a castle:1}";
    QTest::newRow("empty") << "" << "{:1}";
    QTest::newRow("two") << "a AND b" << "{a :1}{ b:1}";
    QTest::newRow("weights") << "a :1.2 AND b: .5 AND c" << "{a :1.2}{ b:0.5}{ c:1}";
    QTest::newRow("negative") << "a AND b :-0.7" << "{a :1}{ b :-0.7}";
    QTest::newRow("weight alone is a time") << "a clock at 12:30" << "{a clock at 12:30:1}";
    QTest::newRow("emphasis is no weight") << "(a:1.2) AND (b:0.5)" << "{(a:1.2) :1}{ (b:0.5):1}";
    QTest::newRow("part of a word") << "SAND ANDY AND_ and And" << "{SAND ANDY AND_ and And:1}";
    QTest::newRow("at the ends") << "AND a AND" << "{:1}{ a :1}{:1}";
    QTest::newRow("clamped") << "a AND b:1000" << "{a :1}{ b:100}";
    QTest::newRow("no number") << "a AND b:c" << "{a :1}{ b:c:1}";
}

void PromptMarkupTest::parts() {
    QFETCH(QString, prompt);
    QFETCH(QString, parts);
    QString text;
    for (const PromptPart& part : split_parts(prompt.toStdString()))
        text += QString("{%1:%2}").arg(QString::fromStdString(part.text)).arg(part.weight);
    QCOMPARE(text, parts);
}

void PromptMarkupTest::many_parts_join_the_last() {
    std::string prompt = "a";
    for (int i = 0; i < 100; ++i) prompt += " AND b";
    const auto parts = split_parts(prompt);
    QCOMPARE(parts.size(), most_parts);
    QVERIFY(parts.back().text.find("AND") != std::string::npos);
}

QTEST_GUILESS_MAIN(PromptMarkupTest)
#include "prompt_markup_test.moc"
