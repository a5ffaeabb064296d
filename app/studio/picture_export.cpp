// SPDX-License-Identifier: Apache-2.0
#include "studio/picture_export.h"

#include "studio/notice_board.h"

namespace lemnos::studio {
namespace {

Notice noticeOf(const ExportResult& result) {
    const int written = int(result.written.size());
    QString text;
    if (written == 1)
        text = PictureExport::tr("%1 was written.").arg(result.written.front());
    else if (written > 1)
        text = PictureExport::tr("%1 pictures were written to %2.")
                   .arg(written)
                   .arg(result.written.front().section(QLatin1Char('/'), 0, -2));
    if (result.end == ExportResult::End::cancelled) text = PictureExport::tr("Stopped. %1").arg(text).trimmed();
    if (result.failures.isEmpty()) return {.text = text};
    constexpr qsizetype mostTold = 3;
    QStringList told = result.failures.mid(0, mostTold);
    if (const qsizetype more = result.failures.size() - told.size(); more > 0)
        told.append(PictureExport::tr("and %1 more.").arg(more));
    return {.severity = Severity::error,
            .text = (PictureExport::tr("%1 of the pictures could not be written: ").arg(result.failures.size()) +
                     told.join(QLatin1Char(' ')) + QLatin1Char(' ') + text)
                        .trimmed()};
}

}  // namespace

void PictureExport::start(const QStringList& paths, const std::variant<ExportChoices, SheetChoices>& choices) {
    if (m_isRunning || paths.isEmpty()) return;
    m_isRunning = true;
    m_done = 0;
    m_job = {.number = m_job.number + 1, .paths = paths, .choices = choices, .cancel = {}};
    Q_EMIT wanted(m_job);
    Q_EMIT changed();
}

void PictureExport::noteProgress(int number, int done) {
    if (number != m_job.number) return;
    m_done = done;
    Q_EMIT changed();
}

void PictureExport::noteFinished(int number, const ExportResult& result) {
    if (number != m_job.number) return;
    m_isRunning = false;
    m_notices.post(noticeOf(result));
    Q_EMIT changed();
    Q_EMIT finished();
}

}  // namespace lemnos::studio
