// SPDX-License-Identifier: Apache-2.0
#include "pipeline/prompt_plan.h"

#include <algorithm>

#include "formats/messages.h"
#include "text/wildcard_folder.h"
#include "text/wildcards.h"

namespace lemnos {
namespace {

class Planner {
public:
    Planner(const Request& request, const PromptRules& rules, const std::filesystem::path& wildcards)
        : m_request(request), m_rules(rules), m_files(wildcards) {}

    Result<PromptPlans> all() {
        for (std::uint32_t i = 0; i < m_request.batch; ++i) {
            // Where prompts are not edited choices belong to the whole batch, as in ComfyUI.
            const std::uint64_t seed = m_request.seed + (m_rules.editing == PromptEditing::on ? i : 0);
            LEMNOS_TRY(PromptPlan plan, one(seed));
            m_plans.pictures.push_back(std::move(plan));
        }
        return std::move(m_plans);
    }

private:
    Result<PromptPlan> one(std::uint64_t seed) {
        PromptPlan plan;
        LEMNOS_TRY(plan.prompt, resolve("prompt", m_request.prompt, seed, WildcardStream::prompt));
        LEMNOS_TRY(plan.negative_prompt,
                   resolve("negative_prompt", m_request.negative_prompt, seed, WildcardStream::negative_prompt));
        PromptWithLoras prompt = extract_loras(plan.prompt);
        PromptWithLoras negative = extract_loras(plan.negative_prompt);
        plan.loras = std::move(prompt.loras);
        plan.loras.insert(plan.loras.end(), negative.loras.begin(), negative.loras.end());
        plan.negative_text = std::move(negative.text);
        if (m_rules.editing == PromptEditing::on)
            plan.parts = split_parts(prompt.text);
        else
            plan.parts = {{std::move(prompt.text), 1}};
        return plan;
    }

    Result<std::string> resolve(const char* field, const std::string& text, std::uint64_t seed, WildcardStream stream) {
        // Where # is no comment it must stay in prompts that have no choices.
        const bool has_choices = text.find('{') != std::string::npos || text.find("__") != std::string::npos;
        if (m_rules.syntax == PromptSyntax::plain || (m_rules.editing == PromptEditing::off && !has_choices))
            return text;
        auto resolved =
            resolve_wildcards(text, seed, stream, [this](std::string_view name) { return m_files.lines(name); });
        if (!resolved) return std::unexpected(std::move(resolved).error().within(field));
        for (const std::string& name : resolved->unknown)
            note(fmt::format("There is no wildcard file {}; its name was left in the prompt.", in_quotes(name)));
        return std::move(resolved->text);
    }

    void note(std::string text) {
        if (std::ranges::find(m_plans.notes, text) == m_plans.notes.end()) m_plans.notes.push_back(std::move(text));
    }

    const Request& m_request;
    const PromptRules& m_rules;
    WildcardFolder m_files;
    PromptPlans m_plans;
};

}  // namespace

Result<PromptPlans> plan_prompts(const Request& request, const PromptRules& rules,
                                 const std::filesystem::path& wildcards) {
    return Planner(request, rules, wildcards).all();
}

}  // namespace lemnos
