// SPDX-License-Identifier: Apache-2.0
// Where a barrier is needed between two dispatches, and where it would only cost time.
#include "graph/hazards.h"

#include <QTest>

using namespace lemnos;

namespace {

using shader::Access;

VkBuffer buffer(std::uintptr_t number) { return reinterpret_cast<VkBuffer>(number); }

TensorView view(std::uint64_t offset, std::uint32_t bytes, VkBuffer of = buffer(1)) {
    return {of, offset, Shape{bytes / 4}, DType::f32};
}

// A dispatch that reads its first operand and writes its second.
Dispatch copying(TensorView from, TensorView to) {
    static constexpr std::array accesses{Access::read, Access::write};
    static const shader::Binary binary{"copy", {}, 0, accesses, {}};
    Dispatch call;
    call.binary = &binary;
    call.operands = {from, to};
    return call;
}

Dispatch updating(TensorView at) {
    static constexpr std::array accesses{Access::read_write};
    static const shader::Binary binary{"update", {}, 0, accesses, {}};
    Dispatch call;
    call.binary = &binary;
    call.operands = {at};
    return call;
}

bool needs_barrier(const Dispatch& first, const Dispatch& second) {
    Hazards hazards;
    hazards.add(first);
    return hazards.conflicts(second);
}

}  // namespace

class HazardsTest : public QObject {
    Q_OBJECT

private slots:
    void reading_what_was_written() {
        QVERIFY(needs_barrier(copying(view(0, 64), view(256, 64)), copying(view(256, 64), view(512, 64))));
    }
    void writing_what_was_read() {
        QVERIFY(needs_barrier(copying(view(0, 64), view(256, 64)), copying(view(512, 64), view(0, 64))));
    }
    void writing_what_was_written() {
        QVERIFY(needs_barrier(copying(view(0, 64), view(256, 64)), copying(view(512, 64), view(256, 64))));
    }
    void updating_what_was_read() {
        QVERIFY(needs_barrier(copying(view(0, 64), view(256, 64)), updating(view(0, 64))));
    }
    void reading_what_was_updated() {
        QVERIFY(needs_barrier(updating(view(0, 64)), copying(view(0, 64), view(256, 64))));
    }
    void reading_the_same_twice() {
        QVERIFY(!needs_barrier(copying(view(0, 64), view(256, 64)), copying(view(0, 64), view(512, 64))));
    }
    void a_part_of_it_counts() {
        QVERIFY(needs_barrier(copying(view(0, 64), view(256, 512)), copying(view(512, 4), view(1024, 4))));
    }
    void neighbours_do_not_touch() {
        QVERIFY(!needs_barrier(copying(view(0, 64), view(256, 256)), copying(view(512, 64), view(192, 64))));
    }
    void buffers_are_apart() {
        QVERIFY(!needs_barrier(copying(view(0, 64), view(256, 64)),
                               copying(view(256, 64, buffer(2)), view(0, 64, buffer(2)))));
    }

    void what_lies_before_a_barrier_is_forgotten() {
        Hazards hazards;
        hazards.add(copying(view(0, 64), view(256, 64)));
        hazards.clear();
        QVERIFY(!hazards.conflicts(copying(view(256, 64), view(0, 64))));
    }

    void all_dispatches_since_the_barrier_count() {
        Hazards hazards;
        for (std::uint64_t i = 0; i < 10; ++i) hazards.add(copying(view(0, 64), view(256 + i * 256, 64)));
        QVERIFY(hazards.conflicts(copying(view(256 + 3 * 256, 64), view(8192, 64))));
        QVERIFY(!hazards.conflicts(copying(view(0, 64), view(8192, 64))));
    }
};

QTEST_GUILESS_MAIN(HazardsTest)
#include "hazards_test.moc"
