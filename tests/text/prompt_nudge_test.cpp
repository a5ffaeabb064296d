// SPDX-License-Identifier: Apache-2.0
// Weights up and down by key. ^ is the cursor; two of them are the ends of the selection.
#include "text/prompt_nudge.h"

#include <QTest>

using namespace lemnos;

namespace {

// "a (^cat^:1.1)" as prompt and selection.
std::pair<std::string, TextRange> taken_apart(const QString& shown) {
    std::string prompt = shown.toStdString();
    TextRange selected;
    selected.begin = prompt.find('^');
    prompt.erase(selected.begin, 1);
    selected.end = std::min(prompt.find('^'), prompt.size());
    if (prompt.find('^') == std::string::npos)
        selected.end = selected.begin;
    else
        prompt.erase(selected.end, 1);
    return {prompt, selected};
}

QString after(const QString& shown, double step, const PromptRules& rules = a1111_prompts) {
    auto [prompt, selected] = taken_apart(shown);
    const auto edit = nudge_weight(prompt, selected, step, rules);
    if (!edit) return QStringLiteral("nothing");
    prompt.replace(edit->replaced.begin, edit->replaced.end - edit->replaced.begin, edit->text);
    if (edit->selected.end > prompt.size() || edit->selected.begin > edit->selected.end)
        return QStringLiteral("selection outside");
    prompt.insert(edit->selected.end, "^");
    if (edit->selected.begin != edit->selected.end) prompt.insert(edit->selected.begin, "^");
    return QString::fromStdString(prompt);
}

}  // namespace

class PromptNudgeTest : public QObject {
    Q_OBJECT

private slots:
    void nudges_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<double>("step");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* before, double step, const char* expected) {
            QTest::newRow(name) << QString::fromUtf8(before) << step << QString::fromUtf8(expected);
        };
        row("word", "a r^ed cat", 0.1, "a (r^ed:1.1) cat");
        row("word down", "a r^ed cat", -0.1, "a (r^ed:0.9) cat");
        row("end of a word", "a red^, cat", 0.1, "a (red^:1.1), cat");
        row("beginning of a word", "a ^red cat", 0.1, "a (^red:1.1) cat");
        row("only word", "^cat", 0.1, "(^cat:1.1)");
        row("between separators", "a , ^, b", 0.1, "nothing");
        row("nothing there", "^", 0.1, "nothing");
        row("beyond ASCII", "grüne Wie^se", 0.1, "grüne (Wie^se:1.1)");
        row("escaped brackets belong to the word", "smile \\(an^ime\\)", 0.1, "smile (\\(an^ime\\):1.1)");
        row("again", "a (r^ed:1.1) cat", 0.1, "a (r^ed:1.2) cat");
        row("no dust", "(a^:1.2)", 0.1, "(a^:1.3)");
        row("finer weights stay fine", "(a^:1.15)", 0.1, "(a^:1.25)");
        row("to one", "a (r^ed:1.1) cat", -0.1, "a r^ed cat");
        row("to one from below", "a (r^ed:0.9)", 0.1, "a r^ed");
        row("plain brackets weigh 1.1", "(r^ed)", 0.1, "(r^ed:1.2)");
        row("plain brackets go", "(r^ed)", -0.1, "r^ed");
        row("of nested brackets the inner", "((a, b^:1.2), c)", 0.1, "((a, b^:1.3), c)");
        row("of nested brackets the outer", "((a, b:1.2), c^)", 0.1, "((a, b:1.2), c^:1.2)");
        row("cursor in the weight", "(red:1.^1)", 0.1, "(red^:1.2)");
        row("cursor behind brackets", "(red:1.1)^", -0.1, "red^");
        row("cursor before brackets", "^(red:1.1)", -0.1, "^red");
        row("never below nothing", "(a^:0.05)", -0.1, "(a^:0)");
        row("negative goes up", "(a^:-0.5)", 0.1, "(a^:-0.4)");
        row("negative stays", "(a^:-0.5)", -0.1, "(a^:-0.5)");
        row("largest", "(a^:99.95)", 0.1, "(a^:100)");
        row("selection", "a ^red cat^, dog", 0.1, "a (^red cat^:1.1), dog");
        row("selection without its spaces", "a^ red cat ^dog", 0.1, "a (^red cat^:1.1) dog");
        row("selection again", "a (^red cat^:1.1), dog", 0.1, "a (^red cat^:1.2), dog");
        row("selection to one", "a (^red cat^:1.1), dog", -0.1, "a ^red cat^, dog");
        row("selection with its brackets", "a ^(red cat:1.1)^", 0.1, "a (^red cat^:1.2)");
        row("part of brackets", "(a ^red^ cat:1.2)", 0.1, "(a (^red^:1.1) cat:1.2)");
        row("brackets in a selection", "^a (b:1.2)^", 0.1, "(^a (b:1.2)^:1.1)");
        row("half a pair", "^a (b^:1.2)", 0.1, "nothing");
        row("bar of a choice", "{^a|b^}", 0.1, "nothing");
        row("a whole choice", "^{a|b}^", 0.1, "(^{a|b}^:1.1)");
        row("word of a choice", "{a^|b}", 0.1, "{(a^:1.1)|b}");
        row("word of a schedule", "[ca^t:dog:0.5]", 0.1, "[(ca^t:1.1):dog:0.5]");
        row("step of a schedule", "[cat:dog:0.^5]", 0.1, "nothing");
        row("colon of a schedule", "[^a:b^:0.5]", 0.1, "nothing");
        row("lora", "a <lora:x^:0.8>", 0.1, "a <lora:x^:0.9>");
        row("lora without weight", "<lo^ra:x>", 0.1, "<lo^ra:x:1.1>");
        row("lora at one keeps its weight", "<lora:x^:0.9>", 0.1, "<lora:x^:1>");
        row("lora below nothing", "<lora:x^:0>", -0.1, "<lora:x^:-0.1>");
        row("lora with two weights", "<lora:x^:1:0.5>", 0.1, "<lora:x^:1.1:0.5>");
        row("lora in brackets", "(a <lora:x^:1>)", 0.1, "(a <lora:x^:1.1>)");
        row("cursor at a tag's shrinking end", "<lora:x:0.75>^", 0.25, "<lora:x:1>^");
        row("BREAK", "a BRE^AK b", 0.1, "nothing");
        row("AND", "a AND^ b", 0.1, "nothing");
        row("comment", "a # b^c", 0.1, "nothing");
        row("after a comment", "a # (b\nc^c", 0.1, "a # (b\n(c^c:1.1)");
        row("unbalanced before", "a) b^", 0.1, "a) (b^:1.1)");
    }
    void nudges() {
        QFETCH(QString, before);
        QFETCH(double, step);
        QFETCH(QString, expected);
        QCOMPARE(after(before, step), expected);
    }

    void twice_and_back_is_what_was() {
        QString shown = QStringLiteral("a red ca^t, dog");
        for (const double step : {0.1, 0.1, 0.1, -0.1, -0.1, -0.1, -0.1, 0.1}) shown = after(shown, step);
        QCOMPARE(shown, QStringLiteral("a red ca^t, dog"));
    }

    void in_comfyui_words_are_words() {
        QCOMPARE(after(QStringLiteral("BRE^AK"), 0.1, comfyui_prompts), QStringLiteral("(BRE^AK:1.1)"));
        QCOMPARE(after(QStringLiteral("((a^:1.2))"), 0.1, comfyui_prompts), QStringLiteral("((a^:1.3))"));
    }
};

QTEST_APPLESS_MAIN(PromptNudgeTest)
#include "prompt_nudge_test.moc"
