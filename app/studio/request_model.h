// SPDX-License-Identifier: Apache-2.0
// The request as the user is putting it together: what the panels show and change. GUI thread; owned by StudioModel.
// A field that the user has not touched stays at "the model's default" (zero or empty in the Request); the defaults
// arrive later from the engine thread, so that controls show real numbers and still follow a change of model.
#pragma once

#include <optional>

#include <QList>
#include <QObject>
#include <QString>

#include "pipeline/request.h"

namespace lemnos::studio {

enum class Field { prompt, model, size, steps, guidance, sampler, schedule, seed, startPicture };
enum class SeedMode { fresh, kept };
enum class RestorePart { everything, prompt, seed };

struct Problem {
    Field field;
    QString text;  // one sentence for the user
};

class RequestModel : public QObject {
    Q_OBJECT
public:
    static constexpr int maximumCount = 8;

    explicit RequestModel(QObject* parent = nullptr);

    /// What the user chose; untouched fields are zero or empty.
    const Request& chosen() const { return m_request; }
    /// The same with the model's defaults filled in where they are known.
    Request shown() const;
    const Request& defaults() const { return m_defaults; }
    QString seedText() const { return m_seedText; }
    SeedMode seedMode() const { return m_seedMode; }
    int count() const { return m_count; }

    /// Changes fields in place: `model.change([&](Request& r) { r.steps = 30; })`.
    template <typename Change>
    void change(Change&& apply) {
        Request next = m_request;
        apply(next);
        replace(next);
    }
    void setSeedText(const QString& text);
    void setSeedMode(SeedMode mode);
    void rollSeed();
    void setCount(int count);
    void setDefaults(const Request& defaults);
    void resetToDefaults();
    void restore(const Request& request, RestorePart part);

    /// What stands in the way of generating, or nothing.
    std::optional<Problem> problem() const;
    /// The requests of one press of Generate: `count` of them, seeds ascending. Draws a new seed first unless it is
    /// kept.
    QList<Request> take();

Q_SIGNALS:
    void changed();
    void modelChanged();

private:
    void replace(const Request& next);

    Request m_request;
    Request m_defaults;
    QString m_seedText;  // as typed: may be no number at all
    SeedMode m_seedMode = SeedMode::fresh;
    int m_count = 1;
};

}  // namespace lemnos::studio
