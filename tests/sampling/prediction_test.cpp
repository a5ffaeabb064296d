// SPDX-License-Identifier: Apache-2.0
// A network that knows the truth must lead back to the clean latent, for each prediction.
#include "sampling/prediction.h"

#include <cmath>

#include <QTest>

#include "support/golden.h"
#include "support/require.h"
#include "tensor/combine.h"

using namespace lemnos;

class PredictionTest : public QObject {
    Q_OBJECT

private slots:
    void truth_leads_back_data();
    void truth_leads_back();
    void edm_leads_back();
    void start_scales();
};

void PredictionTest::truth_leads_back_data() {
    QTest::addColumn<bool>("velocity");
    QTest::addColumn<double>("sigma");
    for (const double sigma : {0.0292, 0.5, 1.0, 3.0, 14.6146}) {
        QTest::addRow("epsilon %g", sigma) << false << sigma;
        QTest::addRow("velocity %g", sigma) << true << sigma;
    }
}

void PredictionTest::truth_leads_back() {
    QFETCH(bool, velocity);
    QFETCH(double, sigma);
    const Shape shape{2, 4, 3, 5};
    const HostTensor picture = testing::generated_tensor("picture", shape, 0, 1.5);
    const HostTensor noise = testing::generated_tensor("noise", shape, 0, 1.5);
    const HostTensor x = combine({{1, picture}, {sigma, noise}});
    // Variance preserving: z = sqrt(kept) picture + sqrt(1 - kept) noise is what the network sees.
    const double kept = 1 / (1 + sigma * sigma);
    const HostTensor z = combine({{std::sqrt(kept), picture}, {std::sqrt(1 - kept), noise}});
    const HostTensor v = combine({{std::sqrt(kept), noise}, {-std::sqrt(1 - kept), picture}});

    const Preconditioning scales = preconditioning(velocity ? Prediction::velocity : Prediction::epsilon, sigma);
    REQUIRE_VALUE(const auto seen, testing::difference(network_input(x, scales), z));
    QVERIFY2(seen.largest_relative < 1e-6, seen.text().c_str());
    REQUIRE_VALUE(const auto back, testing::difference(denoised_from(x, velocity ? v : noise, scales), picture));
    QVERIFY2(back.largest < 1e-6 * (1 + sigma), back.text().c_str());
}

// Playground 2.5, and CosXL with velocity: sigma_data beside 1.
void PredictionTest::edm_leads_back() {
    const Shape shape{1, 4, 3, 5};
    const HostTensor picture = testing::generated_tensor("picture", shape, 0, 1.5);
    const HostTensor noise = testing::generated_tensor("noise", shape, 0, 1.5);
    for (const double sigma_data : {0.5, 1.0})
        for (const double sigma : {0.002, 0.5, 80.0}) {
            const HostTensor x = combine({{1, picture}, {sigma, noise}});
            const double root = std::hypot(sigma, sigma_data);
            // Karras et al. 2022, equation 8 solved for the network's target.
            const HostTensor target = combine({{sigma / sigma_data / root, picture}, {-sigma_data / root, noise}});
            const Preconditioning edm = preconditioning(Prediction::edm, sigma, sigma_data);
            const Preconditioning velocity = preconditioning(Prediction::velocity, sigma, sigma_data);
            QVERIFY(std::abs(edm.input * root - 1) < 1e-12);
            REQUIRE_VALUE(const auto back, testing::difference(denoised_from(x, target, edm), picture));
            QVERIFY2(back.largest < 1e-6 * (1 + sigma), back.text().c_str());
            REQUIRE_VALUE(const auto opposite,
                          testing::difference(denoised_from(x, combine({{-1, target}}), velocity), picture));
            QVERIFY2(opposite.largest < 1e-6 * (1 + sigma), opposite.text().c_str());
        }
}

void PredictionTest::start_scales() {
    QCOMPARE(initial_noise_scale(3, StartScale::with_picture), std::sqrt(10.0));
    QCOMPARE(initial_noise_scale(3, StartScale::noise_alone), 3.0);
}

QTEST_GUILESS_MAIN(PredictionTest)
#include "prediction_test.moc"
