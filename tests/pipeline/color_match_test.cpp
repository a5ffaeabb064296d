// SPDX-License-Identifier: Apache-2.0
// Colors of a new part: Oklab against published values, the ring, and that faults of the model that show around the
// mask are taken back under it, while what is new there stays.
#include "pipeline/color_match.h"

#include <cmath>
#include <functional>

#include "pipeline/oklab.h"
#include "support/require.h"

using namespace lemnos;

namespace {

constexpr std::uint32_t width = 61, height = 47;
constexpr std::size_t pixels = std::size_t{width} * height;
constexpr Box changed{20, 15, 40, 31};

Mask changed_mask() {
    Mask mask{width, height, std::vector<float>(pixels)};
    for (std::uint32_t y = changed.top; y < changed.bottom; ++y)
        for (std::uint32_t x = changed.left; x < changed.right; ++x) mask.values[std::size_t{y} * width + x] = 1;
    return mask;
}

// Slopes of other directions in each channel; under the mask something redder that the original does not have.
HostTensor true_picture(bool with_new_part) {
    HostTensor picture(Shape{1, 3, height, width});
    const Mask mask = changed_mask();
    for (std::size_t i = 0; i < pixels; ++i) {
        const double x = double(i % width) / width, y = double(i / width) / height;
        const double texture = 0.08 * std::sin(0.9 * double(i % width) + 0.5 * double(i / width));
        const double values[] = {0.25 + 0.4 * x + texture, 0.3 + 0.2 * x + 0.2 * y + texture, 0.6 - 0.3 * y + texture};
        for (std::size_t channel = 0; channel < 3; ++channel)
            picture.values[channel * pixels + i] = static_cast<float>(values[channel]);
        if (with_new_part && mask.values[i] > 0) picture.values[i] += 0.2F;
    }
    return picture;
}

RgbImage in_bytes(const HostTensor& picture) {
    RgbImage image{width, height, std::vector<std::uint8_t>(3 * pixels)};
    for (std::size_t i = 0; i < 3 * pixels; ++i)
        image.rgb[i] = static_cast<std::uint8_t>(std::lround(picture.values[i % 3 * pixels + i / 3] * 255));
    return image;
}

HostTensor changed_in_lab(HostTensor picture, const std::function<void(Oklab&)>& change) {
    for (std::size_t i = 0; i < pixels; ++i) {
        Oklab lab = oklab_from_srgb({picture.values[i], picture.values[pixels + i], picture.values[2 * pixels + i]});
        change(lab);
        const Rgb rgb = srgb_from_oklab(lab);
        for (std::size_t channel = 0; channel < 3; ++channel) picture.values[channel * pixels + i] = rgb[channel];
    }
    return picture;
}

// The largest distance under the mask, in Oklab.
double distance(const HostTensor& a, const HostTensor& b) {
    const Mask mask = changed_mask();
    const auto lab = [](const HostTensor& t, std::size_t i) {
        return oklab_from_srgb({t.values[i], t.values[pixels + i], t.values[2 * pixels + i]});
    };
    double largest = 0;
    for (std::size_t i = 0; i < pixels; ++i) {
        if (mask.values[i] <= 0) continue;
        const Oklab one = lab(a, i), other = lab(b, i);
        largest = std::max(largest, double(std::hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])));
    }
    return largest;
}

}  // namespace

class ColorMatchTest : public QObject {
    Q_OBJECT

private slots:
    void knows_oklab_data() {
        QTest::addColumn<double>("r");
        QTest::addColumn<double>("g");
        QTest::addColumn<double>("b");
        QTest::addColumn<double>("L");
        QTest::addColumn<double>("A");
        QTest::addColumn<double>("B");
        QTest::newRow("white") << 1.0 << 1.0 << 1.0 << 1.0 << 0.0 << 0.0;
        QTest::newRow("black") << 0.0 << 0.0 << 0.0 << 0.0 << 0.0 << 0.0;
        QTest::newRow("red") << 1.0 << 0.0 << 0.0 << 0.62796 << 0.22486 << 0.12585;
        QTest::newRow("lime") << 0.0 << 1.0 << 0.0 << 0.86644 << -0.23389 << 0.17950;
        QTest::newRow("blue") << 0.0 << 0.0 << 1.0 << 0.45201 << -0.03246 << -0.31153;
        QTest::newRow("middle grey") << 0.5 << 0.5 << 0.5 << 0.59818 << 0.0 << 0.0;
        QTest::newRow("nearly black") << 0.02 << 0.02 << 0.02 << 0.11568 << 0.0 << 0.0;  // the line of the transfer
    }

    void knows_oklab() {
        QFETCH(double, r);
        QFETCH(double, g);
        QFETCH(double, b);
        QFETCH(double, L);
        QFETCH(double, A);
        QFETCH(double, B);
        const Rgb rgb{float(r), float(g), float(b)};
        const Oklab lab = oklab_from_srgb(rgb);
        const double wanted[] = {L, A, B};
        const Rgb back = srgb_from_oklab(lab);
        for (std::size_t k = 0; k < 3; ++k) {
            QVERIFY2(std::abs(lab[k] - wanted[k]) < 2e-5, qPrintable(QString::number(lab[k])));
            QVERIFY2(std::abs(back[k] - rgb[k]) < 1e-4, qPrintable(QString::number(back[k])));
        }
    }

    void a_ring_is_around_what_changes() {
        const Mask ring = ring_around(changed_mask(), 5);
        const auto at = [&](std::uint32_t x, std::uint32_t y) { return ring.at(x, y); };
        QCOMPARE(at(changed.left, changed.top), 0.0F);
        QCOMPARE(at(changed.left - 1, changed.top), 1.0F);
        QCOMPARE(at(changed.left - 5, changed.top), 1.0F);
        QCOMPARE(at(changed.left - 6, changed.top), 0.0F);
        QCOMPARE(at(changed.left - 4, changed.top - 4), 0.0F);  // 5.7 away
    }

    void takes_back_what_the_model_did_data() {
        QTest::addColumn<double>("contrast");
        QTest::addColumn<double>("lightness");
        QTest::addColumn<double>("red");
        QTest::addColumn<double>("yellow");
        QTest::newRow("nothing") << 1.0 << 0.0 << 0.0 << 0.0;
        QTest::newRow("darker") << 1.0 << -0.06 << 0.0 << 0.0;
        QTest::newRow("warmer") << 1.0 << 0.0 << 0.02 << 0.03;
        QTest::newRow("greener") << 1.0 << 0.01 << -0.03 << 0.0;
        QTest::newRow("flatter") << 0.9 << 0.05 << 0.0 << 0.0;
        QTest::newRow("harder") << 1.1 << -0.06 << 0.0 << -0.01;
    }

    void takes_back_what_the_model_did() {
        QFETCH(double, contrast);
        QFETCH(double, lightness);
        QFETCH(double, red);
        QFETCH(double, yellow);
        const HostTensor truth = true_picture(true);
        const HostTensor painted = changed_in_lab(truth, [&](Oklab& lab) {
            lab[0] = float(contrast * lab[0] + lightness);
            lab[1] += float(red);
            lab[2] += float(yellow);
        });
        const Mask ring = ring_around(changed_mask(), 8);
        const HostTensor matched = with_matched_colors(painted, in_bytes(true_picture(false)), ring);
        const double before = distance(painted, truth), after = distance(matched, truth);
        qInfo("%.4f -> %.4f", before, after);
        QVERIFY2(after < std::max(0.2 * before, 0.002), qPrintable(QString::number(after)));
    }

    // Film grain that the autoencoder does not paint is no contrast.
    void believes_no_grain() {
        const HostTensor truth = true_picture(true);
        RgbImage original = in_bytes(true_picture(false));
        for (std::size_t i = 0; i < original.rgb.size(); ++i)
            original.rgb[i] = std::uint8_t(original.rgb[i] + int(i / 3 * 7919 % 31) - 15);
        const Mask ring = ring_around(changed_mask(), 8);
        const HostTensor matched = with_matched_colors(truth, original, ring);
        QVERIFY2(distance(matched, truth) < 0.01, qPrintable(QString::number(distance(matched, truth))));
    }

    // Surroundings of one color say how to shift and not how to stretch.
    void even_surroundings_keep_the_contrast() {
        HostTensor painted(Shape{1, 3, height, width});
        const Mask mask = changed_mask();
        for (std::size_t i = 0; i < painted.values.size(); ++i)
            painted.values[i] = mask.values[i % pixels] > 0 ? (i % 2 == 0 ? 0.3F : 0.6F) : 0.5F + 0.01F * float(i % 2);
        RgbImage original{width, height, std::vector<std::uint8_t>(3 * pixels, 140)};
        const HostTensor matched = with_matched_colors(painted, original, ring_around(mask, 8));
        const std::size_t inside = std::size_t{changed.top} * width + changed.left;
        const float contrast = std::abs(matched.values[inside] - matched.values[inside + 1]);
        QVERIFY2(contrast > 0.28F && contrast < 0.33F, qPrintable(QString::number(contrast)));
    }

    // A run that went wrong must not bleach or burn what it painted.
    void bounds_the_contrast() {
        HostTensor painted = true_picture(true);
        const Mask mask = changed_mask();
        for (std::size_t i = 0; i < painted.values.size(); ++i)
            if (mask.values[i % pixels] <= 0) painted.values[i] = i % 3 == 0 ? 0.0F : 1.0F;
        const RgbImage original{width, height, std::vector<std::uint8_t>(3 * pixels, 128)};
        const HostTensor matched = with_matched_colors(painted, original, ring_around(mask, 8));
        const std::size_t a = std::size_t{changed.top} * width + changed.left, b = a + 3;
        const auto lightness = [](const HostTensor& t, std::size_t i) {
            return oklab_from_srgb({t.values[i], t.values[pixels + i], t.values[2 * pixels + i]})[0];
        };
        const double ratio =
            double(lightness(matched, a) - lightness(matched, b)) / (lightness(painted, a) - lightness(painted, b));
        QVERIFY2(ratio > 0.78 && ratio < 0.9, qPrintable(QString::number(ratio)));
    }

    void a_ring_of_few_pixels_tells_nothing() {
        const HostTensor painted = true_picture(true);
        Mask ring{width, height, std::vector<float>(pixels)};
        for (std::size_t i = 0; i < 63; ++i) ring.values[i] = 1;
        const RgbImage white{width, height, std::vector<std::uint8_t>(3 * pixels, 255)};
        QVERIFY(with_matched_colors(painted, white, ring).values == painted.values);
        ring.values[63] = 1;
        QVERIFY(with_matched_colors(painted, white, ring).values != painted.values);
    }
};

QTEST_APPLESS_MAIN(ColorMatchTest)
#include "color_match_test.moc"
