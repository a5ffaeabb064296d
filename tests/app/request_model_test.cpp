// SPDX-License-Identifier: Apache-2.0
// The parts of the studio that need no window: the request being put together, and the remaining time.
#include <QtTest>

#include "studio/choices.h"
#include "studio/request_model.h"
#include "studio/time_estimate.h"

namespace lemnos::studio {
namespace {

Progress sampling(std::uint32_t step) { return {.stage = Stage::sampling, .step = step, .steps = 10}; }

}  // namespace

class RequestModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void untouchedFieldsFollowTheModel() {
        RequestModel model;
        Request defaults;
        defaults.steps = 20;
        defaults.width = 512;
        model.setDefaults(defaults);
        QCOMPARE(model.shown().steps, 20u);
        model.change([](Request& r) { r.steps = 30; });
        QCOMPARE(model.shown().steps, 30u);
        QCOMPARE(model.shown().width, 512u);
        QCOMPARE(model.chosen().width, 0u);  // the engine fills it in, and another model may do so differently
        model.resetToDefaults();
        QCOMPARE(model.shown().steps, 20u);
    }

    void whatIsPaintedSurvivesTheDefaults() {
        RequestModel model;
        Request request;
        request.prompt = "a cat";
        request.negative_prompt = "rain";
        request.model = "/cats.safetensors";
        request.seed = 5;
        request.init_image = "/start.png";
        request.mask = "/mask.png";
        Request chosen = request;
        chosen.steps = 30;
        chosen.mask_fill = MaskFill::blur;
        model.restore(chosen, RestorePart::everything);
        model.resetToDefaults();
        QVERIFY(model.chosen() == request);
    }

    void defaultsOfAnotherModelAreIgnored() {
        RequestModel model;
        Request late;
        late.model = "/left/behind.safetensors";
        late.steps = 99;
        model.setDefaults(late);
        QCOMPARE(model.shown().steps, 0u);
    }

    void onlyAnotherModelIsPrepared() {
        RequestModel model;
        QSignalSpy spy(&model, &RequestModel::modelChanged);
        model.change([](Request& r) { r.prompt = "x"; });
        QCOMPARE(spy.size(), 0);
        model.change([](Request& r) { r.model = "/some.safetensors"; });
        QCOMPARE(spy.size(), 1);
    }

    void theCountHasBounds() {
        RequestModel model;
        model.setCount(99);
        QCOMPARE(model.take().size(), RequestModel::maximumCount);
        model.setCount(0);
        QCOMPARE(model.take().size(), 1);
    }

    void whatComesAsAModelIsKnownByItsEnding() {
        for (const char* path : {"/m/a.safetensors", "/m/A.GGUF", "b.ckpt", "c.pth"})
            QVERIFY2(looksLikeModel(QString::fromLatin1(path)), path);
        for (const char* path : {"/m/a.png", "/m/safetensors", "/tmp"})
            QVERIFY2(!looksLikeModel(QString::fromLatin1(path)), path);
        const QTemporaryDir folder;
        QFile index(folder.filePath(QStringLiteral("model_index.json")));
        QVERIFY(index.open(QIODevice::WriteOnly));
        QVERIFY(looksLikeModel(folder.path()));
    }

    void remainingTimeComesFromMeasuredSteps() {
        TimeEstimate estimate;
        estimate.start();
        estimate.note({.stage = Stage::loading, .step = 0, .steps = 0}, 0);
        QVERIFY(!estimate.remaining(5000));  // nothing is measured yet
        estimate.note(sampling(0), 10'000);
        QVERIFY(!estimate.remaining(10'500));
        estimate.note(sampling(1), 11'000);
        QCOMPARE(*estimate.remaining(11'000), 9.0);
        QCOMPARE(*estimate.remaining(11'500), 8.5);
        QCOMPARE(*estimate.remaining(60'000), 8.0);  // a late step is not counted as done
        estimate.note(sampling(2), 20'000);          // a hiccup, outvoted by the next two
        estimate.note(sampling(3), 21'000);
        estimate.note(sampling(4), 22'000);
        QCOMPARE(*estimate.remaining(22'000), 6.0);
    }

    void decodingIsLearntFromTheJobBefore() {
        TimeEstimate estimate;
        estimate.start();
        estimate.note(sampling(0), 0);
        estimate.note({.stage = Stage::decoding, .step = 10, .steps = 10}, 1000);
        QVERIFY(!estimate.remaining(1000));
        estimate.finish(4000);
        estimate.start();
        estimate.note(sampling(0), 5000);
        estimate.note(sampling(1), 6000);
        QCOMPARE(*estimate.remaining(6000), 9.0 + 3.0);
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::RequestModelTest)
#include "request_model_test.moc"
