// SPDX-License-Identifier: Apache-2.0
// OpenRaster files: what is saved comes back, other programs find what they expect, and files that are damaged or
// hostile give a sentence.
#include <zlib.h>
#include <QBuffer>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtEndian>
#include <QtTest>

#include "document/archive.h"
#include "document/open_raster.h"
#include "document/pictures.h"

namespace lemnos::studio {
namespace {

using Files = QList<std::pair<QString, QByteArray>>;

/// All there is: hidden, locked and mask layers, an empty one, places outside, a selection, a request.
Contents everything() {
    Contents contents = busyContents({150, 130});
    layerAt(contents, 1).isVisible = false;
    layerAt(contents, 2).isLocked = true;
    layerAt(contents, 2).name = QStringLiteral("sky & <sea> \"été\"");
    layerAt(contents, 3).request = {{QStringLiteral("seed"), 7}, {QStringLiteral("prompt"), QStringLiteral("x")}};
    Mask mask;
    mask.fill({-10, 5, 70, 80}, 200);
    contents.layers.insert(contents.layers.begin() + 2, {.id = contents.takeId(),
                                                         .name = QStringLiteral("mask"),
                                                         .pixels = mask,
                                                         .offset = {3, -4},
                                                         .opacity = 99,
                                                         .isVisible = false,
                                                         .isLocked = true,
                                                         .request = {}});
    contents.layers.push_back(
        {.id = contents.takeId(), .name = QStringLiteral("empty"), .pixels = Raster(), .request = {}});
    contents.selection = Mask();
    contents.selection->fill({20, 30, 40, 50}, 128);
    contents.generationBox = {-8, 16, 64, 96};
    return contents;
}

QByteArray png(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray stackXml(const QByteArray& layers, const QByteArray& size = "w=\"64\" h=\"48\"") {
    return "<?xml version='1.0' encoding='UTF-8'?><image " + size + "><stack>" + layers + "</stack></image>";
}

/// The least that is a sound file.
Files soundFiles() {
    return {{QStringLiteral("mimetype"), "image/openraster"},
            {QStringLiteral("stack.xml"), stackXml("<layer name='a' src='data/a.png'/>")},
            {QStringLiteral("data/a.png"), png(plain({64, 48}, Qt::red))}};
}

Files with(Files files, const QString& name, const QByteArray& content) {
    for (auto& file : files)
        if (file.first == name) return file.second = content, files;
    files.append({name, content});
    return files;
}

/// PNG says so much in its first bytes; nothing follows.
QByteArray pngHeader(quint32 width, quint32 height) {
    QByteArray bytes = png(plain({1, 1}, Qt::red));
    qToBigEndian(width, bytes.data() + 16);
    qToBigEndian(height, bytes.data() + 20);
    qToBigEndian(quint32(crc32(0, reinterpret_cast<const Bytef*>(bytes.constData()) + 12, 17)), bytes.data() + 29);
    return bytes;
}

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class OpenRasterTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString at(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString written(const Files& files) const {
        const QString path = at("written.ora");
        ArchiveWriter writer;
        for (const auto& [name, content] : files) writer.add(name, content, Packing::deflated);
        const Status saved = writer.save(path);
        if (!saved) qFatal("%s", saved.error().text().c_str());
        return path;
    }

private Q_SLOTS:
    void everythingComesBack_data() {
        QTest::addColumn<int>("effort");
        QTest::newRow("complete") << int(SaveEffort::complete);
        QTest::newRow("quick") << int(SaveEffort::quick);
    }
    void everythingComesBack() {
        QFETCH(int, effort);
        const Contents before = everything();
        const QString path = at("all.ora");
        QVERIFY(saveOpenRaster(path, before, {}, SaveEffort(effort)));
        const auto opened = openOpenRaster(path);
        QVERIFY2(opened, opened ? "" : opened.error().text().c_str());
        const Contents& after = opened->contents;
        QVERIFY(opened->notes.isEmpty());
        QCOMPARE(after.size, before.size);
        QCOMPARE(after.generationBox, before.generationBox);
        QCOMPARE(after.selection->image(), before.selection->image());
        QCOMPARE(after.selection->bounds(), before.selection->bounds());
        QCOMPARE(after.layers.size(), before.layers.size());
        for (int i = 0; i < int(before.layers.size()); ++i) {
            const Layer& saved = layerAt(before, i);
            const Layer& read = layerAt(after, i);
            QCOMPARE(read.name, saved.name);
            QCOMPARE(read.isMask(), saved.isMask());
            QCOMPARE(read.bounds(), saved.bounds());
            QCOMPARE(read.opacity, saved.opacity);
            QCOMPARE(read.blend, saved.blend);
            QCOMPARE(read.isVisible, saved.isVisible);
            QCOMPARE(read.isLocked, saved.isLocked);
            QCOMPARE(read.request, saved.request);
            if (read.isMask())
                QCOMPARE(read.mask()->image(), saved.mask()->image());
            else
                QCOMPARE(read.raster()->image(), saved.raster()->image());
        }
        QCOMPARE(composed(after, after.rect()), composed(before, before.rect()));
    }

    // PNG is not premultiplied: going there and back must not change a pixel, however faint.
    void everyFaintColourComesBack() {
        QImage all(256, 256, QImage::Format_ARGB32_Premultiplied);
        for (quint32 alpha = 0; alpha < 256; ++alpha)
            for (quint32 value = 0; value < 256; ++value)
                reinterpret_cast<quint32*>(all.scanLine(int(alpha)))[value] =
                    alpha << 24U | std::min(value, alpha) * 0x010101U;
        Contents contents;
        contents.size = {256, 256};
        contents.generationBox = contents.rect();
        contents.layers.push_back({.id = contents.takeId(), .pixels = Raster(all), .request = {}});
        QVERIFY(saveOpenRaster(at("faint.ora"), contents));
        const auto opened = openOpenRaster(at("faint.ora"));
        QVERIFY(opened);
        const Layer& read = opened->contents.layers[0];
        for (int y = 0; y < 256; ++y)
            for (int x = 0; x < 256; ++x)
                QCOMPARE(read.raster()->at(x - read.offset.x(), y - read.offset.y()),
                         reinterpret_cast<const quint32*>(all.constScanLine(y))[x]);
    }

    void otherProgramsFindWhatTheyExpect() {
        const QString path = at("other.ora");
        const Contents contents = everything();
        QVERIFY(saveOpenRaster(path, contents));
        const QByteArray bytes = bytesOf(path);
        // The local header of the first file: stored, no extra field, its name, its content.
        QCOMPARE(bytes.left(4), QByteArray("PK\3\4"));
        QCOMPARE(int(bytes[8]) | int(bytes[9]), 0);
        QCOMPARE(int(bytes[28]) | int(bytes[29]), 0);
        QCOMPARE(bytes.mid(30, 24), QByteArray("mimetypeimage/openraster"));

        const auto archive = ArchiveReader::open(path);
        QVERIFY(archive);
        for (const char* name : {"stack.xml", "mergedimage.png", "Thumbnails/thumbnail.png", "lemnos/document.json"})
            QVERIFY2(archive->contains(QString::fromLatin1(name)), name);
        const QImage merged = QImage::fromData(*archive->read(QStringLiteral("mergedimage.png"), 1 << 26));
        QCOMPARE(merged.convertToFormat(QImage::Format_ARGB32_Premultiplied), composed(contents, contents.rect()));
        const QImage thumbnail = QImage::fromData(*archive->read(QStringLiteral("Thumbnails/thumbnail.png"), 1 << 26));
        QCOMPARE(thumbnail.size(), contents.size);  // small enough as it is

        QXmlStreamReader xml(*archive->read(QStringLiteral("stack.xml"), 1 << 20));
        QStringList layers;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            const auto attributes = xml.attributes();
            if (xml.name() == u"image") QCOMPARE(attributes.value(QStringLiteral("w")).toInt(), 150);
            if (xml.name() != u"layer") continue;
            QStringList values;
            for (const char* name : {"name", "composite-op", "visibility", "edit-locked", "x"})
                values.append(attributes.value(QLatin1StringView(name)).toString());
            layers.append(values.join(u' '));
            QVERIFY(archive->contains(attributes.value(QStringLiteral("src")).toString()));
        }
        const QStringList expected{
            QStringLiteral("empty svg:src-over visible  0"), QStringLiteral("layer 3 svg:overlay visible  40"),
            QStringLiteral("sky & <sea> \"été\" svg:screen visible true 20"),
            QStringLiteral("layer 1 svg:multiply hidden  0"), QStringLiteral("layer 0 svg:src-over visible  -20")};
        QCOMPARE(layers, expected);
    }

    void whatOthersWriteIsRead() {
        const Files files =
            with(with(soundFiles(), QStringLiteral("stack.xml"),
                      stackXml(
                          "<stack name='group' opacity='0.5' x='10' y='1.0' visibility='hidden' "
                          "composite-op='svg:multiply'><layer name='in' src='data/a.png' x='-3' y='4' "
                          "opacity='0.5'/></stack><layer name='odd' src='data/a.png' composite-op='krita:dodge'/>")),
                 QStringLiteral("krita/notes.txt"), "keep me") +
            Files{{QStringLiteral("../out.txt"), "x"}, {QStringLiteral("/etc/x.txt"), "x"}};
        const auto opened = openOpenRaster(written(files));
        QVERIFY2(opened, opened ? "" : opened.error().text().c_str());
        QCOMPARE(opened->contents.layers.size(), std::size_t{2});
        QCOMPARE(layerAt(opened->contents, 0).name, QStringLiteral("odd"));
        const Layer& inside = layerAt(opened->contents, 1);
        QCOMPARE(inside.offset, QPoint(7, 5));
        QCOMPARE(inside.opacity, 64);
        QVERIFY(!inside.isVisible);
        QCOMPARE(opened->notes.size(), 2);
        QCOMPARE(opened->contents.generationBox, QRect(0, 0, 64, 48));
        QVERIFY(!opened->contents.selection);

        QCOMPARE(opened->others.keys(), QStringList{QStringLiteral("krita/notes.txt")});
        QVERIFY(saveOpenRaster(at("again.ora"), opened->contents, opened->others));
        QCOMPARE(*ArchiveReader::open(at("again.ora"))->read(QStringLiteral("krita/notes.txt"), 100),
                 QByteArray("keep me"));
    }

    void badFilesGiveASentence_data() {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* file, const QByteArray& content, const char* says) {
            QTest::newRow(name) << with(soundFiles(), QString::fromLatin1(file), content) << QByteArray(says);
        };
        QTest::newRow("no mimetype") << soundFiles().mid(1) << QByteArray("mimetype is missing");
        QTest::newRow("no layer picture") << soundFiles().mid(0, 2) << QByteArray("data/a.png is missing");
        row("another kind", "mimetype", "application/epub", "mimetype is not \"image/openraster\"");
        row("broken XML", "stack.xml", "<image w='1' h='1'><stack>", "stack.xml: line 1");
        row("empty XML", "stack.xml", "", "stack.xml: line");
        row("other XML", "stack.xml", "<html/>", "no element \"image\"");
        row("no size", "stack.xml", stackXml("", ""), "stack.xml: image has no w and h");
        row("absurd size", "stack.xml", stackXml("", "w='99999999999' h='4'"), "w=\"99999999999\" is not a number");
        row("negative size", "stack.xml", stackXml("", "w='-4' h='4'"), "w=\"-4\"");
        row("size is a word", "stack.xml", stackXml("", "w='nan' h='4'"), "w=\"nan\"");
        row("no layers", "stack.xml", stackXml(""), "stack.xml has no layers");
        row("far away", "stack.xml", stackXml("<layer src='data/a.png' x='2000000'/>"), "x=\"2000000\"");
        row("opacity", "stack.xml", stackXml("<layer src='data/a.png' opacity='2'/>"), "opacity=\"2\"");
        row("no source", "stack.xml", stackXml("<layer name='q'/>"), "the layer \"q\" has no src");
        row("out of the archive", "stack.xml", stackXml("<layer src='../../etc/passwd'/>"),
            "../../etc/passwd is missing");
        row("an absolute name", "stack.xml", stackXml("<layer src='/etc/passwd'/>"), "/etc/passwd is missing");
        row("no PNG", "data/a.png", "GIF89a", "data/a.png is no PNG");
        row("half a PNG", "data/a.png", png(noise({64, 48}, 1)).left(500), "data/a.png cannot be read");
        row("a PNG of nothing but size", "data/a.png", pngHeader(8192, 8192), "data/a.png cannot be read");
        row("a PNG of absurd size", "data/a.png", pngHeader(100'000, 100'000),
            "data/a.png: 100000 x 100000 pixels are too many");
        row("our own is no JSON", "lemnos/document.json", "{", "lemnos/document.json is no JSON object");
        row("our own is newer", "lemnos/document.json", "{\"version\": 2}", "newer Lemnos");
        row("a box as far as numbers go", "lemnos/document.json",
            "{\"generation_box\": [2147483647, 0, 2147483647, 5]}", "generation_box");
        row("box", "lemnos/document.json", "{\"generation_box\": [0, 0, -5, 5]}", "generation_box");
        row("a mask that is missing", "lemnos/document.json",
            "{\"generation_box\": [0, 0, 5, 5], \"masks\": [{\"src\": \"lemnos/m.png\"}]}", "lemnos/m.png is missing");
        row("a selection far away", "lemnos/document.json",
            "{\"generation_box\": [0, 0, 5, 5], \"selection\": {\"src\": \"data/a.png\", \"x\": 1e9}}",
            "selection lies at");
        row("a bomb", "stack.xml", QByteArray((16 << 20) + 1, ' '), "stack.xml has more than 16777216 bytes");
        QByteArray groups;
        for (int i = 0; i < 70; ++i) groups += "<stack>";
        row("deep groups", "stack.xml", stackXml(groups), "groups lie more than 64 deep");
        QByteArray entities = "<!DOCTYPE image [<!ENTITY a \"aaaaaaaaaa\">";
        for (char c = 'b'; c < 'j'; ++c) {
            entities += QByteArray("<!ENTITY ") + c + " \"";
            for (int i = 0; i < 10; ++i) entities += QByteArray("&") + char(c - 1) + ";";
            entities += "\">";
        }
        row("a billion laughs", "stack.xml",
            entities + "]><image w='1' h='1'><stack><layer name='&i;'/></stack></image>", "stack.xml: line");
        QByteArray many;
        for (int i = 0; i < 1001; ++i) many += "<layer src='data/a.png'/>";
        row("layers without end", "stack.xml", stackXml(many), "more than 1000 layers");
    }
    void badFilesGiveASentence() {
        QFETCH(Files, files);
        QFETCH(QByteArray, says);
        const auto opened = openOpenRaster(written(files));
        QVERIFY(!opened);
        const QByteArray text = QByteArray::fromStdString(opened.error().text());
        QVERIFY2(text.startsWith("written.ora: ") && text.contains(says), text.constData());
    }

    // Of jobs that wait for a document (studio/kept_queue.h).
    void aDocumentKnowsWhichItIs_data() {
        QTest::addColumn<QByteArray>("corner");
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("near") << QByteArray("[-5, 7]") << true;
        QTest::newRow("none") << QByteArray("[]") << true;
        QTest::newRow("far away") << QByteArray("[0, 2000000]") << false;
        QTest::newRow("as far as numbers go") << QByteArray("[-2147483648, 0]") << false;
    }
    void aDocumentKnowsWhichItIs() {
        QFETCH(QByteArray, corner);
        QFETCH(bool, isKnown);
        const QUuid id = QUuid::createUuid();
        const QByteArray json = "{\"generation_box\": [0, 0, 5, 5], \"id\": \"" + id.toByteArray(QUuid::WithoutBraces) +
                                "\", \"corner\": " + corner + "}";
        const auto opened = openOpenRaster(written(with(soundFiles(), QStringLiteral("lemnos/document.json"), json)));
        QVERIFY(opened);
        QCOMPARE(opened->contents.document == id, isKnown);
        QVERIFY(!opened->contents.document.isNull());
        QVERIFY(isKnown || opened->contents.corner.isNull());
    }

    void manyLargeLayersAreTooMuch() {
        const QByteArray large = pngHeader(8192, 8192);
        QByteArray layers;
        for (int i = 0; i < 9; ++i) layers += "<layer src='data/a.png'/>";
        const auto opened = openOpenRaster(written(with(with(soundFiles(), QStringLiteral("data/a.png"), large),
                                                        QStringLiteral("stack.xml"), stackXml(layers))));
        QVERIFY(!opened);
        QVERIFY(opened.error().text().find("too many") != std::string::npos);
    }

    // Cut or changed anywhere: an error or a document, never a crash.
    void damagedFilesAreSurvived() {
        const QString sound = at("sound.ora");
        QVERIFY(saveOpenRaster(sound, everything()));
        const QByteArray bytes = bytesOf(sound);
        const QString path = at("damaged.ora");
        std::mt19937 random(4);
        int refused = 0;
        for (int i = 0; i < 300; ++i) {
            QByteArray damaged = bytes;
            if (i < 60)
                damaged.truncate(bytes.size() * i / 60);
            else
                for (int n = 0; n < 1 + i % 5; ++n)
                    damaged[qsizetype(random() % quint32(bytes.size()))] = char(random());
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(damaged) == damaged.size());
            file.close();
            refused += !openOpenRaster(path);
        }
        QVERIFY2(refused > 150, qPrintable(QString::number(refused)));
    }

    void missingFilesAndFoldersAreNamed() {
        const auto opened = openOpenRaster(at("nowhere.ora"));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::io);
        QVERIFY(opened.error().text().starts_with("nowhere.ora: this cannot be opened: "));
        const Status saved = saveOpenRaster(at("no/such/folder.ora"), everything());
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::io);
    }

    void aFailedSaveLeavesWhatWasThere() {
        const QString path = at("kept.ora");
        QVERIFY(saveOpenRaster(path, everything()));
        const QByteArray before = bytesOf(path);
        Contents contents = everything();
        contents.layers[0].raster()->fill({0, 0, 1, 1}, 0xff000000U);
        contents.layers[0].raster()->fill({100'000, 100'000, 1, 1}, 0xff000000U);  // too large for one PNG
        const Status saved = saveOpenRaster(path, contents);
        QVERIFY(!saved);
        QVERIFY(saved.error().text().find("layer 0") != std::string::npos);
        QCOMPARE(bytesOf(path), before);
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral(".lemnos*")}, QDir::Files | QDir::Hidden).size(), 0);
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::OpenRasterTest)
#include "open_raster_test.moc"
