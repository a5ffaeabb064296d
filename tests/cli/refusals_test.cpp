// SPDX-License-Identifier: Apache-2.0
// Bad files, bad requests, bad hosts: each ends in one sentence that names what is wrong, with the documented exit
// code, and leaves nothing behind.
#include <functional>

#include <QFile>
#include <QtEndian>

#include "cli/program.h"
#include "formats/checkpoint.h"

using namespace lemnos;
using namespace lemnos::testing;

namespace {

const QString starter = QStringLiteral(LEMNOS_SOURCE_DIR "/models/starter/lemnos-starter.safetensors");

QByteArray content_of(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray safetensors(const QByteArray& header, qsizetype data_bytes) {
    QByteArray length(8, '\0');
    qToLittleEndian<quint64>(static_cast<quint64>(header.size()), length.data());
    return length + header + QByteArray(data_bytes, '\0');
}

// The starter model, damaged. Replacements keep the length, so that nothing else moves.
QByteArray with_header_text(const QByteArray& from, const QByteArray& to) {
    QByteArray file = content_of(starter);
    const qsizetype at = file.indexOf(from);
    return at < 0 || from.size() != to.size() ? QByteArray() : file.replace(at, from.size(), to);
}

QByteArray with_nan_in_a_weight() {
    QByteArray file = content_of(starter);
    const auto model = Checkpoint::open(starter.toStdString());
    const TensorInfo* weight = model ? model->find("model.diffusion_model.input_blocks.0.0.weight") : nullptr;
    if (weight == nullptr) return {};
    return file.replace(static_cast<qsizetype>(weight->offset), 2, QByteArray::fromHex("007e"));
}

using Damage = std::function<QByteArray()>;

}  // namespace
Q_DECLARE_METATYPE(Damage)

class RefusalsTest : public QObject {
    Q_OBJECT

private slots:
    void files_data();
    void files();
    void requests_data();
    void requests();
    void hosts_data();
    void hosts();

private:
    static void verify_refused(const Outcome& outcome, int code, const QString& message);
};

void RefusalsTest::verify_refused(const Outcome& outcome, int code, const QString& message) {
    QVERIFY2(outcome.code == code, outcome.told());
    QVERIFY2(outcome.out.isEmpty(), outcome.told());
    const QByteArray last = outcome.err.trimmed().split('\n').last();
    QVERIFY2(last.startsWith("lemnos-cli: "), outcome.told());
    QVERIFY2(last.contains(message.toUtf8()), outcome.told());
    QCOMPARE(outcome.err.count("lemnos-cli: "), 1);
}

void RefusalsTest::files_data() {
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, Damage damage, const char* message) {
        QTest::newRow(name) << damage << message;
    };
    row("empty", [] { return QByteArray(); }, "model.safetensors");
    row("a text", [] { return QByteArray("Dear model,\n").repeated(9); }, "model.safetensors");
    row("truncated", [] { return content_of(starter).first(100'000); }, "but the file has 100,000");
    row(
        "header beyond the file",
        [] { return safetensors("{}", 0).replace(0, 8, QByteArray::fromHex("ffffff0200000000")); }, "header");
    row(
        "overlapping",
        [] {
            return safetensors(R"({"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},)"
                               R"("b":{"dtype":"F16","shape":[4],"data_offsets":[6,14]}})",
                               14);
        },
        "\"b\"");
    row(
        "oversized",
        [] { return safetensors(R"({"a":{"dtype":"F16","shape":[4611686018427387904,4],"data_offsets":[0,8]}})", 8); },
        "\"a\"");
    row("mistyped", [] { return with_header_text("\"dtype\":\"F16\"", "\"dtype\":\"F99\""); }, "F99");
    row(
        "integers for weights",
        [] {
            return with_header_text(R"(input_blocks.0.0.weight":{"dtype":"F16")",
                                    R"(input_blocks.0.0.weight":{"dtype":"I16")");
        },
        "i16");
    row(
        "renamed", [] { return with_header_text("input_blocks.0.0.weight", "input_blocks.0.0.WEIGHT"); },
        "input_blocks.0.0.weight");
    row(
        "of no known family",
        [] { return safetensors(R"({"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}})", 8); },
        "model.safetensors");
    row("NaN in a weight", with_nan_in_a_weight, "NaN");
}

void RefusalsTest::files() {
    QFETCH(Damage, damage);
    QFETCH(QString, message);
    Program program;
    const QByteArray bytes = damage();
    QVERIFY2(!bytes.isNull() || QTest::currentDataTag() == QByteArray("empty"), "the damage was not done");
    write(program.path("model.safetensors"), bytes);
    const auto outcome = program.run({"render", "--prompt", "a cat", "--steps", "1", "--model", "model.safetensors"});
    verify_refused(outcome, 20, message);
    QVERIFY2(outcome.err.contains("model.safetensors"), outcome.told());
    QCOMPARE(program.files(), QStringList{"model.safetensors"});
}

void RefusalsTest::requests_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QStringList& arguments, const char* message) {
        QTest::newRow(name) << arguments << message;
    };
    row("width 500", {"--size", "500x512"}, "width: 500 is not a multiple of 8; 496 or 504 would be");
    row("height beyond limits", {"--size", "512x8200"}, "height: 8200 is more than 8192 pixels");
    row("sampler", {"--sampler", "magic"}, "no sampler \"magic\"; known are euler, euler_a,");
    row("schedule", {"--schedule", "magic"}, "no schedule \"magic\"; known are ");
    row("compat", {"--compat", "paint"}, "no compatibility profile \"paint\"; known are native, a1111, comfyui");
    row("eta", {"--eta", "1.5"}, "eta: 1.5 is not within 0 and 1");
    row("eta of nobody", {"--eta", "0.5", "--sampler", "euler"}, "eta: the sampler \"euler\" has no such choice");
    row("steps", {"--steps", "1001"}, "steps: 1001");
    row("guidance", {"--cfg", "nan"}, "guidance_scale: nan");
    row("batch", {"--batch", "0"}, "batch: 0");
    row("strength", {"--strength", "2"}, "strength: 2");
    row("no model", {"--model", "nowhere.safetensors"}, "nowhere.safetensors");
    row("no picture to start from", {"--init-image", "nowhere.png"}, "nowhere.png");
    row("no request", {"--request", "nowhere.json"}, "nowhere.json");
    row("a request of another kind", {"--request", LEMNOS_SOURCE_DIR "/LICENSE"},
        "LICENSE: the request is not valid JSON");
    row("output that cannot be made", {"--out", "/proc/nowhere.png"}, "/proc/nowhere.png: cannot be written");
    row("folder that cannot be made", {"--out", "/proc/nowhere"}, "/proc/nowhere");
    row("another format", {"--out", "cat.jpg"}, "--out cat.jpg: pictures are written as .png");
    row("dump that cannot be made", {"--dump", "/proc/nowhere.safetensors"}, "/proc/nowhere.safetensors");
}

void RefusalsTest::requests() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    Program program;
    verify_refused(program.run(QStringList{"render", "--prompt", "a cat"} + arguments), 20, message);
    QCOMPARE(program.files(), QStringList());
}

void RefusalsTest::hosts_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("render") << QStringList{"render", "--prompt", "a cat"};
    QTest::newRow("bench") << QStringList{"bench", "ops"};
    QTest::newRow("devices") << QStringList{"devices"};
}

void RefusalsTest::hosts() {
    QFETCH(QStringList, arguments);
    Program program;
    const auto outcome = program.run(arguments, {{"VK_ICD_FILENAMES", "/nowhere"}, {"VK_DRIVER_FILES", "/nowhere"}});
    verify_refused(outcome, 30, "Vulkan driver");
    QCOMPARE(program.files(), QStringList());
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "refusals_test.moc"
