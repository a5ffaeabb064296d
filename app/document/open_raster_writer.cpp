// SPDX-License-Identifier: Apache-2.0
#include <QBuffer>
#include <QFileInfo>
#include <QImageWriter>
#include <QJsonArray>
#include <QJsonDocument>
#include <QXmlStreamWriter>

#include "document/archive.h"
#include "document/compositor.h"
#include "document/open_raster.h"
#include "document/open_raster_names.h"

namespace lemnos::studio {
namespace {

constexpr int thumbnailSide = 256;    // the specification's
constexpr int lightCompression = 11;  // of 100: zlib's level 1

QString number(int value) { return QString::number(value); }

class Writer {
public:
    Writer(const Contents& contents, SaveEffort effort) : m_contents(contents), m_effort(effort) {}

    Status write(const QString& path, const OtherFiles& others) {
        m_archive.add(ora::mimetype, ora::mimetypeContent, Packing::stored);  // must be first
        for (std::size_t i = 0; i < m_contents.layers.size(); ++i) LEMNOS_CHECK(addLayer(int(i)));
        LEMNOS_CHECK(addSelection());
        m_archive.add(ora::stack, stackXml(), Packing::deflated);
        m_archive.add(ora::document, documentJson(), Packing::deflated);
        if (m_effort == SaveEffort::complete) LEMNOS_CHECK(addPictures());
        for (auto other = others.begin(); other != others.end(); ++other)
            m_archive.add(other.key(), other.value(), Packing::deflated);
        return m_archive.save(path);
    }

private:
    struct Place {
        QString name;
        QPoint position;
    };

    /// `pixels` as PNG under `name`; returns where its corner lies.
    template <typename Pixels>
    Result<QPoint> addPixels(const QString& name, const Pixels& pixels, const QString& what) {
        QRect bounds = pixels.bounds();
        if (bounds.isEmpty()) bounds = QRect(0, 0, 1, 1);  // PNG knows no empty picture
        if (qint64(bounds.width()) * bounds.height() > mostLayerPixels ||
            std::max(bounds.width(), bounds.height()) > longestDocumentSide)
            return unsupported("{}: {} x {} pixels are too many for one layer", what.toStdString(), bounds.width(),
                               bounds.height());
        LEMNOS_CHECK(addPng(name, pixels.image(bounds)));
        return bounds.topLeft();
    }

    Status addPng(const QString& name, const QImage& image) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        QImageWriter writer(&buffer, "png");
        if (m_effort == SaveEffort::quick) writer.setCompression(lightCompression);
        if (image.isNull() || !writer.write(image))
            return out_of_memory("{} could not be made: {}", name.toStdString(), writer.errorString().toStdString());
        m_archive.add(name, bytes, Packing::stored);
        return {};
    }

    Status addLayer(int index) {
        const Layer& layer = m_contents.layers[std::size_t(index)];
        const QString name = QStringLiteral("%1%2%3.png")
                                 .arg(layer.isMask() ? ora::ours : ora::data, QStringLiteral("layer"))
                                 .arg(index, 3, 10, QChar(u'0'));
        auto position =
            layer.isMask() ? addPixels(name, *layer.mask(), layer.name) : addPixels(name, *layer.raster(), layer.name);
        LEMNOS_TRY(const QPoint corner, std::move(position));
        m_places.append({name, corner + layer.offset});
        return {};
    }

    Status addSelection() {
        if (!m_contents.selection) return {};
        m_selection.name = ora::ours + QStringLiteral("selection.png");
        LEMNOS_TRY(m_selection.position, addPixels(m_selection.name, *m_contents.selection, m_selection.name));
        return {};
    }

    QByteArray stackXml() const {
        QByteArray bytes;
        QXmlStreamWriter xml(&bytes);
        xml.setAutoFormatting(true);
        xml.writeStartDocument();
        xml.writeStartElement(QStringLiteral("image"));
        xml.writeAttribute(QStringLiteral("version"), QStringLiteral("0.0.3"));
        xml.writeAttribute(QStringLiteral("w"), number(m_contents.size.width()));
        xml.writeAttribute(QStringLiteral("h"), number(m_contents.size.height()));
        xml.writeStartElement(QStringLiteral("stack"));
        for (qsizetype i = m_places.size(); i-- > 0;)  // the topmost first
            if (const Layer& layer = m_contents.layers[std::size_t(i)]; !layer.isMask())
                writeLayer(xml, layer, m_places[i]);
        xml.writeEndDocument();
        return bytes;
    }

    static void writeLayer(QXmlStreamWriter& xml, const Layer& layer, const Place& place) {
        xml.writeEmptyElement(QStringLiteral("layer"));
        xml.writeAttribute(QStringLiteral("name"), layer.name);
        xml.writeAttribute(QStringLiteral("src"), place.name);
        xml.writeAttribute(QStringLiteral("x"), number(place.position.x()));
        xml.writeAttribute(QStringLiteral("y"), number(place.position.y()));
        xml.writeAttribute(QStringLiteral("opacity"), QString::number(layer.opacity / 255.0, 'g', 6));
        xml.writeAttribute(QStringLiteral("visibility"),
                           layer.isVisible ? QStringLiteral("visible") : QStringLiteral("hidden"));
        xml.writeAttribute(QStringLiteral("composite-op"), openRasterName(layer.blend));
        if (layer.isLocked) xml.writeAttribute(QStringLiteral("edit-locked"), QStringLiteral("true"));
    }

    QByteArray documentJson() const {
        QJsonArray masks;
        QJsonObject requests;
        for (qsizetype i = 0; i < m_places.size(); ++i) {
            const Layer& layer = m_contents.layers[std::size_t(i)];
            if (layer.isMask())
                masks.append(maskJson(layer, m_places[i], int(i)));
            else if (!layer.request.isEmpty())
                requests.insert(m_places[i].name, layer.request);
        }
        const QRect box = m_contents.generationBox;
        const QPoint corner = m_contents.corner;
        QJsonObject root{{QStringLiteral("version"), ora::formatVersion},
                         {QStringLiteral("id"), m_contents.document.toString(QUuid::WithoutBraces)},
                         {QStringLiteral("corner"), QJsonArray{corner.x(), corner.y()}},
                         {QStringLiteral("generation_box"), QJsonArray{box.x(), box.y(), box.width(), box.height()}},
                         {QStringLiteral("masks"), masks},
                         {QStringLiteral("requests"), requests}};
        if (m_contents.selection) root.insert(QStringLiteral("selection"), placeJson(m_selection));
        return QJsonDocument(root).toJson();
    }

    static QJsonObject placeJson(const Place& place) {
        return {{QStringLiteral("src"), place.name},
                {QStringLiteral("x"), place.position.x()},
                {QStringLiteral("y"), place.position.y()}};
    }

    static QJsonObject maskJson(const Layer& layer, const Place& place, int index) {
        QJsonObject mask = placeJson(place);
        mask.insert(QStringLiteral("name"), layer.name);
        mask.insert(QStringLiteral("index"), index);  // from below, among all layers
        mask.insert(QStringLiteral("opacity"), layer.opacity);
        mask.insert(QStringLiteral("visible"), layer.isVisible);
        mask.insert(QStringLiteral("locked"), layer.isLocked);
        return mask;
    }

    Status addPictures() {
        const QImage picture = composed(m_contents, m_contents.rect());
        LEMNOS_CHECK(addPng(ora::merged, picture));
        const bool isSmall = std::max(picture.width(), picture.height()) <= thumbnailSide;
        return addPng(ora::thumbnail, isSmall ? picture
                                              : picture.scaled(thumbnailSide, thumbnailSide, Qt::KeepAspectRatio,
                                                               Qt::SmoothTransformation));
    }

    const Contents& m_contents;
    SaveEffort m_effort;
    ArchiveWriter m_archive;
    QList<Place> m_places;  // of the layers, in their order
    Place m_selection;
};

}  // namespace

Status saveOpenRaster(const QString& path, const Contents& contents, const OtherFiles& others, SaveEffort effort) {
    Status saved = Writer(contents, effort).write(path, others);
    if (!saved) return std::unexpected(std::move(saved).error().within(QFileInfo(path).fileName().toStdString()));
    return saved;
}

}  // namespace lemnos::studio
