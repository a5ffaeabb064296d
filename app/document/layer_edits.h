// SPDX-License-Identifier: Apache-2.0
// What a layers panel does: each function is one step of the document's history. Steps that change the same value of
// the same layer one after the other become one. A Status says, for a person, why something cannot be done; nothing
// has changed then. GUI thread.
#pragma once

#include "base/result.h"
#include "document/document.h"

namespace lemnos::studio {

enum class LayerKind { raster, mask };

/// An empty layer above `below`, or on top of all.
LayerId addLayer(Document& document, LayerKind kind, LayerId below = LayerId::none);
/// Directly above its original.
Result<LayerId> duplicateLayer(Document& document, LayerId id);
/// The last one cannot be removed.
Status removeLayer(Document& document, LayerId id);
/// To be number `index` from below.
Status moveLayer(Document& document, LayerId id, int index);

Status renameLayer(Document& document, LayerId id, const QString& name);
Status setLayerOpacity(Document& document, LayerId id, int opacity);
Status setLayerVisible(Document& document, LayerId id, bool isVisible);
Status setLayerLocked(Document& document, LayerId id, bool isLocked);
Status setLayerBlendMode(Document& document, LayerId id, BlendMode mode);

/// Joins a layer with the one below it, of the same kind. The picture stays the same where the lower one's mode is
/// normal.
Status mergeLayerDown(Document& document, LayerId id);
/// All visible layers become one with the picture as it looks; hidden ones go, mask layers stay.
Status flattenLayers(Document& document);

}  // namespace lemnos::studio
