// SPDX-License-Identifier: Apache-2.0
#include "studio/request_model.h"

#include <algorithm>
#include <limits>

#include <QFileInfo>
#include <QRandomGenerator>

namespace lemnos::studio {
namespace {

// Fresh seeds stay below 2^32: short to read, and what other programs can take over.
std::uint64_t freshSeed() { return QRandomGenerator::global()->generate(); }

void fillIn(Request& request, const Request& defaults) {
    if (request.width == 0) request.width = defaults.width;
    if (request.height == 0) request.height = defaults.height;
    if (request.steps == 0) request.steps = defaults.steps;
    if (request.guidance_scale < 0) request.guidance_scale = defaults.guidance_scale;
    if (request.sampler.empty()) request.sampler = defaults.sampler;
    if (request.schedule.empty()) request.schedule = defaults.schedule;
}

/// The engine's own rules, asked field by field, so that the user is led to the one that has to be mended.
std::optional<Problem> firstRefused(const Request& request) {
    const auto ask = [](Field field, auto set) -> std::optional<Problem> {
        Request probe;
        set(probe);
        const Status status = validate(probe);
        return status ? std::nullopt : std::optional(Problem{field, QString::fromStdString(status.error().text())});
    };
    if (const auto problem = ask(Field::size, [&](Request& r) { r.width = request.width, r.height = request.height; }))
        return problem;
    if (const auto problem = ask(Field::steps, [&](Request& r) { r.steps = request.steps; })) return problem;
    if (const auto problem = ask(Field::guidance, [&](Request& r) { r.guidance_scale = request.guidance_scale; }))
        return problem;
    if (const auto problem = ask(Field::sampler, [&](Request& r) { r.sampler = request.sampler; })) return problem;
    return ask(Field::schedule, [&](Request& r) { r.schedule = request.schedule; });
}

}  // namespace

RequestModel::RequestModel(QObject* parent) : QObject(parent) {
    m_request.seed = freshSeed();
    m_seedText = QString::number(m_request.seed);
}

Request RequestModel::shown() const {
    Request request = m_request;
    fillIn(request, m_defaults);
    return request;
}

void RequestModel::replace(const Request& next) {
    if (next == m_request) return;
    const bool otherModel = next.model != m_request.model;
    if (next.seed != m_request.seed) m_seedText = QString::number(next.seed);
    m_request = next;
    if (otherModel) {
        m_defaults = {};
        Q_EMIT modelChanged();
    }
    Q_EMIT changed();
}

void RequestModel::setSeedText(const QString& text) {
    if (text == m_seedText) return;
    m_seedText = text;
    bool isNumber = false;
    const std::uint64_t seed = text.trimmed().toULongLong(&isNumber);
    if (isNumber) m_request.seed = seed;
    m_seedMode = SeedMode::kept;  // who types a seed wants that one
    Q_EMIT changed();
}

void RequestModel::setSeedMode(SeedMode mode) {
    if (mode == m_seedMode) return;
    m_seedMode = mode;
    Q_EMIT changed();
}

void RequestModel::rollSeed() {
    m_request.seed = freshSeed();
    m_seedText = QString::number(m_request.seed);
    Q_EMIT changed();
}

void RequestModel::setCount(int count) {
    count = std::clamp(count, 1, maximumCount);
    if (count == m_count) return;
    m_count = count;
    Q_EMIT changed();
}

void RequestModel::setDefaults(const Request& defaults) {
    if (defaults.model != m_request.model) return;  // an answer about a model that was left meanwhile
    m_defaults = defaults;
    Q_EMIT changed();
}

void RequestModel::resetToDefaults() {
    Request fresh;
    fresh.prompt = m_request.prompt;
    fresh.negative_prompt = m_request.negative_prompt;
    fresh.model = m_request.model;
    fresh.seed = m_request.seed;
    fresh.init_image = m_request.init_image;  // what to paint rather than how
    fresh.mask = m_request.mask;
    replace(fresh);
}

void RequestModel::restore(const Request& request, RestorePart part) {
    Request next = part == RestorePart::everything ? request : m_request;
    if (part == RestorePart::prompt) {
        next.prompt = request.prompt;
        next.negative_prompt = request.negative_prompt;
    }
    if (part == RestorePart::seed) next.seed = request.seed;
    next.batch = 1;
    if (part != RestorePart::prompt) {
        m_seedMode = SeedMode::kept;
        m_seedText = QString::number(next.seed);
    }
    if (part == RestorePart::everything) m_count = 1;
    replace(next);
    Q_EMIT changed();  // the seed's mode is not part of the request
}

std::optional<Problem> RequestModel::problem() const {
    const Request request = shown();
    bool isNumber = false;
    m_seedText.trimmed().toULongLong(&isNumber);

    if (QString::fromStdString(request.prompt).trimmed().isEmpty())
        return Problem{Field::prompt, tr("Type what you want to see first.")};
    if (request.model != "starter" && !QFileInfo::exists(QString::fromStdString(request.model)))
        return Problem{Field::model, tr("The model file “%1” is no longer there. Choose another model.")
                                         .arg(QString::fromStdString(request.model))};
    if (!request.init_image.empty() && !QFileInfo::exists(QString::fromStdString(request.init_image)))
        return Problem{Field::startPicture,
                       tr("The start picture “%1” is no longer there. Choose another or remove it.")
                           .arg(QString::fromStdString(request.init_image))};
    if (const auto refused = firstRefused(request)) return refused;
    if (!isNumber)
        return Problem{Field::seed, tr("The seed “%1” is not a whole number from 0 to %2.")
                                        .arg(m_seedText)
                                        .arg(std::numeric_limits<quint64>::max())};
    return {};
}

QList<Request> RequestModel::take() {
    if (m_seedMode == SeedMode::fresh) rollSeed();
    QList<Request> requests;
    for (int i = 0; i < m_count; ++i) {
        // One request per picture rather than one batch: each file then holds exactly what replays it, the first
        // picture is there sooner, and a cancelled series keeps what was finished.
        requests.append(m_request);
        requests.last().seed += std::uint64_t(i);
    }
    return requests;
}

}  // namespace lemnos::studio
