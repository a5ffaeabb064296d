// SPDX-License-Identifier: Apache-2.0
// Noise against PyTorch 2.13 on the CPU (torch.manual_seed, torch.randn) and against the philox of A1111.
#include "base/random.h"

#include <cmath>
#include <vector>

#include <QTest>

using namespace lemnos;

namespace {
using Numbers = std::vector<float>;
using Draws = std::vector<int>;  // sizes of consecutive draws; the last is compared
}  // namespace
Q_DECLARE_METATYPE(Numbers)
Q_DECLARE_METATYPE(Draws)

class RandomTest : public QObject {
    Q_OBJECT

private slots:
    void matches_known_values_data();
    void matches_known_values();
    void has_the_moments_of_a_normal_distribution();
};

void RandomTest::matches_known_values_data() {
    QTest::addColumn<bool>("philox");
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<Draws>("draws");
    QTest::addColumn<Numbers>("head");
    QTest::addColumn<Numbers>("tail");

    QTest::newRow("one block") << false << quint64{0} << Draws{16}
                               << Numbers{-1.12583983f, -1.1523602f,  -0.250578582f, -0.433878809f,
                                          0.848710358f, 0.692009151f, -0.31601277f,  -2.11521935f,
                                          0.322274923f, -1.26333475f, 0.349983186f,  0.30813393f}
                               << Numbers{0.119841509f, 1.2376579f, 1.11677718f, -0.247278154f};
    QTest::newRow("short") << false << quint64{0} << Draws{4}
                           << Numbers{1.54099607f, -0.293428898f, -2.17878938f, 0.568431258f} << Numbers{0.568431258f};
    QTest::newRow("the second of a pair waits for the next short draw")
        << false << quint64{0} << Draws{5, 4} << Numbers{-1.39859545f, 0.403346837f, 0.838026345f, -0.719257593f}
        << Numbers{};
    QTest::newRow("a long draw after short ones, with a redrawn tail")
        << false << quint64{0} << Draws{5, 4, 17} << Numbers{0.598839462f, 0.112411186f, 0.64079237f}
        << Numbers{-0.00478573795f, -0.518074811f};
    QTest::newRow("the pair survives a long draw") << false << quint64{0} << Draws{5, 4, 17, 3}
                                                   << Numbers{-0.403343529f, -1.39274144f, -0.361065984f} << Numbers{};
    QTest::newRow("low 32 bits of the seed")
        << false << ((quint64{1} << 32U) + 42) << Draws{16}
        << Numbers{1.92691529f, 1.48728406f, 0.900717199f, -2.10552096f} << Numbers{};
    QTest::newRow("a latent of 252 numbers")
        << false << quint64{7} << Draws{252} << Numbers{}
        << Numbers{-0.0816644579f, -0.852032661f, -0.233020827f, 2.35497546f,  -0.182572886f, 1.73031867f,
                   0.00634929212f, -1.50645733f,  -0.624478757f, 0.452981502f, 0.910570264f,  -0.220197424f,
                   0.0784115568f,  0.254327208f,  -1.42120886f,  -1.04333425f, -0.286317021f, 0.783539176f};
    QTest::newRow("the draw after it") << false << quint64{7} << Draws{252, 16}
                                       << Numbers{0.0285180919f, 0.0327941887f, 0.176532626f} << Numbers{};
    QTest::newRow("philox") << true << quint64{0} << Draws{12}
                            << Numbers{-0.924663f, -0.425344f, -2.643846f, 0.145184f, -0.120867f, -0.579726f}
                            << Numbers{-0.622851f, -0.328387f, -1.074542f, -0.363144f, -1.671051f, 2.265505f};
}

void RandomTest::matches_known_values() {
    QFETCH(bool, philox);
    QFETCH(quint64, seed);
    QFETCH(Draws, draws);
    QFETCH(Numbers, head);
    QFETCH(Numbers, tail);
    const auto generator = make_noise_generator(philox ? RandomSource::philox : RandomSource::torch_cpu, seed);
    Numbers drawn;
    for (const int size : draws) {
        drawn.assign(static_cast<std::size_t>(size), 99.0f);
        generator->normal(drawn);
    }
    auto close = [](float a, float b) { return std::abs(a - b) <= 2e-6f; };
    for (std::size_t i = 0; i < head.size(); ++i)
        QVERIFY2(close(drawn[i], head[i]), qPrintable(QString("%1: %2 is not %3").arg(i).arg(drawn[i]).arg(head[i])));
    const std::size_t from = drawn.size() - tail.size();
    for (std::size_t i = 0; i < tail.size(); ++i)
        QVERIFY2(close(drawn[from + i], tail[i]),
                 qPrintable(QString("%1: %2 is not %3").arg(from + i).arg(drawn[from + i]).arg(tail[i])));
}

void RandomTest::has_the_moments_of_a_normal_distribution() {
    for (const RandomSource source : {RandomSource::torch_cpu, RandomSource::philox}) {
        Numbers drawn(100000);
        make_noise_generator(source, 5)->normal(drawn);
        double sum = 0, squares = 0, fourth = 0;
        for (const double value : drawn)
            sum += value, squares += value * value, fourth += value * value * value * value;
        const double n = static_cast<double>(drawn.size());
        QVERIFY(std::abs(sum / n) < 0.015);
        QVERIFY(std::abs(squares / n - 1) < 0.02);
        QVERIFY(std::abs(fourth / n - 3) < 0.15);
    }
}

QTEST_GUILESS_MAIN(RandomTest)
#include "random_test.moc"
