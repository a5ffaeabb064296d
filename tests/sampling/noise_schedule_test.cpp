// SPDX-License-Identifier: Apache-2.0
// Noise levels against tests/golden/schedules.json (double precision, tests/reference/schedules.py).
#include "sampling/noise_schedule.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <QTest>

#include "sampling/beta_distribution.h"
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
    void forms_of_a1111_data();
    void forms_of_a1111();
    void tables_of_other_models();
    void beta_quantiles();
    void limits_of_schedules();
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

void NoiseScheduleTest::forms_of_a1111_data() {
    QTest::addColumn<QString>("row");
    const json rows = golden()["a1111"];
    for (const json& row : rows)
        QTest::addRow("%s %d", row["schedule"].get<std::string>().c_str(), row["steps"].get<int>())
            << QString::fromStdString(row.dump());
}

void NoiseScheduleTest::forms_of_a1111() {
    QFETCH(QString, row);
    const json truth = json::parse(row.toStdString());
    REQUIRE_VALUE(const NoiseTable table, NoiseTable::create());
    REQUIRE_VALUE(const Schedule* schedule, find_schedule(truth["schedule"].get<std::string>()));
    REQUIRE_VALUE(const Numbers sigmas, run_sigmas(*schedule, table, truth["steps"], 1, {.form = ScheduleForm::a1111}));
    const std::string wrong = disagreement(sigmas, truth["sigmas"]);
    QVERIFY2(wrong.empty(), wrong.c_str());
    REQUIRE_VALUE(const Numbers comfyui, run_sigmas(*schedule, table, truth["steps"]));
    if (truth["steps"] > 1) QVERIFY(!disagreement(comfyui, truth["sigmas"]).empty());
}

// Zero terminal SNR, EDM, and the steps that were aligned for SDXL.
void NoiseScheduleTest::tables_of_other_models() {
    const json all = golden();
    const auto check = [](const NoiseTable& table, const char* id, std::uint32_t steps, const json& truth) {
        return disagreement(run_sigmas(**find_schedule(id), table, steps).value_or(Numbers{}), truth);
    };
    REQUIRE_VALUE(const NoiseTable sdxl, NoiseTable::create({.aligned = aligned_sdxl}));
    for (const json& row : all["aligned_sdxl"])
        QCOMPARE(check(sdxl, "align_your_steps", row["steps"], row["sigmas"]), std::string());

    REQUIRE_VALUE(const NoiseTable zero, NoiseTable::create({.terminal_snr = TerminalSnr::zero}));
    for (const auto& [timestep, sigma] : all["zero_snr"]["table"].items())
        QVERIFY(std::abs(zero.sigma_at(std::stod(timestep)) / sigma.get<double>() - 1) < 1e-6);
    QCOMPARE(check(zero, "normal", 5, all["zero_snr"]["normal"]), std::string());
    QCOMPARE(zero.nearest_timestep(zero.largest()), 999U);

    const json edm = all["continuous"];
    REQUIRE_VALUE(const NoiseTable continuous,
                  NoiseTable::create({.continuous = ContinuousSigmas{edm["range"][0], edm["range"][1]}}));
    for (const char* id : {"sgm_uniform", "simple"}) QCOMPARE(check(continuous, id, 5, edm[id]), std::string());
    for (const TimestepChoice choice : {TimestepChoice::nearest, TimestepChoice::fractional})
        QCOMPARE(continuous.network_timestep(std::exp(2.0), choice), 0.5);
    REQUIRE_ERROR(NoiseTable::create({.continuous = ContinuousSigmas{2, 1}}), ErrorKind::invalid_request, "no range");
}

void NoiseScheduleTest::beta_quantiles() {
    const json rows = golden()["beta_quantiles"];
    QCOMPARE(rows.size(), std::size_t{5});
    for (const json& row : rows)
        for (std::size_t i = 0; i < row["shares"].size(); ++i) {
            const double share = row["shares"][i], a = row["a"], b = row["b"], truth = row["values"][i];
            const double value = beta_quantile(share, a, b);
            QVERIFY2(std::abs(value / truth - 1) < 1e-11,
                     fmt::format("Beta({}, {}) at {}: {} not {}", a, b, share, value, truth).c_str());
        }
    QCOMPARE(beta_quantile(0.5, 0.6, 0.6), 0.5);  // times 999 it lies between two timesteps
    QCOMPARE(beta_quantile(0, 0.6, 0.6), 0.0);
    QCOMPARE(beta_quantile(1, 0.6, 0.6), 1.0);
}

void NoiseScheduleTest::limits_of_schedules() {
    REQUIRE_VALUE(const NoiseTable table, NoiseTable::create());
    for (const Schedule& schedule : schedules())
        for (const ScheduleForm form : {ScheduleForm::comfyui, ScheduleForm::a1111})
            for (const std::uint32_t steps : {1U, 2U, 3U, 7U, 49U, 50U, 333U, 999U, 1000U}) {
                const auto sigmas = run_sigmas(schedule, table, steps, 1, {.form = form});
                if (schedule.id == "lcm" && steps > 50) {
                    REQUIRE_ERROR(sigmas, ErrorKind::invalid_request, "has at most 50 steps");
                    continue;
                }
                QVERIFY(sigmas && sigmas->size() > 1);
                QVERIFY2(std::ranges::is_sorted(*sigmas, std::ranges::greater_equal()),
                         fmt::format("{} of {} steps", schedule.id, steps).c_str());
            }
}

void NoiseScheduleTest::partial_runs_match_data() {
    QTest::addColumn<QString>("row");
    const json all = golden();
    json rows = all["partial"];
    for (json row : all["without_penultimate"]) {
        row["left_out"] = true;
        rows.push_back(row);
    }
    for (const json& row : rows)
        QTest::addRow("%s%s %s %d %g", row.contains("left_out") ? "without penultimate " : "",
                      row["style"].get<std::string>().c_str(), row["schedule"].get<std::string>().c_str(),
                      row["steps"].get<int>(), row["strength"].get<double>())
            << QString::fromStdString(row.dump());
}

void NoiseScheduleTest::partial_runs_match() {
    QFETCH(QString, row);
    const json truth = json::parse(row.toStdString());
    REQUIRE_VALUE(const NoiseTable table, NoiseTable::create());
    REQUIRE_VALUE(const Schedule* schedule, find_schedule(truth["schedule"].get<std::string>()));
    SigmaOptions options;
    if (truth["style"] == "a1111") options.partial = PartialDenoise::share_of_steps;
    if (truth.contains("left_out")) options.penultimate = PenultimateSigma::left_out;
    REQUIRE_VALUE(const Numbers sigmas, run_sigmas(*schedule, table, truth["steps"], truth["strength"], options));
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
