// SPDX-License-Identifier: Apache-2.0
// Noise against tests/golden/noise.safetensors (torch.randn), and the order of draws in a batch.
#include "sampling/batch_noise.h"

#include <cmath>

#include <QTest>

#include "support/golden.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::testing;

class BatchNoiseTest : public QObject {
    Q_OBJECT

private slots:
    void draws_match_torch_data();
    void draws_match_torch();
    void pictures_do_not_depend_on_the_batch();
};

void BatchNoiseTest::draws_match_torch_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<QList<int>>("counts");
    const auto golden = load_golden("noise").value_or(TensorMap());
    const auto manifest = load_manifest("noise").value_or(nlohmann::json::object());
    for (const auto& [key, values] : golden) {
        const QString name = QString::fromStdString(key);
        const QString seed = name.section('.', 0, 0).section('_', 1);
        QList<int> counts{static_cast<int>(values.values.size())};
        if (name.startsWith("sequence_")) {
            const auto list = manifest["sequences"][seed.toStdString()].get<std::vector<int>>();
            counts = QList<int>(list.begin(), list.end());
        }
        QTest::newRow(key.c_str()) << name << seed.toULongLong() << counts;
    }
}

void BatchNoiseTest::draws_match_torch() {
    QFETCH(QString, key);
    QFETCH(quint64, seed);
    QFETCH(QList<int>, counts);
    REQUIRE_VALUE(const TensorMap golden, load_golden("noise"));
    const std::vector<float>& truth = golden.at(key.toStdString()).values;
    const auto generator = make_noise_generator(RandomSource::torch_cpu, seed);
    std::size_t at = 0;
    for (const int count : counts) {
        std::vector<float> drawn(static_cast<std::size_t>(count));
        generator->normal(drawn);
        for (const float value : drawn) {
            QVERIFY2(std::abs(value - truth[at]) <= 2e-6f, fmt::format("{}: {} not {}", at, value, truth[at]).c_str());
            ++at;
        }
    }
    QCOMPARE(at, truth.size());
}

void BatchNoiseTest::pictures_do_not_depend_on_the_batch() {
    for (const RandomSource source : {RandomSource::torch_cpu, RandomSource::philox}) {
        const Shape one{1, 4, 5, 7};
        BatchNoise batch(source, 41, 3);
        BatchNoise second(source, 42, 1);
        for (int draw = 0; draw < 3; ++draw) {
            const HostTensor all = batch.draw(one.with(0, 3));
            const HostTensor alone = second.draw(one);
            const auto size = static_cast<std::ptrdiff_t>(alone.values.size());
            QVERIFY(std::equal(alone.values.begin(), alone.values.end(), all.values.begin() + size));
            QVERIFY(!std::equal(alone.values.begin(), alone.values.end(), all.values.begin()));
        }
    }
}

QTEST_GUILESS_MAIN(BatchNoiseTest)
#include "batch_noise_test.moc"
