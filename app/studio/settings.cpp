// SPDX-License-Identifier: Apache-2.0
#include "studio/settings.h"

#include <QStandardPaths>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace lemnos::studio {

Settings::Settings() : m_galleryFolder(nextGalleryFolder()) {}

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

QString Settings::language() const { return m_settings.value("language"_L1).toString(); }
void Settings::setLanguage(const QString& code) { m_settings.setValue("language"_L1, code); }

int Settings::interfaceScale() const { return number(u"scale"_s, 50, 100, 400); }

void Settings::setInterfaceScale(int percent) { m_settings.setValue("scale"_L1, percent); }

int Settings::undoMegabytes() const { return number(u"undoMegabytes"_s, leastUndoMegabytes, 1024, mostUndoMegabytes); }

void Settings::setUndoMegabytes(int megabytes) { m_settings.setValue("undoMegabytes"_L1, megabytes); }

std::optional<QList<QKeySequence>> Settings::keysOf(const QString& command) const {
    const QVariant kept = m_settings.value("keys/"_L1 + command);
    if (!kept.isValid()) return {};
    QList<QKeySequence> keys;
    for (const QKeySequence& key : QKeySequence::listFromString(kept.toString()))
        if (!key.isEmpty()) keys.append(key);
    return keys;
}

void Settings::setKeys(const QString& command, const std::optional<QList<QKeySequence>>& keys) {
    if (keys)
        m_settings.setValue("keys/"_L1 + command, QKeySequence::listToString(*keys));
    else
        m_settings.remove("keys/"_L1 + command);
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

void Settings::setGalleryFolder(const QString& folder) {
    setNextGalleryFolder(folder);
    m_galleryFolder = folder;
}

int Settings::number(const QString& key, int least, int usual, int most) const {
    bool isNumber = false;
    const int value = m_settings.value(key).toInt(&isNumber);
    return isNumber && value >= least && value <= most ? value : usual;
}

PictureCoding Settings::coding(const QString& group) const {
    return {.format = PictureFormat(number(group + "/format"_L1, 0, 0, int(PictureFormat::webp))),
            .quality = number(group + "/quality"_L1, 1, PictureCoding().quality, 100)};
}

void Settings::setCoding(const QString& group, const PictureCoding& coding) {
    m_settings.setValue(group + "/format"_L1, int(coding.format));
    m_settings.setValue(group + "/quality"_L1, coding.quality);
}

QString Settings::folderFor(const QString& group) const {
    const QString chosen = m_settings.value(group + "/folder"_L1).toString();
    return chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) : chosen;
}

ExportChoices Settings::exportChoices() const {
    const bool isStripped = m_settings.value("export/stripped"_L1).toBool();
    return {.coding = coding(u"export"_s),
            .metadata = isStripped ? ExportMetadata::stripped : ExportMetadata::kept,
            .folder = folderFor(u"export"_s)};
}

void Settings::setExportChoices(const ExportChoices& choices) {
    setCoding(u"export"_s, choices.coding);
    m_settings.setValue("export/stripped"_L1, choices.metadata == ExportMetadata::stripped);
    m_settings.setValue("export/folder"_L1, choices.folder);
}

SheetChoices Settings::sheetChoices() const {
    const SheetChoices usual;
    return {.columns = number(u"sheet/columns"_s, 1, usual.columns, SheetChoices::mostColumns),
            .cell = number(u"sheet/cell"_s, SheetChoices::smallestCell, usual.cell, SheetChoices::largestCell),
            .caption = SheetCaption(number(u"sheet/caption"_s, 0, int(usual.caption), int(SheetCaption::settings))),
            .background =
                SheetBackground(number(u"sheet/background"_s, 0, int(usual.background), int(SheetBackground::dark))),
            .coding = coding(u"sheet"_s),
            .folder = folderFor(u"sheet"_s)};
}

void Settings::setSheetChoices(const SheetChoices& choices) {
    m_settings.setValue("sheet/columns"_L1, choices.columns);
    m_settings.setValue("sheet/cell"_L1, choices.cell);
    m_settings.setValue("sheet/caption"_L1, int(choices.caption));
    m_settings.setValue("sheet/background"_L1, int(choices.background));
    setCoding(u"sheet"_s, choices.coding);
    m_settings.setValue("sheet/folder"_L1, choices.folder);
}
QString Settings::nextGalleryFolder() const {
    const QString chosen = m_settings.value("gallery"_L1).toString();
    if (!chosen.isEmpty()) return chosen;
    return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) + "/Lemnos"_L1;
}

void Settings::setNextGalleryFolder(const QString& folder) { m_settings.setValue("gallery"_L1, folder); }

}  // namespace lemnos::studio
