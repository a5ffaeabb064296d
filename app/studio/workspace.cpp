// SPDX-License-Identifier: Apache-2.0
#include "studio/workspace.h"

#include <algorithm>
#include <chrono>

#include <QFileInfo>
#include <QJsonDocument>

#include <nlohmann/json.hpp>

#include "document/canvas_edits.h"

using namespace std::chrono_literals;

namespace lemnos::studio {
namespace {

constexpr auto calm = 150ms;         // without a change before the document is looked at
constexpr auto snapshotAfter = 20s;  // what a crash may cost

QJsonObject jsonOf(const Request& request) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(to_json(request).dump())).object();
}

QString layerName(const Request& request) {
    const QString words = QString::fromStdString(request.prompt).simplified();
    constexpr int longest = 40;
    const QString name = words.size() <= longest ? words : words.left(longest).trimmed() + QStringLiteral("…");
    return name.isEmpty() ? Workspace::tr("Generated") : name;
}

Contents contentsOf(QSize size) { return Document(size).contents(); }

}  // namespace

Workspace::Workspace(QObject* parent) : QObject(parent) {
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(calm);
    m_snapshotSoon.setSingleShot(true);
    m_snapshotSoon.setInterval(snapshotAfter);
    connect(&m_lookSoon, &QTimer::timeout, this, &Workspace::look);
    connect(&m_snapshotSoon, &QTimer::timeout, this, &Workspace::takeSnapshot);
    connect(&m_document, &Document::changed, this, &Workspace::follow);
    connect(&m_document.history(), &History::changed, this, &Workspace::changed);
    m_activeLayer = m_document.contents().layers.back().id;
    look();
}

void Workspace::show(Page page) {
    if (page == m_page) return;
    m_page = page;
    if (page == Page::canvas) m_isOpen = true;
    Q_EMIT changed();
    Q_EMIT actionChanged();
}

void Workspace::setActiveLayer(LayerId id) {
    if (id == m_activeLayer || !m_document.layer(id)) return;
    m_activeLayer = id;
    Q_EMIT changed();
}

void Workspace::setStrength(double strength) {
    if (strength == m_strength) return;
    m_strength = std::clamp(strength, 0.0, 1.0);
    Q_EMIT changed();
    Q_EMIT actionChanged();
}

void Workspace::setIntent(CanvasIntent intent) {
    if (intent == m_intent) return;
    m_intent = intent;
    Q_EMIT changed();
    Q_EMIT actionChanged();
}

void Workspace::setMasks(const MaskChoices& masks) {
    if (masks == m_masks) return;
    m_masks = masks;
    Q_EMIT changed();
    Q_EMIT actionChanged();
}

void Workspace::follow(const DocumentChange& change) {
    m_changedWhileSaving = true;
    m_lookSoon.start();
    if (!m_snapshotSoon.isActive()) m_snapshotSoon.start();
    if (!change.aspects.testFlag(DocumentChange::layerList) || m_document.layer(m_activeLayer)) return;
    m_activeLayer = m_document.contents().layers.back().id;
    Q_EMIT changed();
}

void Workspace::look() {
    const BoxContent content = contentOf(m_document.contents(), m_document.contents().generationBox);
    if (content == m_content) return;
    m_content = content;
    Q_EMIT actionChanged();
}

CanvasTask Workspace::task() const {
    const Contents& contents = m_document.contents();
    const BoxContent content = contentOf(contents, contents.generationBox);
    return {.contents = contents, .box = contents.generationBox, .action = actionFor(content, m_strength, m_intent)};
}

void Workspace::begin(Contents contents, const QString& path, const QString& title, Origin origin) {
    m_staging.discardAll();
    m_staging.dropPreview();
    m_path = path;
    m_title = title;
    m_others.clear();
    m_isOpen = true;
    m_page = Page::canvas;
    m_document.replace(contents);
    m_activeLayer = contents.layers.back().id;
    m_snapshotSoon.stop();
    m_isRecovered = origin == Origin::recovered;
    if (!m_isRecovered) Q_EMIT snapshotUseless();
    look();
    Q_EMIT changed();
    Q_EMIT actionChanged();
}

void Workspace::openNew(QSize size) { begin(contentsOf(size), {}, {}); }

void Workspace::openPicture(const QImage& picture, const QString& name, const QJsonObject& request) {
    Contents contents = contentsOf(picture.size());
    Layer& layer = contents.layers.front();
    layer.pixels = Raster(picture);
    layer.name = name;
    layer.request = request;
    begin(std::move(contents), {}, name);
}

void Workspace::openDocument(const OpenedDocument& opened, const QString& path) {
    begin(opened.contents, path, QFileInfo(path).completeBaseName());
    m_others = opened.others;
}

void Workspace::openRecovered(const OpenedDocument& opened, const QString& title, const QString& path) {
    begin(opened.contents, path, title, Origin::recovered);
    m_others = opened.others;
}

void Workspace::addPicture(const QImage& picture, const QString& name, std::optional<QPoint> middle) {
    if (!m_isOpen) return openPicture(picture, name);
    const QRect all = m_document.contents().rect();
    QSize size = picture.size();
    if (size.width() > all.width() || size.height() > all.height()) size.scale(all.size(), Qt::KeepAspectRatio);
    QRect place(QPoint(), size);
    place.moveCenter(middle.value_or(m_document.contents().generationBox.center()));
    setActiveLayer(placePicture(m_document, picture, place, name));
    show(Page::canvas);
}

void Workspace::stage(const Job& job, const FinishedPicture& picture, EntryId entry) {
    m_staging.add({.entry = entry,
                   .picture = picture.image,
                   .layer = picture.layer,
                   .place = job.canvas->place(),
                   .name = layerName(picture.request),
                   .request = jsonOf(picture.request)});
}

void Workspace::acceptStaged() {
    const StagedPicture* const current = m_staging.current();
    if (!current) return;
    const QRect box = m_document.contents().fromPaper(current->place);
    const auto layer = acceptPicture(m_document, current->layer, box, current->name, current->request);
    if (!layer) return refuse(std::unexpected(layer.error()));
    const StagedPicture taken = m_staging.takeCurrent();
    setActiveLayer(*layer);
    Q_EMIT accepted(taken.entry);
}

void Workspace::refuse(const Status& status) {
    if (!status) Q_EMIT refused(QString::fromStdString(status.error().text()));
}

QString Workspace::title() const {
    if (!m_path.isEmpty()) return QFileInfo(m_path).completeBaseName();
    return m_title.isEmpty() ? tr("Untitled") : m_title;
}

void Workspace::save(const QString& path) {
    m_isSaving = true;
    m_changedWhileSaving = false;
    Q_EMIT saveWanted(path, m_document.contents(), m_others);
}

void Workspace::noteSaved(const QString& path) {
    m_isSaving = false;
    m_path = path;
    m_isRecovered = false;
    if (!m_changedWhileSaving) {
        m_document.history().markSaved();
        m_snapshotSoon.stop();
        Q_EMIT snapshotUseless();
    }
    Q_EMIT changed();
    Q_EMIT saved();
}

void Workspace::noteSaveFailed(const QString& message) {
    m_isSaving = false;
    Q_EMIT refused(message);
    Q_EMIT saveFailed();
}

void Workspace::giveUpChanges() {
    m_snapshotSoon.stop();
    m_document.history().markSaved();
    m_isRecovered = false;
    Q_EMIT snapshotUseless();
}

void Workspace::takeSnapshot() {
    if (isModified()) Q_EMIT snapshotWanted(m_document.contents(), title(), m_path);
}

}  // namespace lemnos::studio
