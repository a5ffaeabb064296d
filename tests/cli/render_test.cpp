// SPDX-License-Identifier: Apache-2.0
// lemnos-cli render with the starter model, at few steps: the files it writes and what it says about them.
#include <csignal>

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

#include "cli/program.h"
#include "formats/checkpoint.h"
#include "formats/image.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::testing;

namespace {

QByteArray content_of(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QStringList fox{"render", "--prompt", "a red fox", "--steps", "2", "--seed", "7"};

}  // namespace

class RenderTest : public QObject {
    Q_OBJECT

private slots:
    void a_picture_paints_itself_again();
    void a_batch_is_its_pictures_one_by_one();
    void json_says_what_happened();
    void a_folder_gets_dated_names();
    void the_seed_is_random_and_told();
    void dumps_every_latent();
    void stops_at_once_and_leaves_nothing();
    void too_little_memory_is_worth_retrying();
};

void RenderTest::a_picture_paints_itself_again() {
    Program program;
    const Outcome first = program.run(fox + QStringList{"--out", "first.png"});
    QVERIFY2(first.code == 0, first.told());
    QCOMPARE(first.out, "first.png\n");
    const Outcome again = program.run({"render", "--request", "first.png", "--out", "again.png"});
    QVERIFY2(again.code == 0, again.told());
    QVERIFY(!content_of(program.path("first.png")).isEmpty());
    QVERIFY(content_of(program.path("first.png")) == content_of(program.path("again.png")));

    const Outcome other = program.run({"render", "--request", "first.png", "--seed", "8", "--out", "other.png"});
    QVERIFY2(other.code == 0, other.told());
    QVERIFY(content_of(program.path("first.png")) != content_of(program.path("other.png")));
}

void RenderTest::a_batch_is_its_pictures_one_by_one() {
    Program program;
    const Outcome batch = program.run(fox + QStringList{"--batch", "2", "--out", "both.png"});
    QVERIFY2(batch.code == 0, batch.told());
    QCOMPARE(batch.out, "both.png\nboth-2.png\n");
    const Outcome second = program.run({"render", "--request", "both-2.png", "--out", "second.png"});
    QVERIFY2(second.code == 0, second.told());
    QVERIFY(content_of(program.path("both-2.png")) == content_of(program.path("second.png")));
}

void RenderTest::json_says_what_happened() {
    Program program;
    const Outcome outcome = program.run(fox + QStringList{"--out", "fox.png", "--json"});
    QVERIFY2(outcome.code == 0, outcome.told());
    const QJsonObject json = outcome.json();
    QCOMPARE(json["files"].toArray(), QJsonArray{"fox.png"});
    QCOMPARE(json["seed"].toInt(), 7);
    for (const char* text : {"device", "driver", "model", "family"})
        QVERIFY2(!json[QLatin1String(text)].toString().isEmpty(), outcome.told());
    const QJsonObject seconds = json["seconds"].toObject();
    QCOMPARE(seconds["steps"].toArray().size(), 2);
    for (const char* part : {"load", "text", "decode", "total"})
        QVERIFY2(seconds[QLatin1String(part)].toDouble(-1) > 0, outcome.told());
    for (const char* memory : {"peak_device_bytes", "peak_host_bytes"})
        QVERIFY2(json[QLatin1String(memory)].toDouble() > 1e6, outcome.told());
}

void RenderTest::a_folder_gets_dated_names() {
    Program program;
    const Outcome outcome = program.run(fox + QStringList{"--out", "pictures/of foxes"});
    QVERIFY2(outcome.code == 0, outcome.told());
    const QRegularExpression name(R"(^pictures/of foxes/\d{4}-\d\d-\d\d/\d{6}-7-a-red-fox\.png\n$)");
    QVERIFY2(name.match(QString::fromUtf8(outcome.out)).hasMatch(), outcome.told());
    QVERIFY(QFile::exists(program.path(QString::fromUtf8(outcome.out.trimmed()))));
}

void RenderTest::the_seed_is_random_and_told() {
    Program program;
    QSet<double> seeds;
    for (int i = 0; i < 2; ++i) {
        const Outcome outcome =
            program.run({"render", "--prompt", "a fox", "--steps", "1", "--out", "fox.png", "--json"});
        QVERIFY2(outcome.code == 0, outcome.told());
        seeds += outcome.json()["seed"].toDouble();
    }
    QCOMPARE(seeds.size(), 2);
}

void RenderTest::dumps_every_latent() {
    Program program;
    const Outcome outcome = program.run(fox + QStringList{"--out", "fox.png", "--dump", "fox.safetensors"});
    QVERIFY2(outcome.code == 0, outcome.told());
    REQUIRE_VALUE(const Checkpoint dump, Checkpoint::open(program.path("fox.safetensors").toStdString()));
    for (const char* name : {"noise", "cond", "uncond", "latents.0", "latents.1", "latents.2", "image"}) {
        QVERIFY2(dump.find(name) != nullptr, name);
        QCOMPARE(dump.find(name)->dtype, DType::f32);
    }
    QVERIFY(dump.find("latents.3") == nullptr);
    REQUIRE_VALUE(const RgbImage image, read_image(program.path("fox.png").toStdString()));
    QVERIFY((dump.find("image")->shape == Shape{1, 3, image.height, image.width}));
}

void RenderTest::stops_at_once_and_leaves_nothing() {
    Program program;
    QProcess& process = program.start({"render", "--prompt", "a fox", "--steps", "1000", "--out", "pictures"});
    process.setReadChannel(QProcess::StandardError);
    QByteArray told;
    QElapsedTimer clock;
    clock.start();
    while (!told.contains("Painting") && clock.elapsed() < 120'000 && process.waitForReadyRead(10'000))
        told += process.readAllStandardError();
    QVERIFY2(told.contains("Painting"), told);
    clock.restart();
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    const Outcome outcome = program.finish();
    QVERIFY2(outcome.code == 10, outcome.told());
    QVERIFY2(outcome.err.contains("cancelled"), outcome.told());
    QVERIFY2(clock.elapsed() < 5'000, QByteArray::number(clock.elapsed()));
    QCOMPARE(program.files(), QStringList());
}

void RenderTest::too_little_memory_is_worth_retrying() {
    Program program;
    const Outcome outcome = program.run(fox + QStringList{"--device-memory", "1", "--out", "fox.png"});
    QVERIFY2(outcome.code == 10, outcome.told());
    QVERIFY2(outcome.err.contains("is too large for this device now: the device has no "), outcome.told());
    QCOMPARE(program.files(), QStringList());
}

QTEST_GUILESS_MAIN(RenderTest)
#include "render_test.moc"
