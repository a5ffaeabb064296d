// SPDX-License-Identifier: Apache-2.0
// The catalogue that ships is sound, its starter is the file in the repository, and every way to break such a file is
// told with file and field.
#include "studio/catalogue.h"

#include <QCryptographicHash>
#include <QFile>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "app/studio_fixture.h"

namespace lemnos::studio {
namespace {

using nlohmann::json;

QByteArray read(const char* path) {
    QFile file(QStringLiteral(LEMNOS_SOURCE_DIR "/models/") + QLatin1StringView(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

json soundModel(const char* id) {
    return {{"id", id},
            {"name", "Castle"},
            {"kind", "checkpoint"},
            {"family", "sd1"},
            {"file", std::string(id) + ".safetensors"},
            {"bytes", 7},
            {"sha256", std::string(64, 'a')},
            {"licence", "MIT"},
            {"licence_url", "https://example.org/licence"},
            {"url", "https://example.org/castle"},
            {"page", "https://example.org"},
            {"description", "A castle"},
            {"needs", json::array()}};
}

using Change = void (*)(json&);

}  // namespace
}  // namespace lemnos::studio
Q_DECLARE_METATYPE(lemnos::studio::Change)

namespace lemnos::studio {

class CatalogueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void theShippedOneIsSound() {
        const auto catalogue = Catalogue::shipped();
        QVERIFY2(catalogue, catalogue ? "" : catalogue.error().text().c_str());
        QVERIFY(catalogue->entries().size() >= 5);
        for (const CatalogueEntry& entry : catalogue->entries())
            QCOMPARE(entry.comesWithLemnos(), entry.id == QStringLiteral("starter"));
    }

    void theStarterIsTheFileThatShips() {
        const auto catalogue = Catalogue::parse(read("catalogue.json"), QStringLiteral("catalogue.json"));
        const CatalogueEntry* const starter = catalogue ? catalogue->find(QStringLiteral("starter")) : nullptr;
        QVERIFY(starter);
        const QByteArray bytes = read("starter/lemnos-starter.safetensors");
        QCOMPARE(starter->bytes, bytes.size());
        QCOMPARE(starter->sha256,
                 QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()));
    }

    void goalsLieWhereTheyAreLookedFor_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("goal");
        QTest::newRow("checkpoint") << "checkpoint" << "a.safetensors" << "models/a.safetensors";
        QTest::newRow("LoRA") << "lora" << "a.safetensors" << "models/loras/a.safetensors";
        QTest::newRow("VAE") << "vae" << "a.safetensors" << "models/vae/a.safetensors";
        QTest::newRow("embedding") << "embedding" << "a.pt" << "models/embeddings/a.pt";
        QTest::newRow("tokenizer") << "tokenizer" << "merges.txt" << "tokenizers/clip/merges.txt";
    }
    void goalsLieWhereTheyAreLookedFor() {
        QFETCH(QString, kind);
        QFETCH(QString, file);
        QFETCH(QString, goal);
        json model = soundModel("a");
        model["kind"] = kind.toStdString();
        model["file"] = file.toStdString();
        const std::string text = json{{"version", 1}, {"models", {model}}}.dump();
        const auto catalogue = Catalogue::parse(QByteArray::fromStdString(text), QStringLiteral("c.json"));
        QVERIFY2(catalogue, catalogue ? "" : catalogue.error().text().c_str());
        QCOMPARE(goalOf(catalogue->entries().front()),
                 QDir::home().filePath(QStringLiteral(".local/share/lemnos/") + goal));
    }

    void whatIsWrongIsTold_data() {
        QTest::addColumn<Change>("change");  // of a catalogue with two models
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, Change change, const char* message) {
            QTest::newRow(name) << change << QString::fromLatin1(message);
        };
#define MODEL(statement)                \
    [](json& all) {                     \
        json& model = all["models"][1]; \
        statement;                      \
    }
        row("sound", [](json&) {}, "");
        row("no url: it ships", MODEL(model.erase("url")), "");
        row("no page", MODEL(model.erase("page")), "");
        row("no family", MODEL(model["family"] = ""), "");
        row("needs the one before", MODEL(model["needs"].push_back("first")), "");
        row("a list", [](json& all) { all = json::array(); }, "c.json: is not a JSON object");
        row("another version", [](json& all) { all["version"] = 2; }, "c.json: version: must be 1");
        row("no version", [](json& all) { all.erase("version"); }, "c.json: version: must be 1");
        row("no models", [](json& all) { all.erase("models"); }, "c.json: models: must be a list");
        row("a model that is a text", [](json& all) { all["models"][1] = "x"; }, "c.json: models[1]: is not an object");
        row("unknown field", MODEL(model["sise"] = 7), "c.json: models[1].\"sise\": is no field");
        row("no hash", MODEL(model.erase("sha256")), "c.json: models[1].sha256: is missing");
        row("short hash", MODEL(model["sha256"] = "abc"), "models[1].sha256: must be 64");
        row("large digits", MODEL(model["sha256"] = std::string(64, 'A')), "models[1].sha256: must be 64");
        row("hash that is a number", MODEL(model["sha256"] = 7), "models[1].sha256: must be a text");
        row("no bytes", MODEL(model["bytes"] = 0), "models[1].bytes: must be a whole number");
        row("negative bytes", MODEL(model["bytes"] = -7), "models[1].bytes: must be a whole number");
        row("half bytes", MODEL(model["bytes"] = 7.5), "models[1].bytes: must be a whole number");
        row("bytes as text", MODEL(model["bytes"] = "7"), "models[1].bytes: must be a whole number");
        row("absurd bytes", MODEL(model["bytes"] = 1e18), "models[1].bytes: must be a whole number");
        row("http", MODEL(model["url"] = "http://example.org/x"), "models[1].url: \"http://example.org/x\" is not an");
        row("empty url", MODEL(model["url"] = ""), "models[1].url: \"\" is not an https address");
        row("no host", MODEL(model["url"] = "https:///x"), "models[1].url");
        row("a password", MODEL(model["url"] = "https://me:you@example.org/x"), "models[1].url");
        row("page that is a script", MODEL(model["page"] = "javascript:alert(1)"), "models[1].page");
        row("licence without address", MODEL(model.erase("licence_url")), "models[1].licence_url: is missing");
        row("empty name", MODEL(model["name"] = " "), "models[1].name: is empty");
        row("kind", MODEL(model["kind"] = "upscaler"), "models[1].kind: \"upscaler\" is not checkpoint");
        row("family", MODEL(model["family"] = "sd9"), "models[1].family: \"sd9\" is no family");
        row("file elsewhere", MODEL(model["file"] = "../x.safetensors"), "models[1].file");
        row("hidden file", MODEL(model["file"] = ".x.safetensors"), "models[1].file");
        row("file that nobody sees", MODEL(model["file"] = "x.zip"), "models[1].file");
        row("same file", MODEL(model["file"] = "first.safetensors"),
            "models[1].file: \"first.safetensors\" is the file");
        row("same id", MODEL(model["id"] = "first"), "models[1].id: \"first\" stands there twice");
        row("needs nobody", MODEL(model["needs"].push_back("third")), "models[1].needs: \"third\" is no model");
        row("needs itself", MODEL(model["needs"].push_back("second")), "models[1].needs: \"second\" is no model");
        row("needs a number", MODEL(model["needs"].push_back(1)), "models[1].needs");
        row("needs a text", MODEL(model["needs"] = "first"), "models[1].needs: must be a list");
#undef MODEL
    }
    void whatIsWrongIsTold() {
        QFETCH(Change, change);
        QFETCH(QString, message);
        json all{{"version", 1}, {"models", {soundModel("first"), soundModel("second")}}};
        change(all);
        const auto catalogue = Catalogue::parse(QByteArray::fromStdString(all.dump()), QStringLiteral("c.json"));
        const QString said = catalogue ? QString() : QString::fromStdString(catalogue.error().text());
        QVERIFY2(said.contains(message) && said.isEmpty() == message.isEmpty(), qPrintable(said));
        if (catalogue) QCOMPARE(catalogue->entries().size(), 2);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::CatalogueTest)
#include "catalogue_test.moc"
