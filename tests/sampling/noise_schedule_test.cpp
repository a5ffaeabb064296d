// SPDX-License-Identifier: Apache-2.0
// Noise levels against tests/golden/schedules.json (double precision, tests/reference/schedules.py).
#include "sampling/noise_schedule.h"

#include <cmath>

#include <QTest>

#include "support/golden.h"
#include "support/require.h"

using namespace lemnos;
using nlohmann::json;
using Numbers = std::vector<double>;

namespace {

json golden() { return testing::load_manifest("schedules").value_or(json::object()); }

// An empty text if all agree to 1e-6.
std::string disagreement(const Numbers& values, const Numbers& truth) {
    if (values.size() != truth.size()) return fmt::format("{} values instead of {}", values.size(), truth.size());
    for (std::size_t i = 0; i < truth.size(); ++i)
        if (std::abs(values[i] - truth[i]) > 1e-6 * std::abs(truth[i]))
            return fmt::format("{}: {} instead of {}", i, values[i], truth[i]);
    return {};
}

}  // namespace

class NoiseScheduleTest : public QObject {
    Q_OBJECT

private slots:
    void table_has_the_golden_levels();
    void schedules_match_data();
    void schedules_match();
    void partial_runs_match_data();
    void partial_runs_match();
    void strength_at_its_ends();
    void linear_betas();
    void bad_requests_data();
    void bad_requests();
    void unknown_name_lists_the_known();
};

void NoiseScheduleTest::table_has_the_golden_levels() {
    REQUIRE_VALUE(const NoiseTable table, NoiseTable::create());
    const json levels = golden()["table"];
    QCOMPARE(levels.size(), std::size_t{9});
    for (const auto& [timestep, sigma] : levels.items()) {
        const double t = std::stod(timestep);
        QVERIFY(std::abs(table.sigma_at(t) - sigma.get<double>()) <= 1e-9 * sigma.get<double>());
        QCOMPARE(table.nearest_timestep(sigma), static_cast<std::uint32_t>(t));
        QVERIFY(std::abs(table.fractional_timestep(sigma) - t) < 1e-6);
    }
    QCOMPARE(table.nearest_timestep(1e-9), 0U);
    QCOMPARE(table.nearest_timestep(1e9), 999U);
    QCOMPARE(table.fractional_timestep(1e9), 999.0);
}

void NoiseScheduleTest::schedules_match_data() {
    QTest::addColumn<QString>("row");
    const json rows = golden()["full"];
    for (const json& row : rows)
        QTest::addRow("%s %d", row["schedule"].get<std::string>().c_str(), row["steps"].get<int>())
            << QString::fromStdString(row.dump());
}

void NoiseScheduleTest::schedules_match() {
    QFETCH(QString, row);
    const json truth = json::parse(row.toStdString());
    REQUIRE_VALUE(const NoiseTable table, NoiseTable::create());
    REQUIRE_VALUE(const Schedule* schedule, find_schedule(truth["schedule"].get<std::string>()));
    REQUIRE_VALUE(const Numbers sigmas, run_sigmas(*schedule, table, truth["steps"]));
    const std::string wrong = disagreement(sigmas, truth["sigmas"]);
    QVERIFY2(wrong.empty(), wrong.c_str());
    for (std::size_t i = 0; i + 1 < sigmas.size(); ++i) {
        const double fractional = truth["fractional"][i];
        QVERIFY(std::abs(table.fractional_timestep(sigmas[i]) - fractional) < 1e-6);
        // Exactly between two entries both are right.
        if (std::abs(fractional - std::floor(fractional) - 0.5) > 1e-6)
            QCOMPARE(table.nearest_timestep(sigmas[i]), truth["nearest"][i].get<std::uint32_t>());
    }
}

void NoiseScheduleTest::partial_runs_match_data() {
    QTest::addColumn<QString>("row");
    const json rows = golden()["partial"];
    for (const json& row : rows)
        QTest::addRow("%s %s %d %g", row["style"].get<std::string>().c_str(),
                      row["schedule"].get<std::string>().c_str(), row["steps"].get<int>(),
                      row["strength"].get<double>())
            << QString::fromStdString(row.dump());
}

void NoiseScheduleTest::partial_runs_match() {
    QFETCH(QString, row);
    const json truth = json::parse(row.toStdString());
    REQUIRE_VALUE(const NoiseTable table, NoiseTable::create());
    REQUIRE_VALUE(const Schedule* schedule, find_schedule(truth["schedule"].get<std::string>()));
    const auto partial = truth["style"] == "a1111" ? PartialDenoise::share_of_steps : PartialDenoise::all_steps;
    REQUIRE_VALUE(const Numbers sigmas, run_sigmas(*schedule, table, truth["steps"], truth["strength"], partial));
    const std::string wrong = disagreement(sigmas, truth["sigmas"]);
    QVERIFY2(wrong.empty(), wrong.c_str());
}

void NoiseScheduleTest::strength_at_its_ends() {
    REQUIRE_VALUE(const NoiseTable table, NoiseTable::create());
    REQUIRE_VALUE(const Schedule* schedule, find_schedule("Karras"));
    REQUIRE_VALUE(const Numbers none, run_sigmas(*schedule, table, 20, 0));
    QCOMPARE(none, Numbers{0});
    REQUIRE_VALUE(const Numbers all, run_sigmas(*schedule, table, 20, 1));
    QCOMPARE(all.size(), std::size_t{21});
    REQUIRE_VALUE(const Numbers little, run_sigmas(*schedule, table, 1000, 0.001));
    QCOMPARE(little.size(), std::size_t{1001});
}

void NoiseScheduleTest::linear_betas() {
    // Ho et al. 2020: after 1000 steps from 1e-4 to 0.02 a share of 4.0358e-5 of the variance is left.
    REQUIRE_VALUE(const NoiseTable table, NoiseTable::create({BetaSchedule::linear, 1e-4, 0.02, 1000}));
    const double kept = 1 / (1 + table.largest() * table.largest());
    QVERIFY2(std::abs(kept / 4.0358e-5 - 1) < 1e-3, qPrintable(QString::number(kept)));
}

void NoiseScheduleTest::bad_requests_data() {
    QTest::addColumn<unsigned>("steps");
    QTest::addColumn<double>("strength");
    QTest::addColumn<QString>("part");
    QTest::newRow("no steps") << 0U << 1.0 << "steps must be 1 to 1000, not 0";
    QTest::newRow("too many steps") << 1001U << 1.0 << "not 1001";
    QTest::newRow("negative strength") << 20U << -0.1 << "strength must be 0 to 1, not -0.1";
    QTest::newRow("strength above 1") << 20U << 1.5 << "not 1.5";
    QTest::newRow("no number") << 20U << std::nan("") << "not nan";
}

void NoiseScheduleTest::bad_requests() {
    QFETCH(unsigned, steps);
    QFETCH(double, strength);
    QFETCH(QString, part);
    REQUIRE_VALUE(const NoiseTable table, NoiseTable::create());
    const auto sigmas = run_sigmas(schedules().front(), table, steps, strength);
    QVERIFY(!sigmas);
    QVERIFY2(sigmas.error().message.find(part.toStdString()) != std::string::npos, sigmas.error().message.c_str());
}

void NoiseScheduleTest::unknown_name_lists_the_known() {
    REQUIRE_ERROR(find_schedule("quadratic"), ErrorKind::invalid_request,
                  "there is no schedule \"quadratic\"; known are normal, simple, karras");
    REQUIRE_ERROR(NoiseTable::create({BetaSchedule::linear, 0.5, 0.1, 1000}), ErrorKind::invalid_request, "betas");
    REQUIRE_ERROR(NoiseTable::create({.steps = 1}), ErrorKind::invalid_request, "1 steps");
}

QTEST_GUILESS_MAIN(NoiseScheduleTest)
#include "noise_schedule_test.moc"
