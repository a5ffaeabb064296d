// SPDX-License-Identifier: Apache-2.0
// The words that a LoRA or an embedding listens to: from the file's own metadata, and from the files that other
// programs keep beside it. Whatever is damaged there is left out with a sentence. Pure functions; any thread.
#pragma once

#include <map>
#include <string>

#include <QByteArray>
#include <QCoreApplication>
#include <QStringList>

namespace lemnos::studio {

struct TriggerWords {
    Q_DECLARE_TR_FUNCTIONS(lemnos::studio::TriggerWords)
public:
    static constexpr qsizetype most = 40;            // of words, and of tags
    static constexpr qsizetype longest = 400;        // characters of one
    static constexpr qsizetype mostBytes = 4 << 20;  // of a text that is read

    QStringList words;  // as its maker or a page about it names them
    QStringList tags;   // of the pictures that it learned from, the most frequent first
    QStringList notes;  // what could not be read

    /// "modelspec.trigger_phrase" and "ss_tag_frequency" of a safetensors file.
    void addMetadata(const std::map<std::string, std::string>& metadata);
    /// "trainedWords" or "activation text" of a JSON file called `name`.
    void addSidecar(const QString& name, const QByteArray& json);

private:
    void addWord(const QString& word);
};

}  // namespace lemnos::studio
