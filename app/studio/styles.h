// SPDX-License-Identifier: Apache-2.0
// Styles: words around a prompt, chosen by name, several at once. Some come with the program; the user's own are kept
// in the configuration folder, and one of the same name stands in for a shipped one. GUI thread; owned by StudioModel.
#pragma once

#include <QList>
#include <QStringList>

#include "pipeline/request.h"
#include "studio/kept_file.h"

namespace lemnos::studio {

struct Style {
    QString name;
    QString prompt;    // with {prompt} for the place of what was written; without, it follows behind a comma
    QString negative;  // likewise
    friend bool operator==(const Style&, const Style&) = default;
};

/// `text` in a style's pattern; no comma is left where either is empty.
QString styled(const QString& text, const QString& pattern);

/// {"styles": [{"name", "prompt", "negative"}, ...]}; names are not empty and there once.
Result<QList<Style>> stylesFromJson(const QByteArray& bytes);

class Styles : public KeptFile {
    Q_OBJECT
public:
    explicit Styles(QObject* parent = nullptr);

    /// What comes with the program.
    static Result<QList<Style>> shipped();
    void setShipped(const QList<Style>& styles);

    /// By name.
    QList<Style> all() const;
    const Style* find(const QString& name) const;
    bool isOwn(const QString& name) const;

    /// Adds one of the user's own, or changes the one called `before`. An error names what is wrong with it.
    Status put(const Style& style, const QString& before = {});
    /// Removes one of the user's own.
    void remove(const QString& name);

    QStringList chosen() const { return m_chosen; }
    bool isChosen(const QString& name) const { return m_chosen.contains(name); }
    enum class Choice { on, off };
    void choose(const QString& name, Choice choice);
    void chooseNone();

    /// Puts the chosen ones around both prompts, in the order in which they were chosen.
    void apply(Request& request) const;

Q_SIGNALS:
    void changed();

protected:
    Status take(const QByteArray& bytes) override;
    QByteArray content() const override;

private:
    void noteChange();

    QList<Style> m_shipped;
    QList<Style> m_own;
    QStringList m_chosen;
};

}  // namespace lemnos::studio
