// SPDX-License-Identifier: Apache-2.0
// Every translation is complete, fits its text, and is of the texts that the program has today.
#include <QDirIterator>
#include <QLibraryInfo>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

#include "app/studio_fixture.h"
#include "studio/languages.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

struct Message {
    QString source;
    QStringList translations;  // one a numerus form
    bool isFinished = true;
};

Message readMessage(QXmlStreamReader& xml) {
    Message message;
    while (xml.readNextStartElement()) {
        if (xml.name() == "source"_L1) {
            message.source = xml.readElementText();
            continue;
        }
        if (xml.name() != "translation"_L1) {
            xml.skipCurrentElement();
            continue;
        }
        message.isFinished = !xml.attributes().hasAttribute("type"_L1);
        QString text;
        while (xml.readNext() != QXmlStreamReader::EndElement) {
            if (xml.isStartElement()) message.translations.append(xml.readElementText());
            if (xml.isCharacters()) text += xml.text();
        }
        if (message.translations.isEmpty()) message.translations.append(text);
    }
    return message;
}

QList<Message> readMessages(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "message"_L1)
            messages.append(readMessage(xml));
    return messages;
}

/// %1, %2, %n, as often as they stand there.
QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern(u"%(\\d|n)"_s);
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();) found.append(match.next().captured());
    found.sort();
    return found;
}

QStringList translationFiles() {
    QStringList files;
    QDirIterator found(QStringLiteral(LEMNOS_SOURCE_DIR "/resources/i18n"), {u"*.ts"_s}, QDir::Files);
    while (found.hasNext()) files.append(found.next());
    return files;
}

/// English stands in the sources, but for its plurals.
bool isOfPlurals(const QString& path) { return path.endsWith("_en.ts"_L1); }

}  // namespace

class TranslationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void isComplete_data() {
        QTest::addColumn<QString>("path");
        for (const QString& path : translationFiles()) QTest::newRow(qPrintable(QFileInfo(path).baseName())) << path;
    }
    void isComplete() {
        QFETCH(QString, path);
        QStringList wrong;
        const QList<Message> messages = readMessages(path);
        QVERIFY(messages.size() > (isOfPlurals(path) ? 5 : 500));
        for (const Message& message : messages) {
            if (!message.isFinished || message.translations.isEmpty()) wrong.append(message.source);
            for (const QString& translation : message.translations) {
                const bool hasMnemonic = message.source.count(u'&') == translation.count(u'&');
                QStringList wanted = placeholders(message.source), said = placeholders(translation);
                if (message.translations.size() > 1) wanted.removeAll(u"%n"_s), said.removeAll(u"%n"_s);  // "one file"
                if (translation.isEmpty() || !hasMnemonic || wanted != said)
                    wrong.append(message.source + u" -> "_s + translation);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void isOfTodaysTexts_data() { isComplete_data(); }
    void isOfTodaysTexts() {
        QFETCH(QString, path);
        const QTemporaryDir folder;
        const QString copy = folder.filePath(QFileInfo(path).fileName());
        QVERIFY(QFile::copy(path, copy));
        QProcess update;
        update.setWorkingDirectory(QStringLiteral(LEMNOS_SOURCE_DIR));
        QStringList arguments{u"app"_s, u"-ts"_s, copy, u"-no-obsolete"_s, u"-locations"_s, u"none"_s, u"-silent"_s};
        if (isOfPlurals(path)) arguments.append(u"-pluralonly"_s);
        update.start(QLibraryInfo::path(QLibraryInfo::BinariesPath) + u"/lupdate"_s, arguments);
        QVERIFY2(update.waitForFinished(60'000), qPrintable(update.errorString()));
        QFile before(path), after(copy);
        QVERIFY(before.open(QIODevice::ReadOnly) && after.open(QIODevice::ReadOnly));
        const QList<QByteArray> now = after.readAll().split('\n');
        QByteArrayList added;
        const QByteArrayList old = before.readAll().split('\n');
        const QSet<QByteArray> known(old.begin(), old.end());
        for (const QByteArray& line : now)
            if (!known.contains(line)) added.append(line);
        QVERIFY2(added.isEmpty() && now.size() == old.size(), (added.join('\n') + "\nrun lupdate").constData());
    }

    // lupdate files what a file's own tr() says under the names around it, whatever context that tr() asks for.
    void fileLocalTextsAreLookedUpWhereTheyAreFiled() {
        static const QRegularExpression local(u"\nQString tr\\(const char\\* text\\) \\{ return [^\"]*\"([^\"]+)\""_s);
        QSet<QString> contexts;
        for (const QString& file : translationFiles()) {
            QFile translations(file);
            QVERIFY(translations.open(QIODevice::ReadOnly));
            static const QRegularExpression name(u"<name>([^<]+)</name>"_s);
            for (auto match = name.globalMatch(QString::fromUtf8(translations.readAll())); match.hasNext();)
                contexts.insert(match.next().captured(1));
        }
        int found = 0;
        QDirIterator sources(QStringLiteral(LEMNOS_SOURCE_DIR "/app"), {u"*.cpp"_s}, QDir::Files,
                             QDirIterator::Subdirectories);
        while (sources.hasNext()) {
            QFile source(sources.next());
            QVERIFY(source.open(QIODevice::ReadOnly));
            const auto match = local.match(QString::fromUtf8(source.readAll()));
            if (!match.hasMatch()) continue;
            ++found;
            QVERIFY2(contexts.contains(match.captured(1)), qPrintable(source.fileName() + match.captured(1)));
        }
        QVERIFY(found > 0);
    }

    void theStudioSpeaksIt() {
        QStringList names;
        for (const Language& language : languages()) names.append(language.name);
        QCOMPARE(names, QStringList({u"English"_s, u"Deutsch"_s}));
        speak(*qApp, u"de"_s);
        const Studio studio;
        QCOMPARE(studio.window->menuBar()->actions().front()->text(), u"&Datei"_s);
        QCOMPARE(studio.model->shortcuts().find(u"file.open"_s)->name.group, u"Datei"_s);
        QCOMPARE(QLocale().toString(1.5), u"1,5"_s);
    }

    void englishCountsAsPeopleDo() {
        speak(*qApp, u"en"_s);
        const auto steps = [](int n) {
            return QCoreApplication::translate("lemnos::studio::QueueModel", "%n step(s)", nullptr, n);
        };
        QCOMPARE(steps(1), u"1 step"_s);
        QCOMPARE(steps(20), u"20 steps"_s);
    }

    void anUnknownLanguageIsEnglish() {
        speak(*qApp, u"tlh"_s);
        QCOMPARE(QLocale().language(), QLocale::English);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::TranslationTest)
#include "translation_test.moc"
