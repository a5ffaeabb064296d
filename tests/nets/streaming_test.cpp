// SPDX-License-Identifier: Apache-2.0
// A network whose weights pass through the device computes what it computes with all of them there, to the bit, run
// after run, and holds no more of them than it was allowed.
#include "graph/streaming.h"

#include "nets/unet_golden.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

Result<Graph> unet_of(const GoldenNet& net, const Values& inputs) {
    const CheckpointWeights index(*net.file);
    return unet_graph(&index, "model.diffusion_model", unet_config(net.manifest), unet_size(inputs), DType::f32);
}

}  // namespace

class StreamingTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<GoldenNet> m_net;
    Values m_inputs;

private slots:
    void initTestCase() {
        REQUIRE_VALUE(GoldenNet net, GoldenNet::load("unet_sd1"));
        m_net = std::make_unique<GoldenNet>(std::move(net));
        m_inputs = unet_inputs(*m_net, "odd");
    }

    void plans_within_its_windows_data() {
        QTest::addColumn<double>("share");
        for (const double share : {0.0, 0.01, 0.3, 0.5, 0.9, 1.0}) QTest::addRow("%g", share) << share;
    }
    void plans_within_its_windows() {
        QFETCH(double, share);
        REQUIRE_VALUE(const Graph graph, unet_of(*m_net, m_inputs));
        const Footprint whole = weight_footprint_of(graph);
        const auto allowed = static_cast<std::uint64_t>(share * static_cast<double>(whole.weights));
        const StreamingPlan plan = plan_streaming(graph, allowed);
        QCOMPARE(plan.segment_of_node.size(), graph.nodes.size());
        QVERIFY(std::ranges::is_sorted(plan.segment_of_node));
        QCOMPARE(plan.segment_of_node.front(), 0U);
        std::uint64_t resident = 0;
        for (ValueId id = 0; id < graph.values.size(); ++id) {
            const GraphValue& value = graph.values[id];
            if (value.origin != Origin::weight) {
                QVERIFY(!plan.weights[id]);
                continue;
            }
            const std::uint64_t bytes = bytes_of(value.signature.dtype, value.signature.shape.elements());
            if (plan.weights[id]) {
                QVERIFY(plan.weights[id]->segment < plan.segments);
                QVERIFY(plan.weights[id]->offset + bytes <= plan.window_bytes);
            } else {
                resident += (bytes + place_alignment - 1) / place_alignment * place_alignment;
            }
        }
        QVERIFY(resident <= allowed);
        QVERIFY(resident >= allowed - std::min(allowed, whole.largest_node_weights));
        QCOMPARE(share == 1.0, resident == whole.weights);
        for (std::size_t n = 0; n < graph.nodes.size(); ++n)  // a node finds all its weights in the window at once
            for (const ValueId input : graph.nodes[n].inputs)
                if (input != Value::none && plan.weights[input])
                    QCOMPARE(plan.weights[input]->segment, plan.segment_of_node[n]);
    }

    void computes_the_same_to_the_bit_data() {
        QTest::addColumn<double>("share");
        for (const double share : {0.0, 0.37, 1.0}) QTest::addRow("%g stay", share) << share;
    }
    void computes_the_same_to_the_bit() {
        QFETCH(double, share);
        TestDevice& test = test_device();
        vulkan::MemoryUse& memory = test.device->memory_use();
        REQUIRE_VALUE(Graph graph, unet_of(*m_net, m_inputs));
        const Footprint footprint = footprint_of(graph, test.device->capabilities());
        const auto allowed = static_cast<std::uint64_t>(share * static_cast<double>(footprint.weights));
        REQUIRE_VALUE(const Values whole, run_graph(*m_net->file, std::move(graph), m_inputs));

        REQUIRE_VALUE(graph, unet_of(*m_net, m_inputs));
        const std::uint64_t before = memory.current;
        WeightCache resident(*test.device, *m_net->file);
        WeightCache host(*test.device, *m_net->file, Upload::host);
        REQUIRE_VALUE(const auto executable, Executable::create(*test.device, *test.pipelines, std::move(graph),
                                                                &resident, nullptr, {}, {&host, allowed}));
        const std::uint64_t held = memory.current - before;
        const std::uint64_t planned = allowed + 2 * streaming_window(footprint) + footprint.activations;
        QVERIFY2(held <= planned + planned / 50, qPrintable(QString("%1 of %2").arg(held).arg(planned)));
        for (const auto& [name, tensor] : m_inputs) REQUIRE_OK(executable->write_input(name, tensor.values));
        for (int run = 0; run < 3; ++run) {
            REQUIRE_OK(executable->run({}));
            REQUIRE_VALUE(const HostTensor result, executable->read_output("result"));
            QVERIFY(result.values == whole.at("result").values);
        }
        if (test.device->capabilities().timestamp_seconds > 0) REQUIRE_OK(executable->profile());
        REQUIRE_OK(executable->run({}));
        REQUIRE_VALUE(const HostTensor after, executable->read_output("result"));
        QVERIFY(after.values == whole.at("result").values);
    }

    void cleanupTestCase() { QVERIFY(validation_messages().empty()); }
};

QTEST_GUILESS_MAIN(StreamingTest)
#include "streaming_test.moc"
