// SPDX-License-Identifier: Apache-2.0
// Runs within less memory than they would like: what was estimated is what is used, a budget is kept, the picture stays
// the same to the bit as long as the autoencoder sees it whole, and where it does not, no seam is to be seen.
#include <cmath>

#include "pipeline/memory_estimate.h"
#include "pipeline/pixels.h"
#include "pipeline/session.h"
#include "pipeline/starter_model.h"
#include "support/device.h"
#include "support/require.h"
#include "vulkan/instance.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

constexpr std::uint32_t side = 384;  // the smallest that is cut into tiles

std::filesystem::path starter() { return LEMNOS_SOURCE_DIR "/models/starter/lemnos-starter.safetensors"; }

/// Peak signal to noise ratio of two pictures in 0..1, dB.
double psnr(const HostTensor& a, const HostTensor& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) sum += std::pow(a.values[i] - b.values[i], 2);
    return -10 * std::log10(sum / static_cast<double>(a.values.size()) + 1e-20);
}

/// The sharpest edge that runs from top to bottom: the largest step between neighbouring columns, each as its mean, in
/// levels of 255.
double sharpest_edge(const HostTensor& picture) {
    const std::uint32_t rows = 3 * picture.shape[2], width = picture.shape[3];
    double largest = 0;
    for (std::uint32_t x = 0; x + 1 < width; ++x) {
        double step = 0;
        for (std::uint32_t row = 0; row < rows; ++row) {
            const float* at = &picture.values[std::size_t{row} * width + x];
            step += at[1] - at[0];
        }
        largest = std::max(largest, std::abs(step) / rows * 255);
    }
    return largest;
}

/// Colours that change slowly: nothing in them hides a seam.
HostTensor some_picture() {
    HostTensor picture(Shape{1, 3, side, side});
    for (std::uint32_t c = 0; c < 3; ++c)
        for (std::uint32_t y = 0; y < side; ++y)
            for (std::uint32_t x = 0; x < side; ++x) {
                const double across = x / double{side}, down = y / double{side};
                picture.values[(std::size_t{c} * side + y) * side + x] =
                    static_cast<float>(0.5 + 0.35 * std::sin(4 * across + c) * std::cos(3 * down - c));
            }
    return picture;
}

}  // namespace

class MemoryBudgetTest : public QObject {
    Q_OBJECT

private:
    Request m_request;
    RunResult m_plenty;
    RunResult m_scarce;
    std::unique_ptr<Session> m_last;
    std::uint64_t m_last_budget = 0;
    QString m_last_plan;

    static Result<Session> session(std::uint64_t budget) {
        SessionOptions options;
        options.device = "cpu";
        options.starter_model = starter();
        options.device_memory = budget;
        return Session::create(options);
    }

private slots:
    void initTestCase() {
        m_request.prompt = "a red lighthouse by the sea";
        m_request.width = m_request.height = side;
        m_request.steps = 1;
        m_request.seed = 3;
        REQUIRE_VALUE(Session plenty, session(0));
        REQUIRE_VALUE(m_plenty, plenty.run(m_request, {}));
        QVERIFY2(m_plenty.memory_plan.empty(), m_plenty.memory_plan.c_str());
    }

    // What a header alone tells is what a session with the device finds.
    void is_told_beforehand_data() {
        QTest::addColumn<double>("share");
        for (const double share : {1.0, 0.7}) QTest::addRow("%g", share) << share;
    }
    void is_told_beforehand() {
        QFETCH(double, share);
        const auto budget = static_cast<std::uint64_t>(share * 1.02 * static_cast<double>(m_plenty.peak_device_bytes));
        REQUIRE_VALUE(const auto devices, vulkan::list_devices());
        REQUIRE_VALUE(const std::uint32_t cpu, vulkan::select_device(devices, "cpu"));
        QVERIFY(expected_memory(devices[cpu]) > 0);
        SessionOptions options;
        options.starter_model = starter();
        REQUIRE_VALUE(const RunMemory told, estimate_memory(m_request, devices[cpu], budget, Previews::none, options));
        REQUIRE_VALUE(Session scarce, session(budget));
        REQUIRE_VALUE(const MemoryEstimate found, scarce.estimate(m_request));
        QCOMPARE(told.plan.peak, found.peak);
        QCOMPARE(text_of(told.plan), found.plan);
    }

    void keeps_its_budget_data() {
        QTest::addColumn<double>("share");  // of what the run takes where there is plenty
        for (const double share : {1.0, 0.7, 0.4}) QTest::addRow("%g", share) << share;
    }
    void keeps_its_budget() {
        QFETCH(double, share);
        const auto budget = static_cast<std::uint64_t>(share * 1.02 * static_cast<double>(m_plenty.peak_device_bytes));
        REQUIRE_VALUE(Session scarce, session(budget));
        REQUIRE_VALUE(const MemoryEstimate estimate, scarce.estimate(m_request));
        REQUIRE_VALUE(const RunResult result, scarce.run(m_request, {}));
        const auto peak = static_cast<double>(result.peak_device_bytes);
        const auto mebibytes = [](std::uint64_t bytes) { return static_cast<double>(bytes) / (1U << 20U); };
        qInfo("budget %.1f MiB, estimated %.1f, used %.1f: %s", mebibytes(budget), mebibytes(estimate.peak),
              mebibytes(result.peak_device_bytes), result.memory_plan.c_str());
        QVERIFY(result.peak_device_bytes <= budget);
        QVERIFY(std::abs(static_cast<double>(estimate.peak) - peak) <= 0.1 * peak);
        QCOMPARE(estimate.peak, result.estimated_device_bytes);
        QCOMPARE(estimate.plan, result.memory_plan);
        QCOMPARE(share == 1.0, result.memory_plan.empty());
        if (result.memory_plan.find("tiles") == std::string::npos)
            QVERIFY(result.pictures.front().rgb == m_plenty.pictures.front().rgb);
        else
            QVERIFY(!result.notes.empty());  // the user is told that the picture is not quite the same
        m_last = std::make_unique<Session>(std::move(scarce));
        m_scarce = result;
        m_last_budget = budget;
        m_last_plan = QString::fromStdString(result.memory_plan);
    }

    // The rows above went all the way down; and nothing that the last session let go is missed by its next runs.
    void goes_on_with_the_smallest_budget() {
        QVERIFY2(m_last_plan.contains("tiles"), qPrintable(m_last_plan));
        Request other = m_request;
        other.prompt = "a blue whale";
        REQUIRE_VALUE(const RunResult second, m_last->run(other, {}));
        REQUIRE_VALUE(const RunResult third, m_last->run(m_request, {}));
        QVERIFY(second.pictures.front().rgb != third.pictures.front().rgb);
        QVERIFY(third.pictures.front().rgb == m_scarce.pictures.front().rgb);
        QVERIFY(second.peak_device_bytes <= m_last_budget);
        QVERIFY(third.peak_device_bytes <= m_last_budget);
    }

    void tiles_show_no_seam() {
        TestDevice& test = test_device();
        REQUIRE_VALUE(const auto model, LoadedModel::load({*test.device, *test.pipelines}, starter(), {}));
        const HostTensor picture = some_picture();
        const AutoencoderOptions in_tiles{.dtype = DType::f16, .tile = 32};
        std::string note;
        REQUIRE_VALUE(const LatentPosterior latents, encode_picture(*model, picture, {}, {}));
        REQUIRE_VALUE(const HostTensor whole, decode_picture(*model, latents.mean, {}, {}, note));
        QVERIFY(note.empty());
        REQUIRE_VALUE(const HostTensor tiled, decode_picture(*model, latents.mean, in_tiles, {}, note));
        QVERIFY(note.find("tiles of 256 pixels") != std::string::npos);
        REQUIRE_VALUE(const LatentPosterior tiled_latents, encode_picture(*model, picture, in_tiles, {}));
        qInfo("decoded in tiles: %.1f dB to the whole, sharpest edge %.2f levels, of the whole %.2f; encoded: %.1f dB",
              psnr(whole, tiled), sharpest_edge(tiled), sharpest_edge(whole), psnr(latents.mean, tiled_latents.mean));
        QVERIFY(psnr(whole, tiled) > 28);
        QVERIFY(sharpest_edge(tiled) < sharpest_edge(whole) + 1);
        QVERIFY(psnr(latents.mean, tiled_latents.mean) > 15);  // latents go from -4 to 4
    }
};

QTEST_GUILESS_MAIN(MemoryBudgetTest)
#include "memory_budget_test.moc"
