// SPDX-License-Identifier: Apache-2.0
// Pictures in the formats that people share: their texts come back from PNG, JPEG and WebP, what other programs write
// as EXIF is read, nothing stays in a picture that is to say nothing, and damaged files are refused.
#include "formats/picture_writer.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include "formats/atomic_file.h"
#include "formats/exif.h"
#include "formats/image.h"
#include "formats/jpeg_text.h"
#include "formats/picture_text.h"
#include "formats/webp_text.h"
#include "support/require.h"

using namespace lemnos;

Q_DECLARE_METATYPE(lemnos::PictureFormat)

namespace {

using Bytes = std::vector<std::byte>;
using Texts = std::vector<PictureText>;

const std::string packet =
    "<?xpacket begin=\"\"?><x:xmpmeta><rdf:Description rdf:about=\"\"/></x:xmpmeta><?xpacket end=\"r\"?>";

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }
Bytes copy_of(const std::string& text) {
    const auto bytes = bytes_of(text);
    return {bytes.begin(), bytes.end()};
}
QByteArray raw(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}
std::string string_of(const Bytes& bytes) { return raw(bytes).toStdString(); }

// A slope of colours, with a hole if it is to be seen through.
struct Pattern {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
    Pattern(std::uint32_t w, std::uint32_t h, bool has_hole) : width(w), height(h) {
        for (std::uint32_t y = 0; y < h; ++y)
            for (std::uint32_t x = 0; x < w; ++x)
                for (const std::uint32_t value : {x * 255 / w, y * 255 / h, std::uint32_t{90},
                                                  std::uint32_t{has_hole && x < (w + 1) / 2 ? 0U : 255U}})
                    rgba.push_back(static_cast<std::uint8_t>(value));
    }
    RgbaView view() const { return {width, height, rgba}; }
};

int largest_difference(const RgbImage& image, const Pattern& pattern) {
    const std::vector<std::uint8_t> wanted = rgb_over_white(pattern.rgba);
    if (image.rgb.size() != wanted.size()) return 999;
    int largest = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) largest = std::max(largest, std::abs(image.rgb[i] - wanted[i]));
    return largest;
}

Texts texts_in(PictureFormat format, const Bytes& file) {
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("picture")).toStdString();
    if (!write_file(path, file, OnExisting::refuse)) qFatal("cannot write");
    auto texts = read_picture_text(path);
    if (!texts) qFatal("format %d: %s", static_cast<int>(format), texts.error().text().c_str());
    return *std::move(texts);
}

// A TIFF block as others write it: little-endian, the comment in EXIF's folder behind another entry.
std::string little_endian_exif(const std::string& comment) {
    const auto number = [](std::size_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) text += static_cast<char>((value >> (8 * i)) & 0xff);
        return text;
    };
    const auto entry = [&](std::size_t tag, std::size_t type, std::size_t count, std::size_t value) {
        return number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4);
    };
    return "II" + number(42, 2) + number(8, 4) + number(2, 2) + entry(0x0112, 3, 1, 1) + entry(0x8769, 4, 1, 38) +
           number(0, 4) + number(1, 2) + entry(0x9286, 7, comment.size(), 56) + number(0, 4) + comment;
}

std::string utf16(const char16_t* text, bool big_endian) {
    std::string bytes;
    for (const char16_t unit : std::u16string_view(text)) {
        const char high = static_cast<char>(unit >> 8U), low = static_cast<char>(unit & 0xffU);
        bytes += big_endian ? std::string{high, low} : std::string{low, high};
    }
    return bytes;
}

const std::string unicode("UNICODE\0", 8);
const std::string ascii("ASCII\0\0\0", 8);

}  // namespace

class PictureWriterTest : public QObject {
    Q_OBJECT

private slots:
    void pixels_survive_data();
    void pixels_survive();
    void texts_come_back_data();
    void texts_come_back();
    void jpeg_is_what_a1111_reads();
    void webp_is_what_a1111_reads();
    void without_texts_nothing_is_left_data();
    void without_texts_nothing_is_left();
    void png_is_stripped_without_a_change_of_pixels();
    void comments_of_others_data();
    void comments_of_others();
    void damaged_exif_is_no_text();
    void damaged_files_are_refused_data();
    void damaged_files_are_refused();
    void what_does_not_fit_is_said();
};

void PictureWriterTest::pixels_survive_data() {
    QTest::addColumn<PictureFormat>("format");
    QTest::addColumn<int>("quality");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("has_hole");
    QTest::addColumn<int>("tolerance");
    for (const int size : {1, 17, 64}) {
        QTest::addRow("png %d", size) << PictureFormat::png << 1 << size << false << 0;
        QTest::addRow("png with a hole %d", size) << PictureFormat::png << 1 << size << true << 0;
        QTest::addRow("jpeg %d", size) << PictureFormat::jpeg << 100 << size << false << 6;
        QTest::addRow("webp %d", size) << PictureFormat::webp << 100 << size << false << 24;
    }
    QTest::newRow("webp with a hole") << PictureFormat::webp << 100 << 64 << true << 24;
    QTest::newRow("jpeg with a hole") << PictureFormat::jpeg << 100 << 64 << true << 12;
}

void PictureWriterTest::pixels_survive() {
    QFETCH(PictureFormat, format);
    QFETCH(int, quality);
    QFETCH(int, size);
    QFETCH(bool, has_hole);
    QFETCH(int, tolerance);
    const Pattern pattern(static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(size), has_hole);
    const Texts texts{{"parameters", "a castle"}, {"XML:com.adobe.xmp", packet}};
    for (const Texts& some : {Texts(), texts}) {
        REQUIRE_VALUE(const Bytes file, encode_picture(pattern.view(), {format, quality}, some));
        REQUIRE_VALUE(const RgbImage image, decode_image(file));
        const int off = largest_difference(image, pattern);
        QVERIFY2(off <= tolerance, qPrintable(QString::number(off)));
    }
    if (format == PictureFormat::webp) return;  // which Qt reads only with a plugin
    REQUIRE_VALUE(const Bytes file, encode_picture(pattern.view(), {format, quality}, texts));
    const QImage image = QImage::fromData(raw(file));
    QCOMPARE(image.size(), QSize(size, size));
    QCOMPARE(image.hasAlphaChannel(), has_hole && format == PictureFormat::png);
}

void PictureWriterTest::texts_come_back_data() {
    QTest::addColumn<PictureFormat>("format");
    QTest::addColumn<QByteArray>("infotext");
    for (const auto& [format, name] : {std::pair(PictureFormat::png, "png"), std::pair(PictureFormat::jpeg, "jpeg"),
                                       std::pair(PictureFormat::webp, "webp")}) {
        QTest::addRow("%s plain", name) << format << QByteArray("a castle\nNegative prompt: fog\nSteps: 20, Seed: 7");
        QTest::addRow("%s umlauts", name) << format << QByteArray("ein Schl\xc3\xb6sschen");
        QTest::addRow("%s beyond 16 bits", name) << format << QByteArray("\xf0\x9f\x8f\xb0 castle \xe5\x9f\x8e");
        QTest::addRow("%s only beyond Latin", name) << format << QByteArray("\xe5\x9f\x8e\xe5\x9f\x8e\xe5\x9f\x8e");
        QTest::addRow("%s one letter", name) << format << QByteArray("a");
        QTest::addRow("%s empty", name) << format << QByteArray("");
        QTest::addRow("%s long", name) << format << QByteArray(30'001, 'x');
    }
}

void PictureWriterTest::texts_come_back() {
    QFETCH(PictureFormat, format);
    QFETCH(QByteArray, infotext);
    const Pattern pattern(9, 5, false);
    const std::string request = R"({"prompt":"a \"<b>\" & 'c' &amp; \u00e9 é\n"})"
                                "\n\t&#10;";
    const Texts texts{{"parameters", infotext.toStdString()}, {"lemnos", request}, {"XML:com.adobe.xmp", packet}};
    REQUIRE_VALUE(const Bytes file, encode_picture(pattern.view(), {format, 80}, texts));
    const Texts read = texts_in(format, file);
    QVERIFY(read == texts);
    // One without the other; only PNG has a place for our JSON without XMP.
    for (const PictureText& one : {texts[0], texts[2]}) {
        REQUIRE_VALUE(const Bytes single, encode_picture(pattern.view(), {format, 80}, std::span(&one, 1)));
        QVERIFY(texts_in(format, single) == Texts{one});
    }
}

// EXIF right behind JFIF's head, big-endian, the comment as UTF-16 of the same order; then XMP.
void PictureWriterTest::jpeg_is_what_a1111_reads() {
    const Pattern pattern(8, 8, false);
    const Texts texts{{"parameters", "ab"}, {"XML:com.adobe.xmp", packet}};
    REQUIRE_VALUE(const Bytes file, encode_picture(pattern.view(), {PictureFormat::jpeg, 80}, texts));
    const QByteArray jpeg = raw(file);
    QVERIFY(jpeg.startsWith(QByteArray::fromHex("ffd8ffe00010") + "JFIF"));
    const QByteArray exif = QByteArray("Exif\0\0", 6) + QByteArray::fromHex("4d4d002a00000008") +
                            QByteArray::fromHex(
                                "00018769000400000001"
                                "0000001a"
                                "00000000") +
                            QByteArray::fromHex(
                                "00019286000700"
                                "00000c"
                                "0000002c"
                                "00000000") +
                            QByteArray("UNICODE\0\0a\0b", 12);
    const qsizetype at = jpeg.indexOf(exif);
    QCOMPARE(at, 24);
    QCOMPARE(jpeg.mid(20, 4), QByteArray::fromHex("ffe1") + char(0) + char(exif.size() + 2));
    QCOMPARE(jpeg.indexOf(QByteArray("http://ns.adobe.com/xap/1.0/\0", 29) + packet.c_str()), at + exif.size() + 4);
}

// The extended head says which chunks follow, and the length of the file is that of its head.
void PictureWriterTest::webp_is_what_a1111_reads() {
    for (const bool has_hole : {false, true}) {
        const Pattern pattern(300, 7, has_hole);
        const Texts texts{{"parameters", "abc"}, {"XML:com.adobe.xmp", packet}};
        REQUIRE_VALUE(const Bytes file, encode_picture(pattern.view(), {PictureFormat::webp, 80}, texts));
        const QByteArray webp = raw(file);
        QCOMPARE(webp.left(4), QByteArray("RIFF"));
        QCOMPARE(qFromLittleEndian<quint32>(webp.constData() + 4), quint32(webp.size() - 8));
        QCOMPARE(webp.mid(8, 8), QByteArray("WEBPVP8X"));
        QCOMPARE(webp.mid(16, 4), QByteArray::fromHex("0a000000"));
        QCOMPARE(int(webp[20]), has_hole ? 0x1c : 0x0c);
        QCOMPARE(webp.mid(24, 6), QByteArray::fromHex("2b0100060000"));  // 299 and 6
        QCOMPARE(webp.count("VP8X"), 1);
        const qsizetype exif = webp.indexOf("EXIF");
        QVERIFY(exif > 0 && exif % 2 == 0);
        QCOMPARE(webp.mid(exif + 8, 4), QByteArray("MM\0*", 4));
        QVERIFY(webp.indexOf("XMP ") > exif);
    }
}

void PictureWriterTest::without_texts_nothing_is_left_data() {
    QTest::addColumn<PictureFormat>("format");
    QTest::newRow("png") << PictureFormat::png;
    QTest::newRow("jpeg") << PictureFormat::jpeg;
    QTest::newRow("webp") << PictureFormat::webp;
}

void PictureWriterTest::without_texts_nothing_is_left() {
    QFETCH(PictureFormat, format);
    const Pattern pattern(64, 64, true);
    REQUIRE_VALUE(const Bytes file, encode_picture(pattern.view(), {format, 80}, {}));
    for (const char* trace : {"Exif", "EXIF", "eXIf", "XMP", "xmp", "adobe", "UNICODE", "tEXt", "iTXt", "zTXt"})
        QVERIFY2(!raw(file).contains(trace), trace);
    QVERIFY(texts_in(format, file).empty());
}

void PictureWriterTest::png_is_stripped_without_a_change_of_pixels() {
    const Pattern pattern(33, 5, true);
    const Texts texts{{"parameters", "a secret castle"}, {"lemnos", "{}"}, {"XML:com.adobe.xmp", packet}};
    REQUIRE_VALUE(const Bytes file, encode_picture(pattern.view(), {PictureFormat::png, 80}, texts));
    std::string with_more = string_of(file);
    // EXIF (with a check sum that nobody looks at) and what some programs write behind the end.
    with_more.insert(33, std::string("\0\0\0\4eXIfMM\0*", 12) + "sum!");
    with_more += "a secret tail";
    REQUIRE_VALUE(const Bytes stripped, without_png_text(bytes_of(with_more)));
    for (const char* trace : {"secret", "xmp", "lemnos", "eXIf", "tEXt", "iTXt", "tail"})
        QVERIFY2(!raw(stripped).contains(trace), trace);
    REQUIRE_VALUE(const RgbImage image, decode_image(stripped));
    QCOMPARE(largest_difference(image, pattern), 0);
    QVERIFY(QImage::fromData(raw(stripped)).hasAlphaChannel());
    REQUIRE_ERROR(without_png_text(bytes_of("GIF89a")), ErrorKind::bad_file, "is not a PNG file");
}

void PictureWriterTest::comments_of_others_data() {
    QTest::addColumn<QByteArray>("comment");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& comment, const char* text) {
        QTest::newRow(name) << QByteArray::fromStdString(comment) << QByteArray(text);
    };
    row("little-endian text", unicode + utf16(u"a castle", false), "a castle");
    row("big-endian text in a little-endian block", unicode + utf16(u"a castle", true), "a castle");
    row("mostly beyond Latin", unicode + utf16(u"城城城 a", true), "\xe5\x9f\x8e\xe5\x9f\x8e\xe5\x9f\x8e a");
    row("half a pair", unicode + utf16(u"a", false) + std::string("\x3d\xd8", 2), "a\xef\xbf\xbd");
    row("half a letter", unicode + utf16(u"ab", false) + "c", "ab");
    row("ASCII", ascii + "a castle", "a castle");
    row("not told", std::string(8, '\0') + "a castle", "a castle");
    row("broken UTF-8", ascii + "a\xff", "a\xef\xbf\xbd");
    row("empty", unicode, "");
}

void PictureWriterTest::comments_of_others() {
    QFETCH(QByteArray, comment);
    QFETCH(QByteArray, text);
    const std::string exif = little_endian_exif(comment.toStdString());
    const auto read = comment_in_exif(bytes_of(exif));
    QVERIFY(read);
    QCOMPARE(QByteArray::fromStdString(*read), text);
    // WebP files of some programs keep the mark that belongs to JPEG.
    const std::string chunk = std::string("Exif\0\0", 6) + exif;
    const auto length = static_cast<quint32>(chunk.size());
    std::string webp = "RIFF";
    const auto add = [&webp](quint32 value) {
        for (int i = 0; i < 4; ++i) webp += static_cast<char>((value >> (8 * i)) & 0xffU);
    };
    add(4 + 8 + length + length % 2);
    webp += "WEBPEXIF";
    add(length);
    webp += chunk;
    if (length % 2 != 0) webp += '\0';
    REQUIRE_VALUE(const Texts texts, read_webp_text(bytes_of(webp)));
    QCOMPARE(texts.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(texts[0].text), text);
}

// Cut anywhere and with any byte changed: something or nothing, within bounds (the sanitizers look on).
void PictureWriterTest::damaged_exif_is_no_text() {
    const std::string whole = little_endian_exif(unicode + utf16(u"a castle", false));
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY(!comment_in_exif(copy_of(whole.substr(0, length))));
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const char value : {'\0', '\x7f', '\xff'}) {
            std::string damaged = whole;
            damaged[at] = value;
            (void)comment_in_exif(copy_of(damaged));
        }
}

void PictureWriterTest::damaged_files_are_refused_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("part");
    const Pattern pattern(8, 8, false);
    const Texts texts{{"parameters", "a castle"}, {"XML:com.adobe.xmp", packet}};
    const QByteArray jpeg = raw(encode_picture(pattern.view(), {PictureFormat::jpeg, 80}, texts).value());
    const QByteArray webp = raw(encode_picture(pattern.view(), {PictureFormat::webp, 80}, texts).value());
    QTest::newRow("text") << QByteArray("once upon a time") << "is not a PNG, JPEG or WebP picture";
    QTest::newRow("empty") << QByteArray() << "is not a PNG, JPEG or WebP picture";
    QTest::newRow("jpeg cut in its EXIF") << jpeg.left(60) << "looks cut off";
    QTest::newRow("jpeg without more than its start") << jpeg.left(3) << "is not a JPEG";
    QTest::newRow("jpeg with a segment of no length")
        << jpeg.left(22) + QByteArray(2, '\0') + jpeg.mid(24) << "has a segment of 0 bytes";
    QTest::newRow("jpeg without a marker") << jpeg.left(20) + 'x' + jpeg.mid(21) << "has no marker at byte 20";
    QTest::newRow("webp cut") << webp.left(webp.size() - 1) << "looks cut off";
    QTest::newRow("webp with a long chunk")
        << webp.left(16) + QByteArray(4, '\x7f') + webp.mid(20) << "ends behind the file";
}

void PictureWriterTest::damaged_files_are_refused() {
    QFETCH(QByteArray, file);
    QFETCH(QString, part);
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("odd.bin")).toStdString();
    REQUIRE_OK(write_file(path, std::as_bytes(std::span(file.constData(), static_cast<std::size_t>(file.size()))),
                          OnExisting::refuse));
    const auto texts = read_picture_text(path);
    QVERIFY(!texts);
    const QString message = QString::fromStdString(texts.error().text());
    QVERIFY2(message.contains(part) && message.contains(QStringLiteral("odd.bin")), qPrintable(message));
}

void PictureWriterTest::what_does_not_fit_is_said() {
    const Pattern pattern(8, 8, false);
    const PictureText text{"parameters", std::string(40'000, 'x')};  // twice as long in UTF-16
    const std::span<const PictureText> long_text(&text, 1);
    REQUIRE_ERROR(encode_picture(pattern.view(), {PictureFormat::jpeg, 80}, long_text), ErrorKind::invalid_request,
                  "a JPEG has room for 65,533");
    // A request that JPEG has no room for is left out; the packet stays.
    const Texts long_request{{"lemnos", std::string(65'000, '&')}, {"XML:com.adobe.xmp", packet}};
    REQUIRE_VALUE(const Bytes jpeg, encode_picture(pattern.view(), {PictureFormat::jpeg, 80}, long_request));
    QVERIFY(texts_in(PictureFormat::jpeg, jpeg) == Texts{long_request[1]});
    REQUIRE_VALUE(const Bytes roomy, encode_picture(pattern.view(), {PictureFormat::webp, 80}, long_request));
    QVERIFY(texts_in(PictureFormat::webp, roomy) == long_request);
    REQUIRE_VALUE(const Bytes webp, encode_picture(pattern.view(), {PictureFormat::webp, 80}, long_text));
    QVERIFY(texts_in(PictureFormat::webp, webp) == Texts{text});
    const RgbaView wrong{8, 9, pattern.rgba};
    REQUIRE_ERROR(encode_picture(wrong, {PictureFormat::jpeg, 80}, {}), ErrorKind::invalid_request, "8 x 9 pixels");
    const Pattern wide(16384, 1, false);
    REQUIRE_ERROR(encode_picture(wide.view(), {PictureFormat::webp, 80}, {}), ErrorKind::invalid_request, "16,383");
}

QTEST_GUILESS_MAIN(PictureWriterTest)
#include "picture_writer_test.moc"
