// SPDX-License-Identifier: Apache-2.0
// The prompts that were painted, the latest first, none twice, over restarts; and the way back and forth through them.
// GUI thread; owned by StudioModel.
#pragma once

#include <optional>

#include <QList>

#include "studio/kept_file.h"

namespace lemnos::studio {

struct PromptPair {
    std::string prompt;
    std::string negative;
    friend bool operator==(const PromptPair&, const PromptPair&) = default;
};

class PromptHistory : public KeptFile {
    Q_OBJECT
public:
    static constexpr qsizetype most = 500;

    explicit PromptHistory(QObject* parent = nullptr);

    const QList<PromptPair>& prompts() const { return m_prompts; }
    void add(const PromptPair& prompt);

    /// The one before `shown`, or nothing at the end. Going back from a prompt that is not in the list remembers it:
    /// newer() leads to it again.
    std::optional<PromptPair> older(const PromptPair& shown);
    std::optional<PromptPair> newer(const PromptPair& shown);

protected:
    Status take(const QByteArray& bytes) override;
    QByteArray content() const override;

private:
    void lookFrom(const PromptPair& shown);

    QList<PromptPair> m_prompts;
    std::optional<PromptPair> m_draft;  // what was being written when the way back began
    qsizetype m_at = -1;                // the prompt that is shown; -1: the draft
};

}  // namespace lemnos::studio
