// SPDX-License-Identifier: Apache-2.0
// What is written reads back, is aligned, and appears whole or not at all.
#include "formats/safetensors_writer.h"

#include <QTemporaryDir>
#include <QTest>

#include "formats/checkpoint.h"
#include "support/require.h"

using namespace lemnos;

class SafetensorsWriterTest : public QObject {
    Q_OBJECT

private slots:
    void tensors_survive_data();
    void tensors_survive();
    void mixed_types_are_aligned();
    void bad_tensors_are_refused();
    void existing_files_are_kept_on_request();

private:
    std::filesystem::path path(const char* name = "out.safetensors") { return m_folder.filePath(name).toStdString(); }
    QTemporaryDir m_folder;
};

void SafetensorsWriterTest::tensors_survive_data() {
    QTest::addColumn<int>("stored_as");
    QTest::newRow("f32") << static_cast<int>(DType::f32);
    QTest::newRow("f16") << static_cast<int>(DType::f16);
}

void SafetensorsWriterTest::tensors_survive() {
    QFETCH(int, stored_as);
    const TensorMap tensors{{"noise", HostTensor(Shape{1, 2, 3}, {0, -1, 2, 0.5f, -0.25f, 65504})},
                            {"a \"quoted\" \u00e9 name", HostTensor(Shape{}, {7})},
                            {"empty", HostTensor(Shape{0, 5})}};
    const TextMap metadata{{"format", "pt"}, {"\u6771", "x\"y\n"}};
    if (static_cast<DType>(stored_as) == DType::f32) {
        REQUIRE_OK(write_safetensors(path(), TensorMap{}, DType::f32, metadata));
        REQUIRE_VALUE(const Checkpoint none, Checkpoint::open(path()));
        QVERIFY(none.tensors().empty() && none.metadata() == metadata);
    }
    REQUIRE_OK(write_safetensors(path(), tensors, static_cast<DType>(stored_as), metadata));
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path()));
    QVERIFY(read.metadata() == metadata);
    QCOMPARE(read.tensors().size(), tensors.size());
    QCOMPARE(read.data_offset() % 8, std::uint64_t{0});
    for (const auto& [name, tensor] : tensors) {
        REQUIRE_VALUE(const TensorInfo* info, read.require(name));
        QVERIFY(info->dtype == static_cast<DType>(stored_as));
        REQUIRE_VALUE(const HostTensor back, read.read_floats(*info));
        QVERIFY(back.shape == tensor.shape && back.values == tensor.values);
    }
}

void SafetensorsWriterTest::mixed_types_are_aligned() {
    const std::vector<std::byte> bytes(24, std::byte{1});
    const auto all = std::span(bytes);
    REQUIRE_OK(write_safetensors(path(),
                                 {{"a", DType::u8, Shape{3}, all.first(3)},
                                  {"b", DType::i64, Shape{3}, all},
                                  {"c", DType::f16, Shape{1}, all.first(2)}},
                                 {}, OnExisting::replace));
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path()));
    for (const TensorInfo& tensor : read.tensors()) QCOMPARE(tensor.offset % size_of(tensor.dtype), std::uint64_t{0});
    QCOMPARE(read.tensors().front().name, std::string("b"));
}

void SafetensorsWriterTest::bad_tensors_are_refused() {
    const std::vector<std::byte> bytes(4);
    auto write = [&](std::vector<StoredTensor> tensors) {
        return write_safetensors(path("bad.safetensors"), std::move(tensors), {}, OnExisting::replace);
    };
    REQUIRE_ERROR(write({{"", DType::f32, Shape{1}, bytes}}), ErrorKind::invalid_request, "cannot be called \"\"");
    REQUIRE_ERROR(write({{"__metadata__", DType::f32, Shape{1}, bytes}}), ErrorKind::invalid_request,
                  "cannot be called");
    REQUIRE_ERROR(write({{"a\nb", DType::f32, Shape{1}, bytes}}), ErrorKind::invalid_request,
                  "cannot be called \"a?b\"");
    REQUIRE_ERROR(write({{"x", DType::f32, Shape{2}, bytes}}), ErrorKind::invalid_request,
                  "tensor \"x\" has 4 bytes for 2 of f32");
    REQUIRE_ERROR(write({{"x", DType::f32, Shape{1}, bytes}, {"x", DType::f32, Shape{1}, bytes}}),
                  ErrorKind::invalid_request, "given twice");
    REQUIRE_ERROR(write_safetensors(path("bad.safetensors"), TensorMap{{"x", HostTensor(Shape{1})}}, DType::i8),
                  ErrorKind::invalid_request, "cannot be written as i8");
    REQUIRE_ERROR(write_safetensors("/nowhere/x.safetensors", TensorMap{}), ErrorKind::io,
                  "/nowhere/x.safetensors: cannot be written");
    QVERIFY(!std::filesystem::exists(path("bad.safetensors")));
}

void SafetensorsWriterTest::existing_files_are_kept_on_request() {
    const auto once = path("once.safetensors");
    REQUIRE_OK(write_safetensors(once, {{"x", HostTensor(Shape{1}, {1})}}, DType::f32, {}, OnExisting::refuse));
    REQUIRE_ERROR(write_safetensors(once, {{"x", HostTensor(Shape{1}, {2})}}, DType::f32, {}, OnExisting::refuse),
                  ErrorKind::io, "already exists");
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(once));
    QCOMPARE(read.read_floats("x").value().values[0], 1.0f);
}

QTEST_GUILESS_MAIN(SafetensorsWriterTest)
#include "safetensors_writer_test.moc"
