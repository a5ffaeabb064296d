// SPDX-License-Identifier: Apache-2.0
// Half precision against the compiler's own conversions, for every half and around every rounding.
#include "base/half.h"

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <QTest>

using namespace lemnos;

namespace {

// IEEE 754: the nearest of all halves, ties to the even one, by search in double precision.
half_bits nearest_half(double value) {
    const half_bits sign = std::signbit(value) ? 0x8000 : 0;
    const double magnitude = std::abs(value);
    half_bits low = 0, high = 0x7c00;  // 0x7c00 is infinity; for rounding it counts as 65536
    auto as_double = [](half_bits bits) { return bits == 0x7c00 ? 65536.0 : double{float_from_half(bits)}; };
    while (high - low > 1) {
        const auto middle = static_cast<half_bits>((low + high) / 2);
        (as_double(middle) <= magnitude ? low : high) = middle;
    }
    const double below = magnitude - as_double(low);
    const double above = as_double(high) - magnitude;
    const bool up = above < below || (above == below && (low & 1U) != 0);
    return static_cast<half_bits>(sign | (up ? high : low));
}

}  // namespace

class HalfTest : public QObject {
    Q_OBJECT

private slots:
    void every_half_survives();
    void known_values();
    void rounds_to_nearest_even();
    void arrays_agree_with_single_values();
};

void HalfTest::every_half_survives() {
    for (std::uint32_t bits = 0; bits <= 0xffff; ++bits) {
        const float value = float_from_half(static_cast<half_bits>(bits));
        const half_bits back = half_from_float(value);
        if (std::isnan(value))
            QVERIFY((back & 0x7c00U) == 0x7c00U && (back & 0x3ffU) != 0);
        else
            QCOMPARE(back, static_cast<half_bits>(bits));
    }
}

void HalfTest::known_values() {
    QCOMPARE(float_from_half(0x3c00), 1.0f);
    QCOMPARE(float_from_half(0xc000), -2.0f);
    QCOMPARE(float_from_half(0x7bff), 65504.0f);
    QCOMPARE(float_from_half(0x0001), 0x1p-24f);
    QCOMPARE(float_from_half(0x7c00), std::numeric_limits<float>::infinity());
    QVERIFY(std::isnan(float_from_half(0x7e00)));
    QCOMPARE(float_from_bfloat16(0x3fc0), 1.5f);
    QCOMPARE(through_half(0.1f), 0.0999755859375f);
}

void HalfTest::rounds_to_nearest_even() {
    for (std::uint32_t bits = 0; bits < 0x7c00; ++bits) {
        const float low = float_from_half(static_cast<half_bits>(bits));
        const float high = bits == 0x7bff ? 65536.0f : float_from_half(static_cast<half_bits>(bits + 1));
        const float middle = (low + high) / 2;
        for (const float value : {std::nextafter(middle, 0.0f), middle, std::nextafter(middle, 1e9f)}) {
            QCOMPARE(half_from_float(value), nearest_half(double{value}));
            QCOMPARE(half_from_float(-value), nearest_half(-double{value}));
        }
    }
    QCOMPARE(half_from_float(1e30f), half_bits{0x7c00});
    QCOMPARE(half_from_float(-std::numeric_limits<float>::infinity()), half_bits{0xfc00});
    QCOMPARE(half_from_float(1e-30f), half_bits{0});
}

void HalfTest::arrays_agree_with_single_values() {
    for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 1000U}) {
        std::vector<float> values(size);
        for (std::size_t i = 0; i < size; ++i)
            values[i] = std::ldexp(static_cast<float>(i * 37 % 101) - 50.3f, static_cast<int>(i % 40) - 25);
        std::vector<half_bits> halves(size + 1, 0x1234);
        halves_from_floats(values, std::span(halves).first(size));
        std::vector<float> back(size + 1, 99.0f);
        floats_from_halves(std::span(halves).first(size), std::span(back).first(size));
        for (std::size_t i = 0; i < size; ++i) {
            QCOMPARE(halves[i], half_from_float(values[i]));
            QCOMPARE(back[i], float_from_half(halves[i]));
        }
        QCOMPARE(halves[size], half_bits{0x1234});
        QCOMPARE(back[size], 99.0f);
    }
}

QTEST_GUILESS_MAIN(HalfTest)
#include "half_test.moc"
