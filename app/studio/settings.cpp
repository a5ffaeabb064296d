// SPDX-License-Identifier: Apache-2.0
#include "studio/settings.h"

#include <QStandardPaths>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace lemnos::studio {

std::optional<Request> Settings::lastRequest() const {
    const std::string text = m_settings.value("request"_L1).toString().toStdString();
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) return {};
    Result<Request> request = request_from_json(json);
    return request ? std::optional(*std::move(request)) : std::nullopt;
}

void Settings::setLastRequest(const Request& request) {
    m_settings.setValue("request"_L1, QString::fromStdString(to_json(request).dump()));
}

SeedMode Settings::seedMode() const {
    return m_settings.value("seed/kept"_L1).toBool() ? SeedMode::kept : SeedMode::fresh;
}

void Settings::setSeedMode(SeedMode mode) { m_settings.setValue("seed/kept"_L1, mode == SeedMode::kept); }

Theme Settings::theme() const {
    const QString name = m_settings.value("theme"_L1).toString();
    if (name == "light"_L1) return Theme::light;
    if (name == "dark"_L1) return Theme::dark;
    return Theme::system;
}

void Settings::setTheme(Theme theme) {
    const auto name = theme == Theme::light ? "light"_L1 : theme == Theme::dark ? "dark"_L1 : "system"_L1;
    m_settings.setValue("theme"_L1, name);
}

QByteArray Settings::layout(const QString& name) const { return m_settings.value("layout/"_L1 + name).toByteArray(); }

void Settings::setLayout(const QString& name, const QByteArray& layout) {
    m_settings.setValue("layout/"_L1 + name, layout);
}

QString Settings::device() const { return m_settings.value("device"_L1).toString(); }
void Settings::setDevice(const QString& id) { m_settings.setValue("device"_L1, id); }

QStringList Settings::knownModels() const { return m_settings.value("models"_L1).toStringList(); }

void Settings::addKnownModel(const QString& path) {
    constexpr qsizetype mostKnown = 12;
    QStringList known = knownModels();
    known.removeAll(path);
    known.prepend(path);
    m_settings.setValue("models"_L1, known.mid(0, mostKnown));
}

QStringList Settings::modelFolders() const { return m_settings.value("modelFolders"_L1).toStringList(); }

void Settings::addModelFolder(const QString& folder) {
    const QStringList folders = modelFolders();
    if (!folders.contains(folder)) m_settings.setValue("modelFolders"_L1, folders + QStringList(folder));
}

void Settings::removeModelFolder(const QString& folder) {
    QStringList folders = modelFolders();
    folders.removeAll(folder);
    m_settings.setValue("modelFolders"_L1, folders);
}

QString Settings::canvasInputFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/canvas"_L1;
}

QString Settings::recoveryFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/recovery"_L1;
}

QString Settings::tagsFile() const { return m_settings.value("tagsFile"_L1).toString(); }

void Settings::setTagsFile(const QString& path) { m_settings.setValue("tagsFile"_L1, path); }

QString Settings::galleryFolder() const {
    const QString chosen = m_settings.value("gallery"_L1).toString();
    if (!chosen.isEmpty()) return chosen;
    return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) + "/Lemnos"_L1;
}

void Settings::setGalleryFolder(const QString& folder) { m_settings.setValue("gallery"_L1, folder); }

}  // namespace lemnos::studio
