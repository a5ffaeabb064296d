// SPDX-License-Identifier: Apache-2.0
// What the studio remembers between two starts: the last request, the look, the window. A thin, typed face over
// QSettings; GUI thread; owned by StudioModel. A damaged value reads as if it were not there.
#pragma once

#include <optional>

#include <QByteArray>
#include <QKeySequence>
#include <QList>
#include <QSettings>
#include <QString>
#include <QStringList>

#include "pipeline/request.h"
#include "studio/picture_export.h"
#include "studio/request_model.h"

namespace lemnos::studio {

enum class Theme { system, light, dark };

class Settings {
public:
    Settings();

    std::optional<Request> lastRequest() const;
    void setLastRequest(const Request& request);
    SeedMode seedMode() const;
    void setSeedMode(SeedMode mode);
    Theme theme() const;
    void setTheme(Theme theme);
    /// A language of windows/language.h by its code; empty: the system's. Read at the start.
    QString language() const;
    void setLanguage(const QString& code);
    /// How large everything is, in per cent of what the system asks for; read at the start.
    int interfaceScale() const;
    void setInterfaceScale(int percent);
    /// What the steps that can be undone may hold besides the document itself.
    int undoMegabytes() const;
    void setUndoMegabytes(int megabytes);
    static constexpr int leastUndoMegabytes = 64, mostUndoMegabytes = 65'536;
    /// The keys that were chosen for a command; nothing while it has its usual ones.
    std::optional<QList<QKeySequence>> keysOf(const QString& command) const;
    void setKeys(const QString& command, const std::optional<QList<QKeySequence>>& keys);

    QByteArray layout(const QString& name) const;  // of a window, a splitter, the tools: as they were left
    void setLayout(const QString& name, const QByteArray& layout);

    /// A place in the list of devices; empty: the best there is.
    QString device() const;
    void setDevice(const QString& id);

    /// Paths of checkpoints that were used before, the latest first.
    QStringList knownModels() const;
    void addKnownModel(const QString& path);

    /// Folders with models besides the models folder, e.g. ComfyUI's.
    QStringList modelFolders() const;
    void addModelFolder(const QString& folder);
    void removeModelFolder(const QString& folder);

    /// A file of tags that are offered while prompts are typed; empty for none.
    QString tagsFile() const;
    void setTagsFile(const QString& path);

    /// Where pictures go: Pictures/Lemnos unless set. It stays while the studio runs, whose index belongs to it.
    const QString& galleryFolder() const { return m_galleryFolder; }
    void setGalleryFolder(const QString& folder);
    /// Where they go from the next start on.
    QString nextGalleryFolder() const;
    void setNextGalleryFolder(const QString& folder);
    /// How pictures were last exported, and sheets of them; at first into the folder of the user's pictures.
    ExportChoices exportChoices() const;
    void setExportChoices(const ExportChoices& choices);
    SheetChoices sheetChoices() const;
    void setSheetChoices(const SheetChoices& choices);
    /// Start pictures and masks of what was painted for documents, named by their content.
    static QString canvasInputFolder();
    /// Snapshots of documents that no file holds.
    static QString recoveryFolder();

private:
    PictureCoding coding(const QString& group) const;
    void setCoding(const QString& group, const PictureCoding& coding);
    QString folderFor(const QString& group) const;
    int number(const QString& key, int least, int usual, int most) const;

    QSettings m_settings{QStringLiteral("Lemnos"), QStringLiteral("lemnos")};
    QString m_galleryFolder;  // of this start
};

}  // namespace lemnos::studio
