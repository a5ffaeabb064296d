// SPDX-License-Identifier: Apache-2.0
// X/Y grids as they are asked for: which values, which requests, and what is refused.
#include <QtTest>

#include "app/model_files.h"
#include "studio/grid_plan.h"

namespace lemnos::studio {
namespace {

using enum GridSetting;

Request base() {
    Request request;
    request.prompt = "a red cat, red";
    request.seed = 7;
    return request;
}

}  // namespace

class GridPlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesAreRead_data() {
        QTest::addColumn<int>("setting");
        QTest::addColumn<QString>("values");
        QTest::addColumn<QStringList>("labels");
        const auto row = [](const char* name, GridSetting setting, const char* values, const QStringList& labels) {
            QTest::newRow(name) << int(setting) << QString::fromLatin1(values) << labels;
        };
        row("list", steps, "10,20 , 30", texts({"Steps 10", "Steps 20", "Steps 30"}));
        row("range", guidance, "4..8:2", texts({"Guidance 4", "Guidance 6", "Guidance 8"}));
        row("range by one", seed, "1..3", texts({"Seed 1", "Seed 2", "Seed 3"}));
        row("range that does not end on its end", steps, "1..6:2", texts({"Steps 1", "Steps 3", "Steps 5"}));
        row("fractions", strength, "0.3..0.5:0.1", texts({"Strength 0.3", "Strength 0.4", "Strength 0.5"}));
        row("list and range", steps, "5, 10..12", texts({"Steps 5", "Steps 10", "Steps 11", "Steps 12"}));
        row("names", sampler, "euler, dpmpp_2m", texts({"euler", "dpmpp_2m"}));
        row("sizes", size, "64x32,32X64", texts({"Size 64×32", "Size 32×64"}));
        row("words", words, "red, dark green", texts({"red", "dark green"}));
        row("empty ones are left out", steps, "1,,2,", texts({"Steps 1", "Steps 2"}));
    }
    void valuesAreRead() {
        QFETCH(int, setting);
        QFETCH(QString, values);
        QFETCH(QStringList, labels);
        const auto plan = planGrid(base(), {GridSetting(setting), values}, {});
        QVERIFY2(plan, plan ? "" : plan.error().text().c_str());
        QCOMPARE(plan->columns, labels);
        QCOMPARE(plan->requests.size(), labels.size());
    }

    void wrongValuesAreNamed_data() {
        QTest::addColumn<int>("setting");
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, GridSetting setting, const char* values, const char* named) {
            QTest::newRow(name) << int(setting) << QString::fromLatin1(values) << QString::fromLatin1(named);
        };
        row("none", none, "", "left to right");
        row("no values", steps, " , ", "Steps");
        row("no number", steps, "10, x", "x");
        row("fraction of a whole", steps, "1.5", "1.5");
        row("backwards", guidance, "8..4", "8..4");
        row("no progress", guidance, "4..8:0", "4..8:0");
        row("endless", seed, "1..1000000", "1..1000000");
        row("out of range", steps, "1, 5000", "steps");
        row("unknown sampler", sampler, "euler, oil", "oil");
        row("no size", size, "512", "512");
        row("word that is not there", words, "blue, green", "blue");
    }
    void wrongValuesAreNamed() {
        QFETCH(int, setting);
        QFETCH(QString, values);
        QFETCH(QString, named);
        const auto plan = planGrid(base(), {GridSetting(setting), values}, {});
        QVERIFY(!plan);
        QVERIFY2(QString::fromStdString(plan.error().text()).contains(named), plan.error().text().c_str());
    }

    void everyPairIsARequest() {
        const auto plan = planGrid(base(), {steps, QStringLiteral("10,20,30")}, {words, QStringLiteral("red,blue")});
        QVERIFY(plan);
        QCOMPARE(plan->rows, texts({"red", "blue"}));
        QCOMPARE(plan->requests.size(), 6);
        QCOMPARE(plan->requests[2].steps, 30U);
        QCOMPARE(plan->requests[2].prompt, "a red cat, red");
        QCOMPARE(plan->requests[3].steps, 10U);
        QCOMPARE(plan->requests[3].prompt, "a blue cat, blue");
        QCOMPARE(plan->requests[5].seed, 7U);
        QVERIFY(!planGrid(base(), {steps, QStringLiteral("1")}, {steps, QStringLiteral("2")}));
        QVERIFY(!planGrid(base(), {steps, QStringLiteral("1..64")}, {seed, QStringLiteral("1..5")}));
    }

    void everySettingCanVary() {
        for (const GridSettingInfo& info : gridSettings()) {
            if (info.setting == none) continue;
            const auto plan = planGrid(base(), {info.setting, info.example}, {});
            QVERIFY2(plan, plan ? "" : plan.error().text().c_str());
            QVERIFY2(plan->requests.size() >= 2 && plan->requests[0] != plan->requests[1], qPrintable(info.label));
        }
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::GridPlanTest)
#include "grid_plan_test.moc"
