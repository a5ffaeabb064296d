// SPDX-License-Identifier: Apache-2.0
// The GGUF reader: every type dequantised to the same bits as GGML's own, and each way of being unsound refused.
#include "formats/gguf.h"

#include "formats/file_bytes.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

QByteArray text(const QByteArray& value) { return raw(static_cast<std::uint64_t>(value.size())) + value; }

QByteArray start(std::uint64_t tensors, std::uint64_t pairs, std::uint32_t version = 3) {
    return "GGUF" + raw(version) + raw(tensors) + raw(pairs);
}
QByteArray pair(const QByteArray& key, std::uint32_t type, const QByteArray& value) {
    return text(key) + raw(type) + value;
}
QByteArray list(std::uint32_t type, std::uint64_t count, const QByteArray& values = {}) {
    return raw(type) + raw(count) + values;
}
QByteArray entry(const QByteArray& name, const std::vector<std::uint64_t>& extents, std::uint32_t type,
                 std::uint64_t offset) {
    QByteArray bytes = text(name) + raw(static_cast<std::uint32_t>(extents.size()));
    for (const std::uint64_t extent : extents) bytes += raw(extent);
    return bytes + raw(type) + raw(offset);
}
// Fills up to the alignment and adds so much data.
QByteArray with_data(QByteArray header, qsizetype data, qsizetype alignment = 32) {
    header += QByteArray((alignment - header.size() % alignment) % alignment, '\0');
    return header + QByteArray(data, '\0');
}

}  // namespace

class GgufTest : public QObject {
    Q_OBJECT

private slots:
    void dequantises_every_type_to_the_bit();
    void sound_files_are_read_data();
    void sound_files_are_read();
    void bad_files_data();
    void bad_files();
    void rows_must_not_cut_blocks();

private:
    ScratchFile m_file{"castle.gguf"};
};

void GgufTest::dequantises_every_type_to_the_bit() {
    REQUIRE_VALUE(const Checkpoint expected, Checkpoint::open(LEMNOS_GOLDEN_DIR "/gguf_types.safetensors"));
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(LEMNOS_GOLDEN_DIR "/gguf_types.gguf"));
    QCOMPARE(read.format(), "gguf");
    QCOMPARE(read.metadata().at("general.architecture"), "sd1");
    QCOMPARE(read.metadata().at("general.is_a_test"), "true");
    QCOMPARE(read.metadata().at("general.number"), "0.5");
    QCOMPARE(read.tensors().size(), expected.tensors().size());
    for (const TensorInfo& tensor : expected.tensors()) {
        REQUIRE_VALUE(const TensorInfo* found, read.require(tensor.name));
        QCOMPARE(found->shape, tensor.shape);
        const std::string type = tensor.name.substr(0, tensor.name.find('.'));
        QCOMPARE(name_of(found->dtype), type == "conv" ? "q8_0" : type);
        REQUIRE_VALUE(const HostTensor ours, read.read_floats(*found));
        REQUIRE_VALUE(const HostTensor theirs, expected.read_floats(tensor));
        QVERIFY2(ours.values == theirs.values, tensor.name.c_str());
    }
}

void GgufTest::sound_files_are_read_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("tensors");
    const QByteArray q8 = entry("a", {64}, 8, 0);
    QTest::newRow("nothing") << start(0, 0) << 0;
    QTest::newRow("version 2") << with_data(start(1, 0, 2) + q8, 68) << 1;
    QTest::newRow("the last one needs no padding") << with_data(start(1, 0) + q8, 68) << 1;
    QTest::newRow("padding between") << with_data(start(2, 0) + q8 + entry("b", {3}, 0, 96), 96 + 12) << 2;
    QTest::newRow("alignment of 64")
        << with_data(start(2, 1) + pair("general.alignment", 4, raw(64U)) + q8 + entry("b", {3}, 0, 128), 140, 64) << 2;
    QTest::newRow("long text is skipped")
        << with_data(start(1, 1) + pair("t", 8, text(QByteArray(300'000, 't'))) + q8, 68) << 1;
    QTest::newRow("every kind of value") << start(0, 14) + pair("a", 0, "1") + pair("b", 1, "1") + pair("c", 2, "12") +
                                                pair("d", 3, "12") + pair("e", 4, "1234") + pair("f", 5, "1234") +
                                                pair("g", 6, "1234") + pair("h", 7, "\1") + pair("i", 8, text("x")) +
                                                pair("j", 10, "12345678") + pair("k", 11, "12345678") +
                                                pair("l", 12, "12345678") +
                                                pair("m", 9, list(8, 2, text("x") + text(""))) +
                                                pair("n", 9, list(12, 1, "12345678"))
                                         << 0;
}

void GgufTest::sound_files_are_read() {
    QFETCH(QByteArray, file);
    QFETCH(int, tensors);
    const auto path = m_file.write(file);
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path));
    QCOMPARE(read.tensors().size(), static_cast<std::size_t>(tensors));
    for (const TensorInfo& tensor : read.tensors()) REQUIRE_OK(read.read_floats(tensor));
}

void GgufTest::bad_files_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const QByteArray& file, const char* part) {
        QTest::newRow(name) << file << part;
    };
    const auto value = [&](const char* name, const QByteArray& one, const char* part) {
        row(name, start(0, 1) + one + QByteArray(64, '\0'), part);
    };
    const auto tensor = [&](const char* name, const QByteArray& one, const char* part) {
        row(name, with_data(start(1, 0) + one, 4096), part);
    };
    row("only the magic", "GGUF", "ends inside its header: 4 bytes are missing");
    row("version 1", start(0, 0, 1), "is GGUF version 1");
    row("version 4", start(0, 0, 4), "is GGUF version 4");
    row("big-endian", start(0, 0, 0x03000000), "is a big-endian GGUF file");
    row("2^64 - 1 keys", start(0, ~0ULL), "claims 18,446,744,073,709,551,615 keys, but only 0 bytes follow");
    row("2^64 - 1 tensors", start(~0ULL, 0) + QByteArray(100, 'x'), "claims 18,446,744,073,709,551,615 tensors");
    row("tensors times their size overflow", start(1ULL << 60U, 0) + QByteArray(100, 'x'), "claims 1,152,921");
    row("too many keys", start(0, 10'001) + QByteArray(200'000, 'x'), "holds 10,001 keys; Lemnos reads at most 10,000");

    value("key beyond the end", raw(std::uint64_t{60'000}), "ends inside its header");
    value("key of 2^64 - 1 bytes", raw(~0ULL), "the name of a key has 18,446,744,073,709,551,615 bytes");
    value("text of 2^64 - 1 bytes", pair("k", 8, raw(~0ULL)), "ends inside its header");
    value("text beyond the end", pair("k", 8, raw(std::uint64_t{5000})), "ends inside its header");
    value("type 13", pair("k", 13, "x"), "key \"k\" has the unknown type 13");
    value("truth of 7", pair("k", 7, "\7"), "key \"k\" is neither true nor false but 7");
    value("list of lists", pair("k", 9, list(9, 1)), "key \"k\" is a list of lists");
    value("list of type 99", pair("k", 9, list(99, 1)), "key \"k\" is a list of the unknown type 99");
    value("list that overflows", pair("k", 9, list(12, 1ULL << 61U)),
          "key \"k\" is a list of 2,305,843,009,213,693,952");
    value("list beyond the end", pair("k", 9, list(4, 1000)), "ends inside its header");
    value("list of 2^64 - 1 texts", pair("k", 9, list(8, ~0ULL)), "claims 18,446,744,073,709,551,615 values");
    value("text in a list beyond the end", pair("k", 9, list(8, 1, raw(~0ULL))), "ends inside its header");
    row("key twice", start(0, 2) + pair("k", 7, "\1") + pair("k", 7, "\1"), "has the key \"k\" twice");
    value("alignment of 0", pair("general.alignment", 4, raw(0U)), "key \"general.alignment\" is 0, which is no");
    value("alignment of 3", pair("general.alignment", 4, raw(3U)), "is 3, which is no sensible power of two");
    value("alignment of 2^31", pair("general.alignment", 4, raw(1U << 31U)), "is 2147483648, which is no");
    value("alignment is text", pair("general.alignment", 8, text("32")), "is no 32-bit number");
    value("alignment is a list", pair("general.alignment", 9, list(4, 1, raw(32U))), "is no 32-bit number");

    tensor("no dimensions", entry("a", {}, 0, 0), "tensor \"a\" has 0 dimensions");
    tensor("five dimensions", entry("a", {1, 1, 1, 1, 1}, 0, 0), "tensor \"a\" has 5 dimensions");
    tensor("2^32 - 1 dimensions", text("a") + raw(~0U), "has 4294967295 dimensions");
    tensor("extent of 0", entry("a", {0}, 0, 0), "tensor \"a\" has an extent of 0");
    tensor("extent of -1", entry("a", {~0ULL}, 0, 0), "has an extent of 18,446,744,073,709,551,615");
    tensor("shape overflows", entry("a", {1U << 31U, 1U << 31U, 4}, 0, 0), "has an impossible shape");
    tensor("shape overflows to 0", entry("a", {1U << 31U, 1U << 31U, 1U << 31U}, 0, 0), "has an impossible shape");
    tensor("half a block", entry("a", {48}, 8, 0), "has rows of 48 numbers, but q8_0 stores 32 at once");
    tensor("half a large block", entry("a", {128, 2}, 12, 0), "has rows of 128 numbers, but q4_k stores 256 at once");
    tensor("removed type 4", entry("a", {32}, 4, 0), "is stored as Q4_2, which Lemnos cannot read");
    tensor("removed type 5", entry("a", {32}, 5, 0), "is stored as Q4_3, which Lemnos cannot read");
    tensor("type we lack", entry("a", {256}, 21, 0), "is stored as IQ3_S, which Lemnos cannot read");
    tensor("unknown type", entry("a", {256}, 77, 0), "has the unknown type 77");
    tensor("first one not at 0", entry("a", {32}, 0, 32), "begins at 32, but the tensor before it ends at 0");
    tensor("name with NUL", entry(QByteArray("a\0b", 3), {32}, 0, 0), "name \"a?b\" holds a control character");
    tensor("no name", entry("", {32}, 0, 0), "a tensor has an empty name");
    tensor("name of 70,000 bytes", raw(std::uint64_t{70'000}), "a tensor's name has 70,000 bytes");
    tensor("cut off", entry("a", {1'000'000}, 0, 0), "The file looks cut off");
    tensor("cut off in the last row", entry("a", {1025}, 0, 0), "but the file has 4,160");
    tensor("petabytes", entry("a", {1U << 31U, 1U << 20U}, 0, 0), "The file looks cut off");
    const QByteArray a = entry("a", {64}, 8, 0);
    row("overlap", with_data(start(2, 0) + a + entry("b", {3}, 0, 64), 4096),
        "tensor \"b\" begins at 64, but the tensor before it ends at 96");
    row("in another order", with_data(start(2, 0) + entry("b", {3}, 0, 96) + a, 4096), "tensor \"b\" begins at 96");
    row("tensor twice", with_data(start(2, 0) + a + entry("a", {3}, 0, 96), 4096), "tensor \"a\" appears twice");

    const auto reshaped = [&](const char* name, const QByteArray& shape, const char* part) {
        row(name, with_data(start(1, 1) + pair("comfy.gguf.orig_shape.a", 9, shape) + a, 4096), part);
    };
    reshaped("shape of other size", list(5, 2, raw(3) + raw(3)), "tensor \"a\" is 64, but was 3x3");
    reshaped("shape with 0", list(5, 2, raw(64) + raw(0)), "has an extent of 0");
    reshaped("shape with -1", list(5, 2, raw(-64) + raw(-1)), "has an extent of -64");
    reshaped("shape of rank 6", list(5, 6), "is no shape: 6 values");
    reshaped("shape of floats", list(6, 1, raw(64.0F)), "is no shape: 1 values of type 6");
    reshaped("shape that overflows", list(5, 3, raw(INT32_MAX) + raw(INT32_MAX) + raw(INT32_MAX)), "impossible shape");
    row("shape of nothing", start(0, 1) + pair("comfy.gguf.orig_shape.z", 9, list(5, 1, raw(64))),
        "gives the original shape of tensor \"z\", which it does not hold");
}

void GgufTest::bad_files() {
    QFETCH(QByteArray, file);
    QFETCH(QString, part);
    const QString fault = fault_of_refusal(m_file.write(file), part);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void GgufTest::rows_must_not_cut_blocks() {
    for (const auto& [first, is_sound] : {std::pair(16U, true), {8U, false}}) {
        REQUIRE_VALUE(Checkpoint read, Checkpoint::open(LEMNOS_GOLDEN_DIR "/gguf_types.gguf"));
        const TensorInfo conv = *read.find("conv.weight");
        REQUIRE_VALUE(const HostTensor whole, read.read_floats(conv));
        Result<Checkpoint> part = std::move(read).with_tensors({rows_of(conv, first, first == 16 ? 16 : 7, "part")});
        QCOMPARE(part.has_value(), is_sound);
        if (!is_sound) continue;
        REQUIRE_VALUE(const HostTensor rows, part->read_floats("part"));
        QVERIFY(std::ranges::equal(rows.values, std::span(whole.values).subspan(16 * 36)));
    }
}

QTEST_GUILESS_MAIN(GgufTest)
#include "gguf_test.moc"
