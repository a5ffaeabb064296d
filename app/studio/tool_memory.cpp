// SPDX-License-Identifier: Apache-2.0
#include "studio/tool_memory.h"

#include <algorithm>

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// Reads and writes the same fields, so that neither forgets one.
class Visitor {
public:
    enum class Way { read, write };
    Visitor(QJsonObject& object, Way way) : m_object(object), m_way(way) {}

    void number(QLatin1StringView name, double& value, double least, double most) {
        if (m_way == Way::write)
            m_object.insert(name, value);
        else if (const QJsonValue found = m_object[name]; found.isDouble())
            value = std::clamp(found.toDouble(), least, most);
    }
    void number(QLatin1StringView name, int& value, int least, int most) {
        double wide = value;
        number(name, wide, least, most);
        value = int(wide);
    }
    void flag(QLatin1StringView name, bool& value) {
        if (m_way == Way::write)
            m_object.insert(name, value);
        else
            value = m_object[name].toBool(value);
    }
    void colour(QLatin1StringView name, QColor& value) {
        if (m_way == Way::write) return void(m_object.insert(name, value.name()));
        const QColor found(m_object[name].toString());
        if (found.isValid()) value = found;
    }
    void brush(QLatin1StringView name, Brush& value) {
        QJsonObject object = m_object[name].toObject();
        Visitor inner(object, m_way);
        inner.number("size"_L1, value.size, Toolbox::smallestBrush, Toolbox::largestBrush);
        inner.number("hardness"_L1, value.hardness, 0, 1);
        inner.number("opacity"_L1, value.opacity, 0, 1);
        inner.flag("sizeFollowsPressure"_L1, value.sizeFollowsPressure);
        inner.flag("opacityFollowsPressure"_L1, value.opacityFollowsPressure);
        if (m_way == Way::write) m_object.insert(name, object);
    }

private:
    QJsonObject& m_object;
    Way m_way;
};

void visit(Visitor visitor, ToolSettings& settings) {
    constexpr int mostBoxStep = 1024;
    visitor.brush("brush"_L1, settings.brush);
    visitor.brush("eraser"_L1, settings.eraser);
    visitor.brush("selectionBrush"_L1, settings.selectionBrush);
    visitor.colour("foreground"_L1, settings.foreground);
    visitor.colour("background"_L1, settings.background);
    visitor.number("tolerance"_L1, settings.likeness.tolerance, 0, 255);
    visitor.number("boxStep"_L1, settings.boxStep, 1, mostBoxStep);
}

}  // namespace

QByteArray toBytes(const ToolSettings& settings) {
    QJsonObject object;
    ToolSettings written = settings;
    visit({object, Visitor::Way::write}, written);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

ToolSettings toolSettingsFrom(const QByteArray& bytes) {
    QJsonObject object = QJsonDocument::fromJson(bytes).object();
    ToolSettings settings;
    visit({object, Visitor::Way::read}, settings);
    return settings;
}

}  // namespace lemnos::studio
