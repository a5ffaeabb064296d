// SPDX-License-Identifier: Apache-2.0
#include "studio/styles.h"

#include <algorithm>

#include <QFile>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const auto placeholder = u"{prompt}"_s;

const Style* findIn(const QList<Style>& styles, const QString& name) {
    const auto found = std::ranges::find(styles, name, &Style::name);
    return found == styles.end() ? nullptr : &*found;
}

/// Commas that had a word before or behind them only in the pattern.
QString withoutStrayCommas(QString text) {
    const auto isStray = [](QChar letter) { return letter == u',' || letter.isSpace(); };
    while (!text.isEmpty() && isStray(text.front())) text.remove(0, 1);
    while (!text.isEmpty() && isStray(text.back())) text.chop(1);
    return text;
}

Result<Style> styleFrom(const nlohmann::json& json) {
    Style style;
    for (const auto& [name, field] : {std::pair("name", &Style::name), std::pair("prompt", &Style::prompt),
                                      std::pair("negative", &Style::negative)}) {
        if (!json.is_object()) return bad_file("\"styles\": an entry is no object");
        if (!json.contains(name)) continue;
        if (!json[name].is_string()) return bad_file("\"styles\": a \"{}\" is no text", name);
        style.*field = QString::fromStdString(json[name].get<std::string>());
    }
    if (style.name.trimmed().isEmpty()) return bad_file("\"styles\": an entry has no \"name\"");
    return style;
}

Result<nlohmann::json> objectFrom(const QByteArray& bytes) {
    auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!json.is_object() || !json.contains("styles") || !json["styles"].is_array())
        return bad_file("it has no list \"styles\"");
    return json;
}

}  // namespace

QString styled(const QString& text, const QString& pattern) {
    if (pattern.isEmpty()) return text;
    if (!pattern.contains(placeholder)) return text.isEmpty() ? pattern : text + u", "_s + pattern;
    const QString filled = QString(pattern).replace(placeholder, text);
    return text.isEmpty() ? withoutStrayCommas(filled) : filled;
}

Result<QList<Style>> stylesFromJson(const QByteArray& bytes) {
    LEMNOS_TRY(const nlohmann::json json, objectFrom(bytes));
    QList<Style> styles;
    for (const nlohmann::json& entry : json["styles"]) {
        LEMNOS_TRY(Style style, styleFrom(entry));
        if (findIn(styles, style.name)) return bad_file("\"styles\": there are two \"{}\"", style.name.toStdString());
        styles.append(std::move(style));
    }
    return styles;
}

Styles::Styles(QObject* parent) : KeptFile(configurationFile(u"styles.json"_s), parent) {}

Result<QList<Style>> Styles::shipped() {
    QFile file(u":/presets/styles.json"_s);
    if (!file.open(QIODevice::ReadOnly)) return io_error("styles.json: is not built in");
    return stylesFromJson(file.readAll());
}

void Styles::setShipped(const QList<Style>& styles) {
    m_shipped = styles;
    Q_EMIT changed();
}

QList<Style> Styles::all() const {
    QList<Style> styles = m_own;
    for (const Style& style : m_shipped)
        if (!isOwn(style.name)) styles.append(style);
    std::ranges::sort(styles, [](const Style& a, const Style& b) {
        return QString::compare(a.name, b.name, Qt::CaseInsensitive) < 0;
    });
    return styles;
}

const Style* Styles::find(const QString& name) const {
    const Style* const own = findIn(m_own, name);
    return own ? own : findIn(m_shipped, name);
}

bool Styles::isOwn(const QString& name) const { return findIn(m_own, name) != nullptr; }

Status Styles::put(const Style& style, const QString& before) {
    if (style.name.trimmed().isEmpty()) return invalid("A style needs a name.");
    if (style.name != before && isOwn(style.name))
        return invalid("There is a style called “{}” already.", style.name.toStdString());
    if (const auto old = std::ranges::find(m_own, before, &Style::name); old != m_own.end())
        *old = style;
    else
        m_own.append(style);
    if (const qsizetype at = m_chosen.indexOf(before); at >= 0) m_chosen[at] = style.name;
    noteChange();
    return {};
}

void Styles::remove(const QString& name) {
    m_own.removeIf([&](const Style& style) { return style.name == name; });
    if (!find(name)) m_chosen.removeAll(name);
    noteChange();
}

void Styles::choose(const QString& name, Choice choice) {
    m_chosen.removeAll(name);
    if (choice == Choice::on && find(name)) m_chosen.append(name);
    noteChange();
}

void Styles::chooseNone() {
    if (m_chosen.isEmpty()) return;
    m_chosen.clear();
    noteChange();
}

void Styles::apply(Request& request) const {
    QString prompt = QString::fromStdString(request.prompt);
    QString negative = QString::fromStdString(request.negative_prompt);
    for (const QString& name : m_chosen) {
        const Style* const style = find(name);
        if (!style) continue;
        prompt = styled(prompt, style->prompt);
        negative = styled(negative, style->negative);
    }
    request.prompt = prompt.toStdString();
    request.negative_prompt = negative.toStdString();
}

void Styles::noteChange() {
    save();
    Q_EMIT changed();
}

Status Styles::take(const QByteArray& bytes) {
    LEMNOS_TRY(const QList<Style> own, stylesFromJson(bytes));
    LEMNOS_TRY(const nlohmann::json json, objectFrom(bytes));
    m_own = own;
    m_chosen.clear();
    for (const nlohmann::json& name : json.value("chosen", nlohmann::json::array()))
        if (name.is_string() && find(QString::fromStdString(name.get<std::string>())))
            m_chosen.append(QString::fromStdString(name.get<std::string>()));
    Q_EMIT changed();
    return {};
}

QByteArray Styles::content() const {
    nlohmann::json styles = nlohmann::json::array(), chosen = nlohmann::json::array();
    for (const Style& style : m_own)
        styles.push_back({{"name", style.name.toStdString()},
                          {"prompt", style.prompt.toStdString()},
                          {"negative", style.negative.toStdString()}});
    for (const QString& name : m_chosen) chosen.push_back(name.toStdString());
    const nlohmann::json json{{"version", 1}, {"styles", std::move(styles)}, {"chosen", std::move(chosen)}};
    return QByteArray::fromStdString(json.dump(2));
}

}  // namespace lemnos::studio
