// SPDX-License-Identifier: Apache-2.0
#include "document/stack_xml.h"

#include <algorithm>
#include <cmath>

#include <QXmlStreamReader>

#include "document/contents.h"
#include "document/open_raster_names.h"

namespace lemnos::studio {
namespace {

constexpr std::size_t mostLayers = 1000;
constexpr std::size_t deepestGroup = 64;

/// What a group does to the layers in it.
struct Group {
    double opacity = 1;
    bool isVisible = true;
    QPoint offset;
};

class Parser {
public:
    explicit Parser(const QByteArray& text) : m_xml(text) {}

    Result<StackXml> parse() {
        while (!m_xml.atEnd()) {
            const auto token = m_xml.readNext();
            if (token == QXmlStreamReader::StartElement) LEMNOS_CHECK(start());
            if (token == QXmlStreamReader::EndElement && m_xml.name() == u"stack") m_groups.pop_back();
        }
        if (m_xml.hasError())
            return bad_file("stack.xml: line {}: {}", m_xml.lineNumber(), m_xml.errorString().toStdString());
        if (!m_hasImage) return bad_file("stack.xml: there is no element \"image\"");
        std::ranges::reverse(m_stack.layers);  // the file has the topmost first
        return std::move(m_stack);
    }

private:
    Status start() {
        if (m_xml.name() == u"image") return startImage();
        if (m_xml.name() == u"stack") return startGroup();
        if (m_xml.name() == u"layer") return addLayer();
        return {};  // later versions may have more
    }

    QStringView attribute(const char* name) const { return m_xml.attributes().value(QLatin1StringView(name)); }

    /// A whole number; nothing said means `otherwise`.
    Result<int> wholeNumber(const char* name, int otherwise, int least, int most) const {
        const QStringView text = attribute(name);
        if (text.isEmpty()) return otherwise;
        bool isNumber = false;
        // Some programs write "12.0".
        const double value = text.toDouble(&isNumber);
        if (!isNumber || !(value >= least && value <= most))
            return bad_file("stack.xml: line {}: {}=\"{}\" is not a number from {} to {}", m_xml.lineNumber(), name,
                            text.toString().toStdString(), least, most);
        return int(std::lround(value));
    }

    Result<double> opacity() const {
        const QStringView text = attribute("opacity");
        if (text.isEmpty()) return 1.0;
        bool isNumber = false;
        const double value = text.toDouble(&isNumber);
        if (!isNumber || !(value >= 0 && value <= 1))
            return bad_file("stack.xml: line {}: opacity=\"{}\" is not a number from 0 to 1", m_xml.lineNumber(),
                            text.toString().toStdString());
        return value;
    }

    Result<Group> group() const {
        Group read;
        LEMNOS_TRY(read.opacity, opacity());
        LEMNOS_TRY(read.offset.rx(), wholeNumber("x", 0, -ora::farthest, ora::farthest));
        LEMNOS_TRY(read.offset.ry(), wholeNumber("y", 0, -ora::farthest, ora::farthest));
        read.isVisible = attribute("visibility") != u"hidden";
        if (m_groups.empty()) return read;
        const Group& outer = m_groups.back();
        return Group{read.opacity * outer.opacity, read.isVisible && outer.isVisible, read.offset + outer.offset};
    }

    Status startImage() {
        m_hasImage = true;
        LEMNOS_TRY(const int width, wholeNumber("w", 0, 1, longestDocumentSide));
        LEMNOS_TRY(const int height, wholeNumber("h", 0, 1, longestDocumentSide));
        m_stack.size = {width, height};
        if (m_stack.size.isEmpty()) return bad_file("stack.xml: image has no w and h");
        return {};
    }

    Status startGroup() {
        if (m_groups.size() >= deepestGroup) return bad_file("stack.xml: groups lie more than {} deep", deepestGroup);
        LEMNOS_TRY(const Group read, group());
        const QStringView mode = attribute("composite-op");
        if (!m_groups.empty() && !mode.isEmpty() && mode != u"svg:src-over")
            m_stack.notes.append(
                QStringLiteral("the group \"%1\" loses its blend mode %2").arg(attribute("name"), mode));
        m_groups.push_back(read);
        return {};
    }

    Status addLayer() {
        if (m_stack.layers.size() >= mostLayers)
            return bad_file("stack.xml: there are more than {} layers", mostLayers);
        LEMNOS_TRY(const Group place, group());
        StackLayer from;
        from.layer.name = attribute("name").toString();
        from.source = attribute("src").toString();
        if (from.source.isEmpty())
            return bad_file("stack.xml: line {}: the layer \"{}\" has no src", m_xml.lineNumber(),
                            from.layer.name.toStdString());
        from.layer.offset = place.offset;
        if (std::max(std::abs(place.offset.x()), std::abs(place.offset.y())) > ora::farthest)
            return bad_file("stack.xml: line {}: the layer \"{}\" lies too far away", m_xml.lineNumber(),
                            from.layer.name.toStdString());
        from.layer.opacity = int(std::lround(place.opacity * 255));
        from.layer.isVisible = place.isVisible;
        from.layer.isLocked = attribute("edit-locked") == u"true";
        from.layer.blend = blendMode(from.layer.name);
        m_stack.layers.push_back(std::move(from));
        return {};
    }

    BlendMode blendMode(const QString& layer) {
        const QString name = attribute("composite-op").toString();
        if (name.isEmpty()) return BlendMode::normal;
        const auto mode = blendModeFromOpenRaster(name);
        if (!mode)
            m_stack.notes.append(QStringLiteral("the blend mode %1 of the layer \"%2\" is not known; it becomes normal")
                                     .arg(name, layer));
        return mode.value_or(BlendMode::normal);
    }

    QXmlStreamReader m_xml;
    StackXml m_stack;
    std::vector<Group> m_groups;
    bool m_hasImage = false;
};

}  // namespace

Result<StackXml> parseStackXml(const QByteArray& text) { return Parser(text).parse(); }

}  // namespace lemnos::studio
