// SPDX-License-Identifier: Apache-2.0
// Texts in PNG files: what we write libpng reads, what others write we read, and damaged or hostile files are refused.
#include "formats/png_text.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

#include "formats/image.h"
#include "support/limits.h"
#include "support/require.h"

using namespace lemnos;

namespace {

using Bytes = std::vector<std::byte>;
const std::string nul(1, '\0');

std::string number(std::uint32_t value) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>((value >> shift) & 0xffU);
    return text;
}

std::string chunk(const std::string& type, const std::string& data) {
    const std::string body = type + data;
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return number(static_cast<std::uint32_t>(data.size())) + body + number(static_cast<std::uint32_t>(crc));
}

std::string deflated(const std::string& text) {
    std::string packed(compressBound(text.size()), '\0');
    uLongf size = packed.size();
    compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(text.data()), text.size());
    packed.resize(size);
    return packed;
}

// A picture of one pixel with chunks behind its header.
std::string png_with(const std::string& chunks) {
    static const std::string plain = [] {
        const auto png = encode_png(1, 1, std::vector<std::uint8_t>{1, 2, 3}).value();
        return std::string(reinterpret_cast<const char*>(png.data()), png.size());
    }();
    return plain.substr(0, 33) + chunks + plain.substr(33);
}

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }
QByteArray raw(const std::string& text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

}  // namespace

class PngTextTest : public QObject {
    Q_OBJECT

private slots:
    void texts_survive_data();
    void texts_survive();
    void texts_of_others_are_read_data();
    void texts_of_others_are_read();
    void bad_files_data();
    void bad_files();
    void bad_texts_are_not_written_data();
    void bad_texts_are_not_written();
    void texts_behind_the_pixels_are_found();
    void a_file_is_read_without_its_pixels();
    void a_text_of_100_mb_is_not_read();
};

void PngTextTest::texts_survive_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("ascii") << "a castle\nNegative prompt: fog\nSteps: 20";
    QTest::newRow("latin-1") << "caf\u00e9 \u00fc\u00df";
    QTest::newRow("beyond latin-1") << "\u6771\u4eac \U0001F3A8";
    QTest::newRow("long") << QString(100'000, 'x');
}

void PngTextTest::texts_survive() {
    QFETCH(QString, text);
    const std::vector<PictureText> texts{{"parameters", text.toStdString()}, {"lemnos", "{}"}};
    const std::vector<std::uint8_t> rgb{10, 20, 30, 40, 50, 60};
    REQUIRE_VALUE(const Bytes png, encode_png(2, 1, rgb, texts));
    REQUIRE_VALUE(const auto read, read_png_text(png));
    QVERIFY(read == texts);
    const QImage image = QImage::fromData(QByteArrayView(png.data(), static_cast<qsizetype>(png.size())), "PNG");
    QCOMPARE(image.size(), QSize(2, 1));
    QCOMPARE(image.pixel(1, 0), qRgb(40, 50, 60));
    // Qt trims and simplifies texts, so only the plain ones can be compared.
    if (text.size() < 20 && !text.isEmpty()) QCOMPARE(image.text("parameters"), text);
}

void PngTextTest::texts_of_others_are_read_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("keyword");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("tEXt in Latin-1") << raw(png_with(chunk("tEXt", "Title" + nul + "\xe9"))) << QByteArray("Title")
                                     << QByteArray("\u00e9");
    QTest::newRow("zTXt") << raw(png_with(chunk("zTXt", "prompt" + nul + nul + deflated("hello"))))
                          << QByteArray("prompt") << QByteArray("hello");
    QTest::newRow("iTXt") << raw(png_with(chunk("iTXt", "p" + nul + nul + nul + "en" + nul + "q" + nul + "\u6771")))
                          << QByteArray("p") << QByteArray("\u6771");
    QTest::newRow("iTXt compressed") << raw(png_with(
                                            chunk("iTXt", "p" + nul + "\1" + nul + nul + nul + deflated("\u6771"))))
                                     << QByteArray("p") << QByteArray("\u6771");
    QTest::newRow("invalid UTF-8 is repaired")
        << raw(png_with(chunk("iTXt", "p" + nul + nul + nul + nul + nul + "a\xff"))) << QByteArray("p")
        << QByteArray("a\ufffd");
    QTest::newRow("as large as allowed")
        << raw(png_with(chunk("zTXt", "p" + nul + nul + deflated(std::string(longest_picture_text, 'y')))))
        << QByteArray("p") << QByteArray(longest_picture_text, 'y');
}

void PngTextTest::texts_of_others_are_read() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, keyword);
    QFETCH(QByteArray, text);
    REQUIRE_VALUE(const auto texts, read_png_text(bytes_of(file.toStdString())));
    QCOMPARE(texts.size(), std::size_t{1});
    const std::string* found = find_text(texts, keyword.toStdString());
    QVERIFY(found != nullptr);
    QVERIFY(*found == text.toStdString());
    QVERIFY(find_text(texts, "nothing") == nullptr);
}

void PngTextTest::bad_files_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("part");
    const std::string good = png_with(chunk("tEXt", "a" + nul + "b"));
    std::string wrong_sum = good;
    wrong_sum[33 + 8] = 'z';
    std::string many;
    for (int i = 0; i < 300; ++i) many += chunk("tEXt", "a" + nul);
    QTest::newRow("empty") << QByteArray() << "has only 0 bytes";
    QTest::newRow("text") << QByteArray("hello, this is text") << "is not a PNG file";
    QTest::newRow("only a signature") << raw(good.substr(0, 8)) << "ends at byte 8";
    QTest::newRow("cut in a chunk's head") << raw(good.substr(0, 40)) << "The file looks cut off";
    QTest::newRow("cut in a text") << raw(good.substr(0, 46)) << "The file looks cut off";
    QTest::newRow("no end") << raw(good.substr(0, good.size() - 12)) << "ends at byte";
    QTest::newRow("chunk of 4 GB") << raw(good.substr(0, 33) + number(0xffffffffU) + "tEXtxxxxxxxxxxxx")
                                   << "4,294,967,295 bytes";
    QTest::newRow("no header first") << raw(good.substr(0, 8) + good.substr(33))
                                     << "does not begin with an image header";
    QTest::newRow("wrong check sum") << raw(wrong_sum) << "wrong check sum";
    QTest::newRow("no keyword") << raw(png_with(chunk("tEXt", nul + "b"))) << "no keyword";
    QTest::newRow("no end of keyword") << raw(png_with(chunk("tEXt", "abc"))) << "no keyword";
    QTest::newRow("long keyword") << raw(png_with(chunk("tEXt", std::string(80, 'k') + nul))) << "no keyword";
    QTest::newRow("text of 5 MB") << raw(png_with(chunk("tEXt", "a" + nul + std::string(5 << 20, 'x'))))
                                  << "has a text of 5,242,882 bytes";
    QTest::newRow("zlib bomb in zTXt") << raw(png_with(
                                              chunk("zTXt", "a" + nul + nul + deflated(std::string(200 << 20, 'x')))))
                                       << "inflates to more than 4,194,304 bytes";
    QTest::newRow("zlib bomb in iTXt") << raw(png_with(chunk("iTXt", "a" + nul + "\1" + nul + nul + nul +
                                                                         deflated(std::string(200 << 20, 'x')))))
                                       << "text \"a\" inflates to more than";
    QTest::newRow("not zlib") << raw(png_with(chunk("zTXt", "a" + nul + nul + "garbage"))) << "is compressed wrongly";
    QTest::newRow("zlib cut off") << raw(png_with(
                                         chunk("zTXt", "a" + nul + nul + deflated("hello hello").substr(0, 6))))
                                  << "compressed wrongly";
    QTest::newRow("unknown compression") << raw(png_with(chunk("zTXt", "a" + nul + "\1" + deflated("x"))))
                                         << "damaged chunk";
    QTest::newRow("empty zTXt") << raw(png_with(chunk("zTXt", "a" + nul))) << "damaged chunk";
    QTest::newRow("iTXt without fields") << raw(png_with(chunk("iTXt", "a" + nul + nul + nul + "en")))
                                         << "damaged chunk";
    QTest::newRow("iTXt of one flag") << raw(png_with(chunk("iTXt", "a" + nul + nul))) << "damaged chunk";
    QTest::newRow("iTXt with flag 2") << raw(png_with(chunk("iTXt", "a" + nul + "\2" + nul + nul + nul + "x")))
                                      << "damaged chunk";
    QTest::newRow("300 texts") << raw(png_with(many)) << "more than 256 texts";
}

void PngTextTest::bad_files() {
    QFETCH(QByteArray, file);
    QFETCH(QString, part);
    const testing::Limits limits;
    const auto texts = read_png_text(bytes_of(file.toStdString()));
    QVERIFY2(limits.exceeded().empty(), limits.exceeded().c_str());
    QVERIFY2(!texts, "was accepted");
    QVERIFY2(texts.error().message.find(part.toStdString()) != std::string::npos, texts.error().message.c_str());
    QCOMPARE(texts.error().kind, ErrorKind::bad_file);
}

void PngTextTest::bad_texts_are_not_written_data() {
    QTest::addColumn<QString>("keyword");
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("part");
    QTest::newRow("empty keyword") << "" << 1 << "cannot be called \"\"";
    QTest::newRow("long keyword") << QString(80, 'k') << 1 << "cannot be called";
    QTest::newRow("keyword beyond Latin-1") << "\u6771" << 1 << "cannot be called";
    QTest::newRow("5 MB") << "a" << (5 << 20) << "has 5,242,880 bytes";
}

void PngTextTest::bad_texts_are_not_written() {
    QFETCH(QString, keyword);
    QFETCH(int, size);
    QFETCH(QString, part);
    const std::vector<PictureText> texts{{keyword.toStdString(), std::string(static_cast<std::size_t>(size), 'x')}};
    const auto png = encode_png(1, 1, std::vector<std::uint8_t>{1, 2, 3}, texts);
    QVERIFY(!png);
    QVERIFY2(png.error().message.find(part.toStdString()) != std::string::npos, png.error().message.c_str());
}

void PngTextTest::texts_behind_the_pixels_are_found() {
    std::string png = png_with({});
    png.insert(png.size() - 12, chunk("tEXt", "late" + nul + "text"));
    REQUIRE_VALUE(const auto texts, read_png_text(bytes_of(png)));
    QVERIFY((texts == std::vector<PictureText>{{"late", "text"}}));
}

void PngTextTest::a_file_is_read_without_its_pixels() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("x.png").toStdString();
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(raw(png_with(chunk("tEXt", "a" + nul + "b"))));
    file.close();
    REQUIRE_VALUE(const auto texts, read_png_text(std::filesystem::path(path)));
    QCOMPARE(texts.size(), std::size_t{1});
    QVERIFY(file.resize(50));
    REQUIRE_ERROR(read_png_text(std::filesystem::path(path)), ErrorKind::bad_file, "x.png: ");
    REQUIRE_ERROR(read_png_text(std::filesystem::path(path + "-")), ErrorKind::io, "cannot be opened");
}

void PngTextTest::a_text_of_100_mb_is_not_read() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("x.png").toStdString();
    const std::string png = png_with({});
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(raw(png.substr(0, 33) + number(100'000'000) + "tEXtparameters" + nul));
    QVERIFY(file.resize(100'000'100));
    file.close();
    const testing::Limits limits;
    REQUIRE_ERROR(read_png_text(std::filesystem::path(path)), ErrorKind::bad_file,
                  "x.png: has a text of 100,000,000 bytes");
    QVERIFY2(limits.exceeded().empty(), limits.exceeded().c_str());
}

QTEST_GUILESS_MAIN(PngTextTest)
#include "png_text_test.moc"
