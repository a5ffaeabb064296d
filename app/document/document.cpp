// SPDX-License-Identifier: Apache-2.0
#include "document/document.h"

#include <utility>

namespace lemnos::studio {
namespace {

Contents emptyContents(QSize size) {
    Contents contents;
    contents.document = QUuid::createUuid();
    contents.size = size;
    contents.generationBox = contents.rect();
    contents.layers.push_back(
        {.id = contents.takeId(), .name = Document::tr("Background"), .pixels = Raster(), .request = {}});
    return contents;
}

}  // namespace

Document::Document(QSize size, QObject* parent) : Document(emptyContents(size), parent) {}

Document::Document(Contents contents, QObject* parent) : QObject(parent), m_contents(std::move(contents)) {}

Document::~Document() { cancelLiveEdit(); }

void Document::edit(const QString& text, Contents after, MergeKey key) {
    if (m_liveEdit) m_liveEdit->commit();
    if (difference(m_contents, after).isEmpty()) return;
    m_history.push(text, m_contents, std::move(after), key);
}

void Document::replace(const Contents& contents) {
    cancelLiveEdit();
    m_history.clear();
    show(contents);
}

void Document::show(const Contents& contents) {
    const DocumentChange change = difference(m_contents, contents);
    m_contents = contents;
    if (!change.isEmpty()) Q_EMIT changed(change);
}

bool Document::cancelLiveEdit() {
    if (!m_liveEdit) return false;
    m_liveEdit->cancel();
    return true;
}

LiveEdit::LiveEdit(Document& document, QString text) : m_document(&document), m_text(std::move(text)) {
    if (document.m_liveEdit) document.m_liveEdit->commit();
    m_before = document.m_contents;
    document.m_liveEdit = this;
}

LiveEdit::~LiveEdit() { cancel(); }

Contents& LiveEdit::contents() {
    Q_ASSERT(isOpen());
    return m_document->m_contents;
}

void LiveEdit::touch(LayerId layer, const QRect& dirty) {
    const Layer* const touched = isOpen() ? m_document->layer(layer) : nullptr;
    if (!touched || dirty.isEmpty()) return;
    DocumentChange change;
    change.layers = {layer};
    if (touched->isShown()) {
        change.aspects = touched->isMask() ? DocumentChange::masks : DocumentChange::picture;
        change.dirty = dirty;
    }
    Q_EMIT m_document->changed(change);
}

void LiveEdit::touchSelection() {
    if (isOpen()) Q_EMIT m_document->changed({.aspects = DocumentChange::selection, .dirty = {}, .layers = {}});
}

void LiveEdit::show(const Contents& contents) {
    if (isOpen()) m_document->show(contents);
}

void LiveEdit::commit() {
    if (!isOpen()) return;
    Document& document = *std::exchange(m_document, nullptr);
    document.m_liveEdit = nullptr;
    Contents after = document.m_contents;
    if (!difference(m_before, after).isEmpty())
        document.m_history.push(m_text, std::exchange(m_before, {}), std::move(after), {});
}

void LiveEdit::cancel() {
    if (!isOpen()) return;
    Document& document = *std::exchange(m_document, nullptr);
    document.m_liveEdit = nullptr;
    document.show(m_before);
}

}  // namespace lemnos::studio
