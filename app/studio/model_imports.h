// SPDX-License-Identifier: Apache-2.0
// Files from elsewhere on their way into the models folder. What becomes of those that were brought together is said in
// one notice, when the last has arrived; a checkpoint among them becomes the model. GUI thread; owned by StudioModel.
#pragma once

#include <QList>
#include <QObject>
#include <QStringList>

#include "families/model_file.h"
#include "studio/library_entry.h"

namespace lemnos::studio {

class ModelLibrary;
class NoticeBoard;
class RequestModel;

class ModelImports : public QObject {
    Q_OBJECT
public:
    ModelImports(ModelLibrary& library, RequestModel& request, NoticeBoard& notices)
        : m_library(library), m_request(request), m_notices(notices) {}

    void bring(const QStringList& paths, ImportMode mode);
    /// Of a file that is there: a checkpoint becomes the model, of others is said how they are used.
    void use(const QString& path);

    // Told by app/worker, for each path once:
    void noteImported(const QString& path, lemnos::ModelKind kind);  // where it lies now
    void noteFailed(const QString& message);
    void noteProgress(const QString& path, double share) { Q_EMIT progressed(path, share); }

Q_SIGNALS:
    void importWanted(const QString& path, lemnos::studio::ImportMode mode);
    void progressed(const QString& path, double share);
    /// The last has arrived; `text` says what became of them all.
    void ended(const QString& text);

private:
    struct Brought {
        QString path;
        ModelKind kind;
    };
    void noteOne();
    QString summary() const;
    static QString sentenceFor(const Brought& brought);

    ModelLibrary& m_library;
    RequestModel& m_request;
    NoticeBoard& m_notices;
    qsizetype m_underWay = 0;
    QList<Brought> m_brought;
    QStringList m_failures;
};

}  // namespace lemnos::studio
