// SPDX-License-Identifier: Apache-2.0
#include "studio/completions.h"

#include <algorithm>

#include "studio/model_library.h"
#include "studio/styles.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr auto loraTag = "<lora:"_L1;
constexpr auto separators = ",\n\r\t()[]{}<>|:;"_L1;

bool isInComment(QStringView before) {
    const QStringView line = before.mid(before.lastIndexOf(u'\n') + 1);
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line[at] == u'\\')
            ++at;
        else if (line[at] == u'#')
            return true;
    }
    return false;
}

}  // namespace

Completions::Completions(const ModelLibrary& library, const Styles& styles, QObject* parent)
    : QObject(parent), m_library(library), m_styles(styles) {
    const auto outdate = [this] { m_namesChanged = true; };
    connect(&library, &ModelLibrary::rowInserted, this, outdate);
    connect(&library, &ModelLibrary::rowRemoved, this, outdate);
    connect(&library, &ModelLibrary::rowChanged, this, outdate);
    connect(&styles, &Styles::changed, this, outdate);
}

void Completions::setTagsFile(const QString& path) {
    m_tagsFile = path;
    m_tags.reset();
    if (!path.isEmpty()) Q_EMIT readWanted(path);
}

void Completions::noteTags(const QString& path, const SharedCompletionIndex& tags) {
    if (path == m_tagsFile) m_tags = tags;
}

void Completions::noteTagsUnreadable(const QString& path, const QString& message) {
    if (path == m_tagsFile) Q_EMIT trouble(message);
}

void Completions::collectNames() {
    if (!m_namesChanged) return;
    m_namesChanged = false;
    QList<Completion> names;
    for (int row = 0; row < m_library.size(); ++row) {
        const LibraryEntry& entry = m_library.at(row);
        if (entry.kind == ModelKind::lora) names.append({modelName(entry.path), Completion::Kind::lora, 0});
        if (entry.kind == ModelKind::embedding) names.append({modelName(entry.path), Completion::Kind::embedding, 0});
    }
    for (const Style& style : m_styles.all()) names.append({style.name, Completion::Kind::style, 0});
    m_names = CompletionIndex(std::move(names));
}

QList<Completion> Completions::matching(const QString& typed) const {
    QList<Completion> choices = m_names.matching(typed, most);
    if (m_tags) choices += m_tags->matching(typed, most);
    return choices.mid(0, most);
}

Completed Completions::complete(const QString& before) {
    collectNames();
    if (isInComment(before)) return {};
    const qsizetype tag = before.lastIndexOf(loraTag);
    const bool isInTag = tag >= 0 && before.indexOf(u'>', tag) < 0;
    if (isInTag) {
        const QString typed = before.mid(tag + loraTag.size());
        if (typed.contains(u':')) return {};  // the weight
        Completed completed{.begin = int(tag), .choices = m_names.matching(typed, most)};
        completed.choices.removeIf([](const Completion& choice) { return choice.kind != Completion::Kind::lora; });
        return completed;
    }
    qsizetype begin = before.size();
    while (begin > 0 && !separators.contains(before[begin - 1])) --begin;
    // Tags of several words first, then ever fewer of them.
    for (; begin < before.size(); begin = before.indexOf(u' ', begin), begin = begin < 0 ? before.size() : begin) {
        while (begin < before.size() && before[begin] == u' ') ++begin;
        if (before.size() - begin < fewest) break;
        if (QList<Completion> choices = matching(before.mid(begin)); !choices.isEmpty())
            return {int(begin), std::move(choices)};
    }
    return {};
}

QString Completions::written(const Completion& choice, PromptSyntax syntax) {
    switch (choice.kind) {
        case Completion::Kind::lora: return u"<lora:%1:1>"_s.arg(choice.name);
        case Completion::Kind::embedding:
            return syntax == PromptSyntax::comfyui ? u"embedding:"_s + choice.name : choice.name;
        case Completion::Kind::style: return {};  // chosen, not written
        case Completion::Kind::tag: break;
    }
    // Tags of picture boards: models know them with spaces, and their brackets are no weights.
    QString text = choice.name;
    if (!text.contains(u' ')) text.replace(u'_', u' ');
    return text.replace(u'(', "\\("_L1).replace(u')', "\\)"_L1);
}

}  // namespace lemnos::studio
