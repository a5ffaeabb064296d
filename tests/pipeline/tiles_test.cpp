// SPDX-License-Identifier: Apache-2.0
// Tiles cover everything, agree on who counts how much where they meet, and put together what was cut.
#include "pipeline/tiles.h"

#include <QTest>
#include <cmath>

#include "support/require.h"

using namespace lemnos;

namespace {

HostTensor some_picture(std::uint32_t height, std::uint32_t width, std::uint32_t channels) {
    HostTensor picture(Shape::nhwc(1, height, width, channels));
    for (std::size_t i = 0; i < picture.values.size(); ++i)
        picture.values[i] = static_cast<float>(std::sin(0.37 * static_cast<double>(i)));
    return picture;
}

// Each position `up` times in both directions, or the mean of `down` x `down`.
HostTensor resized(const HostTensor& from, std::uint32_t up, std::uint32_t down) {
    const std::uint32_t channels = from.shape.channels();
    HostTensor to(Shape::nhwc(1, from.shape.height() / down * up, from.shape.width() / down * up, channels));
    for (std::uint32_t y = 0; y < to.shape.height(); ++y)
        for (std::uint32_t x = 0; x < to.shape.width(); ++x)
            for (std::uint32_t c = 0; c < channels; ++c) {
                float sum = 0;
                for (std::uint32_t dy = 0; dy < down; ++dy)
                    for (std::uint32_t dx = 0; dx < down; ++dx)
                        sum += from.values[((y / up * down + dy) * from.shape.width() + x / up * down + dx) * channels +
                                           c];
                to.values[(y * to.shape.width() + x) * channels + c] = sum / static_cast<float>(down * down);
            }
    return to;
}

}  // namespace

class TilesTest : public QObject {
    Q_OBJECT

private slots:
    void cover_with_overlap_data() {
        QTest::addColumn<uint>("extent");
        QTest::addColumn<uint>("most");
        QTest::addColumn<int>("count");
        QTest::addRow("one") << 64U << 64U << 1;
        QTest::addRow("smaller") << 5U << 64U << 1;
        QTest::addRow("one more") << 65U << 64U << 2;
        QTest::addRow("two by a hair") << 112U << 64U << 2;
        QTest::addRow("three") << 113U << 64U << 3;
        QTest::addRow("prime") << 257U << 32U << 11;
        QTest::addRow("tiny tiles") << 9U << 3U << 4;
    }
    void cover_with_overlap() {
        QFETCH(uint, extent);
        QFETCH(uint, most);
        QFETCH(int, count);
        const TileRow row = tile_row(extent, most);
        QCOMPARE(static_cast<int>(row.begins.size()), count);
        QVERIFY(row.length <= most);
        QCOMPARE(row.begins.front(), 0U);
        QCOMPARE(row.begins.back() + row.length, extent);
        for (std::size_t i = 1; i < row.begins.size(); ++i)
            QVERIFY(row.begins[i - 1] + row.length >= row.begins[i] + std::max(most / 4, 1U));
    }

    // A step of the weights would be seen as an edge.
    void fade_without_a_step() {
        const TileRow row = tile_row(113, 64);
        const std::uint32_t scale = 8;
        std::vector<double> sum(std::size_t{113} * scale);
        for (std::size_t tile = 0; tile < row.begins.size(); ++tile) {
            const std::vector<float> weights = tile_weights(row, tile, scale);
            QCOMPARE(weights.size(), std::size_t{row.length} * scale);
            for (std::size_t i = 0; i < weights.size(); ++i) {
                sum[row.begins[tile] * scale + i] += weights[i];
                if (i > 0) QVERIFY(std::abs(weights[i] - weights[i - 1]) < 0.03);
            }
            QCOMPARE(weights.front() == 1, tile == 0);
            QCOMPARE(weights.back() == 1, tile + 1 == row.begins.size());
        }
        for (const double weight : sum) QVERIFY(weight > 0.4);
    }

    void put_together_what_was_cut_data() {
        QTest::addColumn<uint>("height");
        QTest::addColumn<uint>("width");
        QTest::addColumn<uint>("most");
        QTest::addColumn<uint>("up");
        QTest::addColumn<uint>("down");
        QTest::addRow("same size") << 21U << 34U << 8U << 1U << 1U;
        QTest::addRow("one tile") << 5U << 4U << 8U << 2U << 1U;
        QTest::addRow("larger") << 13U << 17U << 8U << 8U << 1U;
        QTest::addRow("only across") << 6U << 31U << 8U << 3U << 1U;
        QTest::addRow("smaller") << 80U << 48U << 32U << 1U << 4U;
    }
    void put_together_what_was_cut() {
        QFETCH(uint, height);
        QFETCH(uint, width);
        QFETCH(uint, most);
        QFETCH(uint, up);
        QFETCH(uint, down);
        const HostTensor picture = some_picture(height, width, 3);
        int tiles = 0;
        const auto run = [&](const HostTensor& tile) -> Result<HostTensor> {
            ++tiles;
            if (tile.shape.height() > most || tile.shape.width() > most) return invalid("too large");
            return resized(tile, up, down);
        };
        REQUIRE_VALUE(const HostTensor result, run_in_tiles(picture, most, up, down, run));
        const HostTensor whole = resized(picture, up, down);
        QVERIFY(result.shape == whole.shape);
        for (std::size_t i = 0; i < whole.values.size(); ++i)
            QVERIFY(std::abs(result.values[i] - whole.values[i]) < 1e-6);
        QCOMPARE(tiles > 1, height > most || width > most);
    }

    void stop_at_the_first_error() {
        int tiles = 0;
        const auto run = [&](const HostTensor&) -> Result<HostTensor> {
            if (++tiles == 2) return out_of_memory("full");
            return some_picture(8, 8, 1);
        };
        REQUIRE_ERROR(run_in_tiles(some_picture(20, 20, 1), 8, 1, 1, run), ErrorKind::out_of_memory, "full");
        QCOMPARE(tiles, 2);
    }
};

QTEST_APPLESS_MAIN(TilesTest)
#include "tiles_test.moc"
