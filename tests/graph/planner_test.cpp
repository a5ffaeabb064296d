// SPDX-License-Identifier: Apache-2.0
// Places of values in the arena, on graphs put together by hand and at random.
#include "graph/planner.h"

#include <QTest>

#include <random>

using namespace lemnos;

namespace {

// A graph of nodes that compute nothing; sizes are in units of place_alignment.
class Sketch {
public:
    ValueId input(std::uint32_t units) { return add(Origin::input, units); }
    ValueId node(std::vector<ValueId> inputs, std::uint32_t units, std::uint32_t scratch_units = 0) {
        const ValueId output = add(Origin::result, units);
        Operation operation{.name = "sketch", .record = {}, .reference = {}, .scratch_bytes = {}};
        operation.scratch_bytes = [=](Signatures, const vulkan::Capabilities&) {
            return scratch_units * place_alignment;
        };
        m_graph.nodes.push_back({std::move(operation), std::move(inputs), output, {}});
        return output;
    }
    ValueId alias(ValueId of) {
        const ValueId id = add(Origin::alias, 0);
        m_graph.values[id].signature = m_graph.values[of].signature;
        m_graph.values[id].storage = m_graph.storage_of(of);
        return id;
    }
    void output(ValueId value) { m_graph.outputs.push_back({"output", value}); }

    const Graph& graph() const { return m_graph; }
    Plan plan() const { return plan_memory(m_graph, {}); }

private:
    ValueId add(Origin origin, std::uint32_t units) {
        GraphValue value;
        value.origin = origin;
        value.signature = {Shape{static_cast<std::uint32_t>(units * place_alignment / 4)}, DType::f32};
        m_graph.values.push_back(std::move(value));
        return static_cast<ValueId>(m_graph.values.size() - 1);
    }
    Graph m_graph;
};

bool overlap(const Place& a, const Place& b) {
    return a.bytes > 0 && b.bytes > 0 && a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
}

// A place and the nodes during which its bytes matter.
struct Life {
    Place place;
    std::size_t first;
    std::size_t last;
};

std::vector<Life> lives(const Graph& graph, const Plan& plan) {
    std::vector<Life> all;
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        all.push_back({plan.scratch[n], n, n});
        Life life{plan.values[graph.nodes[n].output], n, n};
        for (std::size_t later = n; later < graph.nodes.size(); ++later)
            for (const ValueId input : graph.nodes[later].inputs)
                if (input != Value::none && graph.storage_of(input) == graph.nodes[n].output) life.last = later;
        for (const GraphOutput& output : graph.outputs)
            if (graph.storage_of(output.value) == graph.nodes[n].output) life.last = graph.nodes.size();
        all.push_back(life);
    }
    return all;
}

QString collision(const Graph& graph, const Plan& plan) {
    const std::vector<Life> all = lives(graph, plan);
    for (std::size_t a = 0; a < all.size(); ++a) {
        if (all[a].place.offset % place_alignment != 0) return QString("place %1 is not aligned").arg(a);
        if (all[a].place.offset + all[a].place.bytes > plan.arena_bytes)
            return QString("place %1 leaves the arena").arg(a);
        for (std::size_t b = 0; b < a; ++b)
            if (all[a].first <= all[b].last && all[b].first <= all[a].last && overlap(all[a].place, all[b].place))
                return QString("places %1 and %2 live at once and overlap").arg(a).arg(b);
    }
    return {};
}

}  // namespace

class PlannerTest : public QObject {
    Q_OBJECT

private slots:
    void a_chain_takes_two_places() {
        Sketch sketch;
        ValueId x = sketch.input(4);
        for (int i = 0; i < 10; ++i) x = sketch.node({x}, 4);
        sketch.output(x);
        const Plan plan = sketch.plan();
        QCOMPARE(collision(sketch.graph(), plan), QString());
        QCOMPARE(plan.arena_bytes, 8 * place_alignment);
        QCOMPARE(plan.unshared_bytes, 40 * place_alignment);
    }

    void inputs_have_no_place() {
        Sketch sketch;
        const ValueId x = sketch.input(4);
        sketch.output(sketch.node({x, Value::none}, 1));
        QCOMPARE(sketch.plan().values[x].bytes, std::uint64_t{0});
        QCOMPARE(sketch.plan().arena_bytes, place_alignment);
    }

    void outputs_are_kept() {
        Sketch sketch;
        const ValueId kept = sketch.node({sketch.input(1)}, 4);
        sketch.output(kept);
        ValueId x = sketch.node({kept}, 4);
        for (int i = 0; i < 5; ++i) x = sketch.node({x}, 4);
        QCOMPARE(collision(sketch.graph(), sketch.plan()), QString());
        QCOMPARE(sketch.plan().arena_bytes, 12 * place_alignment);
    }

    void a_result_that_nobody_reads_is_free_again() {
        Sketch sketch;
        const ValueId x = sketch.input(1);
        for (int i = 0; i < 5; ++i) sketch.node({x}, 4);
        QCOMPARE(sketch.plan().arena_bytes, 4 * place_alignment);
    }

    void scratch_lies_apart_from_its_node_and_is_free_after() {
        Sketch sketch;
        ValueId x = sketch.node({sketch.input(1)}, 4, 2);
        for (int i = 0; i < 4; ++i) x = sketch.node({x}, 4, 2);
        sketch.output(x);
        QCOMPARE(collision(sketch.graph(), sketch.plan()), QString());
        QVERIFY(sketch.plan().arena_bytes <= 12 * place_alignment);
    }

    void the_smallest_gap_that_fits_is_taken() {
        Sketch sketch;
        const ValueId x = sketch.input(1);
        const ValueId large = sketch.node({x}, 8);
        const ValueId between = sketch.node({x}, 1);
        const ValueId small = sketch.node({x}, 2);
        const ValueId end = sketch.node({x}, 1);
        sketch.node({large, small}, 1);  // the last use of both: gaps of 8 and 2
        const ValueId fits_small = sketch.node({between}, 2);
        const ValueId fits_large = sketch.node({fits_small, end}, 8);
        sketch.output(between);
        sketch.output(fits_large);
        const Plan plan = sketch.plan();
        QCOMPARE(collision(sketch.graph(), plan), QString());
        QCOMPARE(plan.values[fits_small].offset, plan.values[small].offset);
        QCOMPARE(plan.values[fits_large].offset, plan.values[large].offset);
    }

    void an_alias_has_the_place_of_its_value() {
        Sketch sketch;
        const ValueId x = sketch.node({sketch.input(1)}, 4);
        const ValueId seen = sketch.alias(sketch.alias(x));
        sketch.output(sketch.node({seen}, 4));
        const Plan plan = sketch.plan();
        QCOMPARE(plan.values[seen].offset, plan.values[x].offset);
        QCOMPARE(plan.values[seen].bytes, plan.values[x].bytes);
        QCOMPARE(plan.unshared_bytes, 8 * place_alignment);
    }

    void an_alias_keeps_its_value_alive() {
        for (const bool is_output : {false, true}) {
            Sketch sketch;
            const ValueId x = sketch.node({sketch.input(1)}, 4);
            const ValueId seen = sketch.alias(x);
            ValueId other = sketch.node({x}, 4);  // the last use of x by its own name
            for (int i = 0; i < 3; ++i) other = sketch.node({other}, 4);
            if (is_output) sketch.output(seen);
            sketch.output(sketch.node(is_output ? std::vector{other} : std::vector{other, seen}, 4));
            QCOMPARE(collision(sketch.graph(), sketch.plan()), QString());
            QCOMPARE(sketch.plan().arena_bytes, 12 * place_alignment);
        }
    }

    void values_that_live_at_once_never_overlap() {
        std::mt19937 random(1);
        const auto below = [&](std::size_t count) { return static_cast<std::uint32_t>(random() % count); };
        for (int repeat = 0; repeat < 200; ++repeat) {
            Sketch sketch;
            std::vector<ValueId> values{sketch.input(3)};
            for (int n = 0; n < 40; ++n) {
                std::vector<ValueId> inputs{Value::none};
                for (std::uint32_t i = below(3) + 1; i > 0; --i)
                    inputs.push_back(values[values.size() - 1 - below(std::min<std::size_t>(values.size(), 8))]);
                values.push_back(sketch.node(std::move(inputs), below(9) + 1, below(4)));
                if (below(3) == 0) values.push_back(sketch.alias(values[below(values.size())]));
                if (below(10) == 0) sketch.output(values[below(values.size())]);
            }
            const Plan plan = sketch.plan();
            QCOMPARE(collision(sketch.graph(), plan), QString());
            QVERIFY(plan.arena_bytes <= plan.unshared_bytes);
        }
    }
};

QTEST_GUILESS_MAIN(PlannerTest)
#include "planner_test.moc"
