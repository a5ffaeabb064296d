// SPDX-License-Identifier: Apache-2.0
// Writing a prompt: weights by key, the colours of its syntax and its length, with real keys in the real window.
#include <cmath>

#include <QLabel>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextLayout>

#include "app/contrast.h"
#include "app/studio_fixture.h"
#include "panels/prompt_editor.h"
#include "panels/prompt_highlighter.h"
#include "studio/prompt_text.h"

namespace lemnos::studio {
namespace {

/// The text with [] around what is selected, or a | at the cursor.
QString shown(const QPlainTextEdit& editor) {
    const QTextCursor cursor = editor.textCursor();
    QString text = editor.toPlainText();
    if (!cursor.hasSelection()) return text.insert(cursor.position(), QLatin1Char('|'));
    return text.insert(cursor.selectionEnd(), QLatin1Char(']')).insert(cursor.selectionStart(), QLatin1Char('['));
}

void selectText(QPlainTextEdit& editor, int begin, int end) {
    QTextCursor cursor = editor.textCursor();
    cursor.setPosition(begin);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    editor.setTextCursor(cursor);
}

/// One letter per character: that of the kind whose look it has (BREAK looks like AND).
QString looks(const QPlainTextEdit& editor) {
    constexpr std::string_view names = "escLAA#!";
    QString letters;
    for (QTextBlock block = editor.document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockNumber() > 0) letters += QLatin1Char('/');
        QString line(block.length() - 1, QLatin1Char('.'));
        for (const auto& part : block.layout()->formats())
            for (std::size_t kind = 0; kind < names.size(); ++kind)
                if (part.format == promptFormat(PromptMarkKind(kind), editor.palette()))
                    for (int at = 0; at < part.length; ++at) line[part.start + at] = QLatin1Char(names[kind]);
        letters += line;
    }
    return letters;
}

}  // namespace

class PromptEditorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void placesOfBytesAndUnits_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("unit");
        QTest::addColumn<int>("byte");
        QTest::newRow("empty") << QString() << 0 << 0;
        QTest::newRow("ASCII") << QStringLiteral("cat") << 2 << 2;
        QTest::newRow("two bytes") << QStringLiteral("äb") << 1 << 2;
        QTest::newRow("three bytes") << QStringLiteral("日b") << 1 << 3;
        QTest::newRow("four bytes") << QString::fromUtf8("😀b") << 2 << 4;
        QTest::newRow("half a pair") << QString(QChar(0xd83d)) + QLatin1Char('b') << 1 << 1;  // "?"
        QTest::newRow("end") << QStringLiteral("aä") << 2 << 3;
    }
    void placesOfBytesAndUnits() {
        QFETCH(QString, text);
        QFETCH(int, unit);
        QFETCH(int, byte);
        const PromptText both(text);
        QCOMPARE(both.units(), int(text.size()));
        QCOMPARE(both.toBytes({unit, unit}).begin, std::size_t(byte));
        QCOMPARE(both.toUnits({std::size_t(byte), std::size_t(byte)}).begin, unit);
    }

    void keysChangeWeights() {
        Studio studio;
        auto* const prompt = studio.find<QPlainTextEdit>("prompt");
        studio.typePrompt("a red cat");
        studio.press(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(shown(*prompt), QStringLiteral("a red (cat|:1.1)"));
        studio.press(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(shown(*prompt), QStringLiteral("a red (cat|:1.2)"));
        QCOMPARE(studio.model->request().chosen().prompt, "a red (cat:1.2)");
        studio.press(Qt::Key_Down, Qt::ControlModifier);
        studio.press(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(shown(*prompt), QStringLiteral("a red cat|"));
    }

    void theSelectionStaysSelected() {
        Studio studio;
        auto* const prompt = studio.find<QPlainTextEdit>("prompt");
        studio.typePrompt("a");
        prompt->setPlainText(QString::fromUtf8("ein grüner 😀 Frosch, Tau"));
        selectText(*prompt, 4, 20);
        studio.press(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(shown(*prompt), QString::fromUtf8("ein ([grüner 😀 Frosch]:0.9), Tau"));
        studio.press(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(shown(*prompt), QString::fromUtf8("ein [grüner 😀 Frosch], Tau"));
    }

    void aNudgeIsUndoneInOneStep() {
        Studio studio;
        auto* const prompt = studio.find<QPlainTextEdit>("negativePrompt");
        prompt->setFocus();
        QTest::keyClicks(prompt, QStringLiteral("blurry"));
        studio.press(Qt::Key_Up, Qt::ControlModifier);
        studio.press(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(prompt->toPlainText(), QStringLiteral("(blurry:1.2)"));
        QCOMPARE(studio.model->request().chosen().negative_prompt, "(blurry:1.2)");
        prompt->undo();
        QCOMPARE(prompt->toPlainText(), QStringLiteral("(blurry:1.1)"));
        prompt->undo();
        QCOMPARE(prompt->toPlainText(), QStringLiteral("blurry"));
        QCOMPARE(studio.model->request().chosen().negative_prompt, "blurry");
    }

    void elsewhereTheKeysAreLeftAlone() {
        Studio studio;
        studio.typePrompt("cat");
        studio.find("negativePrompt")->setFocus();
        studio.press(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(studio.model->request().chosen().prompt, "cat");
    }

    void syntaxIsColoured_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("weight") << QString::fromUtf8("ä (b:1.2)") << QStringLiteral("..e.eeeee");
        QTest::newRow("over lines") << QStringLiteral("(a\nb:2)") << QStringLiteral("e./.eee");
        QTest::newRow("comment") << QStringLiteral("a # b\nc") << QStringLiteral("..###/.");
        QTest::newRow("tag over lines") << QStringLiteral("<lora:a\nb>c") << QStringLiteral("LLLLLLL/LL.");
        QTest::newRow("empty lines") << QStringLiteral("a\n\n(b)") << QStringLiteral(".//e.e");
        QTest::newRow("everything") << QStringLiteral("{a|b} [c:d:.5] AND (e BREAK")
                                    << QStringLiteral("c.c.c.s.s.ssss.AAA.!..AAAAA");
    }
    void syntaxIsColoured() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        Studio studio;
        auto* const prompt = studio.find<QPlainTextEdit>("prompt");
        prompt->setPlainText(text);
        QCOMPARE(looks(*prompt), expected);
    }

    void coloursFollowEveryKey() {
        Studio studio;
        auto* const prompt = studio.find<QPlainTextEdit>("prompt");
        studio.typePrompt("(a");
        QCOMPARE(looks(*prompt), QStringLiteral("!."));
        studio.press(Qt::Key_Return);
        QTest::keyClick(prompt, Qt::Key_ParenRight);
        QCOMPARE(looks(*prompt), QStringLiteral("e./e"));  // in the line above, too
        prompt->undo();
        studio.model->request().change([](Request& r) { r.compat = "comfyui", r.prompt = "[a] AND (b)"; });
        QCOMPARE(looks(*prompt), QStringLiteral("........e.e"));
        QVERIFY(studio.model->request().chosen().prompt == "[a] AND (b)");
    }

    void tokensAreCounted() {
        Studio studio;
        auto* const tokens = studio.find<QLabel>("promptTokens");
        QTRY_VERIFY(tokens->text() != QStringLiteral("–"));
        QTRY_COMPARE(tokens->text(), QStringLiteral("0 / 30"));  // of the starter
        const SharedPromptCounter letters = std::make_shared<const PromptCounter>(
            ClipTokenizer::from_merges("header\n").value(), 2U);  // every letter is a token
        studio.model->tokens().noteOpened(QStringLiteral("starter"), letters);
        studio.typePrompt("a (cat:1.2)");
        QTRY_COMPARE(tokens->text(), QStringLiteral("4 / 75"));
        studio.model->request().change([](Request& r) { r.prompt = std::string(83, 'a'); });
        QTRY_COMPARE(tokens->text(), QStringLiteral("83 / 150"));
        studio.model->request().change([](Request& r) { r.prompt = "{a|b}"; });
        QTRY_COMPARE(tokens->text(), QStringLiteral("≈ 1 / 75"));
        studio.model->request().change([](Request& r) { r.prompt = std::string(151, 'a'); });
        QTRY_COMPARE(tokens->text(), QStringLiteral("150 / 150 +"));
        QVERIFY2(tokens->toolTip().contains(QStringLiteral("do not fit")), qPrintable(tokens->toolTip()));
        QCOMPARE(studio.find<QLabel>("negativePromptTokens")->text(), QStringLiteral("0 / 75"));
    }

    void withoutAVocabularyItSaysWhy() {
        Studio studio;
        auto* const tokens = studio.find<QLabel>("promptTokens");
        studio.model->request().change([](Request& r) { r.model = "/nowhere/dreams.safetensors"; });
        QCOMPARE(tokens->text(), QStringLiteral("–"));
        QTRY_VERIFY2(tokens->toolTip().contains(QStringLiteral("dreams.safetensors")), qPrintable(tokens->toolTip()));
        QCOMPARE(tokens->text(), QStringLiteral("–"));
    }

    void anAnswerForAnotherModelIsIgnored() {
        TokenMeter meter;
        meter.measureFor(QStringLiteral("b"));
        meter.noteMissing(QStringLiteral("a"), QStringLiteral("gone"));
        meter.noteOpened(QStringLiteral("a"),
                         std::make_shared<const PromptCounter>(ClipTokenizer::from_merges("header\n").value(), 1U));
        QVERIFY(!meter.counter() && meter.problem().isEmpty());
    }

    void aRowsEndIsMarked() {
        Studio studio;
        auto* const prompt = studio.find<PromptEditor>("prompt");
        prompt->setPlainText(QString(30, QLatin1Char(' ')) + QLatin1Char('x'));
        const QImage before = prompt->grab().toImage();
        prompt->setRowEnds({10});
        const QImage after = prompt->grab().toImage();
        QTextCursor cursor(prompt->document());
        cursor.setPosition(10);
        const QRect place = prompt->cursorRect(cursor).translated(prompt->viewport()->pos());
        QVERIFY(before.copy(place) != after.copy(place));
        prompt->setRowEnds({1000});  // of a text that is no longer there
        QVERIFY(prompt->grab().toImage() == before);
    }

    void coloursCanBeRead_data() {
        QTest::addColumn<int>("look");
        QTest::newRow("light") << int(Look::light);
        QTest::newRow("dark") << int(Look::dark);
    }
    void coloursCanBeRead() {
        QFETCH(int, look);
        Studio studio;
        auto* const prompt = studio.find<QPlainTextEdit>("prompt");
        prompt->setPlainText(QStringLiteral("(a"));
        applyLook(Look(look));
        QCOMPARE(looks(*prompt), QStringLiteral("!."));  // in the new look's colours
        for (int kind = 0; kind <= int(PromptMarkKind::unbalanced); ++kind) {
            const QTextCharFormat format = promptFormat(PromptMarkKind(kind), prompt->palette());
            const double ratio = contrast(format.foreground().color(), prompt->palette().color(QPalette::Base));
            QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("kind %1: %2").arg(kind).arg(ratio)));
        }
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::PromptEditorTest)
#include "prompt_editor_test.moc"
