// SPDX-License-Identifier: Apache-2.0
#include "studio/model_page.h"

#include <algorithm>

#include <QRegularExpression>

#include "pipeline/compatibility.h"
#include "studio/engine_status.h"
#include "studio/model_library.h"
#include "studio/request_model.h"
#include "studio/settings.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int previewKilobytes = 64 * 1024;  // that are kept

// What decides how much memory a run takes, and nothing else: typing a prompt asks for no new estimate.
Request onlyWhatTakesMemory(Request request) {
    request.prompt.clear();
    request.negative_prompt.clear();
    request.loras.clear();
    request.seed = 0;
    request.steps = 0;
    request.sampler.clear();
    request.schedule.clear();
    return request;
}

bool isLora(const QString& part) { return part.startsWith("<lora:"_L1); }

QRegularExpression wholeWord(const QString& word) {
    return QRegularExpression(
        u"(?<!\\w)%1(?!\\w)"_s.arg(QRegularExpression::escape(word)),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

}  // namespace

ModelPage::ModelPage(ModelLibrary& library, RequestModel& request, EngineStatus& engine, Settings& settings)
    : m_library(library), m_request(request), m_engine(engine), m_settings(settings), m_previews(previewKilobytes) {
    connect(&library, &ModelLibrary::rowChanged, this, [this](int row) {
        if (m_library.at(row).path == m_path) refresh();
    });
    connect(&library, &ModelLibrary::rowRemoved, this, &ModelPage::changed);
    connect(&library, &ModelLibrary::hashKnown, this, [this](const QString& path) {
        if (path == m_path) askForDetails();
    });
    connect(&request, &RequestModel::changed, this, [this] {
        if (m_path.isEmpty()) return;
        askForMemory();
        Q_EMIT changed();
    });
    connect(&request, &RequestModel::modelChanged, this, &ModelPage::askForDetails);
    connect(&engine, &EngineStatus::changed, this, &ModelPage::askForMemory);
}

void ModelPage::show(const QString& path) {
    if (path == m_path) return;
    m_path = path;
    m_details.reset();
    m_memory.reset();
    m_asked.reset();
    m_hashWanted.clear();
    askForDetails();
    askForMemory();
    Q_EMIT changed();
}

void ModelPage::refresh() {
    m_previews.clear();
    m_previewsWanted.clear();
    m_asked.reset();
    askForDetails();
    askForMemory();
    Q_EMIT changed();
}

const LibraryEntry* ModelPage::entry() const { return m_library.find(m_path); }

void ModelPage::askForDetails() {
    if (const LibraryEntry* const shown = entry())
        Q_EMIT detailsWanted(m_path, shown->kind, QString::fromStdString(m_request.chosen().model));
}

void ModelPage::askForMemory() {
    const LibraryEntry* const shown = entry();
    if (!shown || !shown->canPaint() || m_engine.state() == EngineStatus::State::starting) return;
    MemoryQuestion question{onlyWhatTakesMemory(m_request.chosen()), m_settings.device()};
    question.request.model = m_path.toStdString();
    if (m_asked == question) return;
    m_asked = question;
    Q_EMIT memoryWanted(question);
}

QImage ModelPage::preview(const QString& path) {
    if (const QImage* const known = m_previews.object(path)) return *known;
    if (!m_previewsWanted.contains(path)) {
        m_previewsWanted.insert(path);
        Q_EMIT previewWanted(path);
    }
    return {};
}

bool ModelPage::canUse() const {
    const LibraryEntry* const shown = entry();
    if (!shown || !shown->problem.isEmpty()) return false;
    return shown->kind == ModelKind::checkpoint || shown->canDecode() || !mention().isEmpty();
}

/// How a prompt names it; empty where none can.
QString ModelPage::mention() const {
    const LibraryEntry* const shown = entry();
    if (!shown || !m_details || m_details->promptName.isEmpty()) return {};
    if (shown->kind == ModelKind::lora) return u"<lora:%1:1>"_s.arg(m_details->promptName);
    const auto profile = find_compatibility(m_request.chosen().compat);
    const bool isMarked = profile && (*profile)->prompts.breaks == RowBreaks::between_groups;
    return isMarked ? u"embedding:"_s + m_details->promptName : m_details->promptName;
}

void ModelPage::use() {
    if (!canUse()) return;
    if (entry()->kind == ModelKind::checkpoint)
        m_request.change([this](Request& request) { request.model = m_path.toStdString(); });
    else if (entry()->canDecode())
        m_request.change([this](Request& request) { request.vae = m_path.toStdString(); });
    else
        addToPrompt({mention()});
}

bool ModelPage::isInUse() const {
    const LibraryEntry* const shown = entry();
    if (shown && shown->kind == ModelKind::checkpoint) return m_request.chosen().model == m_path.toStdString();
    if (shown && shown->canDecode()) return m_request.chosen().vae == m_path.toStdString();
    return !mention().isEmpty() && isInPrompt(mention());
}

bool ModelPage::hasTriggerWords() const {
    return m_details &&
           std::ranges::any_of(m_details->triggerWords, [this](const QString& word) { return !isInPrompt(word); });
}

void ModelPage::addTriggerWords() {
    if (!hasTriggerWords()) return;
    QStringList parts = m_details->triggerWords;
    if (const LibraryEntry* const shown = entry(); shown && shown->kind == ModelKind::lora && canUse())
        parts.append(mention());
    addToPrompt(parts);
}

// A LoRA stands there if it does with any weight, a word only as a whole one.
bool ModelPage::isInPrompt(const QString& part) const {
    const QString prompt = QString::fromStdString(m_request.chosen().prompt);
    return isLora(part) ? prompt.contains(part.chopped(2)) : prompt.contains(wholeWord(part));
}

void ModelPage::addToPrompt(const QStringList& parts) {
    QString prompt = QString::fromStdString(m_request.chosen().prompt).trimmed();
    for (const QString& part : parts) {
        if (isInPrompt(part)) continue;
        if (!prompt.isEmpty()) prompt += isLora(part) || prompt.endsWith(u',') ? u" "_s : u", "_s;
        prompt += part;
    }
    m_request.change([&](Request& request) { request.prompt = prompt.toStdString(); });
}

QString ModelPage::hash() const { return m_details ? m_details->autov2 : QString(); }

bool ModelPage::isHashing() const { return !m_path.isEmpty() && m_hashWanted == m_path && hash().isEmpty(); }

void ModelPage::wantHash() {
    m_hashWanted = m_path;
    if (!m_library.sha256(m_path).isEmpty()) askForDetails();
    Q_EMIT changed();
}

void ModelPage::noteDetails(const ModelDetails& details) {
    if (details.path != m_path) return;
    m_details = details;
    // Without a cache of hashes only the library knows it.
    if (m_details->autov2.isEmpty() && m_hashWanted == m_path) m_details->autov2 = m_library.sha256(m_path).left(10);
    Q_EMIT changed();
}

void ModelPage::noteMemory(const ModelMemory& memory) {
    if (memory.model != m_path) return;
    m_memory = memory;
    Q_EMIT changed();
}

void ModelPage::notePreview(const QString& path, const QImage& image) {
    m_previewsWanted.remove(path);
    m_previews.insert(path, new QImage(image), 1 + image.sizeInBytes() / 1024);
    Q_EMIT previewKnown(path);
}

}  // namespace lemnos::studio
