// SPDX-License-Identifier: Apache-2.0
#include "studio/prompt_history.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

Result<PromptPair> pairFrom(const nlohmann::json& json) {
    const auto field = [&](const char* name) -> std::optional<std::string> {
        if (!json.is_object() || !json.contains(name) || !json[name].is_string()) return {};
        return json[name].get<std::string>();
    };
    const auto prompt = field("prompt"), negative = field("negative");
    if (!prompt || !negative) return bad_file("\"prompts\": an entry has no texts \"prompt\" and \"negative\"");
    return PromptPair{*prompt, *negative};
}

}  // namespace

PromptHistory::PromptHistory(QObject* parent) : KeptFile(dataFile(u"prompts.json"_s), parent) {}

void PromptHistory::add(const PromptPair& prompt) {
    m_prompts.removeAll(prompt);
    m_prompts.prepend(prompt);
    if (m_prompts.size() > most) m_prompts.resize(most);
    m_draft.reset();
    m_at = 0;
    save();
}

// Whoever has changed the text since is writing something new.
void PromptHistory::lookFrom(const PromptPair& shown) {
    const bool isWhereItWas = m_at >= 0 ? m_at < m_prompts.size() && m_prompts[m_at] == shown : m_draft == shown;
    if (isWhereItWas) return;
    m_at = m_prompts.indexOf(shown);
    m_draft.reset();
    if (m_at < 0) m_draft = shown;
}

std::optional<PromptPair> PromptHistory::older(const PromptPair& shown) {
    lookFrom(shown);
    if (m_at + 1 >= m_prompts.size()) return {};
    return m_prompts[++m_at];
}

std::optional<PromptPair> PromptHistory::newer(const PromptPair& shown) {
    lookFrom(shown);
    if (m_at > 0) return m_prompts[--m_at];
    if (m_at < 0 || !m_draft) return {};
    m_at = -1;
    return m_draft;
}

Status PromptHistory::take(const QByteArray& bytes) {
    const auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!json.is_object() || !json.contains("prompts") || !json["prompts"].is_array())
        return bad_file("it has no list \"prompts\"");
    QList<PromptPair> kept;
    for (const nlohmann::json& entry : json["prompts"]) {
        LEMNOS_TRY(PromptPair prompt, pairFrom(entry));
        if (!kept.contains(prompt)) kept.append(std::move(prompt));
    }
    const QList<PromptPair> since = m_prompts;
    m_prompts = kept.mid(0, most);
    for (auto prompt = since.rbegin(); prompt != since.rend(); ++prompt) add(*prompt);
    return {};
}

QByteArray PromptHistory::content() const {
    nlohmann::json prompts = nlohmann::json::array();
    for (const PromptPair& prompt : m_prompts)
        prompts.push_back({{"prompt", prompt.prompt}, {"negative", prompt.negative}});
    const nlohmann::json json{{"version", 1}, {"prompts", std::move(prompts)}};
    return QByteArray::fromStdString(json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace lemnos::studio
