// SPDX-License-Identifier: Apache-2.0
#include "studio/infotext_request.h"

#include <charconv>

#include "formats/infotext.h"
#include "sampling/noise_schedule.h"
#include "sampling/samplers.h"

namespace lemnos::studio {
namespace {

/// A field that is missing or is no number leaves the request's default.
template <typename Number>
void readNumber(const Infotext& info, std::string_view name, Number& to) {
    const std::string* const text = info.find(name);
    if (text == nullptr) return;
    Number value{};
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error == std::errc() && end == text->data() + text->size()) to = value;
}

void readSize(const Infotext& info, Request& request) {
    const std::string* const text = info.find("Size");
    const std::size_t cross = text == nullptr ? std::string::npos : text->find('x');
    if (cross == std::string::npos) return;
    std::from_chars(text->data(), text->data() + cross, request.width);
    std::from_chars(text->data() + cross + 1, text->data() + text->size(), request.height);
}

// Until A1111 1.9 the schedule was the last word of the sampler's name: "DPM++ 2M Karras".
void readSampler(const Infotext& info, Request& request) {
    const std::string* const text = info.find("Sampler");
    std::string name = text == nullptr ? std::string() : *text;
    for (const Schedule& schedule : schedules())
        if (const std::string ending = " " + std::string(schedule.name); name.ends_with(ending)) {
            name.resize(name.size() - ending.size());
            request.schedule = schedule.id;
        }
    if (const auto sampler = find_sampler(name)) request.sampler = (*sampler)->id;
    if (const std::string* const type = info.find("Schedule type"))
        if (const auto schedule = find_schedule(*type)) request.schedule = (*schedule)->id;
}

}  // namespace

std::optional<Request> requestFromInfotext(const std::string& text) {
    const Infotext info = parse_infotext(text);
    if (info.fields.empty()) return {};
    Request request;
    request.model.clear();
    request.prompt = info.prompt;
    request.negative_prompt = info.negative_prompt;
    readNumber(info, "Steps", request.steps);
    readNumber(info, "CFG scale", request.guidance_scale);
    readNumber(info, "Seed", request.seed);
    readSize(info, request);
    readSampler(info, request);
    if (!validate(request)) return {};  // made by a stranger: what we would not accept from a user is not taken
    return request;
}

}  // namespace lemnos::studio
