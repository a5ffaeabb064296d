// SPDX-License-Identifier: Apache-2.0
// What the user is working on: the document with its active layer, the tools, what was painted for it and waits to be
// accepted, and what Generate would do there. GUI thread; owned by StudioModel. It touches no file: it says what is to
// be saved and is told the outcome. Edits themselves are the functions of app/document.
#pragma once

#include <optional>

#include <QTimer>

#include "document/document.h"
#include "document/recovery_store.h"
#include "studio/canvas_task.h"
#include "studio/job.h"
#include "studio/staging.h"
#include "studio/toolbox.h"

namespace lemnos::studio {

class Workspace : public QObject {
    Q_OBJECT
public:
    /// What the middle of the window shows, and so what Generate paints: a picture of its own, or a part of the
    /// document.
    enum class Page { viewer, canvas };

    explicit Workspace(QObject* parent = nullptr);

    Document& document() { return m_document; }
    const Document& document() const { return m_document; }
    Staging& staging() { return m_staging; }
    Toolbox& tools() { return m_tools; }

    Page page() const { return m_page; }
    /// Whether the user has begun a document; before, there is only an empty one.
    bool isOpen() const { return m_isOpen; }
    void show(Page page);

    LayerId activeLayer() const { return m_activeLayer; }
    const Layer* active() const { return m_document.layer(m_activeLayer); }
    void setActiveLayer(LayerId id);

    /// How far a run departs from what is there; 1 paints without looking at it.
    double strength() const { return m_strength; }
    void setStrength(double strength);
    CanvasIntent intent() const { return m_intent; }
    void setIntent(CanvasIntent intent);
    const MaskChoices& masks() const { return m_masks; }
    void setMasks(const MaskChoices& masks);
    /// What Generate would do; follows the document with a little delay.
    CanvasAction action() const { return actionFor(m_content, m_strength, m_intent); }
    BoxContent content() const { return m_content; }
    /// The same of this moment.
    CanvasTask task() const;

    // Other documents in the place of this one; ask for unsaved changes before.
    void openNew(QSize size);
    void openPicture(const QImage& picture, const QString& name, const QJsonObject& request = {});
    void openDocument(const OpenedDocument& opened, const QString& path);
    /// What a crash left; no file has it as it is.
    void openRecovered(const OpenedDocument& opened, const QString& title, const QString& path);
    /// A picture as a layer around a point of the document (or in the middle of the generation box), made smaller
    /// where it does not fit the document.
    void addPicture(const QImage& picture, const QString& name, std::optional<QPoint> middle = {});

    /// Whether the task is of the document on view; another may have taken its place since it was asked for.
    bool isOfDocument(const CanvasTask& task) const { return task.contents.document == m_document.contents().document; }
    void stage(const Job& job, const FinishedPicture& picture, EntryId entry);
    void acceptStaged();
    /// Says, for a person, why something was not done.
    void refuse(const Status& status);

    QString path() const { return m_path; }  // empty until it was saved
    QString title() const;
    bool isModified() const { return m_isOpen && (m_isRecovered || !m_document.history().isSaved()); }
    void save(const QString& path);
    /// All layers as one picture.
    void exportPicture(const QString& path) { Q_EMIT exportWanted(path, m_document.contents()); }
    bool isSaving() const { return m_isSaving; }
    /// The user does not want the changes: nothing of them is kept for a crash.
    void giveUpChanges();
    void noteSaved(const QString& path);
    void noteSaveFailed(const QString& message);
    /// Contents that no file holds should survive a crash: to be written at the next calm moment.
    void takeSnapshot();

Q_SIGNALS:
    void changed();  // page, active layer, strength, intent, masks, title
    void actionChanged();
    void refused(const QString& reason);
    void openWanted(const QString& path);
    /// A picture, to be laid on the document.
    void layerWanted(const QString& path, std::optional<QPoint> middle = {});
    void saved();
    void saveFailed();
    void recoveryOffered(const QList<lemnos::studio::Recoverable>& documents);
    void recoverWanted(const QString& id);
    void recoveryUseless(const QString& id);
    void saveWanted(const QString& path, const lemnos::studio::Contents& contents,
                    const lemnos::studio::OtherFiles& others);
    void exportWanted(const QString& path, const lemnos::studio::Contents& contents);
    void snapshotWanted(const lemnos::studio::Contents& contents, const QString& title, const QString& path);
    void snapshotUseless();  // the document is saved, or was given up
    void accepted(lemnos::studio::EntryId entry);

private:
    void follow(const DocumentChange& change);
    void look();
    enum class Origin { fresh, recovered };
    void begin(Contents contents, const QString& path, const QString& title, Origin origin = Origin::fresh);

    Document m_document{QSize(512, 512)};
    Staging m_staging;
    Toolbox m_tools;
    Page m_page = Page::viewer;
    bool m_isOpen = false;
    LayerId m_activeLayer = LayerId::none;
    double m_strength = 1;
    CanvasIntent m_intent = CanvasIntent::automatic;
    MaskChoices m_masks;
    BoxContent m_content;
    QTimer m_lookSoon;
    QTimer m_snapshotSoon;
    QString m_path;
    QString m_title;
    OtherFiles m_others;
    bool m_isSaving = false;
    bool m_changedWhileSaving = false;
    bool m_isRecovered = false;
};

}  // namespace lemnos::studio
