// SPDX-License-Identifier: Apache-2.0
#include "studio/model_imports.h"

#include <algorithm>

#include "studio/model_library.h"
#include "studio/notice_board.h"
#include "studio/request_model.h"

namespace lemnos::studio {

void ModelImports::bring(const QStringList& paths, ImportMode mode) {
    m_underWay += paths.size();
    for (const QString& path : paths) Q_EMIT importWanted(path, mode);
}

void ModelImports::use(const QString& path) {
    const LibraryEntry* const entry = m_library.find(path);
    if (entry && !entry->canPaint() && entry->kind != ModelKind::unknown)
        m_notices.post({.text = sentenceFor({path, entry->kind})});
    else
        m_request.change([&](Request& r) { r.model = path.toStdString(); });
}

void ModelImports::noteImported(const QString& path, ModelKind kind) {
    m_brought.append({path, kind});
    noteOne();
}

void ModelImports::noteFailed(const QString& message) {
    m_failures.append(message);
    noteOne();
}

void ModelImports::noteOne() {
    if (--m_underWay > 0) return;
    m_underWay = 0;
    m_library.rescan();
    const auto model = std::ranges::find(m_brought, ModelKind::checkpoint, &Brought::kind);
    if (model != m_brought.end()) m_request.change([&](Request& r) { r.model = model->path.toStdString(); });
    QStringList lines = m_failures;
    if (!m_brought.isEmpty()) lines.append(summary());
    const QString text = lines.join(QLatin1Char('\n'));
    m_notices.post({.severity = m_failures.isEmpty() ? Severity::information : Severity::warning, .text = text});
    m_brought.clear();
    m_failures.clear();
    Q_EMIT ended(text);
}

QString ModelImports::summary() const {
    const auto model = std::ranges::find(m_brought, ModelKind::checkpoint, &Brought::kind);
    if (m_brought.size() > 1) {
        const QString all = tr("%n files lie in the models folder now.", nullptr, int(m_brought.size()));
        return model == m_brought.end() ? all : tr("%1 %2 is the model.").arg(all, modelName(model->path));
    }
    return sentenceFor(m_brought.front());
}

QString ModelImports::sentenceFor(const Brought& brought) {
    const auto& [path, kind] = brought;
    if (kind == ModelKind::checkpoint)
        return tr("%1 lies in the models folder and is the model now.").arg(modelName(path));
    if (kind == ModelKind::lora)
        return tr("%1 lies in the models folder. Write <lora:%1:1> into the prompt to paint with it.")
            .arg(modelName(path));
    return tr("%1 lies in the models folder now.").arg(path);
}

}  // namespace lemnos::studio
