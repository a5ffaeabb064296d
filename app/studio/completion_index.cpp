// SPDX-License-Identifier: Apache-2.0
#include "studio/completion_index.h"

#include <algorithm>
#include <tuple>

namespace lemnos::studio {
namespace {

QString keyOf(QStringView text) { return text.toString().toLower().replace(QLatin1Char('_'), QLatin1Char(' ')); }

bool beginsWord(const QString& key, qsizetype at) {
    return key[at].isLetterOrNumber() && (at == 0 || !key[at - 1].isLetterOrNumber());
}

// The fields of a line of CSV; quotes hold commas together and are doubled for themselves.
QList<QByteArray> fieldsOf(const QByteArray& line) {
    QList<QByteArray> fields{QByteArray()};
    bool isQuoted = false;
    for (qsizetype at = 0; at < line.size(); ++at) {
        const char letter = line[at];
        if (letter == '"' && isQuoted && at + 1 < line.size() && line[at + 1] == '"')
            fields.last() += line[++at];
        else if (letter == '"')
            isQuoted = !isQuoted;
        else if (letter == ',' && !isQuoted)
            fields.append(QByteArray());
        else
            fields.last() += letter;
    }
    return fields;
}

}  // namespace

CompletionIndex::CompletionIndex(QList<Completion> completions) : m_completions(std::move(completions)) {
    // What is used more often first: a choice's place is its rank.
    std::ranges::sort(m_completions, [](const Completion& a, const Completion& b) {
        return std::tuple(-a.count, QStringView(a.name)) < std::tuple(-b.count, QStringView(b.name));
    });
    m_keys.reserve(m_completions.size());
    for (const Completion& completion : m_completions) {
        const QString key = keyOf(completion.name);
        for (qsizetype at = 0; at < key.size(); ++at)
            if (at == 0 || beginsWord(key, at)) m_starts.push_back({m_keys.size(), at});
        m_keys.append(key);
    }
    std::ranges::sort(m_starts, [this](const WordStart& a, const WordStart& b) { return rest(a) < rest(b); });
}

QList<Completion> CompletionIndex::matching(QStringView typed, int most) const {
    const QString key = keyOf(typed);
    const auto isBefore = [&](const WordStart& start) { return rest(start) < QStringView(key); };
    const auto first = std::ranges::partition_point(m_starts, isBefore);
    const auto begins = [&](const WordStart& start) { return rest(start).startsWith(key); };
    const auto last = std::partition_point(first, m_starts.end(), begins);
    std::vector<WordStart> found(first, last);
    // A name may be found by several of its words; twice as many are enough to find `most` in nearly all cases.
    const auto wanted = std::min<std::size_t>(found.size(), std::size_t(most) * 2);
    const auto rankOf = [this](const WordStart& start) {
        const auto kind = quint64(m_completions[start.completion].kind);
        return kind << 40U | quint64(start.at != 0) << 32U | quint64(start.completion);
    };
    std::ranges::partial_sort(found, found.begin() + long(wanted), {}, rankOf);
    QList<Completion> completions;
    for (std::size_t i = 0; i < wanted && completions.size() < most; ++i)
        if (const Completion& completion = m_completions[found[i].completion]; !completions.contains(completion))
            completions.append(completion);
    return completions;
}

QList<Completion> readTags(const QByteArray& text) {
    QList<Completion> tags;
    for (const QByteArray& line : text.split('\n')) {
        const QList<QByteArray> fields = fieldsOf(line.trimmed());
        const QString name = QString::fromUtf8(fields.front()).trimmed();
        if (name.isEmpty()) continue;
        qint64 count = 0;
        for (qsizetype column = 1; column < std::min<qsizetype>(fields.size(), 3); ++column) {
            bool isNumber = false;
            const qint64 number = fields[column].trimmed().toLongLong(&isNumber);
            if (isNumber) count = number;
        }
        tags.append({.name = name, .kind = Completion::Kind::tag, .count = count});
    }
    return tags;
}

}  // namespace lemnos::studio
