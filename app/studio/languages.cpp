// SPDX-License-Identifier: Apache-2.0
#include "studio/languages.h"

#include <algorithm>
#include <memory>

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr auto folder = ":/i18n"_L1;
constexpr auto prefix = "lemnos_"_L1;

Language language(const QString& code) {
    QString name = QLocale(code).nativeLanguageName();
    if (!name.isEmpty()) name[0] = name[0].toUpper();
    return {code, code == "en"_L1 ? u"English"_s : name};
}

QString firstKnown(const QStringList& wanted) {
    const QList<Language> known = languages();
    for (const QString& one : wanted) {
        const QString code = one.section(u'-', 0, 0).section(u'_', 0, 0);
        if (std::ranges::find(known, code, &Language::code) != known.end()) return code;
    }
    return u"en"_s;
}

}  // namespace

QList<Language> languages() {
    QList<Language> found;
    for (const QString& file : QDir(folder).entryList({prefix + "*.qm"_L1}))
        found.append(language(file.mid(prefix.size()).chopped(3)));
    const auto isFirst = [](const Language& a, const Language& b) {
        return std::pair(a.code != "en"_L1, a.name) < std::pair(b.code != "en"_L1, b.name);
    };
    std::ranges::sort(found, isFirst);
    return found;
}

void speak(QCoreApplication& app, const QString& code) {
    const QString chosen = code.isEmpty() ? firstKnown(QLocale::system().uiLanguages()) : firstKnown({code});
    // Without a choice numbers and dates stay as the whole system has them.
    if (!code.isEmpty()) QLocale::setDefault(QLocale(chosen));
    // Of English only how many of a thing there are: "1 picture", "2 pictures".
    for (const auto& [name, path] :
         {std::pair(u"qtbase_"_s + chosen, QLibraryInfo::path(QLibraryInfo::TranslationsPath)),
          std::pair(prefix + chosen, QString(folder))}) {
        auto translator = std::make_unique<QTranslator>(&app);
        if (translator->load(name, path)) QCoreApplication::installTranslator(translator.release());
    }
}

}  // namespace lemnos::studio
