// SPDX-License-Identifier: Apache-2.0
// Whole inpainting runs: with a plain checkpoint and with one of nine channels, in each of the two areas, what is not
// selected keeps its bits and what is selected does not.
#include <cmath>

#include "pipeline/mask.h"
#include "pipeline/tiny_session.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

constexpr std::uint32_t width = 88, height = 72;
constexpr Box selected{30, 24, 50, 44};

HostTensor wave() {
    HostTensor picture(Shape{1, 3, height, width});
    for (std::size_t i = 0; i < picture.values.size(); ++i)
        picture.values[i] = static_cast<float>(0.5 + 0.4 * std::sin(0.1 * static_cast<double>(i % 977)));
    return picture;
}

HostTensor drawn_mask() {
    HostTensor mask(Shape{1, 3, height, width});
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t y = selected.top; y < selected.bottom; ++y)
            for (std::size_t x = selected.left; x < selected.right; ++x)
                mask.values[(channel * height + y) * width + x] = 1;
    return mask;
}

// The first convolution of an inpainting checkpoint: five channels more, which matter.
void widen_input(TensorMap& tensors) {
    HostTensor& first = tensors.at("model.diffusion_model.input_blocks.0.0.weight");
    const std::uint32_t out = first.shape[0];
    HostTensor wide(Shape{out, 9, 3, 3});
    for (std::size_t o = 0; o < out; ++o)
        for (std::size_t i = 0; i < 81; ++i)
            wide.values[o * 81 + i] = i < 36 ? first.values[o * 36 + i] : 0.2F * first.values[o * 36 + i % 36];
    first = std::move(wide);
}

}  // namespace

class InpaintRunTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TinySession> m_tiny;
    Request m_request;
    std::filesystem::path m_plain, m_nine;

private slots:
    void initTestCase() {
        REQUIRE_VALUE(m_tiny, TinySession::create());
        const TinySd1& tiny = m_tiny->tiny;
        REQUIRE_VALUE(m_plain, tiny.write("plain.safetensors", tiny.metadata()));
        REQUIRE_VALUE(m_nine, tiny.write("nine.safetensors", tiny.metadata(), widen_input));
        REQUIRE_VALUE(const auto picture, tiny.write_picture("start.png", wave()));
        REQUIRE_VALUE(const auto mask, tiny.write_picture("mask.png", drawn_mask()));
        m_request = {.prompt = "a lighthouse", .width = 64, .height = 64, .steps = 3, .seed = 5};
        m_request.init_image = picture;
        m_request.mask = mask;
        m_request.mask_grow = 2;
        m_request.mask_feather = 4;
    }

    void only_the_mask_changes_data() {
        QTest::addColumn<bool>("nine");
        QTest::addColumn<QString>("area");
        QTest::addColumn<QString>("fill");
        QTest::addColumn<double>("strength");
        QTest::newRow("plain, crop") << false << "crop" << "original" << 0.8;
        QTest::newRow("plain, whole") << false << "whole" << "blur" << 1.0;
        QTest::newRow("plain, from noise") << false << "crop" << "noise" << 1.0;
        QTest::newRow("nine channels, crop") << true << "crop" << "neutral" << 1.0;
        QTest::newRow("nine channels, whole") << true << "whole" << "original" << 0.8;
    }

    void only_the_mask_changes() {
        QFETCH(bool, nine);
        QFETCH(QString, area);
        QFETCH(QString, fill);
        QFETCH(double, strength);
        Request request = m_request;
        request.model = nine ? m_nine : m_plain;
        request.mask_area = *mask_area_from_name(area.toStdString());
        request.mask_fill = *mask_fill_from_name(fill.toStdString());
        request.strength = strength;
        request.batch = 2;
        REQUIRE_VALUE(const Picture result, m_tiny->painted(request));
        QCOMPARE(result.width, width);
        QCOMPARE(result.height, height);
        REQUIRE_VALUE(const RgbImage before, read_image(request.init_image));
        std::size_t changed = 0;
        for (std::uint32_t y = 0; y < height; ++y)
            for (std::uint32_t x = 0; x < width; ++x) {
                const std::size_t i = 3 * (std::size_t{y} * width + x);
                const bool same =
                    std::equal(before.rgb.begin() + i, before.rgb.begin() + i + 3, result.rgb.begin() + i);
                const double away =
                    std::hypot(std::max({0.0, double(selected.left) - x, x - double(selected.right) + 1}),
                               std::max({0.0, double(selected.top) - y, y - double(selected.bottom) + 1}));
                if (away >= 6) QVERIFY2(same, qPrintable(QString("%1, %2").arg(x).arg(y)));
                changed += away == 0 && !same;
            }
        QVERIFY2(changed > 360, qPrintable(QString::number(changed)));  // of 400
    }

    // The mask and its surroundings reach the network: without them the same noise gives another picture.
    void nine_channels_see_the_mask() {
        Request request = m_request;
        request.model = m_nine;
        request.strength = 1;
        request.mask_fill = MaskFill::noise;
        request.mask_area = MaskArea::whole;
        REQUIRE_VALUE(const Picture masked, m_tiny->painted(request));
        request.init_image.clear();
        request.mask.clear();
        REQUIRE_VALUE(const Picture free, m_tiny->painted(request));
        QCOMPARE(free.width, 64U);
        QVERIFY(free.rgb != masked.rgb);
    }

    void says_what_is_wrong_with_a_mask() {
        Request request = m_request;
        request.model = m_plain;
        REQUIRE_VALUE(const auto black, m_tiny->tiny.write_picture("black.png", HostTensor(Shape{1, 3, 8, 8})));
        request.mask = black;
        REQUIRE_ERROR(m_tiny->painted(request), ErrorKind::invalid_request, "black.png: mask: nothing is selected");
        request.mask = "/nowhere/mask.png";
        REQUIRE_ERROR(m_tiny->painted(request), ErrorKind::io, "mask.png");
    }
};

QTEST_GUILESS_MAIN(InpaintRunTest)
#include "inpaint_run_test.moc"
