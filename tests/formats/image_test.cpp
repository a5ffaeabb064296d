// SPDX-License-Identifier: Apache-2.0
// Pictures in and out, against Qt's readers and writers, and files that must be refused.
#include "formats/image.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include "support/limits.h"
#include "support/require.h"

using namespace lemnos;

namespace {

QImage pattern(int width, int height) {
    QImage image(width, height, QImage::Format_RGB888);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) image.setPixel(x, y, qRgb(x, 3 * y, x + y));
    return image;
}

QByteArray file_of(const QImage& image, const char* format, int quality = -1) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return bytes;
}

std::span<const std::byte> bytes_of(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), static_cast<std::size_t>(data.size())));
}

int largest_difference(const RgbImage& image, const QImage& truth) {
    int largest = 0;
    for (int y = 0; y < truth.height(); ++y)
        for (int x = 0; x < truth.width(); ++x) {
            const std::uint8_t* pixel =
                &image.rgb[(static_cast<std::size_t>(y) * image.width + static_cast<std::size_t>(x)) * 3];
            const QRgb expected = truth.pixel(x, y);
            largest = std::max({largest, std::abs(pixel[0] - qRed(expected)), std::abs(pixel[1] - qGreen(expected)),
                                std::abs(pixel[2] - qBlue(expected))});
        }
    return largest;
}

// A valid PNG whose header claims other extents.
QByteArray png_claiming(quint32 width, quint32 height) {
    QByteArray png = file_of(pattern(1, 1), "PNG");
    for (int i = 0; i < 4; ++i) {
        png[16 + i] = static_cast<char>((width >> (24 - 8 * i)) & 0xffU);
        png[20 + i] = static_cast<char>((height >> (24 - 8 * i)) & 0xffU);
    }
    const QByteArray header = png.mid(12, 17);
    const auto crc = [&] {
        quint32 value = 0xffffffffU;
        for (const char letter : header) {
            value ^= static_cast<unsigned char>(letter);
            for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xedb88320U : 0U);
        }
        return ~value;
    }();
    for (int i = 0; i < 4; ++i) png[29 + i] = static_cast<char>((crc >> (24 - 8 * i)) & 0xffU);
    return png;
}

}  // namespace

class ImageTest : public QObject {
    Q_OBJECT

private slots:
    void pixels_survive_data();
    void pixels_survive();
    void transparency_becomes_white();
    void sixteen_bits_become_eight();
    void bad_files_data();
    void bad_files();
    void exif_is_left_alone_data();
    void exif_is_left_alone();
    void errors_name_the_file();
    void bad_pictures_are_not_written();
};

void ImageTest::pixels_survive_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("tolerance");
    for (const QSize size : {QSize(1, 1), QSize(7, 3), QSize(64, 48), QSize(129, 65)}) {
        const QImage image = pattern(size.width(), size.height());
        QTest::addRow("png %dx%d", size.width(), size.height()) << file_of(image, "PNG") << size << 0;
        QTest::addRow("jpeg %dx%d", size.width(), size.height()) << file_of(image, "JPG", 100) << size << 16;
        QTest::addRow("bmp %dx%d", size.width(), size.height()) << file_of(image, "BMP") << size << 0;
        const auto ours =
            encode_png(static_cast<std::uint32_t>(size.width()), static_cast<std::uint32_t>(size.height()),
                       decode_image(bytes_of(file_of(image, "PNG"))).value().rgb)
                .value();
        QTest::addRow("ours %dx%d", size.width(), size.height())
            << QByteArray(reinterpret_cast<const char*>(ours.data()), static_cast<qsizetype>(ours.size())) << size << 0;
    }
}

void ImageTest::pixels_survive() {
    QFETCH(QByteArray, file);
    QFETCH(QSize, size);
    QFETCH(int, tolerance);
    REQUIRE_VALUE(const RgbImage image, decode_image(bytes_of(file)));
    QCOMPARE(QSize(static_cast<int>(image.width), static_cast<int>(image.height)), size);
    const int off = largest_difference(image, pattern(size.width(), size.height()));
    QVERIFY2(off <= tolerance, qPrintable(QString::number(off)));
}

void ImageTest::transparency_becomes_white() {
    QImage image(2, 1, QImage::Format_RGBA8888);
    image.setPixelColor(0, 0, QColor(10, 20, 30, 0));
    image.setPixelColor(1, 0, QColor(10, 20, 30, 255));
    REQUIRE_VALUE(const RgbImage read, decode_image(bytes_of(file_of(image, "PNG"))));
    QVERIFY((read.rgb == std::vector<std::uint8_t>{255, 255, 255, 10, 20, 30}));
}

void ImageTest::sixteen_bits_become_eight() {
    QImage image(1, 1, QImage::Format_RGBX64);
    image.setPixelColor(0, 0, QColor::fromRgba64(0xffff, 0x8080, 0));
    REQUIRE_VALUE(const RgbImage read, decode_image(bytes_of(file_of(image, "PNG"))));
    QVERIFY(read.rgb[0] == 255 && std::abs(read.rgb[1] - 0x80) <= 1 && read.rgb[2] == 0);
}

void ImageTest::bad_files_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("part");
    const QByteArray png = file_of(pattern(64, 64), "PNG");
    const QByteArray jpeg = file_of(pattern(64, 64), "JPG");
    QTest::newRow("empty") << QByteArray() << "is not a PNG, JPEG, WebP or BMP picture";
    QTest::newRow("text") << QByteArray("once upon a time") << "is not a PNG, JPEG, WebP or BMP picture";
    QTest::newRow("png cut off") << png.left(png.size() / 2) << "The file looks cut off";
    QTest::newRow("only a signature") << png.left(8) << "The file looks cut off";
    QTest::newRow("wrong check sum of the pixels")
        << QByteArray(png).replace(png.indexOf("IDAT") + 20, 1, "?") << "cannot be decoded";
    QTest::newRow("text of 2 GB") << png.left(33) + QByteArray::fromHex("77020016") + "iTXta" + png.mid(33)
                                  << "of 1,996,619,798 bytes that ends after";
    QTest::newRow("jpeg cut in its header") << jpeg.left(100) << "is a picture without pixels";
    QTest::newRow("jpeg cut in its pixels") << jpeg.left(jpeg.size() - 200) << "cannot be decoded: Premature end";
    QTest::newRow("jpeg with a huge code table")
        << QByteArray::fromBase64("/9j//////8T//xP///8ALw==") << "cannot be decoded";
    const QByteArray bmp = file_of(pattern(4, 4), "BMP");
    QTest::newRow("bmp cut in its header") << bmp.left(20) << "ends at byte";
    QTest::newRow("bmp cut in its pixels") << bmp.left(bmp.size() - 6) << "ends at byte";
    QTest::newRow("webp cut in its header") << QByteArray("RIFF\x10\0\0\0WEBPVP8 ", 16) << "is a damaged WebP picture";
    QTest::newRow("20000 wide") << png_claiming(20000, 4) << "is 20,000 x 4 pixels; Lemnos opens up to 16,384";
    QTest::newRow("16384 square") << png_claiming(16384, 16384) << "has 268,435,456 pixels";
    QTest::newRow("2 billion wide") << png_claiming(0x7fffffff, 0x7fffffff) << "";
    QTest::newRow("no width") << png_claiming(0, 5) << "cannot be decoded";
}

void ImageTest::bad_files() {
    QFETCH(QByteArray, file);
    QFETCH(QString, part);
    const testing::Limits limits;
    const auto image = decode_image(bytes_of(file));
    QVERIFY2(limits.exceeded().empty(), limits.exceeded().c_str());
    QVERIFY2(!image, "was accepted");
    QVERIFY2(image.error().message.find(part.toStdString()) != std::string::npos, image.error().message.c_str());
    QVERIFY(image.error().kind == ErrorKind::bad_file || image.error().kind == ErrorKind::unsupported);
}

// Nothing of it is read, so nothing in it can harm: lengths beyond the file, offsets in a circle.
void ImageTest::exif_is_left_alone_data() {
    QTest::addColumn<QByteArray>("exif");
    QTest::newRow("garbage") << QByteArray(300, '\xff');
    QTest::newRow("a directory that is its own next")
        << QByteArray::fromHex("4578696600004d4d002a00000008000100000100000000000008");
    QTest::newRow("a comment of 4 GB") << QByteArray::fromHex(
        "4578696600004d4d002a0000000800019286000700ffffff00ffffff00000000");
    QTest::newRow("cut off") << QByteArray("Exif");
}

void ImageTest::exif_is_left_alone() {
    QFETCH(QByteArray, exif);
    const QByteArray jpeg = file_of(pattern(64, 64), "JPG");
    const auto length = static_cast<quint16>(exif.size() + 2);
    const QByteArray segment = QByteArray::fromHex("ffe1") + char(length >> 8) + char(length & 0xff) + exif;
    REQUIRE_VALUE(const RgbImage image, decode_image(bytes_of(jpeg.left(2) + segment + jpeg.mid(2))));
    REQUIRE_VALUE(const RgbImage plain, decode_image(bytes_of(jpeg)));
    QVERIFY(image == plain);
}

void ImageTest::errors_name_the_file() {
    QTemporaryDir folder;
    QFile file(folder.filePath("cat.png"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no cat");
    file.close();
    REQUIRE_ERROR(read_image(file.fileName().toStdString()), ErrorKind::bad_file, "cat.png: is not a PNG");
    REQUIRE_ERROR(read_image("/nowhere/cat.png"), ErrorKind::io, "/nowhere/cat.png: cannot be opened");
}

void ImageTest::bad_pictures_are_not_written() {
    const std::vector<std::uint8_t> rgb(12);
    REQUIRE_ERROR(encode_png(2, 3, rgb), ErrorKind::invalid_request, "has 12 bytes instead of 18");
    REQUIRE_ERROR(encode_png(0, 2, {}), ErrorKind::invalid_request, "0 x 2 pixels cannot be written");
    REQUIRE_ERROR(encode_png(100000, 1, rgb), ErrorKind::invalid_request, "cannot be written");
}

QTEST_GUILESS_MAIN(ImageTest)
#include "image_test.moc"
