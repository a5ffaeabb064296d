// SPDX-License-Identifier: Apache-2.0
// What the models window shows, without the window: the list of the collection and its filters, the words that files
// beside a model bring, and the memory of a run in words.
#include <QAbstractItemModelTester>

#include "app/model_files.h"
#include "app/studio_fixture.h"
#include "item_models/library_list.h"
#include "panels/model_text.h"
#include "studio/model_page.h"
#include "studio/trigger_words.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr quint64 gigabyte = 1'000'000'000;

LibraryEntry entry(const char* path, ModelKind kind, const char* variant = "") {
    return {.path = QString::fromLatin1(path),
            .kind = kind,
            .family = u"sdxl"_s,
            .variant = QString::fromLatin1(variant),
            .problem = {},
            .state = LibraryState::whole,
            .stamp = {.bytes = 144'000'000, .modified = 1}};
}

QStringList namesIn(const QAbstractItemModel& model) {
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row) names.append(model.index(row, 0).data().toString());
    return names;
}

}  // namespace

class ModelDetailsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        isolateSettings();
        QLocale::setDefault(QLocale::c());
    }

    void theListKeepsQtsRules() {
        Studio studio(std::make_shared<FakeScript>(), Studio::Start::later);
        ModelLibrary library;
        LibraryList list(library, studio.model->modelPage());
        LibraryFilter filter;
        filter.setSourceModel(&list);
        const auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;
        const QAbstractItemModelTester listTester(&list, fatal), filterTester(&filter, fatal);
        library.noteFound(entry("/m/zoo.gguf", ModelKind::checkpoint));
        library.noteFound(entry("/m/ink.safetensors", ModelKind::lora));
        library.noteFound(entry("/m/taesd.safetensors", ModelKind::vae, "tiny"));
        QCOMPARE(namesIn(filter), texts({"ink", "taesd", "zoo"}));
        QCOMPARE(list.index(0).data(LibraryList::FactsRole).toString(), u"SD XL · LoRA · 144.0 MB"_s);
        filter.setKind(LibraryKind::lora);
        QCOMPARE(namesIn(filter), texts({"ink"}));
        library.noteFound(entry("/m/brush.safetensors", ModelKind::lora));
        library.noteFound(entry("/m/zoo.gguf", ModelKind::lora));  // it is another file today
        QCOMPARE(namesIn(filter), texts({"brush", "ink", "zoo"}));
        library.noteGone(u"/m/ink.safetensors"_s);
        QCOMPARE(namesIn(filter), texts({"brush", "zoo"}));
    }

    void filters_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char* name, LibraryKind kind, const char* text, const QStringList& found) {
            QTest::newRow(name) << int(kind) << QString::fromLatin1(text) << found;
        };
        row("everything", LibraryKind::all, "", texts({"dreams", "face", "ink", "odd", "taesd", "vae"}));
        row("checkpoints", LibraryKind::checkpoint, "", texts({"dreams"}));
        row("LoRA", LibraryKind::lora, "", texts({"ink"}));
        row("VAE", LibraryKind::vae, "", texts({"vae"}));
        row("embeddings", LibraryKind::embedding, "", texts({"face"}));
        row("preview decoders", LibraryKind::previewDecoder, "", texts({"taesd"}));
        row("others", LibraryKind::other, "", texts({"odd"}));
        row("a name", LibraryKind::all, "INK", texts({"ink"}));
        row("a folder", LibraryKind::all, "people", texts({"face"}));
        row("two words", LibraryKind::all, "sd people", texts({"face"}));
        row("words that never meet", LibraryKind::all, "ink people", {});
        row("a name of another kind", LibraryKind::vae, "ink", {});
    }
    void filters() {
        QFETCH(int, kind);
        QFETCH(QString, text);
        Studio studio(std::make_shared<FakeScript>(), Studio::Start::later);
        ModelLibrary library;
        library.noteFound(entry("/m/dreams.ckpt", ModelKind::checkpoint));
        library.noteFound(entry("/m/ink.safetensors", ModelKind::lora));
        library.noteFound(entry("/m/people/face.pt", ModelKind::embedding));
        library.noteFound(entry("/m/vae.pt", ModelKind::vae));
        library.noteFound(entry("/m/taesd.pt", ModelKind::vae, "tiny"));
        library.noteFound(entry("/m/odd.pt", ModelKind::unknown));
        LibraryList list(library, studio.model->modelPage());
        LibraryFilter filter;
        filter.setSourceModel(&list);
        filter.setKind(LibraryKind(kind));
        filter.setText(text);
        QTEST(namesIn(filter), "found");
    }

    void triggerWords_data() {
        QTest::addColumn<QByteArray>("phrase");
        QTest::addColumn<QByteArray>("frequency");
        QTest::addColumn<QByteArray>("sidecar");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QStringList>("tags");
        QTest::addColumn<int>("notes");
        const auto row = [](const char* name, const QByteArray& phrase, const QByteArray& frequency,
                            const QByteArray& sidecar, const QStringList& words, const QStringList& tags, int notes) {
            QTest::newRow(name) << phrase << frequency << sidecar << words << tags << notes;
        };
        row("nothing", "", "", "{}", {}, {}, 0);
        row("a phrase", " ink wash,\n", "", "{}", texts({"ink wash"}), {}, 0);
        row("tags, the most frequent first", "", R"({"a":{"dog":2,"cat":3},"b":{"dog":9}})", "{}", {},
            texts({"dog", "cat"}), 0);
        row("damaged tags", "ink", R"({"a":{"dog")", "{}", texts({"ink"}), {}, 1);
        row("tags that are no counts", "", R"({"a":[1,2],"b":{"dog":"many"},"c":7})", "{}", {}, texts({"dog"}), 0);
        row("trained words", "", "", R"({"trainedWords":["ink, wash,","brush"]})", texts({"ink, wash", "brush"}), {},
            0);
        row("activation text", "", "", R"({"activation text":"ink wash","preferred weight":0.8})", texts({"ink wash"}),
            {}, 0);
        row("the same twice", "Ink", "", R"({"trainedWords":["ink","INK"]})", texts({"Ink"}), {}, 0);
        row("words that are none", "", "", R"({"trainedWords":[1,null,{"a":2},["b"],"","  ","ink"]})", texts({"ink"}),
            {}, 0);
        row("null", "", "", R"({"trainedWords":null})", {}, {}, 0);
        row("no list", "", "", R"({"trainedWords":"ink"})", {}, {}, 1);
        row("cut off", "", "", R"({"trainedWords":["ink")", {}, {}, 1);
        row("a list", "", "", R"(["ink"])", {}, {}, 1);
        row("no JSON", "", "", QByteArray("\xff\xfe\0\0<html>", 10), {}, {}, 1);
        row("nested deeply", "", "", QByteArray(100'000, '['), {}, {}, 1);
        row("a word as long as a book", "", "", R"({"trainedWords":[")" + QByteArray(100'000, 'a') + R"(","ink"]})",
            texts({"ink"}), {}, 0);
        row("too large", "", "", R"({"trainedWords":["ink"],"more":")" + QByteArray(5 << 20, 'a') + R"("})", {}, {}, 1);
    }
    void triggerWords() {
        QFETCH(QByteArray, phrase);
        QFETCH(QByteArray, frequency);
        QFETCH(QByteArray, sidecar);
        std::map<std::string, std::string> metadata;
        if (!phrase.isEmpty()) metadata["modelspec.trigger_phrase"] = phrase.toStdString();
        if (!frequency.isEmpty()) metadata["ss_tag_frequency"] = frequency.toStdString();
        TriggerWords found;
        found.addMetadata(metadata);
        found.addSidecar(u"ink.json"_s, sidecar);
        QTEST(found.words, "words");
        QTEST(found.tags, "tags");
        QTEST(int(found.notes.size()), "notes");
    }

    void thereIsAnEndToWords() {
        QByteArray many = "[";
        for (int i = 0; i < 1000; ++i) many += "\"word" + QByteArray::number(i) + "\",";
        TriggerWords found;
        found.addSidecar(u"ink.json"_s, "{\"trainedWords\":" + many + "\"end\"]}");
        QCOMPARE(found.words.size(), TriggerWords::most);
        QVERIFY(found.notes.isEmpty());
    }

    void memoryInWords_data() {
        QTest::addColumn<MemoryPlan>("plan");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        MemoryPlan plan{.peak = 6'100'000'000};
        const QString counted = u"Counted are weights (5.0 GB)"_s;
        QTest::newRow("fits") << plan << u"6.1 GB of 8.0 GB: fits"_s << counted;
        plan.tile = 64;
        QTest::newRow("tiles") << plan << u"6.1 GB of 8.0 GB: fits"_s << u"To make it fit, the VAE works in tiles."_s;
        plan = {.text = Residency::nothing, .most_evaluations = 1, .resident_weights = gigabyte, .peak = plan.peak};
        QTest::newRow("streamed")
            << plan << u"6.1 GB of 8.0 GB: fits"_s
            << u"To make it fit, the text encoders are let go after use, the prompts are evaluated "
               "one after the other, weights are streamed from the computer's memory."_s;
        plan = {.unet = Residency::weights, .peak = 8 * gigabyte};
        QTest::newRow("just so") << plan << u"8.0 GB of 8.0 GB: fits"_s
                                 << u"To make it fit, the UNet makes room before decoding."_s;
        plan.peak = 8 * gigabyte + 100'000'000;
        QTest::newRow("too much") << plan << u"8.1 GB of 8.0 GB: too much; choose a smaller picture"_s << counted;
    }
    void memoryInWords() {
        QFETCH(MemoryPlan, plan);
        ModelMemory memory{.device = u"A card"_s};
        memory.memory = {.networks = {}, .available = 8 * gigabyte, .plan = plan};
        memory.memory.networks.text.weights = gigabyte;
        memory.memory.networks.unet.weights = 4 * gigabyte;
        const QStringList lines = memoryText(memory).split(u'\n');
        QTEST(lines.value(0), "first");
        QFETCH(QString, second);
        QVERIFY2(lines.value(1).startsWith(second), qPrintable(lines.value(1)));
        QVERIFY(lines.back().contains(u"A card"_s));
    }

    void aProblemIsSaid() {
        ModelMemory memory;
        memory.problem = u"no device"_s;
        QCOMPARE(memoryText(memory), u"No estimate: no device"_s);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::ModelDetailsTest)
#include "model_details_test.moc"
