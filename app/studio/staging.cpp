// SPDX-License-Identifier: Apache-2.0
#include "studio/staging.h"

#include <algorithm>

namespace lemnos::studio {

void Staging::add(const StagedPicture& picture) {
    m_pictures.append(picture);
    m_current = int(m_pictures.size()) - 1;
    Q_EMIT changed();
}

void Staging::select(int index) {
    if (index < 0 || index >= m_pictures.size() || index == m_current) return;
    m_current = index;
    Q_EMIT changed();
}

void Staging::showNext() {
    if (!isEmpty()) select((m_current + 1) % int(m_pictures.size()));
}

void Staging::showPrevious() {
    if (!isEmpty()) select((m_current + int(m_pictures.size()) - 1) % int(m_pictures.size()));
}

void Staging::hide(bool isHidden) {
    if (isHidden == m_isHidden) return;
    m_isHidden = isHidden;
    Q_EMIT changed();
}

void Staging::discardCurrent() {
    if (!isEmpty()) takeCurrent();
}

void Staging::discardAll() {
    if (isEmpty()) return;
    m_pictures.clear();
    m_current = 0;
    m_isHidden = false;
    Q_EMIT changed();
}

StagedPicture Staging::takeCurrent() {
    StagedPicture taken = m_pictures.takeAt(m_current);
    m_current = std::clamp(m_current, 0, std::max(0, int(m_pictures.size()) - 1));
    if (isEmpty()) m_isHidden = false;
    Q_EMIT changed();
    return taken;
}

void Staging::showPreview(const QImage& preview, const QRect& place) {
    if (preview.isNull() && m_preview.isNull()) return;
    m_preview = preview;
    m_previewPlace = place;
    Q_EMIT previewChanged();
}

void Staging::showLive(const QImage& layer, const QRect& place) {
    if (layer.cacheKey() == m_live.cacheKey()) return;
    m_live = layer;
    m_livePlace = place;
    Q_EMIT previewChanged();
}

}  // namespace lemnos::studio
