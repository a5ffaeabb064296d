// SPDX-License-Identifier: Apache-2.0
// The safetensors reader: sound files read exactly, and each way of being unsound is refused with a sentence.
#include "formats/safetensors.h"

#include <bit>
#include <cmath>
#include <limits>

#include "formats/file_bytes.h"
#include "formats/safetensors_writer.h"
#include "support/require.h"
#include "tensor/convert.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

QByteArray length_of(std::uint64_t size) { return raw(size); }

QByteArray file_with(const QByteArray& header, qsizetype data_bytes) {
    return length_of(static_cast<std::uint64_t>(header.size())) + header + QByteArray(data_bytes, 'd');
}

// One tensor "x" described by the given fields.
QByteArray entry(const char* fields) { return QByteArray("{\"x\":{") + fields + "}}"; }

}  // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT

private slots:
    void sound_files_are_read_data();
    void sound_files_are_read();
    void bad_files_data();
    void bad_files();
    void numbers_are_converted_data();
    void numbers_are_converted();
    void tensors_are_found_by_name();
    void parts_of_a_tensor();
    void a_million_tensors_are_quick();
    void too_many_tensors();
    void a_file_that_shrinks();
    void content_decides_not_the_name();

private:
    ScratchFile m_file{"castle.safetensors"};
};

void SafetensorsTest::sound_files_are_read_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("tensors");
    QTest::newRow("nothing") << file_with("{}", 0) << 0;
    QTest::newRow("only metadata") << file_with(R"({"__metadata__":{"format":"pt"}})", 0) << 0;
    QTest::newRow("padded") << file_with("{}      ", 0) << 0;
    QTest::newRow("one number") << file_with(entry(R"("dtype":"F32","shape":[],"data_offsets":[0,4])"), 4) << 1;
    QTest::newRow("no numbers") << file_with(entry(R"("dtype":"F32","shape":[0,7],"data_offsets":[0,0])"), 0) << 1;
    QTest::newRow("fields in another order")
        << file_with(entry(R"("data_offsets":[0,6],"shape":[3],"dtype":"BF16")"), 6) << 1;
    QTest::newRow("rank 5") << file_with(entry(R"("dtype":"U8","shape":[1,2,1,2,1],"data_offsets":[0,4])"), 4) << 1;
    QTest::newRow("entries not in the order of their bytes")
        << file_with(
               R"({"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]},"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}})",
               5)
        << 2;
    QTest::newRow("empty ones between")
        << file_with(
               R"({"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},)"
               R"("c":{"dtype":"U8","shape":[0],"data_offsets":[2,2]}})",
               2)
        << 3;
    QTest::newRow("names that would be dangerous as paths")
        << file_with(
               R"({"../x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u202ey":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
               2)
        << 2;
    QTest::newRow("header of 640 bytes, which begins like a pickle") << file_with("{}" + QByteArray(638, ' '), 0) << 0;
    QTest::newRow("unaligned")
        << file_with(
               R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F64","shape":[1],"data_offsets":[1,9]}})",
               9)
        << 2;
}

void SafetensorsTest::sound_files_are_read() {
    QFETCH(QByteArray, file);
    QFETCH(int, tensors);
    const auto path = m_file.write(file);
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path));
    QCOMPARE(read.tensors().size(), static_cast<std::size_t>(tensors));
    std::uint64_t position = read.data_offset();
    for (const TensorInfo& tensor : read.tensors()) {
        QCOMPARE(tensor.offset, position);
        QCOMPARE(tensor.bytes, tensor.shape.elements() * size_of(tensor.dtype));
        QVERIFY(read.find(tensor.name) == &tensor);
        position += tensor.bytes;
        REQUIRE_OK(read.read_floats(tensor));
    }
}

void SafetensorsTest::bad_files_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("part");
    auto row = [](const char* name, const QByteArray& file, const char* part) { QTest::newRow(name) << file << part; };
    auto fields = [&](const char* name, const char* text, qsizetype data, const char* part) {
        row(name, file_with(entry(text), data), part);
    };
    auto header = [&](const char* name, const char* text, qsizetype data, const char* part) {
        row(name, file_with(text, data), part);
    };

    row("empty", {}, "has only 0 bytes; it is not a safetensors file");
    row("nine bytes", length_of(1) + "{", "has only 9 bytes");
    row("header of 0", length_of(0) + "{}{}{}", "has no header");
    row("header of 1", length_of(1) + "{}{}", "has no header");
    row("header of 2^63", length_of(1ULL << 63U) + "{}{}", "claims a header of 9,223,372,036,854,775,808 bytes");
    row("header of 2^64-1", length_of(~0ULL) + "{}{}", "claims a header of 18,446,744,073,709,551,615 bytes");
    row("header over 100 MB", length_of(100'000'001) + "{}{}", "claims a header of 100,000,001 bytes");
    row("header beyond the file", length_of(1000) + "{}{}",
        "header that ends at byte 1,008 but the file has 12. The file looks cut off");
    row("not an object", file_with("[1, 2]", 0), "has no header");
    row("a zip archive", "PK\3\4" + QByteArray(100, '\0'),
        "is a zip archive (a PyTorch checkpoint?) without a directory at its end");
    row("a pickle", "\x80\2}." + QByteArray(100, 'x'), "is a Python pickle but no PyTorch checkpoint");
    row("text", "once upon a time there was a model", "it is not a safetensors file");

    header("no JSON", "{nothing at all}", 0, "is not valid JSON at its byte 3");
    header("cut JSON", R"({"x":{"dtype":"F32")", 0, "is not valid JSON");
    header("two objects", "{}{}", 0, "is not valid JSON at its byte 3");
    header("bad UTF-8", "{\"\xff\":{}}", 0, "is not valid JSON");
    row("zero bytes as padding", file_with(QByteArray("{}\0\0\0\0\0\0", 8), 0), "holds a zero byte at its byte 2");
    row("deep nesting of lists", file_with("{\"x\":" + QByteArray(1'000'000, '['), 0),
        "tensor \"x\" holds a list where none belongs");
    header("deep nesting of objects", R"({"x":{"y":{"z":{}}}})", 0, "unknown field \"y\"");
    header("object in a known field", R"({"x":{"dtype":{"z":{}}}})", 0,
           "tensor \"x\" holds an object where none belongs");
    header("object in a list", R"({"x":{"shape":[{}]}})", 0, "holds an object where none belongs");
    row("deep lists in a shape", file_with("{\"x\":{\"shape\":" + QByteArray(1'000'000, '['), 0),
        "holds a list where none belongs");

    header("tensor is a number", R"({"x":5})", 0, "tensor \"x\" holds a number where none belongs");
    header("tensor is text", R"({"x":"y"})", 0, "tensor \"x\" holds text where none belongs");
    header("tensor is null", R"({"x":null})", 0, "holds null");
    header("tensor is true", R"({"x":true})", 0, "holds true or false");
    fields("no dtype", R"("shape":[1],"data_offsets":[0,4])", 4, "tensor \"x\" has no dtype");
    fields("no shape", R"("dtype":"F32","data_offsets":[0,4])", 4, "tensor \"x\" has no shape");
    fields("no offsets", R"("dtype":"F32","shape":[1])", 4, "tensor \"x\" has no data_offsets");
    fields("unknown field", R"("dtype":"F32","shape":[1],"data_offsets":[0,4],"z":1)", 4,
           "has the unknown field \"z\"");
    fields("dtype twice", R"("dtype":"F32","dtype":"F16","shape":[1],"data_offsets":[0,4])", 4,
           "tensor \"x\" has dtype twice");
    fields("shape twice", R"("dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4])", 4, "has shape twice");
    fields("offsets twice", R"("dtype":"F32","data_offsets":[0,4],"shape":[1],"data_offsets":[0,4])", 4,
           "has data_offsets twice");
    fields("unknown dtype", R"("dtype":"F33","shape":[1],"data_offsets":[0,4])", 4, "has the unknown type \"F33\"");
    fields("dtype is a number", R"("dtype":32,"shape":[1],"data_offsets":[0,4])", 4,
           "holds a number where none belongs");
    fields("dtype is a list", R"("dtype":["F32"],"shape":[1],"data_offsets":[0,4])", 4,
           "holds a list where none belongs");
    fields("dtype we lack", R"("dtype":"F4","shape":[2],"data_offsets":[0,1])", 1,
           "is stored as F4, which Lemnos cannot read yet");
    fields("shape is text", R"("dtype":"F32","shape":"1","data_offsets":[0,4])", 4, "holds text where none belongs");
    fields("rank 6", R"("dtype":"U8","shape":[1,1,1,1,1,1],"data_offsets":[0,1])", 1,
           "has 6 dimensions; Lemnos reads at most 5");
    row("rank 1001", file_with(entry(("\"shape\":[1" + QByteArray(",1").repeated(1000) + "]").constData()), 0),
        "has a shape of over 1,000 numbers");
    fields("negative extent", R"("dtype":"F32","shape":[-1],"data_offsets":[0,4])", 4, "holds the negative number -1");
    fields("extent is a fraction", R"("dtype":"F32","shape":[1.5],"data_offsets":[0,4])", 4,
           "holds \"1.5\", which is not a whole number that fits");
    fields("extent of 2^32", R"("dtype":"F32","shape":[4294967296],"data_offsets":[0,4])", 4,
           "has an extent of 4,294,967,296");
    fields("shape overflows to 0", R"("dtype":"F32","shape":[4294967295,4294967295,4294967295],"data_offsets":[0,4])",
           4, "has the impossible shape");
    fields("zero hides an overflow",
           R"("dtype":"F32","shape":[0,4294967295,4294967295,4294967295],"data_offsets":[0,0])", 0,
           "has the impossible shape");
    fields("too few bytes", R"("dtype":"F32","shape":[2],"data_offsets":[0,4])", 4, "has 4 bytes, but 2 of f32 take 8");
    fields("too many bytes", R"("dtype":"F32","shape":[1],"data_offsets":[0,8])", 8,
           "has 8 bytes, but 1 of f32 take 4");
    fields("bytes without numbers", R"("dtype":"F32","shape":[0],"data_offsets":[0,4])", 4,
           "has 4 bytes, but 0 of f32 take 0");

    fields("one offset", R"("dtype":"F32","shape":[1],"data_offsets":[4])", 4, "has 1 data_offsets instead of 2");
    fields("three offsets", R"("dtype":"F32","shape":[1],"data_offsets":[0,4,8])", 4,
           "has 3 data_offsets instead of 2");
    fields("negative offset", R"("dtype":"F32","shape":[1],"data_offsets":[-4,0])", 4, "holds the negative number -4");
    fields("offset is a fraction", R"("dtype":"F32","shape":[1],"data_offsets":[0,4.0])", 4,
           "not a whole number that fits");
    fields("offset of 1e30", R"("dtype":"F32","shape":[1],"data_offsets":[0,1e30])", 4, "not a whole number that fits");
    fields("offset of 2^64", R"("dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551616])", 4,
           "not a whole number that fits");
    fields("offset of 1e400", R"("dtype":"F32","shape":[1],"data_offsets":[0,1e400])", 4, "is not valid JSON");
    fields("offsets inverted", R"("dtype":"F32","shape":[1],"data_offsets":[4,0])", 4,
           "ends at 0 before it begins at 4");
    fields("offset is text", R"("dtype":"F32","shape":[1],"data_offsets":["0","4"])", 4,
           "holds text where none belongs");
    fields("offset is null", R"("dtype":"F32","shape":[1],"data_offsets":[null,4])", 4, "holds null");

    fields("hole before the first", R"("dtype":"U8","shape":[4],"data_offsets":[2,6])", 6,
           "2 bytes before tensor \"x\" belong to nothing");
    header(
        "hole",
        R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}})",
        5, "1 bytes before tensor \"b\" belong to nothing");
    header(
        "overlap",
        R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
        3, "tensor \"b\" overlaps the one before it");
    header(
        "same bytes",
        R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
        2, "overlaps the one before it");
    header(
        "empty one inside another",
        R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}})",
        2, "tensor \"b\" overlaps the one before it");
    fields("data cut off", R"("dtype":"U8","shape":[1000],"data_offsets":[0,1000])", 10,
           "castle.safetensors: tensor \"x\" ends at byte 1,067 but the file has 77. The file looks cut off; download "
           "it again.");
    fields("bytes after the last", R"("dtype":"U8","shape":[4],"data_offsets":[0,4])", 7,
           "3 bytes follow the last tensor");
    header("bytes after nothing", "{}", 5, "5 bytes follow the last tensor");

    header(
        "tensor twice",
        R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}})",
        4, "tensor \"a\" appears twice");
    header("metadata twice", R"({"__metadata__":{},"__metadata__":{}})", 0, "the header has two __metadata__");
    header("metadata key twice", R"({"__metadata__":{"a":"1","a":"2"}})", 0, "the metadata has \"a\" twice");
    header("metadata number", R"({"__metadata__":{"a":1}})", 0, "the metadata holds a number where none belongs");
    header("metadata object", R"({"__metadata__":{"a":{}}})", 0, "the metadata holds an object where none belongs");
    header("metadata list", R"({"__metadata__":{"a":[]}})", 0, "the metadata holds a list where none belongs");
    header("metadata null", R"({"__metadata__":{"a":null}})", 0, "the metadata holds null");
    header("metadata is text", R"({"__metadata__":"a"})", 0, "the metadata holds text where none belongs");
    QByteArray much = "{\"__metadata__\":{";
    for (int i = 0; i <= 10'000; ++i) much += "\"" + QByteArray::number(i) + "\":\"\",";
    much.back() = '}';
    row("much metadata", file_with(much + "}", 0), "the metadata has over 10,000 entries");

    header("empty name", R"({"":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1, "a tensor has an empty name");
    header("name with NUL", R"({"a\u0000b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1,
           "name \"a?b\" holds a control character");
    row("name of 1 MB", file_with("{\"" + QByteArray(1'000'000, 'n') + "\":{}}", 0),
        "a tensor's name has 1,000,000 bytes: \"nnnn");
    header("right-to-left name in a message", "{\"\u202ey\":5}", 0, "tensor \"?y\" holds a number");
}

void SafetensorsTest::bad_files() {
    QFETCH(QByteArray, file);
    QFETCH(QString, part);
    const QString fault = fault_of_refusal(m_file.write(file), part);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void SafetensorsTest::numbers_are_converted_data() {
    QTest::addColumn<QByteArray>("dtype");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<double>("value");
    QTest::newRow("F32") << QByteArray("F32") << QByteArray::fromHex("0000c0bf") << -1.5;
    QTest::newRow("F16") << QByteArray("F16") << QByteArray::fromHex("003e") << 1.5;
    QTest::newRow("F16 smallest") << QByteArray("F16") << QByteArray::fromHex("0100") << 0x1p-24;
    QTest::newRow("BF16") << QByteArray("BF16") << QByteArray::fromHex("c0bf") << -1.5;
    QTest::newRow("F64") << QByteArray("F64") << QByteArray::fromHex("000000000000f8bf") << -1.5;
    QTest::newRow("E4M3 one") << QByteArray("F8_E4M3") << QByteArray::fromHex("38") << 1.0;
    QTest::newRow("E4M3 largest") << QByteArray("F8_E4M3") << QByteArray::fromHex("7e") << 448.0;
    QTest::newRow("E4M3 smallest") << QByteArray("F8_E4M3") << QByteArray::fromHex("81") << -0x1p-9;
    QTest::newRow("E4M3 NaN") << QByteArray("F8_E4M3") << QByteArray::fromHex("ff") << std::nan("");
    QTest::newRow("E5M2 largest") << QByteArray("F8_E5M2") << QByteArray::fromHex("7b") << 57344.0;
    QTest::newRow("E5M2 infinite") << QByteArray("F8_E5M2") << QByteArray::fromHex("fc")
                                   << -std::numeric_limits<double>::infinity();
    QTest::newRow("I8") << QByteArray("I8") << QByteArray::fromHex("80") << -128.0;
    QTest::newRow("U8") << QByteArray("U8") << QByteArray::fromHex("80") << 128.0;
    QTest::newRow("I16") << QByteArray("I16") << QByteArray::fromHex("feff") << -2.0;
    QTest::newRow("U16") << QByteArray("U16") << QByteArray::fromHex("feff") << 65534.0;
    QTest::newRow("I32") << QByteArray("I32") << QByteArray::fromHex("fcffffff") << -4.0;
    QTest::newRow("U32") << QByteArray("U32") << QByteArray::fromHex("000000f0") << 4026531840.0;
    QTest::newRow("I64") << QByteArray("I64") << QByteArray::fromHex("fdffffffffffffff") << -3.0;
    QTest::newRow("U64") << QByteArray("U64") << QByteArray::fromHex("0000000000000080") << 0x1p63;
    QTest::newRow("BOOL") << QByteArray("BOOL") << QByteArray::fromHex("01") << 1.0;
}

void SafetensorsTest::numbers_are_converted() {
    QFETCH(QByteArray, dtype);
    QFETCH(QByteArray, bytes);
    QFETCH(double, value);
    // Enough copies for every vector loop and more than one piece of reading, plus a rest.
    const qsizetype copies = 1'000'003;
    const QByteArray text = R"({"x":{"dtype":")" + dtype + R"(","shape":[)" + QByteArray::number(copies) +
                            R"(],"data_offsets":[0,)" + QByteArray::number(copies * bytes.size()) + "]}}";
    QByteArray file = length_of(static_cast<std::uint64_t>(text.size())) + text + bytes.repeated(copies);
    const auto path = m_file.write(file);
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path));
    REQUIRE_VALUE(const HostTensor tensor, read.read_floats("x"));
    QCOMPARE(tensor.values.size(), static_cast<std::size_t>(copies));
    for (const float number : tensor.values)
        if (!(std::isnan(value) ? std::isnan(number) : double{number} == value))
            QFAIL(qPrintable(QString::number(number)));
}

void SafetensorsTest::tensors_are_found_by_name() {
    const auto path = m_file.write(file_with(
        R"({"b.weight":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
        3));
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path));
    QVERIFY(read.find("b.weight") != nullptr && read.find("a") != nullptr);
    QVERIFY(read.find("b") == nullptr && read.find("") == nullptr && read.find("z") == nullptr);
    REQUIRE_ERROR(read.require("b.bias"), ErrorKind::bad_file, "castle.safetensors: has no tensor \"b.bias\"");
    QCOMPARE(read.bytes(*read.find("a")).size(), std::size_t{1});
}

void SafetensorsTest::parts_of_a_tensor() {
    const auto path = m_file.write(file_with(entry(R"("dtype":"U8","shape":[4],"data_offsets":[0,4])"), 0) + "abcd");
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path));
    std::array<std::byte, 2> part{};
    REQUIRE_OK(read.read_bytes(*read.find("x"), 2, part));
    QCOMPARE(std::to_integer<char>(part[0]), 'c');
    REQUIRE_ERROR(read.read_bytes(*read.find("x"), 3, part), ErrorKind::invalid_request,
                  "bytes 3 to 5 lie outside tensor \"x\"");
    REQUIRE_ERROR(read.read_bytes(*read.find("x"), ~0ULL, part), ErrorKind::invalid_request, "lie outside");
}

void SafetensorsTest::a_million_tensors_are_quick() {
    QByteArray header = "{";
    for (int i = 0; i < 1'000'000; ++i)
        header += "\"layer." + QByteArray::number(i) + "\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[" +
                  QByteArray::number(i) + "," + QByteArray::number(i + 1) + "]},";
    header.back() = '}';
    const auto path = m_file.write(file_with(header, 1'000'000));
    const testing::Limits limits;
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path));
    QCOMPARE(read.tensors().size(), std::size_t{1'000'000});
    for (int i = 0; i < 1'000'000; i += 7) QVERIFY(read.find(fmt::format("layer.{}", i)) != nullptr);
    QVERIFY2(limits.exceeded().empty(), limits.exceeded().c_str());
}

void SafetensorsTest::too_many_tensors() {
    QByteArray header = "{";
    for (std::size_t i = 0; i <= Checkpoint::most_tensors; ++i)
        header += "\"" + QByteArray::number(i) + "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},";
    header.back() = '}';
    const auto path = m_file.write(file_with(header, 0));
    REQUIRE_ERROR(Checkpoint::open(path), ErrorKind::unsupported, "names more than 1,048,576 tensors");
}

void SafetensorsTest::a_file_that_shrinks() {
    const auto path =
        m_file.write(file_with(entry(R"("dtype":"F32","shape":[10000],"data_offsets":[0,40000])"), 40000));
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path));
    REQUIRE_OK(read.read_floats("x"));
    std::filesystem::resize_file(path, 5000);
    REQUIRE_ERROR(read.read_floats("x"), ErrorKind::bad_file,
                  "ends at byte 5000 while being read; it has become shorter");
}

void SafetensorsTest::content_decides_not_the_name() {
    auto recognised = [&](const QByteArray& bytes, const char* name) {
        return is_safetensors(MappedFile::open(ScratchFile(name).write(bytes)).value());
    };
    QVERIFY(recognised(file_with("{}", 0), "model.ckpt"));
    QVERIFY(!recognised("PK\3\4" + QByteArray(100, '\0'), "model.safetensors"));
    QVERIFY(!recognised("GGUF" + QByteArray(100, '\0'), "model.safetensors"));
}

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
