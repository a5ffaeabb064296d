// SPDX-License-Identifier: Apache-2.0
// The helper of other tests: generated weights agree with tests/reference/weights.py, and a checkpoint written from a
// manifest reads back.
#include "support/golden.h"

#include <QTemporaryDir>
#include <QTest>

#include "formats/checkpoint.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::testing;

class GoldenTest : public QObject {
    Q_OBJECT

private slots:
    void weights_have_their_checksums_data();
    void weights_have_their_checksums();
    void a_wrong_checksum_is_noticed();
    void a_checkpoint_reads_back();
    void difference_measures();
};

void GoldenTest::weights_have_their_checksums_data() {
    QTest::addColumn<QString>("name");
    QDir folder(QString::fromStdString(golden_path("").string()));
    for (const QFileInfo& file : folder.entryInfoList({"*.json"})) {
        auto manifest = load_manifest(file.completeBaseName().toStdString());
        if (manifest && manifest->contains("tensors"))
            QTest::newRow(qPrintable(file.completeBaseName())) << file.completeBaseName();
    }
}

void GoldenTest::weights_have_their_checksums() {
    QFETCH(QString, name);
    REQUIRE_VALUE(const auto manifest, load_manifest(name.toStdString()));
    REQUIRE_VALUE(const auto weights, generated_weights(manifest));
    QCOMPARE(weights.size(), manifest["tensors"].size());
}

void GoldenTest::a_wrong_checksum_is_noticed() {
    REQUIRE_VALUE(auto manifest, load_manifest("clip_text_gelu"));
    manifest["tensors"][1]["offset"] = 0.5;
    REQUIRE_ERROR(generated_weights(manifest), ErrorKind::bad_file, "has the checksum");
}

void GoldenTest::a_checkpoint_reads_back() {
    QTemporaryDir folder;
    REQUIRE_VALUE(const auto manifest, load_manifest("clip_text_gelu"));
    REQUIRE_VALUE(const auto weights, generated_weights(manifest));
    for (const DType dtype : {DType::f16, DType::f32}) {
        const auto path = std::filesystem::path(folder.path().toStdString()) / "model.safetensors";
        REQUIRE_OK(write_checkpoint(manifest, path, dtype));
        REQUIRE_VALUE(const auto file, Checkpoint::open(path));
        QCOMPARE(file.tensors().size(), weights.size());
        for (const auto& [name, tensor] : weights) {
            REQUIRE_VALUE(const auto read, file.read_floats(name));
            QVERIFY(read.shape == tensor.shape);
            QVERIFY2(read.values == tensor.values, name.c_str());
        }
    }
}

void GoldenTest::difference_measures() {
    const HostTensor truth(Shape{2, 2}, {3, -4, 0, 0});
    REQUIRE_VALUE(const auto none, difference(truth, truth));
    QCOMPARE(none.relative_rms, 0.0);
    REQUIRE_VALUE(const auto some, difference(HostTensor(Shape{2, 2}, {3, -4, 0, 1}), truth));
    QCOMPARE(some.relative_rms, 0.2);
    QCOMPARE(some.largest, 1.0);
    QCOMPARE(some.largest_relative, 0.25);
    QCOMPARE(some.at, std::size_t{3});
    REQUIRE_ERROR(difference(HostTensor(Shape{4}, {3, -4, 0, 1}), truth), ErrorKind::invalid_request, "shape");
    REQUIRE_ERROR(difference(HostTensor(Shape{2, 2}, {3, NAN, 0, 1}), truth), ErrorKind::invalid_request, "not finite");
}

QTEST_GUILESS_MAIN(GoldenTest)
#include "golden_test.moc"
