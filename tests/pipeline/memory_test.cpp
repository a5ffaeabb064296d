// SPDX-License-Identifier: Apache-2.0
// When the device's memory runs out: other networks are let go, fewer pictures are taken at once, and the picture is
// the same to the bit; where nothing helps, an error says so and the next run goes on as if nothing had been.
#include <cmath>

#include "pipeline/completion.h"
#include "pipeline/denoising.h"
#include "pipeline/run.h"
#include "pipeline/tiny_sd1.h"
#include "support/device.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

vulkan::MemoryUse& memory() { return test_device().device->memory_use(); }

/// For its lifetime the device has so much memory, above what it holds already.
class Shortage {
public:
    explicit Shortage(std::uint64_t bytes) {
        memory().budget = memory().current + bytes;
        memory().refused = 0;
    }
    ~Shortage() { memory().budget = UINT64_MAX; }
    Shortage(const Shortage&) = delete;
    Shortage& operator=(const Shortage&) = delete;
};

/// By a plan; without one as if there were memory for everything, whatever there is.
Result<RunResult> paint(LoadedModel& model, const Request& request, const MemoryPlan& plan = {}) {
    TextEncoding texts(model);
    RunResult result;
    LEMNOS_TRY(result.request, complete_for(request, model.description()));
    LEMNOS_TRY(const PromptPlans plans, plan_prompts(result.request, prompt_rules(result.request), {}));
    LEMNOS_TRY(const RunPicture picture, read_run_picture(result.request));
    LEMNOS_TRY(const RunNetworks networks, networks_of_run(model, texts, result.request, plans, picture, {}));
    LEMNOS_CHECK(prepare(model, networks, plan, {}));
    LEMNOS_CHECK(run_request(model, texts, plans, picture, plan, {}, {}, result));
    return result;
}

/// As a text encoder might return it.
HostTensor some_context(const LoadedModel& model, float seed) {
    const ClipTextConfig& config = model.description().texts.front().config;
    HostTensor context(Shape{1, config.max_length, config.hidden_size});
    for (std::size_t i = 0; i < context.values.size(); ++i) context.values[i] = std::cos(seed * static_cast<float>(i));
    return context;
}

/// `pictures` of one prompt and one negative prompt.
Conditioning some_conditioning(const LoadedModel& model, std::size_t pictures) {
    const PictureConditioning picture{.prompts = {{.parts = {{.until = 1, .text = 0}}}},
                                      .negative = {.parts = {{.until = 1, .text = 1}}}};
    return {.texts = {{some_context(model, 1), {}}, {some_context(model, 2), {}}},
            .pictures = std::vector<PictureConditioning>(pictures, picture)};
}

bool same_pixels(const RunResult& a, const RunResult& b) {
    return a.pictures.size() == b.pictures.size() &&
           std::ranges::equal(a.pictures, b.pictures, {}, &Picture::rgb, &Picture::rgb);
}

}  // namespace

Q_DECLARE_METATYPE(MemoryPlan)

class MemoryTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TinySd1> m_tiny;
    std::filesystem::path m_path;
    Request m_request;
    RunResult m_scarce;

    Result<std::unique_ptr<LoadedModel>> load() const {
        TestDevice& test = test_device();
        return LoadedModel::load({*test.device, *test.pipelines}, m_path, {});
    }
    Result<RunResult> paint_afresh(const Request& request) const {
        LEMNOS_TRY(const auto model, load());
        return paint(*model, request);
    }

private slots:
    void initTestCase() {
        REQUIRE_VALUE(TinySd1 tiny, TinySd1::load());
        m_tiny = std::make_unique<TinySd1>(std::move(tiny));
        REQUIRE_VALUE(m_path, m_tiny->write("tiny.safetensors", m_tiny->metadata()));
        m_request.prompt = "a lighthouse";
        m_request.width = 48;
        m_request.height = 40;
        m_request.steps = 1;
        m_request.seed = 5;
    }

    void init() { QCOMPARE(memory().budget, UINT64_MAX); }

    // Not a byte more than another run has left behind: its networks have to go for this one's.
    void lets_other_networks_go_data() {
        QTest::addColumn<std::uint32_t>("batch");
        QTest::addRow("another size") << 1U;
        QTest::addRow("a batch") << 3U;
    }
    void lets_other_networks_go() {
        QFETCH(std::uint32_t, batch);
        Request next = m_request;
        std::swap(next.width, next.height);
        next.batch = batch;
        REQUIRE_VALUE(const auto model, load());
        REQUIRE_OK(paint(*model, m_request));
        {
            const Shortage shortage(0);
            memory().peak = memory().current;
            REQUIRE_VALUE(const RunResult scarce, paint(*model, next));
            QVERIFY(memory().refused > 0);
            QVERIFY(memory().peak <= memory().budget);
            m_scarce = scarce;
        }
        REQUIRE_VALUE(const RunResult plenty, paint_afresh(next));
        QVERIFY(same_pixels(plenty, m_scarce));
    }

    // Where the network does not fit for all pictures of a batch, they go through it in parts: in halves at first.
    void takes_fewer_pictures_at_once_data() {
        QTest::addColumn<std::uint32_t>("fitting");
        QTest::addColumn<std::uint64_t>("refusals");  // the first size twice: before and after letting others go
        const auto row = [](std::uint32_t fitting, std::uint64_t refusals) {
            QTest::addRow("%u of 8 fit", fitting) << fitting << refusals;
        };
        row(8, 0);
        row(7, 2);
        row(4, 2);
        row(3, 3);
        row(1, 4);
    }
    void takes_fewer_pictures_at_once() {
        QFETCH(std::uint32_t, fitting);
        QFETCH(std::uint64_t, refusals);
        HostTensor x(Shape{8, 4, 6, 5});
        for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] = std::sin(static_cast<float>(i));
        REQUIRE_VALUE(const auto model, load());
        REQUIRE_VALUE(const NoiseTable table, NoiseTable::create(model->description().training));
        REQUIRE_VALUE(const Request request, complete_for(m_request, model->description()));
        const Conditioning text = some_conditioning(*model, 8);
        Denoising network(*model, table, TimestepChoice::nearest, request, text, {}, {});
        const std::uint32_t tokens = text.texts.front().context.shape[1];
        REQUIRE_OK(model->network(
            {.dtype = request.dtype, .batch = 2 * fitting, .height = 6, .width = 5, .tokens = tokens}, {}));
        HostTensor scarce;
        {
            const Shortage shortage(0);
            REQUIRE_VALUE(scarce, network.denoise(x, 3));
            QCOMPARE(memory().refused, refusals);
        }
        Denoising other(*model, table, TimestepChoice::nearest, request, text, {}, {});
        REQUIRE_VALUE(const HostTensor plenty, other.denoise(x, 3));
        QVERIFY(plenty.values == scarce.values);
    }

    // Whatever is let go or streamed: the same picture, one run after another, and less memory than all at once.
    void every_plan_paints_the_same_data() {
        QTest::addColumn<MemoryPlan>("plan");
        const auto row = [](const char* name, const MemoryPlan& plan) { QTest::addRow("%s", name) << plan; };
        row("text let go", {.text = Residency::nothing});
        row("activations let go", {.unet = Residency::weights});
        row("one at a time", {.unet = Residency::nothing, .most_evaluations = 1});
        row("all streamed", {.text = Residency::nothing, .unet = Residency::nothing, .resident_weights = 0});
        row("some streamed", {.unet = Residency::nothing, .resident_weights = 100'000});
    }
    void every_plan_paints_the_same() {
        QFETCH(MemoryPlan, plan);
        Request request = m_request;
        request.steps = 2;
        REQUIRE_VALUE(const auto model, load());
        const std::uint64_t before = memory().current;
        memory().peak = before;
        REQUIRE_VALUE(const RunResult plenty, paint(*model, request));
        const std::uint64_t most = memory().peak - before;
        REQUIRE_VALUE(const auto other, load());
        const std::uint64_t now = memory().current;
        for (int run = 0; run < 2; ++run) {
            memory().peak = now;
            REQUIRE_VALUE(const RunResult scarce, paint(*other, request, plan));
            QVERIFY(same_pixels(plenty, scarce));
            // Later runs find what the first one kept, and text encoders come beside it as long as there is room.
            if (run == 0) QVERIFY(memory().peak - now < most);
        }
    }

    void a_hopeless_shortage_is_worth_retrying() {
        REQUIRE_VALUE(const auto model, load());
        REQUIRE_VALUE(const RunResult before, paint(*model, m_request));
        {
            Request large = m_request;
            large.width = large.height = 256;
            const Shortage shortage(0);
            REQUIRE_ERROR(paint(*model, large), ErrorKind::out_of_memory, "the device has no ");
        }
        REQUIRE_VALUE(const RunResult after, paint(*model, m_request));  // the same model, with memory again
        QVERIFY(same_pixels(before, after));
    }

    void a_session_says_what_to_do() {
        SessionOptions options;
        options.device = "cpu";
        options.device_memory = 64U << 10U;
        REQUIRE_VALUE(Session session, Session::create(options));
        Request request = m_request;
        request.model = m_path.string();
        REQUIRE_ERROR(session.run(request, {}), ErrorKind::out_of_memory,
                      "48 x 40 is too large for this device now: the device has no ");
    }

    // Every allocation of a run fails once, each in a run of its own, as SQLite is tested.
    void survives_the_failure_of_any_allocation() {
        REQUIRE_VALUE(const RunResult plenty, paint_afresh(m_request));
        const std::uint64_t before = memory().current;
        int painted = 0, failed = 0;
        for (std::uint64_t number = 1;; ++number) {
            std::unique_ptr<LoadedModel> model;
            REQUIRE_VALUE(model, load());
            memory().asked = memory().refused = 0;
            memory().to_fail = number;
            const auto result = paint(*model, m_request);
            memory().to_fail = 0;
            if (memory().refused == 0) break;  // there were fewer
            ++(result ? painted : failed);
            if (result) {
                QVERIFY(same_pixels(plenty, *result));
            } else {
                QVERIFY2(result.error().kind == ErrorKind::out_of_memory, result.error().text().c_str());
                REQUIRE_VALUE(const RunResult after, paint(*model, m_request));
                QVERIFY(same_pixels(plenty, after));
            }
            model.reset();
            QCOMPARE(memory().current, before);
        }
        qInfo("%d runs painted all the same, %d gave up", painted, failed);
        QVERIFY(painted > failed);
        QVERIFY(failed > 0);  // the first network has none to let go
    }
};

QTEST_GUILESS_MAIN(MemoryTest)
#include "memory_test.moc"
