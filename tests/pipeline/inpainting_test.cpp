// SPDX-License-Identifier: Apache-2.0
// Inpainting around the run: masks by distance, the box that is worked on, what stands under the mask, and that
// nothing outside it changes.
#include "pipeline/inpainting.h"

#include <cmath>

#include <QTest>

#include "pipeline/pixels.h"
#include "support/require.h"

using namespace lemnos;

namespace {

Mask selection_of(std::uint32_t width, std::uint32_t height, const Box& box) {
    Mask mask{width, height, std::vector<float>(std::size_t{width} * height)};
    for (std::uint32_t y = box.top; y < box.bottom; ++y)
        for (std::uint32_t x = box.left; x < box.right; ++x) mask.values[std::size_t{y} * width + x] = 1;
    return mask;
}

// No two neighbours alike, so that any change shows.
RgbImage pattern(std::uint32_t width, std::uint32_t height) {
    RgbImage image{width, height, std::vector<std::uint8_t>(std::size_t{3} * width * height)};
    for (std::size_t i = 0; i < image.rgb.size(); ++i) image.rgb[i] = static_cast<std::uint8_t>((i * 37 + i / 7) % 251);
    return image;
}

HostTensor filled(std::uint32_t width, std::uint32_t height, float value) {
    HostTensor tensor(Shape{1, 3, height, width});
    for (float& number : tensor.values) number = value;
    return tensor;
}

double distance_to(const Mask& selection, std::uint32_t x, std::uint32_t y) {
    double nearest = 1e12;
    for (std::uint32_t v = 0; v < selection.height; ++v)
        for (std::uint32_t u = 0; u < selection.width; ++u)
            if (selection.at(u, v) > 0)
                nearest = std::min(nearest, std::hypot(double(u) - double(x), double(v) - double(y)));
    return nearest;
}

}  // namespace
Q_DECLARE_METATYPE(Box)

class InpaintingTest : public QObject {
    Q_OBJECT

private slots:
    void fades_by_distance() {
        Mask selection = selection_of(31, 23, {4, 5, 9, 7});
        selection.values[std::size_t{18} * 31 + 27] = 1;
        const Mask soft = grown_and_feathered(selection, 2, 5);
        for (std::uint32_t y = 0; y < soft.height; ++y)
            for (std::uint32_t x = 0; x < soft.width; ++x) {
                const double t = std::clamp(1 - (distance_to(selection, x, y) - 2) / 5, 0.0, 1.0);
                QVERIFY(std::abs(soft.at(x, y) - t * t * (3 - 2 * t)) < 1e-5);
            }
    }

    void works_on_a_box_data() {
        QTest::addColumn<Box>("selected");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("middle") << Box{300, 200, 340, 260} << 512 << 512;
        QTest::newRow("corner") << Box{0, 0, 20, 20} << 512 << 512;
        QTest::newRow("other corner") << Box{780, 590, 800, 600} << 512 << 768;
        QTest::newRow("one pixel") << Box{400, 300, 401, 301} << 512 << 512;
        QTest::newRow("everything") << Box{0, 0, 800, 600} << 512 << 512;
        QTest::newRow("full width") << Box{0, 100, 800, 140} << 512 << 512;
        QTest::newRow("small model") << Box{300, 200, 340, 260} << 128 << 128;
    }

    void works_on_a_box() {
        QFETCH(Box, selected);
        QFETCH(int, width);
        QFETCH(int, height);
        const RgbImage picture = pattern(800, 600);
        const Mask selection = selection_of(800, 600, selected);
        REQUIRE_VALUE(const Inpainting plan, plan_inpainting(picture, selection, width, height, {}));
        QVERIFY(plan.box.left <= selected.left && plan.box.right >= selected.right);
        QVERIFY(plan.box.top <= selected.top && plan.box.bottom >= selected.bottom);
        QVERIFY(plan.box.right <= 800 && plan.box.bottom <= 600);
        QCOMPARE(plan.width % 8, 0U);
        QCOMPARE(plan.height % 8, 0U);
        // About as many pixels as asked for, hardly stretched.
        const double pixels = double(plan.width) * plan.height / (double(width) * height);
        QVERIFY2(pixels > 0.85 && pixels < 1.15, qPrintable(QString::number(pixels)));
        const double stretch = (double(plan.width) / plan.box.width()) / (double(plan.height) / plan.box.height());
        QVERIFY2(stretch > 0.9 && stretch < 1.1, qPrintable(QString::number(stretch)));
        // Everything that may change is under the run's mask, and the selection changes wholly.
        const Box changed = bounds_of(plan.blend);
        QVERIFY(changed.width() > 0);
        for (std::uint32_t y = selected.top; y < selected.bottom; ++y)
            for (std::uint32_t x = selected.left; x < selected.right; ++x)
                QCOMPARE(plan.blend.at(x - plan.box.left, y - plan.box.top), 1.0F);
    }

    void sees_as_much_as_is_asked_for() {
        const Mask selection = selection_of(800, 600, {380, 280, 420, 320});
        const auto width_with = [&](double padding) {
            const InpaintOptions options{.grow = 0, .feather = 0, .padding = padding};
            const auto plan = plan_inpainting(pattern(800, 600), selection, 512, 512, options);
            return plan ? plan->box.width() : 0U;
        };
        QCOMPARE(width_with(0), 40U);
        QCOMPARE(width_with(50), 140U);
        QCOMPARE(width_with(5000), 800U);
        QVERIFY(width_with(-1) > 40U && width_with(-1) < 140U);
    }

    void nothing_else_changes_data() { works_on_a_box_data(); }

    void nothing_else_changes() {
        QFETCH(Box, selected);
        QFETCH(int, width);
        QFETCH(int, height);
        const RgbImage picture = pattern(800, 600);
        const Mask selection = selection_of(800, 600, selected);
        const InpaintOptions options{.grow = 3, .feather = 6, .color_match = ColorMatch::off};
        REQUIRE_VALUE(const Inpainting plan, plan_inpainting(picture, selection, width, height, options));
        const Picture result = plan.stitched(filled(plan.width, plan.height, 1));
        const Mask reach = grown_and_feathered(selection, 3, 6);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < reach.values.size(); ++i)
            for (std::size_t c = 0; c < 3; ++c) {
                if (reach.values[i] <= 0) {
                    QCOMPARE(result.rgb[3 * i + c], picture.rgb[3 * i + c]);
                    ++kept;
                } else if (reach.values[i] >= 1) {
                    QCOMPARE(int(result.rgb[3 * i + c]), 255);
                }
            }
        QCOMPARE(kept == 0, selected.width() == 800 && selected.height() == 600);
    }

    void matched_colors_stay_inside_data() { works_on_a_box_data(); }

    void matched_colors_stay_inside() {
        QFETCH(Box, selected);
        QFETCH(int, width);
        QFETCH(int, height);
        const RgbImage picture = pattern(800, 600);
        const Mask selection = selection_of(800, 600, selected);
        REQUIRE_VALUE(const Inpainting plan, plan_inpainting(picture, selection, width, height, {}));
        HostTensor darker = plan.start;
        for (float& value : darker.values) value *= 0.9F;
        const Picture result = plan.stitched(darker);
        for (std::uint32_t y = 0; y < 600; ++y)
            for (std::uint32_t x = 0; x < 800; ++x) {
                const std::size_t i = 3 * (std::size_t{y} * 800 + x);
                const bool inside = x >= plan.box.left && x < plan.box.right && y >= plan.box.top &&
                                    y < plan.box.bottom && plan.blend.at(x - plan.box.left, y - plan.box.top) > 0;
                if (!inside) QVERIFY(std::equal(&result.rgb[i], &result.rgb[i] + 3, &picture.rgb[i]));
            }
        // What surrounds everything has no ring to compare.
        const Box ring = bounds_of(plan.ring);
        QCOMPARE(ring == Box{}, selected.width() == 800 && selected.height() == 600);
    }

    void an_unchanged_run_changes_nothing() {
        const RgbImage picture = pattern(64, 48);
        const Mask selection = selection_of(64, 48, {20, 20, 30, 28});
        const InpaintOptions options{.area = MaskArea::whole};
        REQUIRE_VALUE(const Inpainting plan, plan_inpainting(picture, selection, 64, 48, options));
        QCOMPARE(plan.width, 64U);
        QCOMPARE(plan.height, 48U);
        QVERIFY(plan.stitched(plan.start).rgb == picture.rgb);
    }

    void fills_under_the_mask_data() {
        QTest::addColumn<QString>("fill");
        for (const char* fill : {"original", "blur", "neutral", "noise"}) QTest::newRow(fill) << fill;
    }

    void fills_under_the_mask() {
        QFETCH(QString, fill);
        // Left half red, right half blue, and a green selection that no fill but the original keeps.
        RgbImage picture{64, 64, std::vector<std::uint8_t>(std::size_t{3} * 64 * 64)};
        const Mask selection = selection_of(64, 64, {28, 28, 36, 36});
        for (std::size_t i = 0; i < 64UL * 64; ++i)
            picture.rgb[3 * i + (selection.values[i] > 0 ? 1 : i % 64 < 32 ? 0 : 2)] = 255;
        InpaintOptions options{.grow = 1, .feather = 0, .area = MaskArea::whole};
        options.fill = *mask_fill_from_name(fill.toStdString());
        REQUIRE_VALUE(const Inpainting plan, plan_inpainting(picture, selection, 64, 64, options));
        const auto start = [&](std::size_t channel, std::size_t x, std::size_t y) {
            return plan.start.values[(channel * 64 + y) * 64 + x];
        };
        QCOMPARE(start(0, 5, 5), 1.0F);
        const bool keeps = fill == "original" || fill == "noise";
        QCOMPARE(start(1, 32, 32), keeps ? 1.0F : fill == "neutral" ? 0.5F : 0.0F);
        if (fill == "blur") {
            QVERIFY(start(0, 28, 32) > start(2, 28, 32));  // near the red side
            QVERIFY(start(2, 35, 32) > start(0, 35, 32));
            QVERIFY(std::abs(start(0, 32, 32) + start(2, 32, 32) - 1) < 1e-5);
        }
        QCOMPARE(plan.surroundings.values[(64 + 32) * 64 + 32], 0.5F);
    }

    void an_empty_surrounding_is_grey() {
        const InpaintOptions options{.fill = MaskFill::blur};
        const Mask everything = selection_of(16, 16, {0, 0, 16, 16});
        REQUIRE_VALUE(const Inpainting plan, plan_inpainting(pattern(16, 16), everything, 16, 16, options));
        QCOMPARE(plan.start.values[7], 0.5F);
    }

    void weak_changes_fade_in_less_room() {
        const Mask selection = selection_of(800, 600, {300, 200, 340, 260});
        const auto reach = [&](double strength) {
            const auto plan = plan_inpainting(pattern(800, 600), selection, 512, 512, {.strength = strength});
            return bounds_of(plan->blend).width();
        };
        QVERIFY(reach(0.2) < reach(1));
    }

    void refuses_what_makes_no_sense() {
        REQUIRE_ERROR(plan_inpainting(pattern(8, 8), selection_of(8, 9, {0, 0, 1, 1}), 64, 64, {}),
                      ErrorKind::invalid_request, "mask: is 8 x 9 pixels, the picture 8 x 8");
        REQUIRE_ERROR(plan_inpainting(pattern(8, 8), selection_of(8, 8, {}), 64, 64, {}), ErrorKind::invalid_request,
                      "mask: nothing is selected");
    }
};

QTEST_APPLESS_MAIN(InpaintingTest)
#include "inpainting_test.moc"
