// SPDX-License-Identifier: Apache-2.0
#include "windows/theme.h"

#include <initializer_list>
#include <utility>

#include <QApplication>
#include <QColor>
#include <QFile>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

struct Colours {
    QLatin1StringView name;  // of the icons that fit
    const char* window;      // panels
    const char* canvas;      // behind the picture
    const char* field;       // what can be typed into
    const char* raised;      // buttons
    const char* hover;
    const char* border;  // 3:1 against the window: it shows where a control is
    const char* line;    // between panels, decoration only
    const char* text;
    const char* muted;
    const char* disabled;
    const char* accent;  // Lemnian earth
    const char* accentHover;
    const char* accentText;
    const char* focus;
    const char* warning;  // behind text
    const char* error;    // behind text
};

constexpr Colours dark{
    .name = "dark"_L1,
    .window = "#222327",
    .canvas = "#17181b",
    .field = "#18191c",
    .raised = "#303238",
    .hover = "#3a3c43",
    .border = "#75777f",
    .line = "#33353b",
    .text = "#eceae6",
    .muted = "#aaa8a4",
    .disabled = "#7f7e7b",
    .accent = "#bf4e37",
    .accentHover = "#cb5a42",
    .accentText = "#ffffff",
    .focus = "#f0997f",
    .warning = "#4a3a17",
    .error = "#55231d",
};

constexpr Colours light{
    .name = "light"_L1,
    .window = "#f5f3f0",
    .canvas = "#dedbd6",
    .field = "#ffffff",
    .raised = "#ffffff",
    .hover = "#ece8e3",
    .border = "#8b8680",
    .line = "#dcd8d2",
    .text = "#23211f",
    .muted = "#625e59",
    .disabled = "#98938d",
    .accent = "#b8472f",
    .accentHover = "#a73f29",
    .accentText = "#ffffff",
    .focus = "#b8472f",
    .warning = "#fbeecb",
    .error = "#fadcd5",
};

QPalette paletteFrom(const Colours& c) {
    QPalette palette;
    using Role = QPalette::ColorRole;
    for (const auto& [role, colour] :
         std::initializer_list<std::pair<Role, const char*>>{{Role::Window, c.window},
                                                             {Role::WindowText, c.text},
                                                             {Role::Base, c.field},
                                                             {Role::AlternateBase, c.window},
                                                             {Role::Text, c.text},
                                                             {Role::Button, c.raised},
                                                             {Role::ButtonText, c.text},
                                                             {Role::BrightText, c.accentText},
                                                             {Role::Highlight, c.accent},
                                                             {Role::HighlightedText, c.accentText},
                                                             {Role::ToolTipBase, c.raised},
                                                             {Role::ToolTipText, c.text},
                                                             {Role::PlaceholderText, c.muted},
                                                             {Role::Link, c.focus},
                                                             {Role::Dark, c.canvas},
                                                             {Role::Mid, c.line},
                                                             {Role::Light, c.hover}})
        palette.setColor(role, QColor(QLatin1StringView(colour)));
    for (const Role role : {Role::WindowText, Role::Text, Role::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(QLatin1StringView(c.disabled)));
    return palette;
}

QString styleSheetFrom(const Colours& c) {
    QFile file(u":/style.qss"_s);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    // Longer names first where one begins with another.
    for (const auto& [name, colour] :
         std::initializer_list<std::pair<QLatin1StringView, const char*>>{{"@window"_L1, c.window},
                                                                          {"@canvas"_L1, c.canvas},
                                                                          {"@field"_L1, c.field},
                                                                          {"@raised"_L1, c.raised},
                                                                          {"@hover"_L1, c.hover},
                                                                          {"@border"_L1, c.border},
                                                                          {"@line"_L1, c.line},
                                                                          {"@text"_L1, c.text},
                                                                          {"@muted"_L1, c.muted},
                                                                          {"@disabled"_L1, c.disabled},
                                                                          {"@accentHover"_L1, c.accentHover},
                                                                          {"@accentText"_L1, c.accentText},
                                                                          {"@accent"_L1, c.accent},
                                                                          {"@focus"_L1, c.focus},
                                                                          {"@warning"_L1, c.warning},
                                                                          {"@error"_L1, c.error}})
        sheet.replace(name, QLatin1StringView(colour));
    return sheet.replace("@theme"_L1, c.name);
}

}  // namespace

void applyLook(Look look) {
    const Colours& colours = look == Look::dark ? dark : light;
    QApplication::setPalette(paletteFrom(colours));
    qApp->setStyleSheet(styleSheetFrom(colours));
}

}  // namespace lemnos::studio
