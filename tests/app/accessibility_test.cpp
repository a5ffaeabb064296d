// SPDX-License-Identifier: Apache-2.0
// For people who do not see the screen or do not use a mouse: every control has a name and a way by Tab, texts stand
// out from what they stand on, and both looks keep that.
#include <algorithm>
#include <set>

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QButtonGroup>
#include <QPlainTextEdit>
#include <QTabWidget>

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

/// What Tab should stop at: all that can be used, but not the parts of other controls.
QWidgetList tabStops(QWidget& window) {
    QWidgetList stops;
    for (QWidget* const widget : window.findChildren<QWidget*>()) {
        const bool isPart = widget->objectName().startsWith(QStringLiteral("qt_"));
        const bool isSeen = widget->isVisible() && widget->window() == &window && widget->isEnabled();
        if (isSeen && !isPart && !widget->focusProxy() && (widget->focusPolicy() & Qt::TabFocus)) stops.append(widget);
    }
    return stops;
}

/// Every place of the studio by the command that leads there, and the object name of its window or tab.
void addPlaces() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("window");
    QTest::addColumn<int>("page");
    const auto row = [](const char* name, const char* command, const char* window, int page = -1) {
        QTest::newRow(name) << QString::fromLatin1(command) << QString::fromLatin1(window) << page;
    };
    row("pictures", "", "");
    row("pictures with the queue", "image.queue", "");
    row("canvas", "view.edit", "");
    row("gallery", "image.gallery", "gallery");
    row("grid", "image.grid", "gridDialog");
    row("models", "models.window", "modelsWindow");
    row("devices", "help.devices", "devices");
    row("get models", "models.get", "getModels");
    row("preferences, general", "file.preferences", "preferences", 0);
    row("preferences, folders", "file.preferences", "preferences", 1);
    row("preferences, keys", "file.preferences", "preferences", 2);
}

/// The window of this row, with a picture in the studio; null if it does not come up.
QWidget* opened(Studio& studio) {
    QFETCH(QString, command);
    QFETCH(QString, window);
    QFETCH(int, page);
    studio.typePrompt("named");
    studio.press(Qt::Key_Return, Qt::ControlModifier);
    if (!studio.waitForPictures(1)) return nullptr;
    if (!command.isEmpty()) studio.window->findChild<QAction*>(command)->trigger();
    QWidget* const place = window.isEmpty() ? studio.window.get() : studio.window->findChild<QWidget*>(window);
    if (!place || !QTest::qWaitForWindowExposed(place)) return nullptr;
    if (page >= 0) place->findChild<QTabWidget*>()->setCurrentIndex(page);
    place->activateWindow();
    QTest::qWait(50);  // thumbnails and lists come from other threads
    return place;
}

}  // namespace

class AccessibilityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void everyControlHasAName_data() { addPlaces(); }
    void everyControlHasAName() {
        Studio studio;
        QWidget* const window = opened(studio);
        QVERIFY(window);
        QStringList unnamed;
        collectUnnamed(QAccessible::queryAccessibleInterface(window), unnamed);
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QStringLiteral("; "))));
    }

    void tabReachesEveryControl_data() { addPlaces(); }
    void tabReachesEveryControl() {
        Studio studio;
        QWidget* const window = opened(studio);
        QVERIFY(window);
        const QWidgetList wanted = tabStops(*window);
        QVERIFY(!wanted.isEmpty());
        wanted.front()->setFocus();
        std::set<const QWidget*> reached;
        for (qsizetype i = 0; i < 3 * wanted.size() + 10; ++i) {
            for (const QWidget* at = QApplication::focusWidget(); at; at = at->parentWidget()) reached.insert(at);
            studio.press(Qt::Key_Tab);
        }
        QStringList missed;
        // Within an exclusive group the arrow keys lead on.
        const auto isReached = [&](const QWidget* widget) {
            const auto* const button = qobject_cast<const QAbstractButton*>(widget);
            const QButtonGroup* const group = button ? button->group() : nullptr;
            if (!group || !group->exclusive()) return reached.contains(widget);
            return std::ranges::any_of(group->buttons(), [&](const QWidget* one) { return reached.contains(one); });
        };
        for (const QWidget* const widget : wanted)
            if (!isReached(widget))
                missed.append(QStringLiteral("%1 %2").arg(QLatin1StringView(widget->metaObject()->className()),
                                                          widget->objectName()));
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QStringLiteral("; "))));
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
