// SPDX-License-Identifier: Apache-2.0
// Models come into the folder through the window: from the catalogue, and by dropping files.
#include <QAccessible>
#include <QCryptographicHash>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "app/model_files.h"
#include "app/naughty_server.h"
#include "app/studio_fixture.h"
#include "panels/catalogue_row.h"
#include "windows/get_models_dialog.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// A studio whose catalogue has a LoRA on a server of ours, which needs a vocabulary from there.
struct Shop {
    Shop() {
        const QString source = addLora(QStringLiteral("../source.safetensors"));
        server.content = bytesOf(source);
        QFile::remove(source);
        const auto entry = [&](const char* id, CatalogueKind kind, const char* file, const QStringList& needs) {
            return CatalogueEntry{.id = QString::fromLatin1(id),
                                  .name = QString::fromLatin1(id).toUpper(),
                                  .kind = kind,
                                  .family = kind == CatalogueKind::lora ? QStringLiteral("sd1") : QString(),
                                  .file = QString::fromLatin1(file),
                                  .bytes = server.content.size(),
                                  .sha256 = QString::fromLatin1(
                                      QCryptographicHash::hash(server.content, QCryptographicHash::Sha256).toHex()),
                                  .licence = QStringLiteral("MIT"),
                                  .licenceUrl = QStringLiteral("https://example.org/licence"),
                                  .url = server.url().toString(),
                                  .page = QStringLiteral("https://example.org"),
                                  .description = QStringLiteral("What it is <b>for</b>"),
                                  .needs = needs};
        };
        studio.model->downloads().setCatalogue(
            Catalogue({entry("words", CatalogueKind::tokenizer, "merges.txt", {}),
                       entry("ink", CatalogueKind::lora, "ink.safetensors", {QStringLiteral("words")})}));
        dialog = new GetModelsDialog(*studio.model, studio.window.get());
        dialog->show();
        QApplication::setActiveWindow(dialog);
        if (!QTest::qWaitForWindowActive(dialog)) qFatal("the dialog does not come up");
    }
    QPushButton* button(const char* id) const {
        return dialog->findChild<QPushButton*>(QStringLiteral("download-") + QLatin1StringView(id));
    }
    QString texts(const char* id) const {
        QStringList all;
        for (const QLabel* label :
             dialog->findChild<CatalogueRow*>(QStringLiteral("catalogue-") + QLatin1StringView(id))
                 ->findChildren<QLabel*>())
            if (label->isVisible()) all.append(label->text());
        return all.join(QLatin1Char('\n'));
    }

    NaughtyServer server{{}};
    Studio studio;
    GetModelsDialog* dialog;
};

}  // namespace

class GetModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }
    void init() { removeModels(); }

    void aModelComesWithWhatItNeeds() {
        Shop shop;
        QVERIFY(shop.texts("ink").contains(QStringLiteral("Fetches what it needs, too: WORDS")));
        QTest::mouseClick(shop.button("ink"), Qt::LeftButton);
        QTRY_COMPARE(shop.button("ink")->text(), QStringLiteral("Here already"));
        QTRY_COMPARE(shop.button("words")->text(), QStringLiteral("Here already"));
        QVERIFY(!shop.button("ink")->isEnabled());
        QVERIFY(bytesOf(modelPath(u"loras/ink.safetensors"_s)) == shop.server.content);
        QVERIFY(bytesOf(modelPath(u"../tokenizers/clip/merges.txt"_s)) == shop.server.content);
        QTRY_VERIFY(shop.studio.model->library().find(modelPath(u"loras/ink.safetensors"_s)));
        QTRY_COMPARE(shop.button("ink")->text(), QStringLiteral("Here already"));
        QVERIFY(!shop.texts("ink").contains(QStringLiteral("Fetches what it needs")));
        QVERIFY(QFile::remove(modelPath(u"loras/ink.safetensors"_s)));
        QTRY_COMPARE(shop.button("ink")->text(), QStringLiteral("Download"));  // it can be had again
    }

    void cancelledAndGoneOn() {
        Shop shop;
        shop.server.content += QByteArray(2'000'000, 'x');
        QList<CatalogueEntry> entries = shop.studio.model->downloads().catalogue().entries();
        entries[0].bytes = shop.server.content.size();
        entries[0].sha256 =
            QString::fromLatin1(QCryptographicHash::hash(shop.server.content, QCryptographicHash::Sha256).toHex());
        shop.studio.model->downloads().setCatalogue(Catalogue(entries));
        shop.server.habits = {Habit::slow};
        shop.button("words")->setFocus();
        QTest::keyClick(shop.button("words"), Qt::Key_Space);
        QCOMPARE(shop.button("words")->text(), QStringLiteral("Cancel"));
        const auto* const bar =
            shop.dialog->findChild<CatalogueRow*>(QStringLiteral("catalogue-words"))->findChild<QProgressBar*>();
        QTRY_VERIFY(bar->isVisible() && bar->value() > 0);
        QTRY_VERIFY2(shop.texts("words").contains(QStringLiteral("/s")), qPrintable(shop.texts("words")));
        QTest::keyClick(shop.button("words"), Qt::Key_Space);
        QTRY_COMPARE(shop.button("words")->text(), QStringLiteral("Download"));
        const QString part = modelPath(u"../tokenizers/clip/merges.txt.part"_s);
        QVERIFY(QFileInfo(part).size() > 0);
        shop.server.habits = {Habit::proper};
        shop.server.sent = 0;
        QTest::keyClick(shop.button("words"), Qt::Key_Space);
        QTRY_COMPARE(shop.button("words")->text(), QStringLiteral("Here already"));
        QVERIFY(shop.server.sent < shop.server.content.size());
    }

    void whatFailsSaysWhyAndCanBeTriedAgain() {
        Shop shop;
        shop.server.habits = {Habit::notFound};
        QTest::mouseClick(shop.button("words"), Qt::LeftButton);
        QTRY_VERIFY(shop.texts("words").contains(QStringLiteral("404 Not Found")));
        QVERIFY(shop.button("words")->isEnabled());
        shop.server.habits = {Habit::proper};
        QTest::mouseClick(shop.button("words"), Qt::LeftButton);
        QTRY_COMPARE(shop.button("words")->text(), QStringLiteral("Here already"));
        QVERIFY(!shop.texts("words").contains(QStringLiteral("404")));
    }

    void whatIsThereIsToldByItsBytes() {
        Shop shop;
        QByteArray other = shop.server.content;
        other.back() = 'x';
        writeBytes(modelPath(u"ink.safetensors"_s), other);
        QTRY_COMPARE(shop.studio.model->library().size(), 1);
        QTest::qWait(100);
        QCOMPARE(shop.button("ink")->text(), QStringLiteral("Download"));
        writeBytes(modelPath(u"somewhere/other-name.safetensors"_s), shop.server.content);
        QTRY_COMPARE(shop.button("ink")->text(), QStringLiteral("Here already"));
    }

    void closingTheDialogStopsNothing() {
        Shop shop;
        shop.server.habits = {Habit::slow};
        QTest::mouseClick(shop.button("words"), Qt::LeftButton);
        shop.dialog->close();
        QTRY_VERIFY(QFile::exists(modelPath(u"../tokenizers/clip/merges.txt"_s)));
    }

    void nothingIsFetchedUnasked() {
        Shop shop;
        QTest::qWait(200);
        QCOMPARE(shop.server.asked.size(), 0);
    }

    void everyControlHasANameAndAWay() {
        Shop shop;
        QStringList unnamed;
        for (QPushButton* const button : shop.dialog->findChildren<QPushButton*>()) {
            const auto* const item = QAccessible::queryAccessibleInterface(button);
            if (item->text(QAccessible::Name).isEmpty()) unnamed.append(button->objectName());
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
        QCOMPARE(unnamed, QStringList());
        QCOMPARE(QAccessible::queryAccessibleInterface(shop.button("ink"))->text(QAccessible::Name).left(12),
                 QStringLiteral("Download INK"));
        for (const QLabel* const label : shop.dialog->findChildren<QLabel*>())
            if (label->text().contains(u'<')) QCOMPARE(label->textFormat(), Qt::PlainText);
        shop.button("words")->setFocus();
        bool isReached = false;
        for (int i = 0; i < 12 && !isReached; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            isReached = QApplication::focusWidget() == shop.button("ink");
        }
        QVERIFY(isReached);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::GetModelsTest)
#include "get_models_test.moc"
