// SPDX-License-Identifier: Apache-2.0
#include "panels/prompt_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "panels/prompt_completer.h"
#include "panels/prompt_editor.h"
#include "panels/styles_button.h"
#include "panels/styles_dialog.h"
#include "panels/token_label.h"
#include "pipeline/compatibility.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// A row above an editor: its name, which leads there by Alt, and how long its text is.
QBoxLayout* heading(const QString& text, PromptEditor* editor, TokenMeter& meter) {
    auto* const name = new QLabel(text);
    name->setBuddy(editor);
    auto* const tokens = new TokenLabel(meter, *editor);
    tokens->setObjectName(editor->objectName() + QStringLiteral("Tokens"));
    auto* const row = new QHBoxLayout;
    row->addWidget(name);
    row->addStretch();
    row->addWidget(tokens);
    return row;
}

PromptRules rulesOf(const Request& request) {
    const auto profile = find_compatibility(request.compat);
    return profile ? (*profile)->prompts : a1111_prompts;
}

}  // namespace

PromptPanel::PromptPanel(StudioModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_prompt(new PromptEditor(model.shortcuts())),
      m_negative(new PromptEditor(model.shortcuts())),
      m_stylesButton(new StylesButton(model.styles())) {
    m_prompt->setObjectName(QStringLiteral("prompt"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setPlaceholderText(tr("A red lighthouse by the sea at night, watercolor"));
    connect(&model.shortcuts(), &Shortcuts::changed, this, &PromptPanel::explainKeys);
    connect(&model.shortcuts(), &Shortcuts::added, this, &PromptPanel::explainKeys);
    explainKeys();
    m_prompt->setLines(5);
    m_negative->setObjectName(QStringLiteral("negativePrompt"));
    m_negative->setAccessibleName(tr("Negative prompt"));
    m_negative->setPlaceholderText(tr("Blurry, text"));
    m_negative->setToolTip(tr("What the picture should stay away from"));
    m_negative->setLines(2);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    QBoxLayout* const top = heading(tr("Prompt"), m_prompt, model.tokens());
    top->insertWidget(2, m_stylesButton);  // before the tokens
    layout->addLayout(top);
    layout->addWidget(m_prompt, 5);
    layout->addSpacing(6);
    layout->addLayout(heading(tr("Negative prompt"), m_negative, model.tokens()));
    layout->addWidget(m_negative, 2);

    setTabOrder(m_prompt, m_stylesButton);
    setTabOrder(m_stylesButton, m_negative);
    connectEditors();
    connect(m_stylesButton, &StylesButton::editWanted, this, &PromptPanel::editStyles);
    connect(m_stylesButton, &StylesButton::keepWanted, this, &PromptPanel::keepAsStyle);
    connect(&model.request(), &RequestModel::changed, this, &PromptPanel::showModel);
    showModel();
}

void PromptPanel::connectEditors() {
    connect(m_prompt, &PromptEditor::edited, this,
            [this](const std::string& text) { m_model.request().change([&](Request& r) { r.prompt = text; }); });
    connect(m_negative, &PromptEditor::edited, this, [this](const std::string& text) {
        m_model.request().change([&](Request& r) { r.negative_prompt = text; });
    });
    for (PromptEditor* const editor : {m_prompt, m_negative}) {
        connect(editor, &PromptEditor::olderWanted, this,
                [this] { showPrompt(m_model.prompts().older(shownPrompt())); });
        connect(editor, &PromptEditor::newerWanted, this,
                [this] { showPrompt(m_model.prompts().newer(shownPrompt())); });
        const auto* const completer = new PromptCompleter(m_model.completions(), *editor);
        connect(completer, &PromptCompleter::styleChosen, this,
                [this](const QString& name) { m_model.styles().choose(name, Styles::Choice::on); });
    }
}

void PromptPanel::explainKeys() {
    const auto key = [this](QLatin1StringView id) { return m_model.shortcuts().textOf(id); };
    m_prompt->setToolTip(tr("What you want to see (%1). %2 generates, Enter starts a new line.\n"
                            "%3 and %4 give the selection or the word at the cursor more or less weight.\n"
                            "%5 and %6 bring earlier prompts.")
                             .arg(key("image.prompt"_L1), key("image.generate"_L1), key("prompt.moreWeight"_L1),
                                  key("prompt.lessWeight"_L1), key("prompt.earlier"_L1), key("prompt.later"_L1)));
}

void PromptPanel::focusPrompt() { m_prompt->setFocus(Qt::ShortcutFocusReason); }

void PromptPanel::showModel() {
    const Request& request = m_model.request().chosen();
    for (PromptEditor* const editor : {m_prompt, m_negative}) editor->setRules(rulesOf(request));
    m_prompt->showText(request.prompt);
    m_negative->showText(request.negative_prompt);
}

PromptPair PromptPanel::shownPrompt() const {
    return {m_model.request().chosen().prompt, m_model.request().chosen().negative_prompt};
}

void PromptPanel::showPrompt(const std::optional<PromptPair>& prompt) {
    if (!prompt) return;
    m_model.request().change([&](Request& r) { r.prompt = prompt->prompt, r.negative_prompt = prompt->negative; });
    for (PromptEditor* const editor : {m_prompt, m_negative}) editor->moveCursor(QTextCursor::End);
}

StylesDialog* PromptPanel::editStyles() {
    auto* dialog = findChild<StylesDialog*>();
    if (!dialog) dialog = new StylesDialog(m_model.styles(), m_model.shortcuts(), this);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
    return dialog;
}

void PromptPanel::keepAsStyle() {
    const PromptPair prompt = shownPrompt();
    const auto pattern = [](const std::string& text) {
        return text.empty() ? QString() : QStringLiteral("{prompt}, ") + QString::fromStdString(text);
    };
    editStyles()->addStyle({tr("My style"), pattern(prompt.prompt), pattern(prompt.negative)});
}

}  // namespace lemnos::studio
