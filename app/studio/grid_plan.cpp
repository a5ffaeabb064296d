// SPDX-License-Identifier: Apache-2.0
#include "studio/grid_plan.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <QCoreApplication>

#include "sampling/noise_schedule.h"
#include "sampling/samplers.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

// The context is where lupdate files what this file says.
QString tr(const char* text) { return QCoreApplication::translate("lemnos::studio", text); }

/// A value as it is written below the picture, and what it does to a request.
struct Value {
    QString text;
    std::function<void(Request&)> apply;
};

constexpr int mostValues = 64;

// "4..8:2" as its numbers, any other text as itself.
Result<QStringList> expanded(const QString& text) {
    const qsizetype dots = text.indexOf(".."_L1);
    if (dots < 0) return QStringList{text};
    const qsizetype colon = text.indexOf(u':', dots);
    bool isFrom = false, isTo = false, isBy = true;
    const double from = text.left(dots).toDouble(&isFrom);
    const double to = text.mid(dots + 2, colon < 0 ? -1 : colon - dots - 2).toDouble(&isTo);
    const double by = colon < 0 ? 1 : text.mid(colon + 1).toDouble(&isBy);
    if (!isFrom || !isTo || !isBy || !(by > 0) || to < from)
        return invalid("“{}” is no range such as 4..8:2", text.toStdString());
    const double count = std::floor((to - from) / by + 1e-9) + 1;
    if (count > mostValues) return invalid("“{}” has more than {} values", text.toStdString(), mostValues);
    QStringList numbers;
    for (int i = 0; i < int(count); ++i) numbers.append(QString::number(from + i * by, 'g', 10));
    return numbers;
}

Result<QStringList> listed(const QString& values) {
    QStringList all;
    for (const QString& value : values.split(u',')) {
        if (value.trimmed().isEmpty()) continue;
        LEMNOS_TRY(const QStringList numbers, expanded(value.trimmed()));
        all += numbers;
    }
    if (all.isEmpty()) return invalid("there are no values");
    if (all.size() > mostValues) return invalid("there are more than {} values", mostValues);
    return all;
}

Result<Value> whole(const QString& text, const std::function<void(Request&, std::uint64_t)>& set) {
    bool isNumber = false;
    const std::uint64_t number = text.toULongLong(&isNumber);
    if (!isNumber) return invalid("“{}” is no whole number", text.toStdString());
    return Value{text, [set, number](Request& r) { set(r, number); }};
}

Result<Value> fraction(const QString& text, double Request::* field) {
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber) return invalid("“{}” is no number", text.toStdString());
    return Value{text, [field, number](Request& r) { r.*field = number; }};
}

Result<Value> sizeValue(const QString& text) {
    const QStringList sides = text.toLower().split(u'x');
    bool isWidth = false, isHeight = false;
    const auto width = sides.value(0).trimmed().toUInt(&isWidth), height = sides.value(1).trimmed().toUInt(&isHeight);
    if (sides.size() != 2 || !isWidth || !isHeight)
        return invalid("“{}” is no size such as 512x768", text.toStdString());
    return Value{u"%1×%2"_s.arg(width).arg(height), [=](Request& r) { r.width = width, r.height = height; }};
}

Result<Value> wordValue(const QString& text, const QString& wanted) {
    return Value{text, [from = wanted.toStdString(), to = text.toStdString()](Request& r) {
                     for (std::size_t at = r.prompt.find(from); at != std::string::npos;
                          at = r.prompt.find(from, at + to.size()))
                         r.prompt.replace(at, from.size(), to);
                 }};
}

Result<Value> valueOf(GridSetting setting, const QString& text, const QString& first) {
    switch (setting) {
        case GridSetting::steps:
            return whole(text, [](Request& r, std::uint64_t n) {
                r.steps = std::uint32_t(std::min<std::uint64_t>(n, UINT32_MAX));
            });
        case GridSetting::clipSkip:
            return whole(text, [](Request& r, std::uint64_t n) {
                r.clip_skip = std::uint32_t(std::min<std::uint64_t>(n, UINT32_MAX));
            });
        case GridSetting::seed: return whole(text, [](Request& r, std::uint64_t n) { r.seed = n; });
        case GridSetting::guidance: return fraction(text, &Request::guidance_scale);
        case GridSetting::strength: return fraction(text, &Request::strength);
        case GridSetting::size: return sizeValue(text);
        case GridSetting::words: return wordValue(text, first);
        case GridSetting::sampler: {
            LEMNOS_TRY(const Sampler* sampler, find_sampler(text.toStdString()));
            return Value{text, [id = std::string(sampler->id)](Request& r) { r.sampler = id; }};
        }
        case GridSetting::schedule: {
            LEMNOS_TRY(const Schedule* schedule, find_schedule(text.toStdString()));
            return Value{text, [id = std::string(schedule->id)](Request& r) { r.schedule = id; }};
        }
        case GridSetting::none: break;
    }
    return Value{};
}

QString labelOf(GridSetting setting) {
    const auto all = gridSettings();
    return std::ranges::find(all, setting, &GridSettingInfo::setting)->label;
}

Result<QList<Value>> valuesOf(const Request& base, const GridAxis& axis) {
    if (axis.setting == GridSetting::none) return QList<Value>{{QString(), [](Request&) {}}};
    LEMNOS_TRY(const QStringList texts, listed(axis.values));
    const QString& first = texts.front();
    if (axis.setting == GridSetting::words && base.prompt.find(first.toStdString()) == std::string::npos)
        return invalid("“{}” does not stand in the prompt", first.toStdString());
    QList<Value> values;
    for (const QString& text : texts) {
        LEMNOS_TRY(Value value, valueOf(axis.setting, text, first));
        Request probe = base;
        value.apply(probe);
        LEMNOS_CHECK(validate(probe));
        values.append(std::move(value));
    }
    return values;
}

Result<QList<Value>> axisValues(const Request& base, const GridAxis& axis) {
    auto values = valuesOf(base, axis);
    if (!values) return std::unexpected(std::move(values).error().within(labelOf(axis.setting).toStdString()));
    return values;
}

QStringList labelsOf(const GridAxis& axis, const QList<Value>& values) {
    QStringList labels;
    const bool isName = axis.setting == GridSetting::sampler || axis.setting == GridSetting::schedule ||
                        axis.setting == GridSetting::words || axis.setting == GridSetting::none;
    for (const Value& value : values)
        labels.append(isName ? value.text : u"%1 %2"_s.arg(labelOf(axis.setting), value.text));
    return labels;
}

}  // namespace

QList<GridSettingInfo> gridSettings() {
    return {{GridSetting::none, tr("Nothing"), {}},
            {GridSetting::steps, tr("Steps"), u"10, 20, 30"_s},
            {GridSetting::guidance, tr("Guidance"), u"4..8:2"_s},
            {GridSetting::sampler, tr("Sampler"), u"euler, dpmpp_2m"_s},
            {GridSetting::schedule, tr("Schedule"), u"karras, normal"_s},
            {GridSetting::seed, tr("Seed"), u"1..4"_s},
            {GridSetting::strength, tr("Strength"), u"0.3..0.9:0.2"_s},
            {GridSetting::clipSkip, tr("Clip skip"), u"1, 2"_s},
            {GridSetting::size, tr("Size"), u"512x512, 512x768"_s},
            {GridSetting::words, tr("Words of the prompt"), u"red, green, blue"_s}};
}

Result<GridPlan> planGrid(const Request& base, const GridAxis& x, const GridAxis& y) {
    if (x.setting == GridSetting::none) return invalid("Choose what varies from left to right.");
    if (x.setting == y.setting) return invalid("Choose two different settings.");
    LEMNOS_TRY(const QList<Value> columns, axisValues(base, x));
    LEMNOS_TRY(const QList<Value> rows, axisValues(base, y));
    if (columns.size() * rows.size() > GridPlan::most)
        return invalid("These are {} pictures; a grid has at most {}.", columns.size() * rows.size(), GridPlan::most);
    GridPlan plan{
        .columns = labelsOf(x, columns), .rows = labelsOf(y, rows), .requests = {}, .title = labelOf(x.setting)};
    if (y.setting != GridSetting::none) plan.title += u" × "_s + labelOf(y.setting);
    for (const Value& row : rows)
        for (const Value& column : columns) {
            Request request = base;
            column.apply(request);
            row.apply(request);
            plan.requests.append(std::move(request));
        }
    return plan;
}

}  // namespace lemnos::studio
