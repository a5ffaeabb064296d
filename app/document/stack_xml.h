// SPDX-License-Identifier: Apache-2.0
// The order of layers in an OpenRaster file, as stack.xml tells it. Groups become their layers. Internal to this
// folder; any thread.
#pragma once

#include <vector>

#include <QStringList>

#include "base/result.h"
#include "document/layer.h"

namespace lemnos::studio {

struct StackLayer {
    Layer layer;     // without pixels
    QString source;  // the name of its PNG
};

struct StackXml {
    QSize size;
    std::vector<StackLayer> layers;  // the lowest first
    QStringList notes;               // what could not be taken over, for a person
};

/// An error names the line, or the layer and its attribute.
Result<StackXml> parseStackXml(const QByteArray& text);

}  // namespace lemnos::studio
