// SPDX-License-Identifier: Apache-2.0
// The languages the studio speaks: English, which its texts are written in but for the plurals, and whatever was
// translated into the resources. Texts are read once, so that another language begins with the next start. GUI thread.
#pragma once

#include <QList>
#include <QString>

class QCoreApplication;

namespace lemnos::studio {

struct Language {
    QString code;  // "de"
    QString name;  // "Deutsch", as its speakers call it
};

/// English first, then by name.
QList<Language> languages();

/// From here on texts come in the language `code`, or in the first of the system's that there is; also Qt's own, where
/// its translations are installed, and numbers and dates.
void speak(QCoreApplication& app, const QString& code);

}  // namespace lemnos::studio
