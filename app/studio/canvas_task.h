// SPDX-License-Identifier: Apache-2.0
// Painting a part of the document anew: what a run will do there, the picture and the mask it is given, and the layer
// that comes of it. Plain values that cross to the render thread; the functions take any thread.
#pragma once

#include <optional>

#include <QImage>

#include "document/contents.h"
#include "pipeline/request.h"

namespace lemnos::studio {

/// What the user asks for, where the state alone does not say it.
enum class CanvasIntent {
    automatic,
    addContent,         // something new in the selection, whatever is there
    removeContent,      // the selection becomes what surrounds it
    replaceBackground,  // all but the selection
};

/// What will happen; views name it on the button.
enum class CanvasAction {
    generate,         // a picture from the prompt alone
    refine,           // the whole box, starting from what is there
    fill,             // the selection anew
    refineSelection,  // the selection, starting from what is there
    expand,           // what the box holds of nothing
    addContent,
    removeContent,
    replaceBackground,
};

/// What a box of the document holds, as far as it decides what can be done there.
struct BoxContent {
    bool isEmpty = true;      // not a pixel of any layer
    bool hasGaps = false;     // some pixels are transparent
    bool isSelected = false;  // the selection or a visible mask layer reaches into it
    friend bool operator==(const BoxContent&, const BoxContent&) = default;
};
BoxContent contentOf(const Contents& contents, const QRect& box);

/// `strength` in 0..1: below 1 the run starts from what is there.
CanvasAction actionFor(const BoxContent& content, double strength, CanvasIntent intent);

/// A part of the document as it was when it was asked for. One that was kept over a restart has contents without
/// layers, which only say of which document it is and where its corner was; its request names what inputOf() made.
struct CanvasTask {
    Contents contents;
    QRect box;
    CanvasAction action = CanvasAction::generate;

    bool hasLayers() const { return !contents.layers.empty(); }
    bool startsFromFiles() const { return action != CanvasAction::generate; }
    /// Where its result belongs, whatever becomes of the document's corner.
    QRect place() const { return contents.onPaper(box); }
};

/// What the run is given; `picture` is null when it paints from the prompt alone, `mask` when it paints everything.
struct CanvasInput {
    QImage picture;  // Format_RGB888, of the box's size
    QImage mask;     // Format_Grayscale8, likewise: white is painted anew
};
CanvasInput inputOf(const CanvasTask& task);

/// What the user says of masks by hand; what is left open follows from the task, the selection and the strength.
struct MaskChoices {
    double grow = -1;     // pixels of the document; negative: open
    double feather = -1;  // likewise
    double padding = -1;  // likewise
    std::optional<MaskFill> fill;
    std::optional<MaskArea> area;
    ColorMatch colors = ColorMatch::on;
    friend bool operator==(const MaskChoices&, const MaskChoices&) = default;
};

/// Sets what follows from the task: strength, what lies under the mask, how much the run sees. `strength` as chosen.
void prepareRequest(Request& request, const CanvasTask& task, double strength, const MaskChoices& masks = {});

/// The size of a run that paints the whole box: its proportions, about as many pixels as the model's usual size, the
/// box's own size where the model can paint it.
QSize runSizeFor(QSize box, QSize usual);

/// The run's result as a layer over the document: transparent where nothing was painted, of the box's size.
QImage layerOf(const QImage& result, const CanvasInput& input, QSize box);

/// The strength that really is run with so many steps, and at how many of them: strength moves in whole steps.
int stepsAt(double strength, int steps);
double snappedStrength(double strength, int steps);
/// The next such strength, above with `towards` 1 and below with -1.
double neighbourStrength(double strength, int steps, int towards);

}  // namespace lemnos::studio
