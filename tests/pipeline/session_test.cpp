// SPDX-License-Identifier: Apache-2.0
// What a session promises besides the right picture: the same one in any batch, quick cancelling, errors that name
// file and tensor or field, defaults filled in, previews within their share.
#include "pipeline/session.h"
#include "pipeline/metadata.h"

#include <chrono>
#include <limits>
#include <thread>

#include "pipeline/text_encoding.h"
#include "pipeline/tiny_sd1.h"

using namespace lemnos;
using namespace lemnos::test;
using lemnos::testing::difference;

namespace {

using Clock = std::chrono::steady_clock;

struct BadRequest {
    const char* name;
    std::function<void(Request&)> change;
    ErrorKind kind;
    const char* part;  // of the message
};

const BadRequest bad_requests[] = {
    {"width no multiple of 8", [](Request& r) { r.width = 100; }, ErrorKind::invalid_request, "width: 100"},
    {"height too small", [](Request& r) { r.height = 16; }, ErrorKind::invalid_request, "height: 16"},
    {"width too large", [](Request& r) { r.width = 4096; }, ErrorKind::invalid_request, "width: 4096"},
    {"steps", [](Request& r) { r.steps = 1001; }, ErrorKind::invalid_request, "steps: 1001"},
    {"batch", [](Request& r) { r.batch = 0; }, ErrorKind::invalid_request, "batch: 0"},
    {"guidance", [](Request& r) { r.guidance_scale = std::numeric_limits<double>::quiet_NaN(); },
     ErrorKind::invalid_request, "guidance_scale"},
    {"sampler", [](Request& r) { r.sampler = "eulr"; }, ErrorKind::invalid_request, "euler, euler_a"},
    {"schedule", [](Request& r) { r.schedule = "caras"; }, ErrorKind::invalid_request, "karras"},
    {"steps of a distilled schedule",
     [](Request& r) {
         r.schedule = "lcm";
         r.steps = 51;
     },
     ErrorKind::invalid_request, "\"lcm\" has at most 50 steps, not 51"},
    {"strength", [](Request& r) { r.strength = 1.5; }, ErrorKind::invalid_request, "strength: 1.5"},
    {"no model", [](Request& r) { r.model = "/nowhere/castle.safetensors"; }, ErrorKind::io, "castle.safetensors"},
    {"no picture", [](Request& r) { r.init_image = "/nowhere/start.png"; }, ErrorKind::io, "start.png"},
};

}  // namespace

class SessionTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TinySd1> m_tiny;
    std::unique_ptr<Session> m_session;
    SessionOptions m_options;
    Request m_request;  // a quick one

    static Result<HostTensor> last_latents(Session& session, const Request& request) {
        HostTensor last;
        RunCallbacks callbacks;
        callbacks.dump = [&](const std::string& name, const HostTensor& tensor) {
            if (name.starts_with("latents.")) last = tensor;
        };
        LEMNOS_CHECK(session.run(request, {}, callbacks));
        return last;
    }

private slots:
    void initTestCase() {
        REQUIRE_VALUE(TinySd1 tiny, TinySd1::load());
        m_tiny = std::make_unique<TinySd1>(std::move(tiny));
        REQUIRE_VALUE(const auto model, m_tiny->write("tiny.safetensors", m_tiny->metadata()));
        const char* device = std::getenv("LEMNOS_TEST_DEVICE");
        m_options.device = device != nullptr ? device : "cpu";
        REQUIRE_VALUE(Session session, Session::create(m_options));
        m_session = std::make_unique<Session>(std::move(session));
        m_request.prompt = "a lighthouse";
        m_request.model = model.string();
        m_request.width = 48;
        m_request.height = 40;
        m_request.steps = 3;
        m_request.seed = 5;
    }

    void fills_in_what_is_open() {
        Request request = m_request;
        request.width = request.height = request.steps = 0;
        REQUIRE_VALUE(const Request full, complete(request, m_options));
        QCOMPARE(full.width, 512U);
        QCOMPARE(full.steps, 20U);
        QCOMPARE(full.guidance_scale, 7.0);
        QCOMPARE(full.sampler, std::string("dpmpp_2m"));
        QCOMPARE(full.schedule, std::string("karras"));
    }

    void tells_what_it_did() {
        std::vector<Stage> stages;
        RunCallbacks callbacks;
        callbacks.progress = [&](const Progress& progress) { stages.push_back(progress.stage); };
        REQUIRE_VALUE(const RunResult result, m_session->run(m_request, {}, callbacks));
        QCOMPARE(result.pictures.size(), std::size_t{1});
        QCOMPARE(result.pictures.front().rgb.size(), std::size_t{3 * 48 * 40});
        QCOMPARE(result.family, std::string("sd1"));
        QCOMPARE(result.model_hash.size(), std::size_t{10});
        QVERIFY(result.peak_device_bytes > 0 && result.peak_host_bytes > 0);
        QVERIFY(!result.device.empty() && !result.driver.empty());
        const std::vector<Stage> wanted{Stage::loading,  Stage::encoding_text, Stage::sampling, Stage::sampling,
                                        Stage::sampling, Stage::sampling,      Stage::decoding};
        QVERIFY(stages == wanted);
    }

    void repeats_itself_bit_for_bit() {
        Request request = m_request;
        request.sampler = "euler_a";
        REQUIRE_VALUE(const RunResult first, m_session->run(request, {}));
        REQUIRE_VALUE(const RunResult second, m_session->run(first.request, {}));
        QVERIFY(first.pictures.front().rgb == second.pictures.front().rgb);
    }

    void takes_eta_and_its_absence() {
        Request request = m_request;
        request.sampler = "tcd";  // which steps in the model's own levels
        REQUIRE_VALUE(const HostTensor usual, last_latents(*m_session, request));
        request.eta = 0.3;
        REQUIRE_VALUE(const HostTensor same, last_latents(*m_session, request));
        QVERIFY(same.values == usual.values);
        request.eta = 0;
        REQUIRE_VALUE(const HostTensor other, last_latents(*m_session, request));
        QVERIFY(other.values != usual.values);
        REQUIRE_VALUE(const Request full, complete(m_request, m_options));
        QVERIFY(full.eta < 0);  // stays the sampler's own, whichever that will be
    }

    void paints_the_same_alone_and_in_a_batch() {
        Request batch = m_request;
        batch.batch = 3;
        batch.sampler = "euler_a";
        Request alone = batch;
        alone.batch = 1;
        alone.seed = batch.seed + 2;
        REQUIRE_VALUE(const HostTensor three, last_latents(*m_session, batch));
        REQUIRE_VALUE(const HostTensor one, last_latents(*m_session, alone));
        HostTensor third(one.shape);
        std::copy_n(three.values.end() - static_cast<std::ptrdiff_t>(one.values.size()), one.values.size(),
                    third.values.begin());
        REQUIRE_VALUE(const auto error, difference(third, one));
        QVERIFY2(error.relative_rms <= 1e-2, error.text().c_str());
    }

    void explains_bad_requests_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(bad_requests)); ++row)
            QTest::addRow("%s", bad_requests[row].name) << row;
    }
    void explains_bad_requests() {
        QFETCH(int, row);
        const BadRequest& bad = bad_requests[row];
        Request request = m_request;
        bad.change(request);
        const auto result = m_session->run(request, {});
        QVERIFY(!result);
        QVERIFY2(result.error().text().find(bad.part) != std::string::npos, result.error().text().c_str());
        QVERIFY2(result.error().kind == bad.kind, result.error().text().c_str());
    }

    void names_the_tensor_that_is_not_a_number() {
        const char* name = "model.diffusion_model.middle_block.2.out_layers.3.weight";
        const auto damage = [&](TensorMap& tensors) {
            tensors.at(name).values[77] = std::numeric_limits<float>::quiet_NaN();
        };
        REQUIRE_VALUE(const auto model, m_tiny->write("damaged.safetensors", m_tiny->metadata(), damage));
        Request request = m_request;
        request.model = model.string();
        REQUIRE_ERROR(
            m_session->run(request, {}), ErrorKind::bad_file,
            "damaged.safetensors: tensor \"model.diffusion_model.middle_block.2.out_layers.3.weight\" holds NaN");
        REQUIRE_VALUE(const RunResult after, m_session->run(m_request, {}));  // the session goes on
        QCOMPARE(after.pictures.size(), std::size_t{1});
    }

    void says_what_was_cut() {
        Request request = m_request;
        for (int i = 0; i < 400; ++i) request.prompt += " lighthouse";
        REQUIRE_VALUE(const RunResult result, m_session->run(request, {}));
        QCOMPARE(result.notes.size(), std::size_t{1});
        QVERIFY2(result.notes.front().find("\"lighthouse\"") != std::string::npos, result.notes.front().c_str());
    }

    // More words than a row of tokens holds change the picture: they are read, not cut.
    void reads_long_prompts() {
        Request request = m_request;
        for (int i = 0; i < 60; ++i) request.prompt += " sea, sun";
        Request longer = request;
        longer.prompt += " and a castle";
        REQUIRE_VALUE(const RunResult first, m_session->run(request, {}));
        REQUIRE_VALUE(const RunResult second, m_session->run(longer, {}));
        QVERIFY(first.notes.empty() && second.notes.empty());
        QVERIFY(first.pictures.front().rgb != second.pictures.front().rgb);
    }

    void emphasis_changes_the_text() {
        Request plain = m_request;
        Request strong = m_request;
        strong.prompt = "a (lighthouse:1.4)";
        REQUIRE_VALUE(const HostTensor first, last_latents(*m_session, plain));
        REQUIRE_VALUE(const HostTensor second, last_latents(*m_session, strong));
        REQUIRE_VALUE(const auto error, difference(second, first));
        QVERIFY(error.relative_rms > 1e-3);
    }

    // Text encoder, layers and weights together, against PyTorch.
    void encodes_as_pytorch_data() {
        QTest::addColumn<unsigned>("clip_skip");
        QTest::addColumn<QString>("program");
        for (const char* program : {"a1111", "comfyui"})
            for (const unsigned skip : {0U, 1U, 2U, 3U})
                QTest::addRow("%s, clip skip %u", program, skip) << skip << program;
    }
    void encodes_as_pytorch() {
        QFETCH(unsigned, clip_skip);
        QFETCH(QString, program);
        Request request = m_request;
        request.compat = program.toStdString();
        request.prompt = program == "a1111" ? "a painting of a (lighthouse:1.4) by [the] sea"
                                            : "a painting of a (lighthouse:1.4) by (the:0.9090909090909091) sea";
        request.clip_skip = clip_skip;
        request.dtype = DType::f32;
        request.steps = 1;
        HostTensor cond;
        RunCallbacks callbacks;
        callbacks.dump = [&](const std::string& name, const HostTensor& tensor) {
            if (name == "cond") cond = tensor;
        };
        REQUIRE_VALUE(const RunResult result, m_session->run(request, {}, callbacks));
        REQUIRE_VALUE(const TensorMap golden, lemnos::testing::load_golden("prompts"));
        const HostTensor& truth = golden.at(fmt::format("cond.{}.{}", request.compat, std::max(clip_skip, 1U)));
        cond.values.resize(truth.values.size());
        cond.shape = truth.shape;
        REQUIRE_VALUE(const auto error, difference(cond, truth));
        QVERIFY2(error.relative_rms <= 2e-5, error.text().c_str());
    }

    // Of what is equal by definition, every bit is.
    void prompts_change_over_the_steps() {
        Request request = m_request;
        const auto latents_of = [&](const std::string& prompt) {
            request.prompt = prompt;
            return last_latents(*m_session, request);
        };
        REQUIRE_VALUE(const HostTensor castle, latents_of("a castle"));
        REQUIRE_VALUE(const HostTensor never, latents_of("a [castle:fox:1.0]"));
        REQUIRE_VALUE(const HostTensor at_once, latents_of("a [fox:castle:0]"));
        REQUIRE_VALUE(const HostTensor same, latents_of("a [castle|castle]"));
        REQUIRE_VALUE(const HostTensor changing, latents_of("a [castle:fox:1]"));
        QVERIFY(never.values == castle.values);
        QVERIFY(at_once.values == castle.values);
        QVERIFY(same.values == castle.values);
        REQUIRE_VALUE(const auto error, difference(changing, castle));
        QVERIFY2(error.relative_rms > 1e-3, error.text().c_str());
    }

    void prompts_are_painted_together() {
        Request request = m_request;
        request.dtype = DType::f32;
        const auto latents_of = [&](const std::string& prompt) {
            request.prompt = prompt;
            return last_latents(*m_session, request);
        };
        REQUIRE_VALUE(const HostTensor castle, latents_of("a castle"));
        REQUIRE_VALUE(const HostTensor halves, latents_of("a castle:0.5 AND a castle:0.5"));
        REQUIRE_VALUE(const HostTensor nothing, latents_of("a castle AND a fox:0"));
        REQUIRE_VALUE(const HostTensor both, latents_of("a castle AND a fox"));
        for (const HostTensor* equal : {&halves, &nothing}) {
            REQUIRE_VALUE(const auto error, difference(*equal, castle));
            QVERIFY2(error.relative_rms < 1e-5, error.text().c_str());
        }
        REQUIRE_VALUE(const auto error, difference(both, castle));
        QVERIFY2(error.relative_rms > 1e-3, error.text().c_str());
    }

    // Of a batch each picture has its own choices, and the stored request of one paints it again.
    void wildcards_are_chosen_and_stored() {
        Request request = m_request;
        request.prompt = "a {castle|fox|ship|lighthouse} AND {night|day|winter}:0.5";
        request.batch = 3;
        REQUIRE_VALUE(const RunResult batch, m_session->run(request, {}));
        QCOMPARE(batch.prompts.size(), std::size_t{3});
        QCOMPARE(batch.request.prompt, request.prompt);
        REQUIRE_VALUE(Request stored, request_from_texts(picture_metadata(batch, 2)));
        QCOMPARE(stored.prompt, batch.prompts[2].prompt);
        QVERIFY(stored.prompt.find('{') == std::string::npos);
        stored.model = request.model;
        REQUIRE_VALUE(const RunResult again, m_session->run(stored, {}));
        Request alone = request;
        alone.batch = 1;
        alone.seed = request.seed + 2;
        REQUIRE_VALUE(const RunResult same, m_session->run(alone, {}));
        QVERIFY(again.pictures.front().rgb == same.pictures.front().rgb);
    }

    // With a tiny autoencoder in the file there are previews, of every picture and of the final size.
    void shows_previews() {
        REQUIRE_VALUE(const nlohmann::json manifest, lemnos::testing::load_manifest("tiny_vae_16"));
        REQUIRE_VALUE(const TensorMap tiny_vae, lemnos::testing::generated_weights(manifest));
        REQUIRE_VALUE(const auto model,
                      m_tiny->write("preview.safetensors", m_tiny->metadata(),
                                    [&](TensorMap& tensors) { tensors.insert(tiny_vae.begin(), tiny_vae.end()); }));
        Request request = m_request;
        request.model = model.string();
        request.batch = 2;
        request.steps = 12;
        std::uint32_t last_step = 0;
        std::size_t previews = 0;
        RunCallbacks callbacks;
        callbacks.preview = [&](std::uint32_t step, const std::vector<Picture>& pictures) {
            QVERIFY(step > last_step && step <= request.steps);
            last_step = step;
            ++previews;
            QCOMPARE(pictures.size(), std::size_t{2});
            QCOMPARE(pictures.front().width, request.width);
            QCOMPARE(pictures.back().rgb.size(), std::size_t{3} * request.width * request.height);
        };
        REQUIRE_OK(m_session->warm_up(request, {}, callbacks));
        REQUIRE_VALUE(const RunResult result, m_session->run(request, {}, callbacks));
        qInfo("%zu previews in %u steps", previews, request.steps);
        QCOMPARE(previews, std::size_t{12});  // from the first step on, decoded or not
        Request plain = request;
        REQUIRE_VALUE(const RunResult without, m_session->run(plain, {}));
        QVERIFY(without.pictures.front().rgb == result.pictures.front().rgb);  // looking does not change the picture
        QVERIFY(without.pictures.back().rgb == result.pictures.back().rgb);
    }

    // After warming up nothing is left to load.
    void warms_up() {
        Request request = m_request;
        request.width = 56;
        REQUIRE_OK(m_session->warm_up(request, {}));
        REQUIRE_VALUE(const RunResult result, m_session->run(request, {}));
        QVERIFY2(result.seconds.load < 0.3, std::to_string(result.seconds.load).c_str());
    }

    void emphasis_keeps_the_mean() {
        HostTensor context(Shape{1, 3, 2}, {1, 2, 3, 4, 5, 9});
        const std::vector<float> weights{1, 1.5F, 1};
        emphasise(context, weights);
        const double ratio = 24.0 / 27.5;
        QCOMPARE(context.values[0], static_cast<float>(ratio));
        QCOMPARE(context.values[3], static_cast<float>(6 * ratio));
    }

    void is_cancelled_quickly_data() {
        QTest::addColumn<int>("stage");
        for (const auto& [name, stage] : {std::pair("loading", Stage::loading),
                                          {"text", Stage::encoding_text},
                                          {"sampling", Stage::sampling},
                                          {"decoding", Stage::decoding}})
            QTest::addRow("%s", name) << static_cast<int>(stage);
    }
    void is_cancelled_quickly() {
        QFETCH(int, stage);
        Request request = m_request;
        request.width = request.height = 96;
        request.steps = 200;
        if (static_cast<Stage>(stage) == Stage::decoding) request.steps = 1;
        const CancelToken cancel;
        Clock::time_point asked;
        RunCallbacks callbacks;
        std::thread other;
        callbacks.progress = [&](const Progress& progress) {
            if (static_cast<int>(progress.stage) != stage || other.joinable()) return;
            other = std::thread([&] {  // in the middle of it, from another thread as the studio does
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                asked = Clock::now();
                cancel.cancel();
            });
        };
        const auto result = m_session->run(request, cancel, callbacks);
        const double seconds = std::chrono::duration<double>(Clock::now() - asked).count();
        if (other.joinable()) other.join();
        if (result) QSKIP("was done before it could be cancelled");
        QVERIFY2(result.error().kind == ErrorKind::cancelled, result.error().text().c_str());
        qInfo("answered after %.3f s", seconds);
        QVERIFY2(seconds < 0.5, std::to_string(seconds).c_str());  // 0.3 s, and room for a busy machine
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
