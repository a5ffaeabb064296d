// SPDX-License-Identifier: Apache-2.0
// The JSON of a request: what is written comes back, and every mistake is refused with the field's name.
#include "pipeline/request.h"

#include <limits>

#include <QTest>
#include <nlohmann/json.hpp>

using namespace lemnos;

class RequestTest : public QObject {
    Q_OBJECT

private slots:
    void every_field_comes_back();
    void missing_fields_take_their_defaults();
    void writes_seeds_beyond_doubles_exactly();
    void refuses_data();
    void refuses();
    void validates_text_data();
    void validates_text();
    void refuses_numbers_that_are_none();
};

namespace {

// No field has its default, so that a field forgotten in the list of fields is seen.
Request unusual() {
    Request request;
    request.prompt = "a castle, \"oil\" \\ ümlaut 城\n(second line:1.2)";
    request.negative_prompt = "blurry";
    request.clip_skip = 2;
    request.model = "/models/sd 1.5.safetensors";
    request.vae = "clear.vae.pt";
    request.family = "sdxl";
    request.prediction = "v";
    request.width = 520;
    request.height = 8192;
    request.steps = 33;
    request.guidance_scale = 0.1;
    request.sampler = "euler_a";
    request.schedule = "karras";
    request.eta = 0.25;
    request.seed = std::numeric_limits<std::uint64_t>::max();
    request.batch = 3;
    request.random_source = RandomSource::philox;
    request.compat = "comfyui";
    request.dtype = DType::f32;
    request.init_image = "in.png";
    request.strength = 1.0 / 3;
    request.loras = {{"/loras/ink.safetensors", 0.75, 0.5}, {"gold", -1, 1}};
    request.mask = "mask.png";
    request.mask_fill = MaskFill::blur;
    request.mask_area = MaskArea::whole;
    request.mask_grow = 3.5;
    request.mask_feather = 0;
    request.mask_padding = 12;
    request.color_match = ColorMatch::off;
    return request;
}

}  // namespace

void RequestTest::every_field_comes_back() {
    const nlohmann::json json = to_json(unusual());
    const nlohmann::json defaults = to_json(Request{});
    for (const auto& [name, value] : defaults.items())
        if (name != "version") QVERIFY2(json[name] != value, name.c_str());
    const auto back = request_from_json(nlohmann::json::parse(json.dump()));
    QVERIFY2(back, back ? "" : back.error().text().c_str());
    QVERIFY(*back == unusual());
}

void RequestTest::missing_fields_take_their_defaults() {
    const auto request = request_from_json(nlohmann::json::parse(R"({"version": 1, "prompt": "a cat"})"));
    QVERIFY(request);
    Request expected;
    expected.prompt = "a cat";
    QVERIFY(*request == expected);
}

void RequestTest::writes_seeds_beyond_doubles_exactly() {
    Request request;
    request.seed = (std::uint64_t{1} << 53) + 1;
    QVERIFY(to_json(request).dump().find("\"seed\":9007199254740993") != std::string::npos);
}

void RequestTest::refuses_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("message");

    QTest::newRow("array") << "[1]" << "request: must be a JSON object, not array";
    QTest::newRow("no version") << R"({"prompt": "x"})" << "request: field \"version\" is missing";
    QTest::newRow("version as text") << R"({"version": "1"})" << "field \"version\" must be a whole number";
    QTest::newRow("version 0") << R"({"version": 0})" << "version 0 is not known";
    QTest::newRow("from the future") << R"({"version": 3})" << "version 3 is not known to this program";
    QTest::newRow("unknown field") << R"({"version": 1, "stepz": 20})" << "unknown field \"stepz\"";
    QTest::newRow("number as prompt") << R"({"version": 1, "prompt": 5})" << "\"prompt\" must be a text, not number";
    QTest::newRow("null prompt") << R"({"version": 1, "prompt": null})" << "\"prompt\" must be a text, not null";
    QTest::newRow("text as steps") << R"({"version": 1, "steps": "20"})"
                                   << "\"steps\" must be a whole number, not the text \"20\"";
    QTest::newRow("fraction of a step") << R"({"version": 1, "steps": 20.5})" << "\"steps\" must be a whole number";
    QTest::newRow("negative seed") << R"({"version": 1, "seed": -1})" << "\"seed\" must not be negative";
    QTest::newRow("33 bits of width") << R"({"version": 1, "width": 4294967304})"
                                      << "\"width\" is 4294967304, which is too large";
    QTest::newRow("65 bits of seed") << R"({"version": 1, "seed": 18446744073709551616})"
                                     << "\"seed\" must be a whole number";
    QTest::newRow("text as strength") << R"({"version": 1, "strength": "much"})" << "\"strength\" must be a number";
    QTest::newRow("random source") << R"({"version": 1, "random_source": "gpu"})"
                                   << "\"random_source\" must be \"torch-cpu\" or \"philox\"";
    QTest::newRow("dtype unknown") << R"({"version": 1, "dtype": "f8"})" << "\"dtype\" must be \"f16\" or \"f32\"";
    QTest::newRow("dtype of files only") << R"({"version": 1, "dtype": "i8"})" << "dtype: \"i8\" is not";

    QTest::newRow("width 500") << R"({"version": 1, "width": 500})"
                               << "width: 500 is not a multiple of 8; 496 or 504 would be";
    QTest::newRow("height 7") << R"({"version": 1, "height": 7})" << "height: 7 is not a multiple of 8";
    QTest::newRow("height beyond") << R"({"version": 1, "height": 8200})" << "height: 8200 is more than 8192 pixels";
    QTest::newRow("sampler") << R"({"version": 1, "sampler": "magic"})" << "no sampler \"magic\"; known are euler, ";
    QTest::newRow("schedule") << R"({"version": 1, "schedule": "magic"})" << "no schedule \"magic\"; known are ";
    QTest::newRow("compat") << R"({"version": 2, "compat": "paint"})"
                            << "no compatibility profile \"paint\"; known are native, a1111, comfyui";
    QTest::newRow("eta beyond") << R"({"version": 2, "eta": 1.5})" << "eta: 1.5 is not within 0 and 1";
    QTest::newRow("steps beyond") << R"({"version": 1, "steps": 1001})" << "steps: 1001 is more than 1000";
    QTest::newRow("guidance beyond") << R"({"version": 1, "guidance_scale": 100.5})" << "guidance_scale: 100.5 is not";
    QTest::newRow("no picture") << R"({"version": 1, "batch": 0})" << "batch: 0 is not within 1 and 64";
    QTest::newRow("batch beyond") << R"({"version": 1, "batch": 65})" << "batch: 65 is not within 1 and 64";
    QTest::newRow("strength below") << R"({"version": 1, "strength": -0.1})" << "strength: -0.1 is not within 0 and 1";
    QTest::newRow("loras that are no list") << R"({"version": 1, "loras": "ink"})" << "\"loras\" must be a list";
    QTest::newRow("lora without a file") << R"({"version": 1, "loras": [{}]})" << "objects with \"file\"";
    QTest::newRow("unknown field of a lora") << R"({"version": 1, "loras": [{"file": "x", "rank": 4}]})"
                                             << "unknown field \"loras.rank\"";
    QTest::newRow("weight of a lora") << R"({"version": 1, "loras": [{"file": "x", "unet_weight": 1e9}]})"
                                      << "the weight 1000000000 of x is not within";
    QTest::newRow("mask without a picture") << R"({"version": 1, "mask": "m.png"})" << "mask: needs an init_image";
    QTest::newRow("unknown fill") << R"({"version": 1, "mask_fill": "red"})"
                                  << "\"mask_fill\" must be \"original\", \"blur\", \"neutral\" or \"noise\", not";
    QTest::newRow("unknown area") << R"({"version": 1, "mask_area": 5})"
                                  << "\"mask_area\" must be \"crop\" or \"whole\", not number";
    QTest::newRow("unknown match") << R"({"version": 1, "color_match": true})"
                                   << "\"color_match\" must be \"on\" or \"off\"";
    QTest::newRow("too wide a feather") << R"({"version": 1, "mask_feather": 9000})"
                                        << "mask_feather: 9000 is not a number";
    QTest::newRow("too much padding") << R"({"version": 1, "mask_padding": 9000})"
                                      << "mask_padding: 9000 is not a number";
    QTest::newRow("strength beyond") << R"({"version": 1, "strength": 1.1})" << "strength: 1.1 is not within 0 and 1";
    QTest::newRow("zero byte") << R"({"version": 1, "init_image": "a\u0000b"})" << "init_image: contains a zero byte";
}

void RequestTest::refuses() {
    QFETCH(QString, json);
    QFETCH(QString, message);
    const auto request = request_from_json(nlohmann::json::parse(json.toStdString()));
    QVERIFY(!request);
    const QString text = QString::fromStdString(request.error().text());
    QVERIFY2(text.contains(message), qPrintable(text));
    QCOMPARE(exit_code(request.error().kind), 20);
}

void RequestTest::validates_text_data() {
    QTest::addColumn<QByteArray>("prompt");
    QTest::addColumn<bool>("sound");
    QTest::newRow("1 to 4 bytes") << QByteArray("a\u00e9\u57ce\U0001f3f0") << true;
    QTest::newRow("last code point") << QByteArray("\xF4\x8F\xBF\xBF") << true;
    QTest::newRow("first below surrogates") << QByteArray("\xED\x9F\xBF") << true;
    QTest::newRow("latin-1") << QByteArray("caf\xE9") << false;
    QTest::newRow("lone continuation") << QByteArray("\x80") << false;
    QTest::newRow("cut off") << QByteArray("\xE5\x9F") << false;
    QTest::newRow("overlong 2") << QByteArray("\xC0\xAF") << false;
    QTest::newRow("overlong 3") << QByteArray("\xE0\x80\xAF") << false;
    QTest::newRow("overlong 4") << QByteArray("\xF0\x80\x80\xAF") << false;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << false;
    QTest::newRow("beyond the last") << QByteArray("\xF4\x90\x80\x80") << false;
    QTest::newRow("longest") << QByteArray(65536, 'x') << true;
    QTest::newRow("too long") << QByteArray(65537, 'x') << false;
}

void RequestTest::validates_text() {
    QFETCH(QByteArray, prompt);
    QFETCH(bool, sound);
    Request request;
    request.prompt = prompt.toStdString();
    const Status status = validate(request);
    QCOMPARE(status.has_value(), sound);
    if (!sound) QVERIFY(status.error().text().starts_with("prompt: "));
    if (sound) QVERIFY(!to_json(request).dump().empty());  // would throw on what is not UTF-8
}

// JSON cannot carry them, a command line can.
void RequestTest::refuses_numbers_that_are_none() {
    Request request;
    request.guidance_scale = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!validate(request));
    request.guidance_scale = std::numeric_limits<double>::infinity();
    QVERIFY(!validate(request));
    request.guidance_scale = 7;
    request.strength = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!validate(request));
}

QTEST_APPLESS_MAIN(RequestTest)
#include "request_test.moc"
