// SPDX-License-Identifier: Apache-2.0
// Previews without a device: when the tiny autoencoder is worth its time, and the colors of latents.
#include <QTest>

#include "pipeline/pixels.h"
#include "pipeline/preview.h"

using namespace lemnos;

class PreviewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rations_the_decoder_data() {
        QTest::addColumn<double>("seconds");   // of sampling so far
        QTest::addColumn<double>("share");     // of the work so far that a preview takes
        QTest::addColumn<double>("measured");  // seconds that the one before took; 0 for none
        QTest::addColumn<bool>("allowed");
        QTest::newRow("cheap from the start") << 1.0 << 0.09 << 0.0 << true;
        QTest::newRow("dear at the start") << 1.0 << 0.11 << 0.0 << false;
        QTest::newRow("what was measured counts, not the guess") << 1.0 << 0.5 << 0.04 << true;
        QTest::newRow("together with what was spent") << 1.0 << 0.01 << 0.06 << false;
        QTest::newRow("later again") << 1.3 << 0.01 << 0.06 << true;
    }
    void rations_the_decoder() {
        QFETCH(double, seconds);
        QFETCH(double, share);
        QFETCH(double, measured);
        QFETCH(bool, allowed);
        PreviewBudget budget;
        if (measured > 0) budget.spend(measured);
        QCOMPARE(budget.allows(seconds, 1e9, share * 1e9), allowed);
    }

    // One channel is red, one takes from blue; two positions side by side, four pixels each way.
    void colors_latents() {
        LatentColors colors{};
        colors.of_channel[0] = {0.5F, 0, 0};
        colors.of_channel[3] = {0, 0, -0.25F};
        colors.offset = {0, 0.75F, 0.5F};
        HostTensor latents(Shape{1, 4, 1, 2}, {1, 2, 9, 9, 9, 9, 1, 1});
        const HostTensor picture = colored_latents(latents, colors, 4);
        QCOMPARE(picture.shape, (Shape{1, 3, 4, 8}));
        const std::vector<float> red{0.5F, 0.5F, 0.5625F, 0.6875F, 0.8125F, 0.9375F, 1, 1};
        for (std::size_t i = 0; i < 32; ++i) {
            QCOMPARE(picture.values[i], red[i % 8]);
            QCOMPARE(picture.values[32 + i], 0.75F);
            QCOMPARE(picture.values[64 + i], 0.25F);
        }
    }
};

QTEST_GUILESS_MAIN(PreviewTest)
#include "preview_test.moc"
