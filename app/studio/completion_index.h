// SPDX-License-Identifier: Apache-2.0
// What may be meant by the first letters of a word: names and tags, found by the beginning of any of their words, in
// well under a key press for 100,000 of them. An immutable value; any thread.
#pragma once

#include <memory>
#include <vector>

#include <QByteArray>
#include <QList>
#include <QString>

namespace lemnos::studio {

struct Completion {
    enum class Kind { lora, embedding, style, tag };  // those before others go first
    QString name;
    Kind kind = Kind::tag;
    qint64 count = 0;  // how often the tag is used
    friend bool operator==(const Completion&, const Completion&) = default;
};

class CompletionIndex {
public:
    CompletionIndex() = default;
    explicit CompletionIndex(QList<Completion> completions);

    /// At most `most` whose name, or a word of it, begins with `typed`, whatever the case; "_" is a space. The name's
    /// own beginning goes before that of another word, then what is used more often.
    QList<Completion> matching(QStringView typed, int most) const;
    qsizetype size() const { return m_completions.size(); }

private:
    struct WordStart {
        qsizetype completion;
        qsizetype at;  // in its key
    };
    QStringView rest(const WordStart& start) const { return QStringView(m_keys[start.completion]).mid(start.at); }

    QList<Completion> m_completions;
    QStringList m_keys;               // names as they are compared
    std::vector<WordStart> m_starts;  // sorted by what follows
};

using SharedCompletionIndex = std::shared_ptr<const CompletionIndex>;

/// A tags file: a tag in each line, or CSV with the tag first and its count in the second column, or in the third where
/// that is a number, too (Danbooru's lists).
QList<Completion> readTags(const QByteArray& text);

}  // namespace lemnos::studio
