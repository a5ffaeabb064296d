// SPDX-License-Identifier: Apache-2.0
// What a picture says about itself, and that its own request is found again in it.
#include "pipeline/metadata.h"

#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <nlohmann/json.hpp>

#include "formats/atomic_file.h"
#include "formats/image.h"
#include "formats/picture_writer.h"
#include "support/require.h"

using namespace lemnos;

namespace {

RunResult run() {
    RunResult result;
    result.request = {.prompt = "a fox, (red:1.2)\nsecond line",
                      .negative_prompt = "blurry",
                      .model = "/home/someone/models/dream.v2.safetensors",
                      .width = 512,
                      .height = 768,
                      .steps = 20,
                      .guidance_scale = 7.5,
                      .sampler = "dpmpp_2m",
                      .schedule = "karras",
                      .seed = 41,
                      .batch = 2};
    result.model_name = "dream.v2.safetensors";
    result.model_hash = "cc6cb27103";
    return result;
}

std::string text(const RunResult& result, std::size_t index, std::string_view keyword) {
    const auto texts = picture_metadata(result, index);
    const std::string* found = find_text(texts, keyword);
    return found == nullptr ? "missing" : *found;
}

}  // namespace

class MetadataTest : public QObject {
    Q_OBJECT

private slots:
    void other_programs_read_parameters();
    void init_image_adds_its_strength();
    void says_that_it_is_generated();
    void another_vae_is_told();
    void learned_words_are_told();
    void a_picture_is_its_own_request();
    void a_batch_drawn_as_one_stays_one();
    void eta_is_told_where_it_is_unusual();
    void choices_are_stored_as_they_were_made();
    void a_shared_picture_gives_its_settings_back_data();
    void a_shared_picture_gives_its_settings_back();
    void reads_requests_from_files_data();
    void reads_requests_from_files();
};

void MetadataTest::other_programs_read_parameters() {
    QCOMPARE(QString::fromStdString(text(run(), 1, "parameters")),
             "a fox, (red:1.2)\nsecond line\nNegative prompt: blurry\n"
             "Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 42, Size: 512x768, "
             "Model hash: cc6cb27103, Model: dream.v2, RNG: CPU, Version: Lemnos " LEMNOS_VERSION);
}

void MetadataTest::init_image_adds_its_strength() {
    RunResult result = run();
    result.request.init_image = "/home/someone/in.png";
    result.request.strength = 0.4;
    QVERIFY(text(result, 0, "parameters").find("Denoising strength: 0.4") != std::string::npos);
    QVERIFY(text(result, 0, "lemnos").find("someone") == std::string::npos);
}

void MetadataTest::says_that_it_is_generated() {
    RunResult result = run();
    const auto type = [&] {
        QXmlStreamReader xml(QString::fromStdString(text(result, 0, "XML:com.adobe.xmp")));
        QString found;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("Description"))
                found = xml.attributes()
                            .value("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType")
                            .toString();
        return xml.hasError() ? xml.errorString() : found;
    };
    const QString terms = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    QCOMPARE(type(), terms + "trainedAlgorithmicMedia");
    result.request.init_image = "in.png";
    QCOMPARE(type(), terms + "trainedAlgorithmicMedia");
    result.request.mask = "mask.png";
    QCOMPARE(type(), terms + "compositeWithTrainedAlgorithmicMedia");
}

void MetadataTest::another_vae_is_told() {
    RunResult result = run();
    result.request.vae = "/home/someone/vae/clear.vae.pt";
    result.vae_hash = "c6a580b13a";
    const std::string parameters = text(result, 0, "parameters");
    QVERIFY2(parameters.find("Model: dream.v2, VAE hash: c6a580b13a, VAE: clear.vae.pt, ") != std::string::npos,
             parameters.c_str());
    QVERIFY(text(result, 0, "lemnos").find("\"vae\":\"clear.vae.pt\"") != std::string::npos);
}

void MetadataTest::learned_words_are_told() {
    RunResult result = run();
    result.learned_words = {{"sea-glass", "0123456789ab"}};
    QVERIFY(text(result, 0, "parameters").find("TI hashes: \"sea-glass: 0123456789ab\", RNG") != std::string::npos);
    result.learned_words.push_back({"a,b:c", "ba9876543210"});
    const std::string parameters = text(result, 0, "parameters");
    QVERIFY2(parameters.find("TI hashes: \"sea-glass: 0123456789ab, abc: ba9876543210\", RNG") != std::string::npos,
             parameters.c_str());
}

void MetadataTest::a_picture_is_its_own_request() {
    const auto request = request_from_texts(picture_metadata(run(), 1));
    QVERIFY(request);
    Request expected = run().request;
    expected.seed = 42;
    expected.batch = 1;
    expected.model = "dream.v2.safetensors";
    QVERIFY(*request == expected);
}

// ComfyUI's second picture exists only beside the first.
void MetadataTest::a_batch_drawn_as_one_stays_one() {
    RunResult result = run();
    result.request.compat = "comfyui";
    const auto request = request_from_texts(picture_metadata(result, 1));
    QVERIFY(request);
    QCOMPARE(request->seed, std::uint64_t{41});
    QCOMPARE(request->batch, 2U);
    QCOMPARE(request->compat, "comfyui");
}

void MetadataTest::eta_is_told_where_it_is_unusual() {
    RunResult result = run();
    result.request.sampler = "euler_a";
    QVERIFY(text(result, 0, "parameters").find("Eta") == std::string::npos);
    result.request.eta = 1;  // the sampler's own
    QVERIFY(text(result, 0, "parameters").find("Eta") == std::string::npos);
    result.request.eta = 0.5;
    QVERIFY(text(result, 0, "parameters").find("Eta: 0.5") != std::string::npos);
}

void MetadataTest::choices_are_stored_as_they_were_made() {
    RunResult result = run();
    result.request.prompt = "a {fox|cat}";
    result.request.clip_skip = 2;
    result.prompts = {{"a fox", "blurry"}, {"a cat", "blurry"}};
    const auto request = request_from_texts(picture_metadata(result, 1));
    QVERIFY(request);
    QCOMPARE(request->prompt, std::string("a cat"));
    QCOMPARE(request->clip_skip, 2U);
    const std::string parameters = text(result, 0, "parameters");
    QVERIFY2(parameters.starts_with("a fox\nNegative prompt: blurry\n"), parameters.c_str());
    for (const char* part : {", Clip skip: 2, ", ", Template: a {fox|cat}, "})
        QVERIFY2(parameters.find(part) != std::string::npos, parameters.c_str());
    QVERIFY(parameters.find("Negative Template") == std::string::npos);
}

void MetadataTest::a_shared_picture_gives_its_settings_back_data() {
    QTest::addColumn<int>("format");
    QTest::newRow("png") << static_cast<int>(PictureFormat::png);
    QTest::newRow("jpeg") << static_cast<int>(PictureFormat::jpeg);
    QTest::newRow("webp") << static_cast<int>(PictureFormat::webp);
}

void MetadataTest::a_shared_picture_gives_its_settings_back() {
    QFETCH(int, format);
    const RunResult result = run();
    const std::vector<std::uint8_t> pixels(std::size_t{4} * 8 * 8, 255);
    REQUIRE_VALUE(const auto bytes,
                  encode_picture({8, 8, pixels}, {static_cast<PictureFormat>(format)}, picture_metadata(result, 1)));
    const QTemporaryDir folder;
    const std::string path = folder.filePath("shared").toStdString();
    REQUIRE_OK(write_file(path, bytes, OnExisting::refuse));
    REQUIRE_VALUE(const Request read, request_from_file(path));
    const Request& made = result.request;
    QCOMPARE(read.prompt, made.prompt);
    QCOMPARE(read.negative_prompt, made.negative_prompt);
    QCOMPARE(read.seed, made.seed + 1);
    QCOMPARE(read.steps, made.steps);
    QCOMPARE(read.guidance_scale, made.guidance_scale);
    QCOMPARE(read.sampler, made.sampler);
    QCOMPARE(read.schedule, made.schedule);
    QCOMPARE(read.width, made.width);
    QCOMPARE(read.height, made.height);
}

void MetadataTest::reads_requests_from_files_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("message");  // empty: it is read
    const std::vector<std::uint8_t> pixels(3 * 8 * 8, 200);
    const auto png = [&](const std::vector<PictureText>& texts) {
        const auto bytes = encode_png(8, 8, pixels, texts);
        return QByteArray(reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size()));
    };
    QTest::newRow("json") << QByteArray(R"({"version": 1, "seed": 5})") << "";
    QTest::newRow("picture") << png({{"lemnos", R"({"version": 1, "seed": 5})"}}) << "";
    QTest::newRow("picture of others") << png({{"parameters", "a cat"}}) << "this picture holds no request of Lemnos";
    QTest::newRow("settings of others") << png({{"parameters",
                                                 "a cat\nSteps: 9, Sampler: Euler, Seed: 5, Size: 64x64"}})
                                        << "";
    QTest::newRow("broken json in a picture") << png({{"lemnos", "{"}}) << "the request is not valid JSON";
    QTest::newRow("empty file") << QByteArray() << "the request is not valid JSON";
    QTest::newRow("number beyond doubles") << QByteArray(R"({"version": 1, "strength": 1e999})") << "not valid JSON";
    QTest::newRow("wrong field") << QByteArray(R"({"version": 1, "sead": 5})") << "unknown field \"sead\"";
    QTest::newRow("a film") << QByteArray((1 << 20) + 1, ' ') << "too large for a request";
    QTest::newRow("too deep") << QByteArray(1 << 20, '[') << "not valid JSON";
}

void MetadataTest::reads_requests_from_files() {
    QFETCH(QByteArray, content);
    QFETCH(QString, message);
    const QTemporaryDir folder;
    const std::string path = folder.filePath("file.any").toStdString();
    QVERIFY(write_file(path, std::as_bytes(std::span(content.constData(), content.size())), OnExisting::replace));
    const auto request = request_from_file(path);
    if (message.isEmpty()) {
        QVERIFY2(request, request ? "" : request.error().text().c_str());
        QCOMPARE(request->seed, std::uint64_t{5});
        return;
    }
    QVERIFY(!request);
    const QString told = QString::fromStdString(request.error().text());
    QVERIFY2(told.startsWith("file.any: "), qPrintable(told));
    QVERIFY2(told.contains(message), qPrintable(told));
}

QTEST_APPLESS_MAIN(MetadataTest)
#include "metadata_test.moc"
