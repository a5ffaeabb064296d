// SPDX-License-Identifier: Apache-2.0
// Brownian paths against tests/golden/brownian (torchsde), and the order of draws of other programs.
#include "sampling/run_noise.h"

#include <cmath>

#include <QTest>

#include "sampling/seed_sequence.h"
#include "support/golden.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::testing;

namespace {

constexpr NoiseOrder comfyui{StartNoise::torch_cpu, BatchOrder::one_draw, StepNoise::restarts, SdeNoise::brownian,
                             PathSpan::run};

HostTensor drawn(RandomSource source, std::uint64_t seed, const Shape& shape) {
    HostTensor noise(shape);
    make_noise_generator(source, seed)->normal(noise.values);
    return noise;
}

}  // namespace

class RunNoiseTest : public QObject {
    Q_OBJECT

private slots:
    void seed_sequence_is_that_of_numpy();
    void paths_match_torchsde_data();
    void paths_match_torchsde();
    void a_path_does_not_depend_on_the_steps();
    void orders_of_draws();
    void brownian_batches();
};

void RunNoiseTest::seed_sequence_is_that_of_numpy() {
    REQUIRE_VALUE(const auto manifest, load_manifest("brownian"));
    QCOMPARE(manifest["seed_sequences"].size(), std::size_t{5});
    for (const auto& row : manifest["seed_sequences"]) {
        const auto key = row["spawn_key"].get<std::vector<std::uint64_t>>();
        const auto truth = row["state"].get<std::vector<std::uint32_t>>();
        QCOMPARE(seed_sequence(row["entropy"], key, row["pool_size"], truth.size()), truth);
    }
}

void RunNoiseTest::paths_match_torchsde_data() {
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {quint64{0}, quint64{42}, (quint64{1} << 32U) + 5}) QTest::addRow("%llu", seed) << seed;
}

void RunNoiseTest::paths_match_torchsde() {
    QFETCH(quint64, seed);
    REQUIRE_VALUE(const auto manifest, load_manifest("brownian"));
    REQUIRE_VALUE(const TensorMap golden, load_golden("brownian"));
    const HostTensor& truth = golden.at("seed_" + std::to_string(seed));
    const Shape shape(truth.shape.extents().subspan(1));
    BrownianTree tree(RandomSource::torch_cpu, seed, shape, manifest["smallest"], manifest["largest"]);
    std::size_t at = 0;
    for (const auto& pair : manifest["pairs"]) {
        for (const float value : tree.noise(pair[0], pair[1]).values) {
            QVERIFY2(std::abs(value - truth.values[at]) <= 1e-5F,
                     fmt::format("{}: {} not {}", at, value, truth.values[at]).c_str());
            ++at;
        }
    }
    QCOMPARE(at, truth.values.size());
}

void RunNoiseTest::a_path_does_not_depend_on_the_steps() {
    const Shape shape{1, 4, 3, 5};
    BrownianTree few(RandomSource::philox, 3, shape, 0.03, 14);
    BrownianTree many(RandomSource::philox, 3, shape, 0.03, 14);
    const HostTensor whole = few.noise(14, 0.03);
    std::vector<double> sum(whole.values.size());
    const std::vector<double> sigmas{14, 9.7, 4, 1.25, 0.5, 0.03};
    for (std::size_t i = 0; i + 1 < sigmas.size(); ++i) {
        const HostTensor piece = many.noise(sigmas[i], sigmas[i + 1]);
        for (std::size_t k = 0; k < sum.size(); ++k)
            sum[k] += double{piece.values[k]} * std::sqrt(sigmas[i] - sigmas[i + 1]);
    }
    for (std::size_t k = 0; k < sum.size(); ++k)
        QVERIFY(std::abs(sum[k] - double{whole.values[k]} * std::sqrt(14 - 0.03)) < 1e-5);
}

// Each switch of NoiseOrder by itself, against draws made by hand.
void RunNoiseTest::orders_of_draws() {
    const Shape two{2, 4, 3, 5};
    const Shape one = two.with(0, 1);
    const auto first_of = [&](const HostTensor& batch) {
        return std::vector(batch.values.begin(), batch.values.begin() + 60);
    };

    RunNoise native({}, RandomSource::torch_cpu, 9, 2);
    const auto continuing = make_noise_generator(RandomSource::torch_cpu, 9);
    for (int draw = 0; draw < 3; ++draw) {
        HostTensor hand(one);
        continuing->normal(hand.values);
        const NoiseSource steps = native.for_steps(Noise::brownian, 0.03, 14);
        QCOMPARE(first_of(draw == 0 ? native.start(two) : steps(two, 3, 2)), hand.values);
    }

    RunNoise whole(comfyui, RandomSource::torch_cpu, 9, 2);
    QCOMPARE(whole.start(two).values, drawn(RandomSource::torch_cpu, 9, two).values);
    QCOMPARE(whole.for_steps(Noise::fresh, 0.03, 14)(two, 3, 2).values, drawn(RandomSource::torch_cpu, 10, two).values);

    RunNoise on_gpu(comfyui, RandomSource::philox, 9, 2);
    QCOMPARE(on_gpu.start(two).values, drawn(RandomSource::torch_cpu, 9, two).values);
    QCOMPARE(on_gpu.for_steps(Noise::fresh, 0.03, 14)(two, 3, 2).values, drawn(RandomSource::philox, 9, two).values);
}

void RunNoiseTest::brownian_batches() {
    const Shape two{2, 4, 3, 5};
    RunNoise whole(comfyui, RandomSource::torch_cpu, 9, 2);
    BrownianTree path(RandomSource::torch_cpu, 9, two, 0.03, 14);
    QCOMPARE(whole.for_steps(Noise::brownian, 0.03, 14)(two, 3, 2).values, path.noise(3, 2).values);

    NoiseOrder order;
    order.sde = SdeNoise::brownian;
    RunNoise each(order, RandomSource::torch_cpu, 9, 2);
    BrownianTree second(RandomSource::torch_cpu, 10, two.with(0, 1), 0.03, 14);
    const std::vector<float> both = each.for_steps(Noise::brownian, 0.03, 14)(two, 3, 2).values;
    QCOMPARE(std::vector(both.begin() + 60, both.end()), second.noise(3, 2).values);
    // Samplers that want independent noise get that.
    RunNoise fresh(order, RandomSource::torch_cpu, 9, 2);
    QVERIFY(fresh.for_steps(Noise::fresh, 0.03, 14)(two, 3, 2).values != both);
}

QTEST_GUILESS_MAIN(RunNoiseTest)
#include "run_noise_test.moc"
