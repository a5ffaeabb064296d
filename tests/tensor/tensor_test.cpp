// SPDX-License-Identifier: Apache-2.0
// Shapes, types, the two axis orders, and weighted sums.
#include <algorithm>
#include <cmath>

#include <QTest>

#include "tensor/combine.h"
#include "tensor/convert.h"
#include "tensor/dequantise.h"
#include "tensor/dtype.h"
#include "tensor/host_tensor.h"
#include "tensor/shape.h"

using namespace lemnos;

class TensorTest : public QObject {
    Q_OBJECT

private slots:
    void shapes();
    void types_data();
    void types();
    void axis_orders_data();
    void axis_orders();
    void sums_are_rounded_once();
    void bytes_of_floats();
    void bad_scales_are_found_data();
    void bad_scales_are_found();
};

void TensorTest::shapes() {
    const Shape nhwc = Shape::nhwc(2, 3, 5, 7);
    QCOMPARE(nhwc.elements(), std::uint64_t{210});
    QCOMPARE(nhwc.rows(), std::uint64_t{30});
    QCOMPARE(nhwc.positions(), 15U);
    QCOMPARE(nhwc.channels(), 7U);
    QCOMPARE(nhwc.height(), 3U);
    QCOMPARE(nhwc.width(), 5U);
    QCOMPARE(nhwc.text(), std::string("2x3x5x7"));
    QVERIFY(nhwc.with(0, 1) == Shape::nhwc(1, 3, 5, 7));
    QVERIFY(nhwc != Shape({2, 3, 5, 7, 1}));
    QCOMPARE(Shape().elements(), std::uint64_t{1});
    QCOMPARE(Shape().text(), std::string("scalar"));
    QCOMPARE(Shape({3, 0}).elements(), std::uint64_t{0});
    QCOMPARE(Shape({3, 0}).rows(), std::uint64_t{0});
    QCOMPARE(Shape({65536, 65536, 4}).elements(), std::uint64_t{1} << 34U);
}

void TensorTest::types_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("name");
    QTest::addColumn<unsigned>("bytes");
    QTest::newRow("f32") << int(DType::f32) << "f32" << 4U;
    QTest::newRow("f16") << int(DType::f16) << "f16" << 2U;
    QTest::newRow("bf16") << int(DType::bf16) << "bf16" << 2U;
    QTest::newRow("f64") << int(DType::f64) << "f64" << 8U;
    QTest::newRow("f8_e4m3") << int(DType::f8_e4m3) << "f8_e4m3" << 1U;
    QTest::newRow("f8_e5m2") << int(DType::f8_e5m2) << "f8_e5m2" << 1U;
    QTest::newRow("i64") << int(DType::i64) << "i64" << 8U;
    QTest::newRow("bool") << int(DType::boolean) << "bool" << 1U;
}

void TensorTest::types() {
    QFETCH(int, type);
    QFETCH(QString, name);
    QFETCH(unsigned, bytes);
    const auto dtype = static_cast<DType>(type);
    QCOMPARE(std::string(name_of(dtype)), name.toStdString());
    QCOMPARE(size_of(dtype), bytes);
    QVERIFY(dtype_from_name(name.toStdString()) == dtype);
    QVERIFY(!dtype_from_name("f33"));
}

void TensorTest::axis_orders_data() {
    QTest::addColumn<QList<unsigned>>("shape");
    QTest::newRow("one") << QList<unsigned>{1, 1, 1, 1};
    QTest::newRow("all differ") << QList<unsigned>{2, 3, 5, 7};
    QTest::newRow("empty") << QList<unsigned>{2, 0, 5, 7};
}

void TensorTest::axis_orders() {
    QFETCH(QList<unsigned>, shape);
    HostTensor nchw(Shape{shape[0], shape[1], shape[2], shape[3]});
    for (std::size_t i = 0; i < nchw.values.size(); ++i) nchw.values[i] = static_cast<float>(i);
    const HostTensor nhwc = nhwc_from_nchw(nchw);
    QVERIFY((nhwc.shape == Shape{shape[0], shape[2], shape[3], shape[1]}));
    std::size_t at = 0;
    for (unsigned n = 0; n < shape[0]; ++n)
        for (unsigned y = 0; y < shape[2]; ++y)
            for (unsigned x = 0; x < shape[3]; ++x)
                for (unsigned c = 0; c < shape[1]; ++c)
                    QCOMPARE(nhwc.values[at++], nchw.values[((n * shape[1] + c) * shape[2] + y) * shape[3] + x]);
    const HostTensor back = nchw_from_nhwc(nhwc);
    QVERIFY(back.shape == nchw.shape && back.values == nchw.values);
}

void TensorTest::sums_are_rounded_once() {
    const HostTensor a(Shape{2}, {1e8f, 1});
    const HostTensor b(Shape{2}, {1, 2});
    // In float32, 1e8 + 1 would lose the 1 before 1e8 is taken away again.
    QVERIFY((combine({{1, a}, {1, b}, {-1, a}}).values == std::vector<float>{1, 2}));
    QVERIFY((combine({{0.5, b}}).values == std::vector<float>{0.5f, 1}));
    QVERIFY(combine({{2, b}}).shape == b.shape);
}

void TensorTest::bytes_of_floats() {
    const std::vector<float> values{1, -2.5f, 65504, 1e-7f};
    for (const DType dtype : {DType::f32, DType::f16}) {
        const auto bytes = bytes_from_floats(values, dtype);
        QCOMPARE(bytes.size(), values.size() * size_of(dtype));
        std::vector<float> back(values.size());
        floats_from_bytes(dtype, bytes, back);
        for (std::size_t i = 0; i < 3; ++i) QCOMPARE(back[i], values[i]);
        QVERIFY(std::abs(back[3] - values[3]) <= (dtype == DType::f32 ? 0.0f : 0x1p-25f));
    }
}

void TensorTest::bad_scales_are_found_data() {
    QTest::addColumn<int>("dtype");
    for (int dtype = static_cast<int>(DType::q4_0); dtype <= static_cast<int>(DType::iq4_xs); ++dtype)
        QTest::newRow(name_of(static_cast<DType>(dtype)).data()) << dtype;
}

// NaN in the place of each two bytes: a block is bad where its numbers are.
void TensorTest::bad_scales_are_found() {
    QFETCH(int, dtype);
    const auto type = static_cast<DType>(dtype);
    const BlockFacts block = block_of(type);
    int bad = 0;
    for (std::uint32_t at = 0; at < block.bytes; at += 2) {
        std::vector<std::byte> bytes(block.bytes, std::byte{0x11});
        bytes[at] = std::byte{0};
        bytes[at + 1] = std::byte{0x7e};
        std::vector<float> numbers(block.elements);
        floats_from_bytes(type, bytes, numbers);
        const bool are_finite = std::ranges::all_of(numbers, [](float value) { return std::isfinite(value); });
        QCOMPARE(scales_are_finite(type, bytes), are_finite);
        bad += !are_finite;
    }
    QVERIFY(bad == 1 || bad == 2);
}

QTEST_GUILESS_MAIN(TensorTest)
#include "tensor_test.moc"
