// SPDX-License-Identifier: Apache-2.0
#include "panels/canvas_glyphs.h"

#include <QStringTokenizer>

namespace lemnos::studio {
namespace {

/// M move, L line, Q and C curves, Z close, with absolute numbers, as in SVG; E is an ellipse: middle, radii.
QPainterPath pathFrom(QLatin1StringView text) {
    const QString source(text);
    QList<double> numbers;
    QPainterPath path;
    QChar command;
    const auto draw = [&] {
        const auto at = [&](int i) { return QPointF(numbers[i], numbers[i + 1]); };
        switch (command.unicode()) {
            case 'M': path.moveTo(at(0)); break;
            case 'L':
                for (int i = 0; i + 1 < numbers.size(); i += 2) path.lineTo(at(i));
                break;
            case 'Q': path.quadTo(at(0), at(2)); break;
            case 'C': path.cubicTo(at(0), at(2), at(4)); break;
            case 'E': path.addEllipse(at(0), numbers[2], numbers[3]); break;
            case 'Z': path.closeSubpath(); break;
            default: break;
        }
        numbers.clear();
    };
    for (const QStringView token : qTokenize(source, u' ')) {
        bool isNumber = false;
        const double number = token.toDouble(&isNumber);
        if (isNumber) {
            numbers.append(number);
            continue;
        }
        draw();
        command = token.front();
    }
    draw();
    return path;
}

const char* sourceOf(Glyph which) {
    switch (which) {
        case Glyph::hand:
            return "M 8 13 L 8 6.5 Q 8 5 9.2 5 Q 10.5 5 10.5 6.5 L 10.5 11 M 10.5 10 L 10.5 5 Q 10.5 3.6 11.8 3.6 Q 13 "
                   "3.6 "
                   "13 5 L 13 11 M 13 6 Q 13 4.8 14.2 4.8 Q 15.5 4.8 15.5 6 L 15.5 11.5 M 15.5 8 Q 15.5 6.8 16.7 6.8 Q "
                   "18 "
                   "6.8 18 8 L 18 14 C 18 18 16 20.5 12.5 20.5 C 9.5 20.5 8.5 19 7 16.5 L 4.8 12.8 Q 4.5 11.5 5.6 11.2 "
                   "Q 6.6 "
                   "11 8 13";
        case Glyph::brush:
            return "M 20 4 L 11 13 M 20 4 Q 21.5 5.5 19.5 7.5 L 13.5 14.5 M 11 13 L 13.5 14.5 M 11 12.8 C 7 12.5 7.5 "
                   "17 4 18.5 "
                   "C 7.5 21 13.5 20 13.5 14.5";
        case Glyph::eraser:
            return "M 13.5 4.5 L 20 11 L 11.5 19.5 L 7.5 19.5 L 4 16 L 4 14 Z M 8.7 9.3 L 15.2 15.8 M 11 19.5 L 20 "
                   "19.5";
        case Glyph::bucket:
            return "M 11 4 L 19 12 L 11.5 19.5 Q 10.5 20.2 9.5 19.5 L 4 14 Q 3.4 13 4 12.2 Z M 4.5 13.2 L 18 13 M 20 "
                   "15 Q 18 18.5 20 "
                   "19.5 Q 22 18.5 20 15";
        case Glyph::pipette:
            return "M 13 7.5 L 16.5 4 Q 18 3 19.5 4.5 Q 21 6 20 7.5 L 16.5 11 M 11.5 6 L 18 12.5 M 12.8 7.5 L 5 15.3 L "
                   "4 20 L 8.7 19 L "
                   "16.5 11.2";
        case Glyph::rectangle:
            return "M 4 8 L 4 5 L 7 5 M 10.5 5 L 13.5 5 M 17 5 L 20 5 L 20 8 M 20 11 L 20 13 M 20 16 L 20 19 L 17 19 M "
                   "13.5 19 L 10.5 19 M 7 19 L 4 19 L 4 16 M 4 13 L 4 11";
        case Glyph::ellipse: return "E 12 12 8.5 7";
        case Glyph::lasso:
            return "M 7.5 15.5 C 3 13.5 2.5 9 6 6.5 C 10 3.5 17 4 19.5 7.5 C 22 11.5 18 15.5 12 15.7 C 10 15.8 8.7 "
                   "15.6 7.5 15.5 M 7.5 "
                   "15.5 E 7.3 16.6 1.8 1.6 M 7.5 18.3 Q 7.5 20 6 20.8";
        case Glyph::wand:
            return "M 4 20 L 14 10 M 16 3.5 L 16 6 M 16 11 L 16 13.5 M 11 8.5 L 13 8.5 M 18.7 8.5 L 21 8.5 M 19.5 5 L "
                   "18.3 6.2";
        case Glyph::selectionBrush:
            return "M 19 3.5 L 12.5 10 M 12.5 10 C 9.5 9.8 10 13 7.5 14 C 10 16 14.5 15 14.2 11.5 L 19.8 5.5 M 4 18 L "
                   "4 20 L 6.5 20 M 10 20 "
                   "L 13 20 M 16.5 20 L 19 20 L 19 17.5";
        case Glyph::move:
            return "M 12 3 L 12 21 M 3 12 L 21 12 M 9.5 5.5 L 12 3 L 14.5 5.5 M 9.5 18.5 L 12 21 L 14.5 18.5 M 5.5 9.5 "
                   "L 3 12 L 5.5 14.5 M "
                   "18.5 9.5 L 21 12 L 18.5 14.5";
        case Glyph::box: return "M 7 3 L 7 17 L 21 17 M 3 7 L 17 7 L 17 21";
        case Glyph::shown:
            return "M 3 12 C 6 7 9 6 12 6 C 15 6 18 7 21 12 C 18 17 15 18 12 18 C 9 18 6 17 3 12 Z E 12 12 2.8 2.8";
        case Glyph::hidden:
            return "M 3.5 10.5 C 6 15 9 16 12 16 C 15 16 18 15 20.5 10.5 M 12 16 L 12 19 M 7 15 L 5.5 17.5 M 17 15 L "
                   "18.5 17.5";
        case Glyph::add: return "M 12 5 L 12 19 M 5 12 L 19 12";
        case Glyph::mask: return "M 4 5 L 20 5 L 20 19 L 4 19 Z E 12 12 4.2 4.2";
        case Glyph::up: return "M 6 14.5 L 12 8.5 L 18 14.5";
        case Glyph::down: return "M 6 9.5 L 12 15.5 L 18 9.5";
        case Glyph::merge: return "M 12 4 L 12 14 M 8 10.5 L 12 14.5 L 16 10.5 M 5 19 L 19 19";
        case Glyph::accept: return "M 4.5 12.5 L 9.5 17.5 L 19.5 6.5";
        case Glyph::compare: return "M 4 5 L 20 5 L 20 19 L 4 19 Z M 12 3 L 12 21";
        case Glyph::previous: return "M 14.5 6 L 8.5 12 L 14.5 18";
        case Glyph::next: return "M 9.5 6 L 15.5 12 L 9.5 18";
        default: return "";
    }
}

}  // namespace

QPainterPath canvasGlyph(Glyph which) { return pathFrom(QLatin1StringView(sourceOf(which))); }

}  // namespace lemnos::studio
