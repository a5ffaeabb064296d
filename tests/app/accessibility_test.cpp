// SPDX-License-Identifier: Apache-2.0
// For people who do not see the screen or do not use a mouse: every control has a name and a way by Tab, texts stand
// out from what they stand on, and both looks keep that.
#include <set>

#include <QAccessible>
#include <QComboBox>
#include <QPlainTextEdit>

#include "app/contrast.h"
#include "app/studio_fixture.h"

namespace lemnos::studio {
namespace {

void collectUnnamed(QAccessibleInterface* item, QStringList& unnamed) {
    static const std::set<QAccessible::Role> interactive = {
        QAccessible::Button,   QAccessible::PushButton,   QAccessible::CheckBox,
        QAccessible::ComboBox, QAccessible::EditableText, QAccessible::Slider,
        QAccessible::SpinBox,  QAccessible::List,         QAccessible::ProgressBar};
    if (!item || item->state().invisible) return;
    const QWidget* const widget = qobject_cast<QWidget*>(item->object());
    const bool isPart = widget && widget->objectName().startsWith(QStringLiteral("qt_"));  // of another control
    if (interactive.contains(item->role()) && !isPart && item->text(QAccessible::Name).isEmpty())
        unnamed.append(QStringLiteral("%1 %2").arg(
            widget ? QLatin1StringView(widget->metaObject()->className()) : QLatin1StringView("?"),
            item->object() ? item->object()->objectName() : QString()));
    for (int i = 0; i < item->childCount(); ++i) collectUnnamed(item->child(i), unnamed);
}

}  // namespace

class AccessibilityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void everyControlHasAName() {
        Studio studio;
        studio.typePrompt("named");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        QStringList unnamed;
        collectUnnamed(QAccessible::queryAccessibleInterface(studio.window.get()), unnamed);
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QStringLiteral("; "))));
    }

    void tabReachesEveryControl() {
        Studio studio;
        studio.typePrompt("reached");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        std::set<QString> reached;
        studio.find("prompt")->setFocus();
        for (int i = 0; i < 60; ++i) {
            for (QWidget* at = QApplication::focusWidget(); at; at = at->parentWidget())
                reached.insert(at->objectName());
            studio.press(Qt::Key_Tab);
            if (QApplication::focusWidget() == studio.find("prompt")) break;
        }
        QCOMPARE(QApplication::focusWidget(), studio.find("prompt"));  // once around
        for (const char* name :
             {"prompt",  "negativePrompt", "model",    "width",     "height",  "steps",    "guidance",
              "sampler", "schedule",       "styles",   "showQueue", "seed",    "seedDice", "seedLock",
              "count",   "resetSettings",  "generate", "history",   "restore", "trash",    "picture"})
            QVERIFY2(reached.contains(QLatin1StringView(name)), name);
    }

    void textStandsOut_data() {
        QTest::addColumn<int>("look");
        QTest::newRow("light") << int(Look::light);
        QTest::newRow("dark") << int(Look::dark);
    }
    void textStandsOut() {
        QFETCH(int, look);
        applyLook(Look(look));
        const QPalette palette = QApplication::palette();
        using Pair = std::pair<QPalette::ColorRole, QPalette::ColorRole>;
        for (const auto& [text, ground] :
             {Pair(QPalette::WindowText, QPalette::Window), Pair(QPalette::Text, QPalette::Base),
              Pair(QPalette::ButtonText, QPalette::Button), Pair(QPalette::ButtonText, QPalette::Light),
              Pair(QPalette::HighlightedText, QPalette::Highlight), Pair(QPalette::PlaceholderText, QPalette::Base),
              Pair(QPalette::PlaceholderText, QPalette::Window), Pair(QPalette::PlaceholderText, QPalette::Dark),
              Pair(QPalette::WindowText, QPalette::Dark), Pair(QPalette::ToolTipText, QPalette::ToolTipBase)}) {
            const double ratio = contrast(palette.color(text), palette.color(ground));
            QVERIFY2(ratio >= 4.5,
                     qPrintable(QStringLiteral("%1 on %2: %3").arg(int(text)).arg(int(ground)).arg(ratio)));
        }
    }

    void placeholdersCanBeRead_data() { textStandsOut_data(); }
    void placeholdersCanBeRead() {
        QFETCH(int, look);
        Studio studio;
        applyLook(Look(look));
        // As it is painted: style sheets like to make placeholders translucent.
        const QPalette palette = studio.find<QPlainTextEdit>("prompt")->palette();
        const QColor ground = palette.color(QPalette::Base);
        const QColor text = palette.color(QPalette::PlaceholderText);
        const auto over = [&](double above, double below) {
            return float(above * text.alphaF() + below * (1 - text.alphaF()));
        };
        const QColor seen = QColor::fromRgbF(over(text.redF(), ground.redF()), over(text.greenF(), ground.greenF()),
                                             over(text.blueF(), ground.blueF()));
        QVERIFY2(contrast(seen, ground) >= 4.5, qPrintable(QString::number(contrast(seen, ground))));
    }

    void lastSettingsAreThereAtTheNextStart() {
        Studio studio;
        studio.typePrompt("remember me");
        studio.model->request().change([](Request& r) { r.steps = 9; });
        studio.window->close();
        StudioModel next;
        QCOMPARE(next.request().chosen().prompt, "remember me");
        QCOMPARE(next.request().chosen().steps, 9u);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::AccessibilityTest)
#include "accessibility_test.moc"
