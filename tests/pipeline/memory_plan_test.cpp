// SPDX-License-Identifier: Apache-2.0
// Which plan is chosen for how much memory: the quickest that fits, by the sizes of two real cases.
#include "pipeline/memory_plan.h"

#include <QTest>

using namespace lemnos;

namespace {

constexpr std::uint64_t mib = 1U << 20U;

Footprint of(std::uint64_t weights, std::uint64_t activations) {
    return {.weights = weights * mib, .largest_node_weights = weights * mib / 100, .activations = activations * mib};
}

// Roughly SDXL at 1024 x 1024.
RunFootprints large() {
    return {.text = of(1560, 40),
            .unet = of(4900, 900),
            .unet_alone = of(4900, 450),
            .preview = {},
            .autoencoder = {{.tile = 0, .encoder = {}, .decoder = of(95, 2600)},
                            {.tile = 64, .encoder = {}, .decoder = of(95, 650)},
                            {.tile = 32, .encoder = {}, .decoder = of(95, 170)}}};
}

}  // namespace

class MemoryPlanTest : public QObject {
    Q_OBJECT

private slots:
    void takes_the_quickest_that_fits_data() {
        QTest::addColumn<qulonglong>("available");  // MiB
        QTest::addColumn<QString>("plan");
        QTest::addColumn<qulonglong>("peak");
        const auto row = [](qulonglong available, const char* plan, qulonglong peak) {
            QTest::addRow("%llu MiB", available) << available << plan << peak;
        };
        row(16000, "", 10095);
        row(10095, "", 10095);
        row(10094, "text encoders let go after use", 8495);
        row(8494, "text encoders let go after use, one evaluation at a time", 8045);
        row(8045, "text encoders let go after use, one evaluation at a time", 8045);
        row(7595, "text encoders let go after use, UNet's working memory let go before decoding", 7595);
        row(5800, "text encoders let go after use, UNet let go before decoding", 5800);
        row(5350, "text encoders let go after use, one evaluation at a time, UNet let go before decoding", 5350);
        row(4000, "text encoders let go after use, weights of the UNet streamed", 4000);
        row(2000, "text encoders let go after use, weights of the UNet streamed, autoencoder in tiles of 64", 2000);
    }
    void takes_the_quickest_that_fits() {
        QFETCH(qulonglong, available);
        QFETCH(QString, plan);
        QFETCH(qulonglong, peak);
        const MemoryPlan chosen = plan_run(large(), available * mib, Streaming::possible);
        QCOMPARE(QString::fromStdString(text_of(chosen)), plan);
        QCOMPARE(chosen.peak / mib, peak);
    }

    void takes_what_the_device_can_bind_data() {
        QTest::addColumn<QList<int>>("unbindable");  // autoencoders, by their place
        QTest::addColumn<bool>("binds_two");         // evaluations
        QTest::addColumn<qulonglong>("available");   // MiB
        QTest::addColumn<QString>("plan");
        QTest::addRow("all") << QList<int>{} << true << 16000ULL << "";
        QTest::addRow("no whole picture") << QList{0} << true << 16000ULL << "autoencoder in tiles of 64";
        QTest::addRow("small tiles only") << QList{0, 1} << true << 16000ULL << "autoencoder in tiles of 32";
        QTest::addRow("one evaluation only") << QList<int>{} << false << 16000ULL << "one evaluation at a time";
        QTest::addRow("streamed") << QList{0, 1} << true << 2000ULL
                                  << "text encoders let go after use, weights of the UNet streamed, autoencoder in "
                                     "tiles of 32";
        // The run then fails and says which tensor it is.
        QTest::addRow("nothing") << QList{0, 1, 2} << true << 16000ULL
                                 << "text encoders let go after use, one evaluation at a time, UNet let go before "
                                    "decoding";
    }
    void takes_what_the_device_can_bind() {
        QFETCH(QList<int>, unbindable);
        QFETCH(bool, binds_two);
        QFETCH(qulonglong, available);
        QFETCH(QString, plan);
        RunFootprints run = large();
        for (const int which : unbindable) run.autoencoder[std::size_t(which)].decoder.is_bindable = false;
        run.unet.is_bindable = binds_two;
        const MemoryPlan chosen = plan_run(run, available * mib, Streaming::possible);
        QCOMPARE(QString::fromStdString(text_of(chosen)), plan);
    }
};

QTEST_APPLESS_MAIN(MemoryPlanTest)
#include "memory_plan_test.moc"
