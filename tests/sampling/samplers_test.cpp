// SPDX-License-Identifier: Apache-2.0
// Every sampler, every step, against tests/golden/samplers (double precision) on a denoiser that is a formula.
#include "sampling/samplers.h"

#include <cmath>

#include <QTest>

#include "support/golden.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::testing;

namespace {

constexpr double tolerance = 1e-6;  // of scale for each evaluation in a step: latents are rounded to float32 there

Result<HostTensor> formula(const HostTensor& x, double sigma) {
    HostTensor denoised(x.shape);
    for (std::size_t i = 0; i < x.values.size(); ++i)
        denoised.values[i] = static_cast<float>(std::tanh(double{x.values[i]} / std::sqrt(1 + sigma * sigma)));
    return denoised;
}

// Entry `index` of the outermost axis.
HostTensor slice(const HostTensor& tensor, std::size_t index) {
    HostTensor part(Shape(tensor.shape.extents().subspan(1)));
    const auto from = tensor.values.begin() + static_cast<std::ptrdiff_t>(index * part.values.size());
    std::copy_n(from, part.values.size(), part.values.begin());
    return part;
}

struct Run {
    std::vector<HostTensor> steps;
    std::uint32_t evaluations = 0;
    std::size_t draws = 0;
    bool noise_is_downward = true;  // every draw belongs between two sigmas above 0
};

// Calls that need no golden: the formula, and noise that is nothing.
struct Plain {
    NoiseTable levels = NoiseTable::create().value();
    SamplerCalls calls(const Sampler& sampler) const {
        return {.denoise = formula,
                .noise = [](const Shape& shape, double, double) { return HostTensor(shape); },
                .after_step = {},
                .eta = sampler.eta.value_or(1),
                .levels = &levels};
    }
};

Result<Run> run(const Sampler& sampler, const TensorMap& golden, const std::string& schedule, double eta) {
    Run result;
    LEMNOS_TRY(const NoiseTable levels, NoiseTable::create());
    const HostTensor& noise = golden.at("noise");
    const std::vector<float>& stored = golden.at(schedule + ".sigmas").values;
    const SamplerCalls calls{
        .denoise = [&](const HostTensor& x, double sigma) { return ++result.evaluations, formula(x, sigma); },
        .noise =
            [&](const Shape&, double from, double to) {
                result.noise_is_downward = result.noise_is_downward && from > to && to > 0;
                return slice(noise, result.draws++);
            },
        .after_step = [&](std::uint32_t step, const HostTensor& x, const HostTensor&) -> Status {
            if (step != result.steps.size()) return invalid("step {} after {}", step, result.steps.size());
            result.steps.push_back(x);
            return {};
        },
        .eta = eta,
        .levels = &levels};
    const std::vector<double> sigmas(stored.begin(), stored.end());
    LEMNOS_TRY(const HostTensor x, sampler.run(calls, golden.at(schedule + ".start"), sigmas));
    if (result.steps.empty() || x.values != result.steps.back().values) return invalid("returned another latent");
    return result;
}

}  // namespace

class SamplersTest : public QObject {
    Q_OBJECT

private slots:
    void every_step_matches_data();
    void every_step_matches();
    void the_table_says_what_happens_data();
    void the_table_says_what_happens();
    void errors_and_cancelling_end_the_run_data();
    void errors_and_cancelling_end_the_run();
    void bad_sigmas_are_refused_data();
    void bad_sigmas_are_refused();
    void no_steps_change_nothing();
    void names();
};

void SamplersTest::every_step_matches_data() {
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("other_eta");
    for (const char* schedule : {"karras", "normal"})
        for (const Sampler& sampler : samplers())
            QTest::addRow("%s %s", schedule, sampler.id.data())
                << QString(schedule) << QString(sampler.id.data()) << false;
    for (const Sampler& sampler : samplers())
        if (sampler.eta)
            QTest::addRow("eta of %s", sampler.id.data()) << "karras" << QString(sampler.id.data()) << true;
}

void SamplersTest::every_step_matches() {
    QFETCH(QString, schedule);
    QFETCH(QString, id);
    REQUIRE_VALUE(const TensorMap golden, load_golden("samplers"));
    REQUIRE_VALUE(const Sampler* sampler, find_sampler(id.toStdString()));
    QFETCH(bool, other_eta);
    REQUIRE_VALUE(const auto manifest, load_manifest("samplers"));
    const double eta = other_eta ? manifest["eta"].get<double>() : sampler->eta.value_or(1);
    REQUIRE_VALUE(const Run result, run(*sampler, golden, schedule.toStdString(), eta));
    const HostTensor& truth = golden.at((schedule + "." + id + (other_eta ? ".eta" : "")).toStdString());
    QCOMPARE(result.steps.size(), std::size_t{truth.shape[0]});
    for (std::size_t step = 0; step < result.steps.size(); ++step) {
        REQUIRE_VALUE(const Difference off, difference(result.steps[step], slice(truth, step)));
        QVERIFY2(off.largest_relative <= tolerance * sampler->evaluations,
                 fmt::format("step {}: {}", step, off.text()).c_str());
    }
}

void SamplersTest::the_table_says_what_happens_data() { every_step_matches_data(); }

void SamplersTest::the_table_says_what_happens() {
    QFETCH(QString, schedule);
    QFETCH(QString, id);
    REQUIRE_VALUE(const TensorMap golden, load_golden("samplers"));
    REQUIRE_VALUE(const Sampler* sampler, find_sampler(id.toStdString()));
    QFETCH(bool, other_eta);
    REQUIRE_VALUE(const Run result,
                  run(*sampler, golden, schedule.toStdString(), other_eta ? 0 : sampler->eta.value_or(1)));
    const std::size_t steps = result.steps.size();
    std::size_t draws = 0;
    if (sampler->noise == Noise::fresh) draws = 1;
    if (sampler->noise == Noise::brownian) draws = sampler->evaluations;
    if (sampler->eta == 0.0 || other_eta) draws = 0;  // without eta there is no noise to ask for
    QCOMPARE(result.draws, draws * (steps - 1));
    QVERIFY(result.noise_is_downward);
    QCOMPARE(std::size_t{result.evaluations}, sampler->evaluations * (steps - 1) + 1);
}

void SamplersTest::errors_and_cancelling_end_the_run_data() {
    QTest::addColumn<QString>("id");
    for (const Sampler& sampler : samplers()) QTest::newRow(sampler.id.data()) << QString(sampler.id.data());
}

void SamplersTest::errors_and_cancelling_end_the_run() {
    QFETCH(QString, id);
    REQUIRE_VALUE(const Sampler* sampler, find_sampler(id.toStdString()));
    const std::vector<double> sigmas{4, 2, 1, 0};
    const HostTensor start(Shape{1, 1, 2, 2}, {1, 2, 3, 4});
    const Plain plain;
    // The network fails at each of its calls in turn, then someone cancels after each step in turn.
    for (std::uint32_t fatal = 1; fatal <= sampler->evaluations * 2 + 1; ++fatal) {
        std::uint32_t calls_made = 0;
        SamplerCalls calls = plain.calls(*sampler);
        calls.denoise = [&](const HostTensor& x, double sigma) -> Result<HostTensor> {
            if (++calls_made == fatal) return device_lost("gone");
            return formula(x, sigma);
        };
        REQUIRE_ERROR(sampler->run(calls, start, sigmas), ErrorKind::device_lost, "gone");
        QCOMPARE(calls_made, fatal);
    }
    for (std::uint32_t last = 0; last < 3; ++last) {
        SamplerCalls calls = plain.calls(*sampler);
        calls.after_step = [&](std::uint32_t step, const HostTensor&, const HostTensor&) -> Status {
            if (step > last) return invalid("went on");
            if (step == last) return cancelled("stop");
            return {};
        };
        REQUIRE_ERROR(sampler->run(calls, start, sigmas), ErrorKind::cancelled, "stop");
    }
}

void SamplersTest::bad_sigmas_are_refused_data() {
    QTest::addColumn<QList<double>>("sigmas");
    QTest::newRow("ascending") << QList<double>{1, 2, 0};
    QTest::newRow("equal") << QList<double>{2, 2, 0};
    QTest::newRow("zero in the middle") << QList<double>{2, 0, 0};
    QTest::newRow("negative") << QList<double>{2, -1};
    QTest::newRow("no number") << QList<double>{2, std::nan(""), 0};
    QTest::newRow("infinite") << QList<double>{INFINITY, 1, 0};
}

void SamplersTest::bad_sigmas_are_refused() {
    QFETCH(QList<double>, sigmas);
    const Plain plain;
    for (const Sampler& sampler : samplers())
        REQUIRE_ERROR(sampler.run(plain.calls(sampler), HostTensor(Shape{1, 1, 1, 1}),
                                  std::vector<double>(sigmas.begin(), sigmas.end())),
                      ErrorKind::invalid_request, "must be finite and above");
}

void SamplersTest::no_steps_change_nothing() {
    const Plain plain;
    const HostTensor start(Shape{1, 1, 1, 2}, {1, 2});
    for (const Sampler& sampler : samplers()) {
        REQUIRE_VALUE(const HostTensor x, sampler.run(plain.calls(sampler), start, std::vector<double>{0}));
        QVERIFY(x.values == start.values);
    }
}

void SamplersTest::names() {
    QCOMPARE(find_sampler("DPM++ 2M").value()->id, "dpmpp_2m");
    QCOMPARE(find_sampler("DPM++ 3M SDE").value()->id, "dpmpp_3m_sde");
    const SamplerCalls without_levels{formula, {}, {}};
    REQUIRE_ERROR(find_sampler("tcd").value()->run(without_levels, HostTensor(Shape{1}), std::vector<double>{2, 1, 0}),
                  ErrorKind::invalid_request, "needs the model's noise levels");
    REQUIRE_ERROR(find_sampler("magic"), ErrorKind::invalid_request,
                  "there is no sampler \"magic\"; known are euler, euler_a, heun");
}

QTEST_GUILESS_MAIN(SamplersTest)
#include "samplers_test.moc"
