// SPDX-License-Identifier: Apache-2.0
#include "gallery/picture_query.h"

#include <algorithm>

#include <QStringList>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

struct Term {
    QString text;
    bool isPhrase = false;  // as typed, not as the beginning of a word
    bool isExcluded = false;
};

/// The tokenizer drops everything but letters and digits, and a term without any would match nothing.
bool hasContent(const QString& text) {
    return std::ranges::any_of(text, [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); });
}

QList<Term> termsOf(const QString& text) {
    QList<Term> terms;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        Term term;
        if (text[at] == u'-') term.isExcluded = true, ++at;
        term.isPhrase = at < text.size() && text[at] == u'"';
        if (term.isPhrase) ++at;
        const auto ends = [&](QChar c) { return term.isPhrase ? c == u'"' : c.isSpace() || c == u'"'; };
        const qsizetype begin = at;
        while (at < text.size() && !ends(text[at])) ++at;
        term.text = text.sliced(begin, at - begin);
        if (term.isPhrase && at < text.size()) ++at;
        if (hasContent(term.text)) terms.append(term);
    }
    return terms;
}

QString expressionOf(const Term& term) {
    const QString quoted = u'"' + term.text + u'"';  // no quotation mark is left within
    return term.isPhrase ? quoted : quoted + u" *"_s;
}

}  // namespace

QString fullTextExpression(const QString& text) {
    QStringList wanted;
    QStringList excluded;
    for (const Term& term : termsOf(text)) (term.isExcluded ? excluded : wanted).append(expressionOf(term));
    if (wanted.isEmpty()) return {};  // FTS5 has no word for "everything but"
    const QString all = wanted.join(u" AND "_s);
    return excluded.isEmpty() ? all : u'(' + all + u") NOT ("_s + excluded.join(u" OR "_s) + u')';
}

}  // namespace lemnos::studio
