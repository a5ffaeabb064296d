// SPDX-License-Identifier: Apache-2.0
// Files of torch.save: written by PyTorch and read exactly, and programs instead of data refused by what they want.
#include "formats/pytorch.h"

#include <zlib.h>

#include "formats/file_bytes.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

QByteArray pickle(const QByteArray& instructions) { return "\x80\2" + instructions; }
QByteArray text(const QByteArray& value) { return "X" + raw(static_cast<std::uint32_t>(value.size())) + value; }

struct Part {
    QByteArray name, bytes;
    std::uint16_t method = 0;
    std::uint32_t crc_error = 0;
    std::uint32_t shift = 0;  // of where the directory says it is
};

// A zip archive with the entries as they are; `wide` says all in zip64 fields.
QByteArray archive(const std::vector<Part>& parts, bool wide = false) {
    QByteArray file, directory;
    for (const Part& part : parts) {
        const auto size = static_cast<std::uint32_t>(part.bytes.size());
        const auto name_size = static_cast<std::uint16_t>(part.name.size());
        const auto at = static_cast<std::uint32_t>(file.size()) + part.shift;
        const auto crc =
            static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(part.bytes.constData()), size)) ^
            part.crc_error;
        const QByteArray common = raw<std::uint16_t>(0) + raw(part.method) + raw<std::uint32_t>(0) + raw(crc);
        file += "PK\3\4" + raw<std::uint16_t>(45) + common + raw(size) + raw(size) + raw(name_size) +
                raw<std::uint16_t>(0) + part.name + part.bytes;
        const QByteArray extra = wide ? raw<std::uint16_t>(1) + raw<std::uint16_t>(24) + raw(std::uint64_t{size}) +
                                            raw(std::uint64_t{size}) + raw(std::uint64_t{at})
                                      : QByteArray();
        const std::uint32_t shown = wide ? ~0U : size;
        directory += "PK\1\2" + raw<std::uint32_t>(45) + common + raw(shown) + raw(shown) + raw(name_size) +
                     raw(static_cast<std::uint16_t>(extra.size())) + QByteArray(10, '\0') + raw(wide ? ~0U : at) +
                     part.name + extra;
    }
    const auto begin = static_cast<std::uint64_t>(file.size());
    const auto bytes = static_cast<std::uint64_t>(directory.size());
    const std::uint64_t count = parts.size();
    file += directory;
    if (wide) {
        const auto record = static_cast<std::uint64_t>(file.size());
        file += "PK\6\6" + raw<std::uint64_t>(44) + raw<std::uint32_t>(45) + raw<std::uint64_t>(0) + raw(count) +
                raw(count) + raw(bytes) + raw(begin);
        file += "PK\6\7" + raw<std::uint32_t>(0) + raw(record) + raw<std::uint32_t>(1);
    }
    const auto shown = static_cast<std::uint16_t>(wide ? 0xffff : count);
    return file + "PK\5\6" + raw<std::uint32_t>(0) + raw(shown) + raw(shown) +
           raw(wide ? ~0U : static_cast<std::uint32_t>(bytes)) + raw(wide ? ~0U : static_cast<std::uint32_t>(begin)) +
           raw<std::uint16_t>(0);
}

// {"w": a tensor of 2x3 floats in storage "0"} with the given offset, size and strides.
QByteArray one_tensor(const QByteArray& offset = "K" + raw<char>(0), const QByteArray& size = "K\2K\3\x86",
                      const QByteArray& strides = "K\3K\1\x86", const QByteArray& type = "ctorch\nFloatStorage\n") {
    return pickle("}" + text("w") + "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + type + text("0") +
                  text("cpu") + "K\6tQ" + offset + size + strides + QByteArray("\x89)tRs."));
}

QByteArray checkpoint(const QByteArray& pickled, bool wide = false) {
    return archive({{"a/data.pkl", pickled}, {"a/data/0", QByteArray(24, '\0')}}, wide);
}

QByteArray golden(const char* name) {
    QFile file(QString(LEMNOS_GOLDEN_DIR "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class PyTorchTest : public QObject {
    Q_OBJECT

private slots:
    void reads_what_pytorch_writes_data();
    void reads_what_pytorch_writes();
    void sound_files_are_read_data();
    void sound_files_are_read();
    void bad_files_data();
    void bad_files();

private:
    ScratchFile m_file{"castle.ckpt"};
};

void PyTorchTest::reads_what_pytorch_writes_data() {
    QTest::addColumn<QString>("file");
    for (const char* name : {"zip.pth", "legacy.pth", "protocol4.pt", "lightning.ckpt", "lightning_legacy.ckpt",
                             "parameters.bin", "nested.pth"})
        QTest::newRow(name) << name;
}

void PyTorchTest::reads_what_pytorch_writes() {
    QFETCH(QString, file);
    const std::string folder = LEMNOS_GOLDEN_DIR "/pytorch";
    REQUIRE_VALUE(const Checkpoint expected, Checkpoint::open(folder + ".safetensors"));
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(folder + "_" + file.toStdString()));
    QCOMPARE(read.format(), "pickle");
    QCOMPARE(read.tensors().size(), expected.tensors().size());
    for (const TensorInfo& tensor : expected.tensors()) {
        REQUIRE_VALUE(const TensorInfo* found, read.require(tensor.name));
        QCOMPARE(found->shape, tensor.shape);
        QCOMPARE(found->dtype, tensor.dtype);
        const auto bytes = read.bytes(*found);
        QVERIFY2(std::ranges::equal(bytes, expected.bytes(tensor)), tensor.name.c_str());
    }
    const bool is_training = file.startsWith("lightning");
    QCOMPARE(read.metadata().contains("global_step"), is_training);
}

void PyTorchTest::sound_files_are_read_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("name");
    QTest::newRow("one tensor") << checkpoint(one_tensor()) << "w";
    QTest::newRow("zip64") << checkpoint(one_tensor(), true) << "w";
    QTest::newRow("axes of one may have any stride")
        << checkpoint(one_tensor("K" + raw<char>(0), "(K\2K\1K\3t", "(K\3K\7K\1t")) << "w";
    QTest::newRow("transposed rows of one") << checkpoint(one_tensor("K\2", "K\1K\4\x86", "K\1K\1\x86")) << "w";
    QTest::newRow("textual inversion") << golden("pytorch_inversion.pt") << "string_to_param.*";
    QTest::newRow("textual inversion of its authors")
        << golden("pytorch_inversion_of_authors.pt") << "string_to_param.*";
}

void PyTorchTest::sound_files_are_read() {
    QFETCH(QByteArray, file);
    QFETCH(QString, name);
    const auto path = m_file.write(file);
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path));
    REQUIRE_OK(read.read_floats(name.toStdString()));
}

void PyTorchTest::bad_files_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const QByteArray& file, const char* part) {
        QTest::newRow(name) << file << part;
    };
    const auto program = [&](const char* name, const QByteArray& instructions, const char* part) {
        row(name, checkpoint(pickle(instructions)), part);
    };
    const QByteArray zero = "K" + raw<char>(0);

    program("runs a command", "cos\nsystem\n" + text("touch /tmp/owned") + "\x85R.",
            "this file wants to run \"os.system\"; it is refused");
    program("runs a command, protocol 4", text("posix") + text("system") + "\x93" + text("ls") + "\x85R.",
            "wants to run \"posix.system\"");
    program("instance of a foreign class", "(isubprocess\nPopen\n.", "wants to run \"subprocess.Popen\"");
    program("eval", "c__builtin__\neval\n" + text("1") + "\x85R.", "wants to run \"__builtin__.eval\"");
    program("name with a right-to-left mark", QByteArray("cos\n\u202esystem\n."), "wants to run \"os.?system\"");
    program("dotted name", "ctorch\nhub.load\n.", "wants to run \"torch.hub.load\"");
    program("calls a type", "ctorch\nFloatStorage\n)R.", "wants to call torch.FloatStorage");
    row("a bare pickle that runs a command", pickle("cos\nsystem\n" + text("ls") + "\x85R."),
        "wants to run \"os.system\"");
    row("protocol 0 that runs a command", "cos\nsystem\n(S'ls'\ntR.", "wants to run \"os.system\"");
    row("a bare pickle", pickle("}."), "is a Python pickle but no PyTorch checkpoint");
    row("a pickle cut off", pickle("}q\1(X\5") + "xyz", "is cut off");

    program("unknown instruction", "\xff.", "holds the instruction 0xff");
    program("extension registry", "\x82\1.", "holds the instruction 0x82");
    program("protocol 6", "\x80\6.", "is written in pickle protocol 6");
    program("nothing", ".", "takes a value from an empty stack");
    program("no end", "}", "is cut off");
    program("no mark", "}t.", "lacks a mark");
    program("below a mark", "}(0.", "takes a value from an empty stack");
    program("reduces what is no function", "}})R.", "calls what is no function");
    program("items for what is no list", "Na.", "takes a value from an empty stack");
    program("items for a number", "K\1Na.", "adds items to what is no list");
    program("items for a call", "cnumpy\ndtype\n)RK\1K\2s.", "adds items to what is no list");
    program("key without a value", "}(K\1u.", "holds a key without a value");
    program("dictionary of one", "(K\1d.", "holds a key without a value");
    program("forgotten value", "h\5.", "asks for value 5, which it has not remembered");
    program("state of a number", "K\1}b.", "sets the state of what is no object");
    program("long number of negative length", "\x8b" + raw(-1) + ".", "holds a number of -1 bytes");
    program("text of negative length", "T" + raw(-5) + ".", "holds text of -5 bytes");
    program("text beyond the end", "X" + raw(~0U) + ".", "is cut off");
    program("bytes beyond the end", "\x8e" + raw(~0ULL) + ".", "is cut off");
    program("two million values", QByteArray("N").repeated(2'000'000) + ".", "holds more than 1,048,576 values");
    program("two million copies", "N" + QByteArray("2").repeated(2'000'000) + ".", "piles up more than 1,048,576");
    program("long arguments, called again and again",
            "cnumpy\ndtype\nq\1(" + QByteArray("N").repeated(10'000) + "tq\2" +
                QByteArray("h\1h\2R0").repeated(100'000) + ".",
            "holds more than 4,194,304 items");
    QByteArray laughs = "}q" + raw<char>(0);
    for (char i = 0; i < 25; ++i) laughs += "(" + QByteArray("h" + raw(i)).repeated(10) + "tq" + raw(char(i + 1));
    program("each holds the last ten times", laughs + ".", "nests its values too deep or too often");
    program("holds itself", "]q\1h\1a.", "nests its values too deep or too often");
    program("deep nesting", QByteArray("]").repeated(100'000) + QByteArray("a").repeated(99'999) + ".",
            "nests its values too deep or too often");

    row("negative offset", checkpoint(one_tensor("J" + raw(-1))), "tensor \"w\" reaches beyond its storage \"0\"");
    row("offset beyond the storage", checkpoint(one_tensor("K\1")), "reaches beyond its storage \"0\" of 24 bytes");
    row("offset of 2^62", checkpoint(one_tensor("\x8a\x08" + raw(1LL << 62))), "reaches beyond its storage");
    row("shape beyond the storage", checkpoint(one_tensor(zero, "K\2K\4\x86", "K\4K\1\x86")),
        "reaches beyond its storage");
    row("shape overflows",
        checkpoint(one_tensor(zero,
                              "(\x8a\5" + QByteArray("\xff\xff\xff\xff\0", 5) + "\x8a\5" +
                                  QByteArray("\xff\xff\xff\xff\0", 5) + "\x8a\5" + QByteArray("\xff\xff\xff\xff\0", 5) +
                                  "t",
                              "(K\1K\1K\1t")),
        "is not stored row by row");
    row("negative extent", checkpoint(one_tensor(zero, "J" + raw(-2) + "K\3\x86")), "has an impossible shape");
    row("rank 6", checkpoint(one_tensor(zero, "(K\1K\1K\1K\1K\1K\1t")), "has 6 dimensions");
    row("strides are not extents", checkpoint(one_tensor(zero, "K\2K\3\x86", "K\1\x85")),
        "has 2 extents but 1 strides");
    row("columns first", checkpoint(one_tensor(zero, "K\2K\3\x86", "K\1K\2\x86")),
        "is not stored row by row (its strides are 1, 2)");
    row("a transposed matrix of PyTorch", golden("pytorch_transposed.pth"),
        "tensor \"turned.weight\" is not stored row");
    row("overlapping rows", checkpoint(one_tensor(zero, "K\2K\3\x86", zero + zero + "\x86")),
        "is not stored row by row");
    row("storage of a foreign type", checkpoint(one_tensor(zero, "K\2K\3\x86", "K\3K\1\x86", "cnumpy\ndtype\n")),
        "names a storage in an unknown way");
    row("tensor without a storage", checkpoint(pickle("ctorch._utils\n_rebuild_tensor_v2\n(NNNNtR.")),
        "tensor \"\" has no storage");
    row("tensor of nothing", checkpoint(pickle("ctorch._utils\n_rebuild_tensor_v2\n)R.")), "is made of 0 things");
    row("same name twice", checkpoint(one_tensor().chopped(2) + "s" + one_tensor().mid(3).chopped(1) + "."),
        "tensor \"w\" appears twice");

    row("no storage", archive({{"a/data.pkl", one_tensor()}}), "lacks the storage \"a/data/0\"");
    row("no pickle", archive({{"a/picture.png", "x"}}), "is a zip archive but no PyTorch checkpoint");
    row("TorchScript", archive({{"a/constants.pkl", "x"}, {"a/data.pkl", pickle("}.")}}), "is a TorchScript program");
    row("big-endian", archive({{"a/byteorder", "big"}, {"a/data.pkl", pickle("}.")}}), "big-endian order");
    row("compressed pickle", archive({{"a/data.pkl", one_tensor(), 8}}), "is compressed");
    row("compressed storage", archive({{"a/data.pkl", one_tensor()}, {"a/data/0", QByteArray(24, 'x'), 8}}),
        "\"a/data/0\" is compressed");
    row("wrong check sum", archive({{"a/data.pkl", one_tensor(), 0, 1}}), "does not agree with its check sum");
    row("entry twice", archive({{"a/data.pkl", one_tensor()}, {"a/data.pkl", one_tensor()}}),
        "zip entry \"a/data.pkl\" twice");
    row("entry elsewhere", archive({{"a/data.pkl", one_tensor(), 0, 0, 4}}), "is not where the directory says");
    row("entry beyond the file", archive({{"a/data.pkl", one_tensor(), 0, 0, 1'000'000}}), "lies outside the file");
    row("path out of the folder", archive({{"../data/0", "x"}, {"../../data.pkl", pickle("}.")}}),
        "is a zip archive but no PyTorch checkpoint");
    const QByteArray cut = checkpoint(one_tensor());
    row("cut off", cut.chopped(30), "without a directory at its end. The file looks cut off");
    row("only a beginning", "PK\3\4", "without a directory at its end");
    row("more entries than fit", QByteArray(cut).replace(cut.size() - 12, 2, raw<std::uint16_t>(60000)),
        "claims 60,000 zip entries in a directory of");
    row("directory beyond the file", QByteArray(cut).replace(cut.size() - 10, 4, raw<std::uint32_t>(1U << 30U)),
        "has a zip directory of 1,073,741,824 bytes");
    QByteArray wide = checkpoint(one_tensor(), true);
    wide.replace(wide.size() - 34, 8, raw(~0ULL));
    row("zip64 record beyond the file", wide, "has a broken zip64 directory");

    QByteArray legacy = golden("pytorch_legacy.pth");
    row("legacy, cut off", legacy.chopped(20), "The file looks cut off");
    row("legacy, cut inside the pickle", legacy.first(300), "is cut off");
    legacy.replace("little_endianq\2\x88", "little_endianq\2\x89");
    row("legacy, big-endian", legacy, "big-endian order");
}

void PyTorchTest::bad_files() {
    QFETCH(QByteArray, file);
    QFETCH(QString, part);
    const QString fault = fault_of_refusal(m_file.write(file), part);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

QTEST_GUILESS_MAIN(PyTorchTest)
#include "pytorch_test.moc"
