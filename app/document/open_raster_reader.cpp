// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <QBuffer>
#include <QFileInfo>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>

#include "document/archive.h"
#include "document/open_raster.h"
#include "document/open_raster_names.h"
#include "document/stack_xml.h"

namespace lemnos::studio {
namespace {

constexpr qint64 largestText = 16 << 20;            // bytes of stack.xml and document.json
constexpr qint64 largestPng = 512LL << 20;          // bytes
constexpr qint64 mostPixels = 8 * mostLayerPixels;  // of all layers together: 2 GiB
constexpr qint64 mostOtherBytes = 16 << 20;

bool isNear(QPoint place) {
    const auto isIn = [](int at) { return at >= -ora::farthest && at <= ora::farthest; };
    return isIn(place.x()) && isIn(place.y());
}

class Reader {
public:
    explicit Reader(ArchiveReader archive) : m_archive(std::move(archive)) {}

    Result<OpenedDocument> read() {
        LEMNOS_TRY(const QByteArray mimetype, m_archive.read(ora::mimetype, 256));
        if (mimetype.trimmed() != ora::mimetypeContent)
            return bad_file("mimetype is not \"{}\"", ora::mimetypeContent.toStdString());
        LEMNOS_TRY(const QByteArray xml, m_archive.read(ora::stack, largestText));
        LEMNOS_TRY(StackXml stack, parseStackXml(xml));
        m_opened.notes = stack.notes;
        m_opened.contents.document = QUuid::createUuid();  // unless it is one of ours, below
        m_opened.contents.size = stack.size;
        m_opened.contents.generationBox = m_opened.contents.rect();
        for (const StackLayer& layer : stack.layers) LEMNOS_CHECK(admitPng(layer.source));
        for (StackLayer& layer : stack.layers) LEMNOS_CHECK(addLayer(std::move(layer)));
        LEMNOS_CHECK(readOurs());
        if (m_opened.contents.layers.empty()) return bad_file("{} has no layers", ora::stack.toStdString());
        keepOthers();
        return std::move(m_opened);
    }

private:
    /// Refuses a PNG that is too large, alone or with those before it, before it is decoded.
    Status admitPng(const QString& name) {
        constexpr qint64 header = 64;
        LEMNOS_TRY(QByteArray bytes, m_archive.readStart(name, header));
        QBuffer buffer(&bytes);
        const QSize size = QImageReader(&buffer, "png").size();
        if (!size.isValid()) return bad_file("{} is no PNG picture", name.toStdString());
        const qint64 pixels = qint64(size.width()) * size.height();
        m_pixels += pixels;
        if (pixels > mostLayerPixels || m_pixels > mostPixels)
            return bad_file("{}: {} x {} pixels are too many; a layer may have {}, all together {}", name.toStdString(),
                            size.width(), size.height(), mostLayerPixels, mostPixels);
        return {};
    }

    Result<QImage> decodePng(const QString& name) {
        LEMNOS_TRY(QByteArray bytes, m_archive.read(name, largestPng));
        QBuffer buffer(&bytes);
        QImageReader reader(&buffer, "png");
        // Qt's own limit is half of ours, and for the whole program, which may allow more.
        constexpr int needed = int(mostLayerPixels * 4 >> 20);
        if (QImageReader::allocationLimit() < needed) QImageReader::setAllocationLimit(needed);
        QImage image = reader.read();
        if (image.isNull())
            return bad_file("{} cannot be read: {}", name.toStdString(), reader.errorString().toStdString());
        return image;
    }

    Result<QImage> readPng(const QString& name) {
        LEMNOS_CHECK(admitPng(name));
        return decodePng(name);
    }

    Status addLayer(StackLayer from) {
        LEMNOS_TRY(const QImage image, decodePng(from.source));
        Layer layer = std::move(from.layer);
        layer.id = m_opened.contents.takeId();
        layer.pixels = Raster(image);
        m_sources.append(from.source);
        m_opened.contents.layers.push_back(std::move(layer));
        return {};
    }

    /// What other programs wrote has none of it.
    Status readOurs() {
        if (!m_archive.contains(ora::document)) return {};
        const std::string name = ora::document.toStdString();
        LEMNOS_TRY(const QByteArray text, m_archive.read(ora::document, largestText));
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(text, &error);
        if (!document.isObject())
            return bad_file("{} is no JSON object: {} at byte {}", name, error.errorString().toStdString(),
                            error.offset);
        const QJsonObject root = document.object();
        const int version = root.value(u"version").toInt();
        if (version > ora::formatVersion)
            return unsupported("{}: version {} was written by a newer Lemnos", name, version);
        LEMNOS_CHECK(readBox(root.value(u"generation_box").toArray()));
        readIdentity(root);
        readRequests(root.value(u"requests").toObject());
        for (const QJsonValue& mask : root.value(u"masks").toArray()) LEMNOS_CHECK(addMask(mask.toObject()));
        if (root.contains(u"selection")) {
            const QJsonObject selection = root.value(u"selection").toObject();
            LEMNOS_TRY(const QImage image, readPng(selection.value(u"src").toString()));
            LEMNOS_TRY(const QPoint place, placeOf(selection, "selection"));
            Mask mask(image, place);
            if (!mask.isEmpty()) m_opened.contents.selection = std::move(mask);
        }
        return {};
    }

    Status readBox(const QJsonArray& box) {
        const QPoint corner(box[0].toInt(), box[1].toInt());
        const QSize size(box[2].toInt(), box[3].toInt());
        const bool isSmall = std::max(size.width(), size.height()) <= longestDocumentSide;
        if (box.size() != 4 || size.isEmpty() || !isNear(corner) || !isSmall)
            return bad_file("{}: generation_box is not [x, y, width, height] of a rectangle near the picture",
                            ora::document.toStdString());
        m_opened.contents.generationBox = QRect(corner, size);
        return {};
    }

    /// A file without it, or with a corner that no canvas reaches, is a document of its own.
    void readIdentity(const QJsonObject& root) {
        const QUuid id = QUuid::fromString(root.value(u"id").toString());
        const QJsonArray corner = root.value(u"corner").toArray();
        const QPoint place(corner[0].toInt(), corner[1].toInt());
        if (id.isNull() || !isNear(place)) return;
        m_opened.contents.document = id;
        m_opened.contents.corner = place;
    }

    void readRequests(const QJsonObject& requests) {
        for (qsizetype i = 0; i < m_sources.size(); ++i)
            m_opened.contents.layers[std::size_t(i)].request = requests.value(m_sources[i]).toObject();
    }

    static Result<QPoint> placeOf(const QJsonObject& object, const char* what) {
        const QPoint place(object.value(u"x").toInt(), object.value(u"y").toInt());
        if (!isNear(place))
            return bad_file("{}: {} lies at {}, {}, too far away", ora::document.toStdString(), what, place.x(),
                            place.y());
        return place;
    }

    Status addMask(const QJsonObject& from) {
        LEMNOS_TRY(const QImage image, readPng(from.value(u"src").toString()));
        LEMNOS_TRY(const QPoint place, placeOf(from, "a mask"));
        auto& layers = m_opened.contents.layers;
        const int index = std::clamp(from.value(u"index").toInt(), 0, int(layers.size()));
        layers.insert(layers.begin() + index, Layer{.id = m_opened.contents.takeId(),
                                                    .name = from.value(u"name").toString(),
                                                    .pixels = Mask(image),
                                                    .offset = place,
                                                    .opacity = std::clamp(from.value(u"opacity").toInt(255), 0, 255),
                                                    .isVisible = from.value(u"visible").toBool(true),
                                                    .isLocked = from.value(u"locked").toBool(),
                                                    .request = {}});
        return {};
    }

    void keepOthers() {
        qint64 left = mostOtherBytes;
        for (const QString& name : m_archive.names()) {
            const bool isKnown = name == ora::mimetype || name == ora::stack || name == ora::merged ||
                                 name == ora::thumbnail || name.startsWith(ora::data) || name.startsWith(ora::ours) ||
                                 name.endsWith(u'/') || m_sources.contains(name);
            if (isKnown) continue;
            if (auto content = m_archive.read(name, left)) {
                left -= content->size();
                m_opened.others.insert(name, *std::move(content));
            } else {
                m_opened.notes.append(QStringLiteral("%1 in the file is not kept").arg(name));
            }
        }
    }

    ArchiveReader m_archive;
    OpenedDocument m_opened;
    QStringList m_sources;  // of the picture layers, from below
    qint64 m_pixels = 0;
};

}  // namespace

Result<OpenedDocument> openOpenRaster(const QString& path) {
    auto archive = ArchiveReader::open(path);
    const auto read = [&]() -> Result<OpenedDocument> {
        if (!archive) return std::unexpected(archive.error());
        return Reader(*std::move(archive)).read();
    };
    auto opened = read();
    if (!opened) return std::unexpected(std::move(opened).error().within(QFileInfo(path).fileName().toStdString()));
    return opened;
}

}  // namespace lemnos::studio
