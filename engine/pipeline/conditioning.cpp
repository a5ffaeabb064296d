// SPDX-License-Identifier: Apache-2.0
#include "pipeline/conditioning.h"

#include <algorithm>
#include <map>

namespace lemnos {
namespace {

class Scheduler {
public:
    Scheduler(const PromptRules& rules, std::uint32_t steps) : m_rules(rules), m_steps(steps) {}

    TextTrack track(const std::string& text, double weight) {
        TextTrack track{.parts = {}, .weight = weight};
        for (ScheduledText& part : scheduled(text)) track.parts.push_back({part.until, index_of(std::move(part.text))});
        return track;
    }

    std::vector<std::string> texts() && { return std::move(m_texts); }

private:
    std::vector<ScheduledText> scheduled(const std::string& text) const {
        if (m_rules.editing == PromptEditing::on) return schedule_prompt(text, m_steps);
        return {{m_steps, text}};
    }

    std::size_t index_of(std::string text) {
        const auto [place, is_new] = m_known.try_emplace(text, m_texts.size());
        if (is_new) m_texts.push_back(std::move(text));
        return place->second;
    }

    const PromptRules& m_rules;
    std::uint32_t m_steps;
    std::vector<std::string> m_texts;
    std::map<std::string, std::size_t> m_known;
};

// 1 - scale * sum of weights.
double negative_factor(const std::vector<double>& weights, double scale) {
    double factor = 1;
    for (const double weight : weights) factor -= scale * weight;
    return factor;
}

bool needs_negative(const PromptPlan& plan, double scale) {
    std::vector<double> weights;
    for (const PromptPart& part : plan.parts) weights.push_back(part.weight);
    return negative_factor(weights, scale) != 0;
}

}  // namespace

std::size_t TextTrack::at(std::uint32_t step) const {
    const auto part = std::ranges::find_if(parts, [step](const Part& one) { return step <= one.until; });
    return part == parts.end() ? parts.back().text : part->text;
}

void replace_in_negatives(Conditioning& conditioning, std::size_t text, Condition other) {
    for (PictureConditioning& picture : conditioning.pictures)
        for (TextTrack::Part& part : picture.negative.parts)
            if (part.text == text) part.text = conditioning.texts.size();
    conditioning.texts.push_back(std::move(other));
}

std::vector<Evaluation> evaluations_at(const Conditioning& conditioning, std::uint32_t step, double guidance_scale) {
    std::vector<Evaluation> prompts, negatives;
    for (std::uint32_t i = 0; i < conditioning.pictures.size(); ++i) {
        const PictureConditioning& picture = conditioning.pictures[i];
        std::vector<double> weights;
        for (const TextTrack& prompt : picture.prompts) {
            prompts.push_back({i, prompt.at(step), guidance_scale * prompt.weight});
            weights.push_back(prompt.weight);
        }
        const double factor = negative_factor(weights, guidance_scale);
        if (factor != 0) negatives.push_back({i, picture.negative.at(step), factor});
    }
    prompts.insert(prompts.end(), negatives.begin(), negatives.end());
    return prompts;
}

TextSchedule schedule_texts(const PromptPlans& plans, const PromptRules& rules, std::uint32_t steps,
                            NegativeTexts negative) {
    TextSchedule schedule;
    Scheduler scheduler(rules, steps);
    for (const PromptPlan& plan : plans.pictures) {
        PictureConditioning picture;
        for (const PromptPart& part : plan.parts) picture.prompts.push_back(scheduler.track(part.text, part.weight));
        if (negative == NegativeTexts::needed) picture.negative = scheduler.track(plan.negative_text, 1);
        schedule.pictures.push_back(std::move(picture));
    }
    schedule.texts = std::move(scheduler).texts();
    return schedule;
}

std::size_t evaluations_of(const PromptPlans& plans, double guidance_scale) {
    std::size_t count = 0;
    for (const PromptPlan& plan : plans.pictures)
        count += plan.parts.size() + (needs_negative(plan, guidance_scale) ? 1 : 0);
    return count;
}

NegativeTexts negative_texts_of(const PromptPlans& plans, double guidance_scale) {
    const bool needed = std::ranges::any_of(
        plans.pictures, [&](const PromptPlan& plan) { return needs_negative(plan, guidance_scale); });
    return needed ? NegativeTexts::needed : NegativeTexts::not_needed;
}

}  // namespace lemnos
