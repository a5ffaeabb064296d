// SPDX-License-Identifier: Apache-2.0
// What measures prompts for the model in use, or why nothing can. Opening a vocabulary reads files: it says for which
// model that is wanted, and is told by app/worker. GUI thread; owned by StudioModel.
#pragma once

#include <memory>

#include <QObject>

#include "pipeline/prompt_counter.h"

namespace lemnos::studio {

using SharedPromptCounter = std::shared_ptr<const PromptCounter>;

class TokenMeter : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Asks for the vocabulary of a model, as a Request names it.
    void measureFor(const QString& model);

    /// Null while the vocabulary is not known.
    const PromptCounter* counter() const { return m_counter.get(); }
    /// Why there is none; empty while it is being read.
    QString problem() const { return m_problem; }

    // Told by app/worker:
    void noteOpened(const QString& model, const lemnos::studio::SharedPromptCounter& counter);
    void noteMissing(const QString& model, const QString& message);

Q_SIGNALS:
    void openWanted(const QString& model);
    void changed();

private:
    QString m_model;
    SharedPromptCounter m_counter;
    QString m_problem;
};

}  // namespace lemnos::studio
