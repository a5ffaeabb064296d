// SPDX-License-Identifier: Apache-2.0
// Running graphs: inputs and outputs by name, replay, cancelling between chunks, long dispatches in parts, profiles.
#include "graph/executable.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

#include "ops/ops.h"
#include "support/device.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

namespace {

Result<std::unique_ptr<Executable>> prepare(Builder builder, const vulkan::Capabilities* as_if = nullptr) {
    LEMNOS_TRY(Graph graph, std::move(builder).finish());
    return Executable::create(*test_device().device, *test_device().pipelines, std::move(graph), nullptr, as_if);
}

std::vector<float> pattern(std::size_t count, std::uint32_t seed) {
    std::vector<float> values(count);
    for (float& value : values) {
        seed = seed * 1664525 + 1013904223;
        value = static_cast<float>(static_cast<std::int32_t>(seed) >> 20) / 2048.0f;
    }
    return values;
}

Result<HostTensor> output_of(Executable& executable, const std::string& name = "result") {
    LEMNOS_CHECK(executable.run(CancelToken()));
    return executable.read_output(name);
}

// y = 2 x + 1
Builder doubled_and_one(Shape shape) {
    Builder builder(DType::f32);
    builder.output("result", affine(builder, builder.input("x", shape, DType::f32), {.factor = 2, .offset = 1}));
    return builder;
}

// So many products in a row that they take several chunks.
Builder long_chain(int products) {
    constexpr std::uint32_t size = 1024;
    Builder builder(DType::f16);
    Value x = builder.input("x", {size, size}, DType::f16);
    const Value weights = builder.input("weights", {size, size}, DType::f16);
    for (int i = 0; i < products; ++i) x = matmul(builder, x, weights);
    builder.output("result", x);
    return builder;
}

}  // namespace

class ExecutableTest : public QObject {
    Q_OBJECT

private slots:
    void inputs_and_outputs_have_names_and_sizes() {
        REQUIRE_VALUE(const auto executable, prepare(doubled_and_one({4})));
        const std::vector<float> four(4), five(5);
        REQUIRE_ERROR(executable->write_input("y", four), ErrorKind::invalid_request, "there is no input \"y\"");
        REQUIRE_ERROR(executable->write_input("x", five), ErrorKind::invalid_request,
                      "input \"x\" is 4, 5 numbers were given");
        REQUIRE_ERROR(executable->read_output("x"), ErrorKind::invalid_request, "there is no output \"x\"");
    }

    void a_replay_takes_the_inputs_of_its_time() {
        REQUIRE_VALUE(const auto executable, prepare(doubled_and_one({3})));
        REQUIRE_OK(executable->write_input("x", std::vector{1.0f, 2.0f, 3.0f}));
        REQUIRE_VALUE(const auto first, output_of(*executable));
        QCOMPARE(first.values, (std::vector{3.0f, 5.0f, 7.0f}));
        REQUIRE_VALUE(const auto again, output_of(*executable));
        QCOMPARE(again.values, first.values);
        REQUIRE_OK(executable->write_input("x", std::vector{0.0f, -1.0f, 0.5f}));
        REQUIRE_VALUE(const auto other, output_of(*executable));
        QCOMPARE(other.values, (std::vector{1.0f, -1.0f, 2.0f}));
    }

    void an_input_may_be_an_output_and_change_its_shape() {
        Builder builder(DType::f16);
        const Value x = builder.input("x", {2, 3}, DType::f16);
        builder.output("same", x);
        builder.output("long", reshape(builder, x, {6}));
        REQUIRE_VALUE(const auto executable, prepare(std::move(builder)));
        const std::vector<float> values{1, 2, 3, 4, 5, 6};
        REQUIRE_OK(executable->write_input("x", values));
        REQUIRE_VALUE(const auto flat, output_of(*executable, "long"));
        QCOMPARE(flat.values, values);
        QCOMPARE(flat.shape.text(), std::string("6"));
        REQUIRE_VALUE(const auto same, executable->read_output("same"));
        QCOMPARE(same.values, values);
    }

    void weights_need_a_source() {
        struct Index : WeightIndex {
            Shape shape{4};
            const Shape* find(std::string_view) const override { return &shape; }
        } index;
        Builder builder(DType::f32, &index);
        builder.output("result", add(builder, builder.input("x", {4}, DType::f32), builder.weight("bias", {4})));
        REQUIRE_ERROR(prepare(std::move(builder)), ErrorKind::invalid_request, "\"bias\" without a source of weights");
    }

    void reshaping_keeps_the_number_of_elements() {
        Builder builder(DType::f32);
        builder.output("result", reshape(builder, builder.input("x", {2, 3}, DType::f32), {7}));
        REQUIRE_ERROR(std::move(builder).finish(), ErrorKind::invalid_request, "2x3 has 6 elements, 7 has 7");
    }

    // The whole multiplication of 4.3 GFLOP is cut; its eighths, each a graph's own, are not.
    void a_long_dispatch_in_parts_gives_the_same() {
        constexpr std::uint32_t rows = 1024, depth = 1024, columns = 2048, parts = 8;
        const auto product = [](std::uint32_t m) {
            Builder builder(DType::f16);
            const Value left = builder.input("left", {m, depth}, DType::f16);
            builder.output("result", matmul(builder, left, builder.input("right", {columns, depth}, DType::f16)));
            return prepare(std::move(builder));
        };
        const std::vector<float> left = pattern(std::size_t{rows} * depth, 1),
                                 right = pattern(std::size_t{columns} * depth, 2);
        REQUIRE_VALUE(const auto whole, product(rows));
        REQUIRE_VALUE(const auto eighth, product(rows / parts));
        if (whole->chunk_count() < 2) QSKIP("this device is thought fast enough for one chunk");
        QCOMPARE(eighth->chunk_count(), std::size_t{1});
        REQUIRE_OK(whole->write_input("left", left));
        REQUIRE_OK(whole->write_input("right", right));
        REQUIRE_OK(eighth->write_input("right", right));
        REQUIRE_VALUE(const auto expected, output_of(*whole));
        for (std::size_t part = 0; part < parts; ++part) {
            REQUIRE_OK(
                eighth->write_input("left", std::span(left).subspan(part * left.size() / parts, left.size() / parts)));
            REQUIRE_VALUE(const auto result, output_of(*eighth));
            const auto* begin = expected.values.data() + part * result.values.size();
            QVERIFY(std::equal(result.values.begin(), result.values.end(), begin));
        }
    }

    void a_cancel_before_the_run_is_seen() {
        REQUIRE_VALUE(const auto executable, prepare(doubled_and_one({3})));
        REQUIRE_OK(executable->write_input("x", std::vector{1.0f, 2.0f, 3.0f}));
        const CancelToken token;
        token.cancel();
        REQUIRE_ERROR(executable->run(token), ErrorKind::cancelled, "cancelled");
        REQUIRE_VALUE(const auto result, output_of(*executable));
        QCOMPARE(result.values, (std::vector{3.0f, 5.0f, 7.0f}));
    }

    void a_cancel_during_the_run_is_seen_between_chunks() {
        REQUIRE_VALUE(const auto executable, prepare(long_chain(16)));
        if (executable->chunk_count() < 8) QSKIP("this device is thought fast enough for few chunks");
        REQUIRE_OK(executable->write_input("x", pattern(1024 * 1024, 3)));
        std::vector<float> weights = pattern(1024 * 1024, 4);
        for (float& weight : weights) weight /= 16;
        REQUIRE_OK(executable->write_input("weights", weights));
        REQUIRE_VALUE(const auto expected, output_of(*executable));  // compiles, and steers the chunks

        QElapsedTimer timer;
        timer.start();
        REQUIRE_OK(executable->run(CancelToken()));
        const qint64 whole = timer.restart();
        const CancelToken token;
        std::jthread canceller([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(whole / 10));
            token.cancel();
        });
        REQUIRE_ERROR(executable->run(token), ErrorKind::cancelled, "cancelled");
        QVERIFY2(timer.elapsed() < whole * 3 / 4 + 100,
                 qPrintable(QString("%1 ms of %2").arg(timer.elapsed()).arg(whole)));
        REQUIRE_VALUE(const auto again, output_of(*executable));
        QCOMPARE(again.values, expected.values);
    }

    // A graph that was cancelled while its shaders were compiled, and whose shaders another graph compiled to the end.
    void a_cancelled_warm_up_is_made_up_for_data() {
        QTest::addColumn<int>("milliseconds");
        for (const int milliseconds : {0, 2, 10, 30}) QTest::addRow("after %d ms", milliseconds) << milliseconds;
    }
    void a_cancelled_warm_up_is_made_up_for() {
        QFETCH(int, milliseconds);
        vulkan::PipelineLibrary pipelines(*test_device().device, {});  // none of these has run
        const auto create = [&pipelines] {
            Graph graph = *long_chain(2).finish();
            return Executable::create(*test_device().device, pipelines, std::move(graph), nullptr);
        };
        REQUIRE_VALUE(const auto cancelled, create());
        const CancelToken token;
        std::jthread canceller([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
            token.cancel();
        });
        const Status status = cancelled->warm_up(token);
        QVERIFY(status || status.error().kind == ErrorKind::cancelled);
        REQUIRE_VALUE(const auto other, create());
        std::vector<float> weights = pattern(1024 * 1024, 4);
        for (float& weight : weights) weight /= 16;
        std::vector<HostTensor> results;
        for (Executable* executable : {other.get(), cancelled.get()}) {
            REQUIRE_OK(executable->write_input("x", pattern(1024 * 1024, 3)));
            REQUIRE_OK(executable->write_input("weights", weights));
            REQUIRE_VALUE(HostTensor result, output_of(*executable));
            results.push_back(std::move(result));
        }
        QCOMPARE(results[1].values, results[0].values);
    }

    void a_profile_has_every_dispatch() {
        Builder builder(DType::f32);
        builder.set_path("first");
        Value x = affine(builder, builder.input("x", {2, 64}, DType::f32), {.factor = 2});
        builder.set_path("second");
        x = matmul(builder, x, builder.input("weights", {8, 64}, DType::f32));
        builder.output("result", x);
        REQUIRE_VALUE(const auto executable, prepare(std::move(builder)));
        REQUIRE_VALUE(const auto times, executable->profile());
        QCOMPARE(times.size(), executable->dispatch_count());
        QCOMPARE(times.size(), std::size_t{2});
        QCOMPARE(times[0].path, std::string("first"));
        QCOMPARE(times[1].path, std::string("second"));
        QCOMPARE(times[1].shape, std::string("2x8"));
        QCOMPARE(times[1].flops, 2.0 * 2 * 8 * 64);
        QVERIFY(times[1].shader.starts_with("matmul["));
        for (const DispatchTime& time : times) QVERIFY(time.seconds >= 0 && time.seconds < 10);
    }

    void a_table_larger_than_a_binding_is_read_in_windows() {
        constexpr std::uint32_t entries = 1000, channels = 8;
        vulkan::Capabilities small = test_device().device->capabilities();
        small.max_buffer_range = std::uint64_t{300} * channels * 4;
        Builder builder(DType::f32);
        const Value ids = builder.input("ids", {1, 7}, DType::u32);
        builder.output("result", embedding(builder, ids, builder.input("table", {entries, channels}, DType::f32)));
        REQUIRE_VALUE(const auto executable, prepare(std::move(builder), &small));
        QCOMPARE(executable->dispatch_count(), std::size_t{4});
        const std::vector<float> table = pattern(entries * channels, 5);
        const std::vector<float> chosen{0, 255, 256, 511, 512, 999, 5000};
        REQUIRE_OK(executable->write_input("table", table));
        REQUIRE_OK(executable->write_input("ids", chosen));
        REQUIRE_VALUE(const auto result, output_of(*executable));
        for (std::size_t i = 0; i < result.values.size(); ++i) {
            const std::size_t entry =
                std::min<std::size_t>(static_cast<std::size_t>(chosen[i / channels]), entries - 1);
            QCOMPARE(result.values[i], table[entry * channels + i % channels]);
        }
    }

    void a_tensor_larger_than_a_binding_is_refused_with_its_module() {
        vulkan::Capabilities small = test_device().device->capabilities();
        small.max_buffer_range = 1024;
        Builder builder(DType::f32);
        builder.set_path("decoder.up.0");
        builder.output("result", affine(builder, builder.input("x", {1000}, DType::f32), {.factor = 2}));
        REQUIRE_ERROR(prepare(std::move(builder), &small), ErrorKind::out_of_memory, "decoder.up.0");
    }

    void validation_is_silent() {
        QVERIFY2(validation_messages().empty(),
                 validation_messages().empty() ? "" : validation_messages().front().c_str());
    }
};

QTEST_GUILESS_MAIN(ExecutableTest)
#include "executable_test.moc"
