// SPDX-License-Identifier: Apache-2.0
// Pictures on their way out: copies in a format of one's choice, or contact sheets, how far they are and what came of
// them. One at a time. GUI thread; owned by StudioModel. It touches no file: app/worker does, is asked by `wanted`
// and answers through the note* functions.
#pragma once

#include <variant>

#include <QObject>
#include <QStringList>

#include "base/cancel.h"
#include "formats/picture_writer.h"

namespace lemnos::studio {

class NoticeBoard;

enum class ExportMetadata { kept, stripped };

/// Copies of pictures under their own names.
struct ExportChoices {
    PictureCoding coding;
    ExportMetadata metadata = ExportMetadata::kept;
    QString folder;
    friend bool operator==(const ExportChoices&, const ExportChoices&) = default;
};

enum class SheetCaption { none, prompt, settings };
enum class SheetBackground { light, dark };

/// All pictures in rows on one sheet, or on several where one would be too tall.
struct SheetChoices {
    static constexpr int mostColumns = 20;
    static constexpr int smallestCell = 64;  // pixels
    static constexpr int largestCell = 1024;

    int columns = 5;
    int cell = 256;  // pixels that each picture fits into
    SheetCaption caption = SheetCaption::prompt;
    SheetBackground background = SheetBackground::light;
    PictureCoding coding;
    QString folder;
    friend bool operator==(const SheetChoices&, const SheetChoices&) = default;
};

/// The token is shared: the GUI thread cancels, the worker looks.
struct ExportJob {
    int number = 0;
    QStringList paths;
    std::variant<ExportChoices, SheetChoices> choices;
    CancelToken cancel;
};

struct ExportResult {
    QStringList written;   // paths
    QStringList failures;  // sentences, one for each picture that has none
    enum class End { done, cancelled } end = End::done;
};

class PictureExport : public QObject {
    Q_OBJECT
public:
    explicit PictureExport(NoticeBoard& notices, QObject* parent = nullptr) : QObject(parent), m_notices(notices) {}

    bool isRunning() const { return m_isRunning; }
    int done() const { return m_done; }
    int total() const { return int(m_job.paths.size()); }

    /// Does nothing while another one runs.
    void start(const QStringList& paths, const std::variant<ExportChoices, SheetChoices>& choices);
    void cancel() { m_job.cancel.cancel(); }

    void noteProgress(int number, int done);
    void noteFinished(int number, const lemnos::studio::ExportResult& result);

Q_SIGNALS:
    void wanted(const lemnos::studio::ExportJob& job);
    void changed();  // how far it is
    void finished();

private:
    NoticeBoard& m_notices;
    ExportJob m_job;
    int m_done = 0;
    bool m_isRunning = false;
};

}  // namespace lemnos::studio
