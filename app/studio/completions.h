// SPDX-License-Identifier: Apache-2.0
// What can be offered while a prompt is typed: LoRA and embeddings of the library, styles, and the user's own file of
// tags, which app/worker reads. GUI thread; owned by StudioModel.
#pragma once

#include <QObject>

#include "studio/completion_index.h"
#include "text/prompt_rules.h"

namespace lemnos::studio {

class ModelLibrary;
class Styles;

/// The end of what was typed that a completion would take the place of.
struct Completed {
    int begin = 0;  // in the text
    QList<Completion> choices;
};

class Completions : public QObject {
    Q_OBJECT
public:
    static constexpr int fewest = 2;  // letters before anything is offered
    static constexpr int most = 12;   // choices

    Completions(const ModelLibrary& library, const Styles& styles, QObject* parent = nullptr);

    /// Reads another file of tags; an empty path forgets the one that was read.
    void setTagsFile(const QString& path);

    /// For the text up to the cursor. Choices are empty where nothing is to be offered, as in comments.
    Completed complete(const QString& before);
    /// What a choice is written as, in the place of the text from `begin` on.
    static QString written(const Completion& choice, PromptSyntax syntax);

    // Told by app/worker:
    void noteTags(const QString& path, const lemnos::studio::SharedCompletionIndex& tags);
    void noteTagsUnreadable(const QString& path, const QString& message);

Q_SIGNALS:
    void readWanted(const QString& path);
    void trouble(const QString& message);

private:
    QList<Completion> matching(const QString& typed) const;
    void collectNames();

    const ModelLibrary& m_library;
    const Styles& m_styles;
    CompletionIndex m_names;  // of models and styles
    bool m_namesChanged = true;
    QString m_tagsFile;
    SharedCompletionIndex m_tags;
};

}  // namespace lemnos::studio
