// SPDX-License-Identifier: Apache-2.0
// What there is to say about a model in plain words. Free functions from values to plain text.
#pragma once

#include <QString>

#include "studio/model_details.h"

namespace lemnos::studio {

struct LibraryEntry;

/// A line for each fact; without details those that the scan of the folder found.
QString modelFacts(const LibraryEntry& entry, const ModelDetails* details);
/// "6.1 of 8.0 GB on this card: fits", and what is done for it.
QString memoryText(const ModelMemory& memory);
/// The trigger words, and the tags it learned from.
QString triggerText(const ModelDetails& details);

}  // namespace lemnos::studio
