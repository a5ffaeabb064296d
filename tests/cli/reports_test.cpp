// SPDX-License-Identifier: Apache-2.0
// What devices, inspect and bench print for programs: the keys are a public interface.
#include "cli/program.h"

using namespace lemnos::testing;

namespace {

const QString starter = QStringLiteral(LEMNOS_SOURCE_DIR "/models/starter/lemnos-starter.safetensors");

void verify_keys(const QJsonObject& object, const QStringList& keys) {
    for (const QString& key : keys) QVERIFY2(object.contains(key), qPrintable("no " + key));
}

}  // namespace

class ReportsTest : public QObject {
    Q_OBJECT

private slots:
    void devices();
    void devices_without_a_driver();
    void inspect_a_model();
    void inspect_what_is_no_model();
    void models_in_the_folder();
    void bench_model();
};

void ReportsTest::devices() {
    const Outcome outcome = Program().run({"devices", "--json"});
    QVERIFY2(outcome.code == 0, outcome.told());
    const QJsonArray list = QJsonDocument::fromJson(outcome.out).array();
    QVERIFY(!list.isEmpty());
    for (const auto& device : list)
        verify_keys(device.toObject(), {"name", "type", "driver", "memory", "limits", "features", "usable", "reason"});
}

void ReportsTest::devices_without_a_driver() {
    const auto outcome =
        Program().run({"devices", "--json"}, {{"VK_ICD_FILENAMES", "/nowhere"}, {"VK_DRIVER_FILES", "/nowhere"}});
    QVERIFY2(outcome.code == 30, outcome.told());
    QVERIFY(QJsonDocument::fromJson(outcome.out).isArray());
}

void ReportsTest::inspect_a_model() {
    const Outcome outcome = Program().run({"inspect", starter, "--json"});
    QVERIFY2(outcome.code == 0, outcome.told());
    const QJsonObject json = outcome.json();
    verify_keys(json, {"file", "format", "prediction", "parameters", "dtypes", "hashes", "missing", "unknown"});
    QCOMPARE(json["family"].toString(), "lemnos-starter");
    QCOMPARE(json["problem"].toString(), "");
    QCOMPARE(json["missing"].toArray(), QJsonArray());
}

void ReportsTest::inspect_what_is_no_model() {
    const Outcome outcome = Program().run({"inspect", LEMNOS_GOLDEN_DIR "/noise.safetensors", "--json"});
    QVERIFY2(outcome.code == 0, outcome.told());  // it was inspected; that nothing can run it is the finding
    QCOMPARE(outcome.json()["family"].toString(), "");
    QVERIFY(outcome.json()["problem"].toString().contains("no model that this version knows"));
}

void ReportsTest::models_in_the_folder() {
    Program program;
    QVERIFY(QDir().mkpath(program.path("data/lemnos/models/loras")));
    QVERIFY(QDir().mkpath(program.path("elsewhere")));
    QVERIFY(QFile::copy(starter, program.path("data/lemnos/models/mine.safetensors")));
    QVERIFY(
        QFile::copy(LEMNOS_GOLDEN_DIR "/lora.safetensors", program.path("data/lemnos/models/loras/ink.safetensors")));
    QVERIFY(QFile::copy(LEMNOS_GOLDEN_DIR "/noise.safetensors", program.path("elsewhere/noise.safetensors")));
    const std::pair<QString, QString> home{"XDG_DATA_HOME", program.path("data")};
    const Outcome outcome = program.run({"models", "elsewhere", "--json"}, {home});
    QVERIFY2(outcome.code == 0, outcome.told());
    const QJsonArray list = QJsonDocument::fromJson(outcome.out).array();
    QCOMPARE(list.size(), 3);
    for (const auto& model : list)
        verify_keys(model.toObject(), {"file", "name", "kind", "family", "variant", "format", "bytes", "problem"});
    QCOMPARE(list[0]["name"].toString(), "ink");
    QCOMPARE(list[0]["kind"].toString(), "LoRA");
    QCOMPARE(list[1]["family"].toString(), "lemnos-starter");
    QCOMPARE(list[1]["bytes"].toInteger(), QFileInfo(starter).size());
    QCOMPARE(list[2]["kind"].toString(), "unknown");
    QVERIFY(!list[2]["problem"].toString().isEmpty());
    const Outcome text = program.run({"models"}, {home});
    QVERIFY2(text.code == 0 && text.out.contains("lemnos-starter checkpoint") && text.out.count('\n') == 2,
             text.told());
}

void ReportsTest::bench_model() {
    const Outcome outcome = Program().run({"bench", "model", "--steps", "1", "--json"});
    QVERIFY2(outcome.code == 0, outcome.told());
    verify_keys(outcome.json(), {"device", "driver", "model", "family", "peak_device_bytes", "peak_host_bytes"});
    verify_keys(outcome.json()["seconds"].toObject(), {"load", "text", "steps", "decode", "total"});
    QCOMPARE(outcome.json()["seconds"].toObject()["steps"].toArray().size(), 1);
}

QTEST_GUILESS_MAIN(ReportsTest)
#include "reports_test.moc"
