// SPDX-License-Identifier: Apache-2.0
// Edits of places and sizes: the document's, the generation box's, where layers lie. Each function is one step of the
// document's history; the steps of a drag become one. GUI thread.
#pragma once

#include <QTransform>

#include "base/result.h"
#include "document/document.h"

namespace lemnos::studio {

/// The document becomes what `rect` (of the document) holds, which may reach outside. Layers keep what lies outside.
Status resizeCanvas(Document& document, const QRect& rect);
Status cropToGenerationBox(Document& document);
/// Any rectangle that touches the document or reaches past it; not empty.
Status setGenerationBox(Document& document, const QRect& box);

/// A generation of the size of `place` as a new layer on top. The document grows to hold it, which moves its corner
/// where the place reaches out to the left or above.
Result<LayerId> acceptPicture(Document& document, const QImage& picture, const QRect& place, const QString& name,
                              const QJsonObject& request);
/// A picture as a new layer on top, scaled to `place` where its size is another; what reaches out is not seen.
LayerId placePicture(Document& document, const QImage& picture, const QRect& place, const QString& name,
                     const QJsonObject& request = {});

Status moveLayerBy(Document& document, LayerId id, QPoint by);
/// Scales, rotates or flips a layer; `transform` maps points of the document. Turns by quarters and flips are exact,
/// all else is smooth.
Status transformLayer(Document& document, LayerId id, const QTransform& transform);

}  // namespace lemnos::studio
