// SPDX-License-Identifier: Apache-2.0
// The preferences as they are used: keys that are searched, changed, taken from another command and kept; folders;
// look. And the rule that no key means two things where both are heard.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeView>

#include "app/studio_fixture.h"
#include "item_models/shortcut_model.h"
#include "panels/folders_page.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QAction* action(const Studio& studio, const char* id) {
    return studio.window->findChild<QAction*>(QString::fromLatin1(id));
}

QWidget* openPreferences(Studio& studio, int page) {
    studio.press(Qt::Key_Comma, Qt::ControlModifier);
    auto* const dialog = studio.find("preferences");
    if (!dialog || !QTest::qWaitForWindowExposed(dialog)) return nullptr;
    dialog->activateWindow();
    dialog->findChild<QTabWidget*>()->setCurrentIndex(page);
    return dialog;
}

/// Finds the one command that `text` leads to, as a user does.
void searchFor(QWidget& dialog, const QString& text) {
    auto* const search = dialog.findChild<QLineEdit*>(u"searchKeys"_s);
    search->setFocus();
    search->selectAll();
    QTest::keyClicks(search, text);
    auto* const list = dialog.findChild<QTreeView*>(u"keys"_s);
    QCOMPARE(list->model()->rowCount(), 1);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    list->setCurrentIndex(list->model()->index(0, 0));
}

void pressInEditor(QWidget& dialog, Qt::Key key, Qt::KeyboardModifiers modifiers) {
    auto* const editor = dialog.findChild<QKeySequenceEdit*>(u"key"_s);
    editor->setFocus();
    QTest::keyClick(editor, key, modifiers);
}

}  // namespace

class PreferencesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void noKeyMeansTwoThings() {
        Studio studio;
        action(studio, "file.preferences")->trigger();  // the keys of all windows are listed there
        for (const char* id : {"gallery.star", "compare.fit", "model.use", "queue.remove"})
            QVERIFY2(studio.model->shortcuts().find(QLatin1StringView(id)), id);
        // X discards a result while one is staged and swaps the colours otherwise: never both.
        const QSet<QString> exclusive{u"edit.discard"_s, u"tool.swapColours"_s};
        const auto& commands = studio.model->shortcuts().commands();
        QVERIFY(commands.size() > 80);
        QStringList shared;
        for (std::size_t i = 0; i < commands.size(); ++i) {
            for (std::size_t j = i + 1; j < commands.size(); ++j) {
                const auto &a = commands[i], &b = commands[j];
                const auto isWithin = [](KeyPlace place) { return place < KeyPlace::gallery; };
                const bool isHeardByBoth = a.name.place == b.name.place ||
                                           (a.name.place == KeyPlace::mainWindow && isWithin(b.name.place)) ||
                                           (b.name.place == KeyPlace::mainWindow && isWithin(a.name.place));
                if (!isHeardByBoth || (exclusive.contains(a.name.id) && exclusive.contains(b.name.id))) continue;
                for (const QKeySequence& key : a.usual)
                    if (b.usual.contains(key)) shared.append(key.toString() + u' ' + a.name.id + u' ' + b.name.id);
            }
        }
        QVERIFY2(shared.isEmpty(), qPrintable(shared.join(u"; "_s)));
    }

    void everyCommandOfAMenuIsListed() {
        Studio studio;
        QStringList unlisted;
        for (const QMenu* const menu : studio.window->menuBar()->findChildren<QMenu*>())
            for (const QAction* const one : menu->actions())
                if (!one->isSeparator() && !one->menu() && !one->isCheckable() &&
                    !studio.model->shortcuts().find(one->objectName()))
                    unlisted.append(one->text());
        QVERIFY2(unlisted.isEmpty(), qPrintable(unlisted.join(u"; "_s)));
    }

    void rowsFollowTheKeys() {
        Studio studio;
        Shortcuts& shortcuts = studio.model->shortcuts();
        ShortcutModel model(shortcuts);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        shortcuts.setKeys(u"file.open"_s, {QKeySequence(Qt::Key_F12)});
        QCOMPARE(changed.size(), 1);
        const int row = changed[0][0].toModelIndex().row();
        QCOMPARE(model.index(row, ShortcutModel::keys).data().toString(), u"F12"_s);
        QCOMPARE(model.index(row, ShortcutModel::command).data().toString(), u"Open"_s);  // no mark, no ellipsis
        QCOMPARE(model.index(row, ShortcutModel::group).data().toString(), u"File"_s);
        QVERIFY(model.index(row, 0).data(Qt::FontRole).value<QFont>().bold());
        const int before = model.rowCount();
        shortcuts.declare({.id = u"test.late"_s, .group = {}, .text = u"late"_s}, {});
        QCOMPARE(model.rowCount(), before + 1);
    }

    void aChosenKeyWorksAndStays() {
        {
            Studio studio;
            QWidget* const dialog = openPreferences(studio, 2);
            QVERIFY(dialog);
            searchFor(*dialog, u"another seed"_s);
            pressInEditor(*dialog, Qt::Key_F9, Qt::NoModifier);
            QTRY_COMPARE(action(studio, "seed.roll")->shortcuts(), Keys{QKeySequence(Qt::Key_F9)});
            QVERIFY(studio.find("seedDice")->toolTip().contains(u"F9"));
            dialog->close();
            studio.window->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(studio.window.get()));
            const QString before = studio.find<QLineEdit>("seed")->text();
            studio.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(studio.find<QLineEdit>("seed")->text(), before);  // the usual key is free
            studio.press(Qt::Key_F9);
            QVERIFY(studio.find<QLineEdit>("seed")->text() != before);
        }
        Studio next(std::make_shared<FakeScript>(), Studio::Start::now, Studio::Memory::ofTheLast);
        QCOMPARE(action(next, "seed.roll")->shortcuts(), Keys{QKeySequence(Qt::Key_F9)});
        QWidget* const dialog = openPreferences(next, 2);
        QVERIFY(dialog);
        searchFor(*dialog, u"another seed"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"usualKeys"_s), Qt::LeftButton);
        QCOMPARE(action(next, "seed.roll")->shortcut(), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
        QVERIFY(!next.model->settings().keysOf(u"seed.roll"_s));
    }

    void aKeyOfAnotherCommandIsToldAndTaken() {
        Studio studio;
        QWidget* const dialog = openPreferences(studio, 2);
        QVERIFY(dialog);
        auto* const take = dialog->findChild<QPushButton*>(u"takeKey"_s);
        searchFor(*dialog, u"another seed"_s);
        QVERIFY(!take->isVisible());
        pressInEditor(*dialog, Qt::Key_O, Qt::ControlModifier);
        QTRY_VERIFY(dialog->findChild<QLabel*>(u"keyClash"_s)->text().contains(u"Open"_s));
        QVERIFY(take->isVisible());
        QTest::mouseClick(take, Qt::LeftButton);
        QVERIFY(action(studio, "file.open")->shortcuts().isEmpty());
        QCOMPARE(action(studio, "seed.roll")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_O));
        QVERIFY(!take->isVisible());
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"resetKeys"_s), Qt::LeftButton);
        QCOMPARE(action(studio, "file.open")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_O));
    }

    void aCommandCanDoWithoutAKey() {
        Studio studio;
        QWidget* const dialog = openPreferences(studio, 2);
        QVERIFY(dialog);
        searchFor(*dialog, u"another seed"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"noKey"_s), Qt::LeftButton);
        QVERIFY(action(studio, "seed.roll")->shortcuts().isEmpty());
        QCOMPARE(studio.find("seedDice")->toolTip(), u"Draw another seed"_s);
        QCOMPARE(studio.model->settings().keysOf(u"seed.roll"_s), std::optional(Keys()));
    }

    void clashesKnowWhereKeysAreHeard_data() {
        QTest::addColumn<QString>("changed");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QStringList>("clashes");
        const QString tool = u"tool.brush"_s;
        QTest::newRow("free") << tool << u"F12"_s << QStringList();
        QTest::newRow("of the same place") << tool << u"E"_s << QStringList{u"tool.eraser"_s};
        QTest::newRow("of the window around it") << tool << u"Ctrl+O"_s << QStringList{u"file.open"_s};
        QTest::newRow("of a place beside it") << tool << u"Ctrl+Up"_s << QStringList();
        QTest::newRow("two at once") << tool << u"X"_s << QStringList{u"edit.discard"_s, u"tool.swapColours"_s};
        QTest::newRow("one that is held") << tool << u"\\"_s << QStringList{u"staging.compare"_s};
    }
    void clashesKnowWhereKeysAreHeard() {
        QFETCH(QString, changed);
        QFETCH(QString, key);
        QFETCH(QStringList, clashes);
        Studio studio;
        Shortcuts& shortcuts = studio.model->shortcuts();
        QVERIFY(shortcuts.clashesOf(changed).isEmpty());
        shortcuts.setKeys(changed, {QKeySequence(key)});
        QStringList found;
        for (const CommandName& other : shortcuts.clashesOf(changed)) found.append(other.id);
        found.sort();
        QCOMPARE(found, clashes);
    }

    void foldersAreKept() {
        const QTemporaryDir pictures, models;
        Studio studio;
        QWidget* const dialog = openPreferences(studio, 1);
        QVERIFY(dialog);
        auto* const page = dialog->findChild<FoldersPage*>();
        page->choosePictures(pictures.path());
        QCOMPARE(dialog->findChild<QLineEdit*>(u"picturesFolder"_s)->text(), pictures.path());
        QCOMPARE(studio.model->settings().galleryFolder(), studio.folder.path());  // until the next start
        QCOMPARE(Settings().galleryFolder(), pictures.path());
        page->addModels(models.path());
        QCOMPARE(studio.model->settings().modelFolders(), QStringList{models.path()});
        auto* const list = dialog->findChild<QListWidget*>(u"modelFolders"_s);
        auto* const remove = dialog->findChild<QPushButton*>(u"removeModels"_s);
        QCOMPARE(list->count(), 1);
        QVERIFY(!remove->isEnabled());
        list->setFocus();
        list->setCurrentRow(0);
        QTest::mouseClick(remove, Qt::LeftButton);
        QVERIFY(studio.model->settings().modelFolders().isEmpty());
        QCOMPARE(list->count(), 0);
    }

    void looksAreKept() {
        Studio studio;
        QWidget* const dialog = openPreferences(studio, 0);
        QVERIFY(dialog);
        const auto choose = [&](const QString& name, const QVariant& value) {
            auto* const box = dialog->findChild<QComboBox*>(name);
            const int index = box->findData(value);
            if (index < 0) return false;
            box->setCurrentIndex(index);
            Q_EMIT box->activated(index);
            return true;
        };
        auto* const note = dialog->findChild<QLabel*>(u"laterNote"_s);
        QVERIFY(choose(u"theme"_s, int(Theme::light)));
        QVERIFY(studio.window->palette().color(QPalette::Window).lightnessF() > 0.7F);  // at once
        QVERIFY(choose(u"theme"_s, int(Theme::dark)));
        QVERIFY(studio.window->palette().color(QPalette::Window).lightnessF() < 0.3F);
        QVERIFY(!note->isVisible());
        QVERIFY(choose(u"scale"_s, 150));
        QVERIFY(note->isVisible());
        QVERIFY(choose(u"language"_s, u"de"_s));
        dialog->findChild<QSpinBox*>(u"undoMegabytes"_s)->setValue(2048);
        const Settings next;
        QCOMPARE(next.interfaceScale(), 150);
        QCOMPARE(next.language(), u"de"_s);
        QCOMPARE(next.undoMegabytes(), 2048);
        QCOMPARE(studio.model->workspace().document().history().budget(), std::size_t{2048} << 20U);
        QCOMPARE(StudioModel().workspace().document().history().budget(), std::size_t{2048} << 20U);
        QCOMPARE(next.theme(), Theme::dark);
    }

    void damagedSettingsAreAsIfTheyWereNotThere_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("scale, a word") << u"scale"_s << QVariant(u"big"_s);
        QTest::newRow("scale, huge") << u"scale"_s << QVariant(1'000'000);
        QTest::newRow("undo, a word") << u"undoMegabytes"_s << QVariant(u"much"_s);
        QTest::newRow("undo, none") << u"undoMegabytes"_s << QVariant(-1);
        QTest::newRow("keys, nonsense") << u"keys/file.open"_s << QVariant(u"Strg++Ö, ,"_s);
    }
    void damagedSettingsAreAsIfTheyWereNotThere() {
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        QSettings(u"Lemnos"_s, u"lemnos"_s).setValue(key, value);
        const Settings settings;
        QVERIFY(settings.interfaceScale() >= 50 && settings.interfaceScale() <= 400);
        QVERIFY(settings.undoMegabytes() >= Settings::leastUndoMegabytes);
        const Studio studio(std::make_shared<FakeScript>(), Studio::Start::now, Studio::Memory::ofTheLast);
        QVERIFY(action(studio, "file.open"));
        QSettings(u"Lemnos"_s, u"lemnos"_s).clear();
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::PreferencesTest)
#include "preferences_test.moc"
