// SPDX-License-Identifier: Apache-2.0
// From the prompts of a request to the passes through the network, and what weights do to encoded tokens, against
// tests/reference/prompts.py.
#include "pipeline/conditioning.h"

#include <fstream>
#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "pipeline/text_encoding.h"
#include "support/golden.h"
#include "support/require.h"

using namespace lemnos;

namespace {

Result<PromptPlans> plans_of(const std::string& prompt, std::uint32_t batch = 1, const std::string& negative = "",
                             const PromptRules& rules = a1111_prompts) {
    const Request request{.prompt = prompt, .negative_prompt = negative, .seed = 3, .batch = batch};
    return plan_prompts(request, rules, {});
}

// "picture:text*factor" of a step.
QString shown(const TextSchedule& schedule, std::uint32_t step, double guidance) {
    Conditioning conditioning;
    conditioning.pictures = schedule.pictures;
    QStringList passes;
    for (const Evaluation& one : evaluations_at(conditioning, step, guidance))
        passes << QString("%1:%2*%3")
                      .arg(one.picture)
                      .arg(QString::fromStdString(schedule.texts[one.text]).trimmed())
                      .arg(one.factor);
    return passes.join(' ');
}

}  // namespace

class ConditioningTest : public QObject {
    Q_OBJECT

private slots:
    void passes_data();
    void passes();
    void encodes_each_text_once();
    void chooses_by_the_seed_of_each_picture();
    void replays_what_was_chosen();
    void reads_wildcard_files();
    void other_rules();
    void weights_tokens();
};

void ConditioningTest::passes_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<double>("guidance");
    QTest::addColumn<unsigned>("step");
    QTest::addColumn<QString>("passes");
    QTest::newRow("plain") << "a" << 7.0 << 1U << "0:a*7 0:n*-6";
    QTest::newRow("unguided") << "a" << 1.0 << 1U << "0:a*1";
    QTest::newRow("composed") << "a AND b" << 7.0 << 1U << "0:a*7 0:b*7 0:n*-13";
    QTest::newRow("composed with weights") << "a :0.5 AND b :0.25" << 4.0 << 1U << "0:a*2 0:b*1 0:n*-2";
    QTest::newRow("weights that need no negative") << "a :0.25 AND b :0.25" << 2.0 << 1U << "0:a*0.5 0:b*0.5";
    QTest::newRow("composed, unguided") << "a AND b" << 1.0 << 1U << "0:a*1 0:b*1 0:n*-1";
    QTest::newRow("before") << "[a:b:0.5]" << 7.0 << 5U << "0:a*7 0:n*-6";
    QTest::newRow("after") << "[a:b:0.5]" << 7.0 << 6U << "0:b*7 0:n*-6";
    QTest::newRow("beyond the last step") << "[a:b:0.5]" << 7.0 << 99U << "0:b*7 0:n*-6";
    QTest::newRow("composed and changing") << "[a|b] AND [c:d:2] :0.5" << 2.0 << 2U << "0:b*2 0:c*1 0:n*-2";
    QTest::newRow("lora") << "a <lora:ink:0.5>" << 7.0 << 1U << "0:a*7 0:n*-6";
}

void ConditioningTest::passes() {
    QFETCH(QString, prompt);
    QFETCH(double, guidance);
    QFETCH(unsigned, step);
    QFETCH(QString, passes);
    REQUIRE_VALUE(const PromptPlans plans, plans_of(prompt.toStdString(), 1, "n"));
    const TextSchedule schedule = schedule_texts(plans, a1111_prompts, 10, NegativeTexts::needed);
    QCOMPARE(shown(schedule, step, guidance), passes);
    QCOMPARE(evaluations_of(plans, guidance), static_cast<std::size_t>(passes.count('*')));
    QCOMPARE(negative_texts_of(plans, guidance) == NegativeTexts::needed, passes.contains("n*"));
}

void ConditioningTest::encodes_each_text_once() {
    REQUIRE_VALUE(const PromptPlans plans, plans_of("[a|b]", 3, "[b:a:4]"));
    const TextSchedule schedule = schedule_texts(plans, a1111_prompts, 10, NegativeTexts::needed);
    QVERIFY((schedule.texts == std::vector<std::string>{"a", "b"}));
    QCOMPARE(shown(schedule, 2, 3), "0:b*3 1:b*3 2:b*3 0:b*-2 1:b*-2 2:b*-2");
    const TextSchedule unguided = schedule_texts(plans, a1111_prompts, 10, NegativeTexts::not_needed);
    QVERIFY(unguided.pictures.front().negative.parts.empty());
}

// Picture i of a batch is what seed + i would be alone.
void ConditioningTest::chooses_by_the_seed_of_each_picture() {
    REQUIRE_VALUE(const PromptPlans plans, plans_of("{a|b|c} AND {d|e}", 8));
    std::set<std::string> seen;
    for (std::uint32_t i = 0; i < 8; ++i) {
        const Request alone{.prompt = "{a|b|c} AND {d|e}", .seed = 3 + i};
        REQUIRE_VALUE(const PromptPlans one, plan_prompts(alone, a1111_prompts, {}));
        QVERIFY(one.pictures.front() == plans.pictures[i]);
        seen.insert(plans.pictures[i].prompt);
    }
    QVERIFY(seen.size() > 2);
}

void ConditioningTest::replays_what_was_chosen() {
    for (const char* prompt : {"{a|b} \\{c\\} # note\nd", "__missing__ <lora:x:0.5>", "[{a|b}:c:3] AND {x"}) {
        REQUIRE_VALUE(const PromptPlans plans, plans_of(prompt));
        REQUIRE_VALUE(const PromptPlans again, plans_of(plans.pictures.front().prompt));
        QVERIFY2(again.pictures.front() == plans.pictures.front(), prompt);
    }
}

void ConditioningTest::reads_wildcard_files() {
    const QTemporaryDir folder;
    std::ofstream(folder.filePath("sky.txt").toStdString()) << "stars <lora:night:0.5:0.25>\n";
    const Request request{.prompt = "__sky__ __sea__", .negative_prompt = "__sea__"};
    REQUIRE_VALUE(const PromptPlans plans, plan_prompts(request, a1111_prompts, folder.path().toStdString()));
    const PromptPlan& plan = plans.pictures.front();
    QVERIFY((plan.loras == std::vector<LoraMention>{{"night", 0.5, 0.25}}));
    QCOMPARE(plan.parts.front().text.substr(0, 6), std::string("stars "));
    QCOMPARE(plans.notes.size(), std::size_t{1});
    QVERIFY(plans.notes.front().find("\"sea\"") != std::string::npos);
    std::ofstream(folder.filePath("loop.txt").toStdString()) << "__loop__\n";
    const Request endless{.negative_prompt = "__loop__"};
    REQUIRE_ERROR(plan_prompts(endless, a1111_prompts, folder.path().toStdString()), ErrorKind::invalid_request,
                  "negative_prompt: ");
}

void ConditioningTest::other_rules() {
    REQUIRE_VALUE(const PromptPlans comfyui, plans_of("[a:b:3] AND c #1", 1, "", comfyui_prompts));
    QCOMPARE(comfyui.pictures.front().parts.front().text, std::string("[a:b:3] AND c #1"));
    QCOMPARE(schedule_texts(comfyui, comfyui_prompts, 10, NegativeTexts::not_needed).texts.size(), std::size_t{1});
    PromptRules plain = a1111_prompts;
    plain.syntax = PromptSyntax::plain;
    REQUIRE_VALUE(const PromptPlans literal, plans_of("{a|b}", 1, "", plain));
    QCOMPARE(literal.pictures.front().prompt, std::string("{a|b}"));
}

void ConditioningTest::weights_tokens() {
    REQUIRE_VALUE(const TensorMap truth, testing::load_golden("prompts"));
    const std::size_t row_size = truth.at("z").values.size() / 3;
    const auto row_of = [&](const char* name, std::size_t row, std::size_t size) {
        const auto begin = truth.at(name).values.begin() + static_cast<std::ptrdiff_t>(row * size);
        return std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(size));
    };
    const Shape shape{1, 6, static_cast<std::uint32_t>(row_size / 6)};
    for (std::size_t row = 0; row < 3; ++row) {
        const std::vector<float> weights = row_of("weights", row, 6);
        HostTensor mean_restored(shape, row_of("z", row, row_size));
        emphasise(mean_restored, weights);
        HostTensor against_empty(shape, row_of("z", row, row_size));
        emphasise_against(against_empty, HostTensor(shape, row_of("empty", row, row_size)), weights);
        REQUIRE_VALUE(const auto first,
                      testing::difference(mean_restored, HostTensor(shape, row_of("a1111", row, row_size))));
        REQUIRE_VALUE(const auto second,
                      testing::difference(against_empty, HostTensor(shape, row_of("comfyui", row, row_size))));
        QVERIFY2(first.relative_rms < 1e-6, first.text().c_str());
        QVERIFY2(second.relative_rms < 1e-6, second.text().c_str());
    }
}

QTEST_GUILESS_MAIN(ConditioningTest)
#include "conditioning_test.moc"
