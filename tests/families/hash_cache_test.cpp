// SPDX-License-Identifier: Apache-2.0
// Hashes are those of the bytes, are computed once, and are computed anew when anything about the file changed. Whether
// they were computed shows in what the cache file says: a wrong digit put there comes back only if nobody computes.
#include "families/hash_cache.h"

#include <QTemporaryDir>
#include <fstream>
#include <thread>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "formats/safetensors_writer.h"
#include "support/require.h"

using namespace lemnos;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}
void write_text(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

struct Files {
    Files() { write_model(256); }

    void write_model(std::uint32_t numbers) const {
        HostTensor tensor(Shape{numbers});
        QVERIFY(write_safetensors(model, {{"x", tensor}}));
    }
    Result<FileHashes> hashes() const { return HashCache(cache).hashes_of(model); }
    nlohmann::json remembered() const { return nlohmann::json::parse(text_of(cache), nullptr, false); }
    /// Puts another hash into the cache, by which its use shows.
    void poison() const {
        nlohmann::json json = remembered();
        json["files"][model.string()]["sha256"] = poisoned;
        write_text(cache, json.dump());
    }

    const std::string poisoned = std::string(64, 'a');
    QTemporaryDir folder;
    fs::path model = folder.filePath("dreams.safetensors").toStdString();
    fs::path cache = fs::path(folder.path().toStdString()) / "cache" / "hashes.json";  // its folder is not there yet
};

using Change = void (*)(Files&);
void set_json(Files& files, const char* field, const nlohmann::json& value) {
    nlohmann::json json = files.remembered();
    json["files"][files.model.string()][field] = value;
    write_text(files.cache, json.dump());
}

}  // namespace
Q_DECLARE_METATYPE(Change)

class HashCacheTest : public QObject {
    Q_OBJECT

private slots:
    void hashes_are_of_the_bytes_data();
    void hashes_are_of_the_bytes();
    void a_known_hash_is_not_computed();
    void is_computed_anew_data();
    void is_computed_anew();
    void without_a_file_nothing_is_remembered();
    void cancelling_remembers_nothing();
    void several_at_once_lose_nothing();
};

void HashCacheTest::hashes_are_of_the_bytes_data() {
    QTest::addColumn<quint32>("numbers");
    QTest::newRow("one") << 1U;
    QTest::newRow("a few") << 100U;
    QTest::newRow("one piece and a header") << (1U << 20U);
    QTest::newRow("three pieces") << (1U << 20U) * 3 - 17;
}
void HashCacheTest::hashes_are_of_the_bytes() {
    QFETCH(quint32, numbers);
    const Files files;
    files.write_model(numbers);
    REQUIRE_VALUE(const Checkpoint file, Checkpoint::open(files.model));
    REQUIRE_VALUE(const FileHashes hashes, compute_hashes(file));
    const std::string bytes = text_of(files.model);
    QCOMPARE(hashes.sha256, sha256(std::as_bytes(std::span(bytes))));
    QCOMPARE(hashes.autov2(), hashes.sha256.substr(0, 10));
    QCOMPARE(hashes.autov3, sha256(std::as_bytes(std::span(bytes)).subspan(file.data_offset())).substr(0, 12));
}

void HashCacheTest::a_known_hash_is_not_computed() {
    const Files files;
    REQUIRE_VALUE(const FileHashes computed, files.hashes());
    QCOMPARE(HashCache(files.cache).find(files.model), std::optional(computed));
    files.poison();
    REQUIRE_VALUE(const FileHashes known, files.hashes());
    QCOMPARE(known.sha256, files.poisoned);
    QCOMPARE(known.autov3, computed.autov3);
}

void HashCacheTest::is_computed_anew_data() {
    QTest::addColumn<Change>("change");
    QTest::newRow("written since") << Change([](Files& files) {
        fs::last_write_time(files.model, fs::last_write_time(files.model) + std::chrono::milliseconds(1));
    });
    QTest::newRow("longer, at the same time") << Change([](Files& files) {
        const auto time = fs::last_write_time(files.model);
        files.write_model(257);
        fs::last_write_time(files.model, time);
    });
    QTest::newRow("of another name") << Change([](Files& files) {
        const fs::path renamed = files.folder.filePath("other.safetensors").toStdString();
        fs::rename(files.model, renamed);
        files.model = renamed;
    });
    QTest::newRow("no cache") << Change([](Files& files) { fs::remove(files.cache); });
    QTest::newRow("cache that is no JSON") << Change([](Files& files) { write_text(files.cache, "{\"version\":1,"); });
    QTest::newRow("cache that is a list") << Change([](Files& files) { write_text(files.cache, "[]"); });
    QTest::newRow("files that are a list")
        << Change([](Files& files) { write_text(files.cache, R"({"version":1,"files":[]})"); });
    QTest::newRow("cache of another version") << Change([](Files& files) {
        auto json = files.remembered();
        json["version"] = 2;
        write_text(files.cache, json.dump());
    });
    QTest::newRow("hash that is short") << Change([](Files& files) { set_json(files, "sha256", "aaaa"); });
    QTest::newRow("hash that is none") << Change([](Files& files) { set_json(files, "sha256", std::string(64, 'x')); });
    QTest::newRow("hash that is a number") << Change([](Files& files) { set_json(files, "sha256", 7); });
    QTest::newRow("one hash is missing") << Change([](Files& files) { set_json(files, "autov3", nullptr); });
}
void HashCacheTest::is_computed_anew() {
    QFETCH(Change, change);
    Files files;
    QVERIFY(files.hashes());
    files.poison();
    change(files);
    QVERIFY(!HashCache(files.cache).find(files.model));
    const std::string bytes = text_of(files.model);
    REQUIRE_VALUE(const FileHashes hashes, files.hashes());
    QCOMPARE(hashes.sha256, sha256(std::as_bytes(std::span(bytes))));
    QCOMPARE(HashCache(files.cache).find(files.model), std::optional(hashes));  // and the cache is whole again
}

void HashCacheTest::without_a_file_nothing_is_remembered() {
    Files files;
    files.cache.clear();
    QVERIFY(files.hashes());
    QVERIFY(!HashCache().find(files.model));
    QCOMPARE(QDir(files.folder.path()).entryList(QDir::Files), QStringList("dreams.safetensors"));
}

void HashCacheTest::cancelling_remembers_nothing() {
    const Files files;
    const CancelToken cancel;
    cancel.cancel();
    const auto hashes = HashCache(files.cache).hashes_of(files.model, cancel);
    QVERIFY(!hashes && hashes.error().kind == ErrorKind::cancelled);
    QVERIFY(!fs::exists(files.cache));
}

void HashCacheTest::several_at_once_lose_nothing() {
    constexpr int threads = 4;
    constexpr int models = 12;
    const Files files;
    const auto path = [&](int thread, int model) {
        return fs::path(
            files.folder.filePath(QStringLiteral("%1-%2.safetensors").arg(thread).arg(model)).toStdString());
    };
    {
        std::vector<std::jthread> running;
        for (int thread = 0; thread < threads; ++thread)
            running.emplace_back([&, thread] {
                for (int model = 0; model < models; ++model) {
                    fs::copy_file(files.model, path(thread, model));
                    static_cast<void>(HashCache(files.cache).hashes_of(path(thread, model)));
                }
            });
    }
    for (int thread = 0; thread < threads; ++thread)
        for (int model = 0; model < models; ++model) QVERIFY(HashCache(files.cache).find(path(thread, model)));
}

QTEST_GUILESS_MAIN(HashCacheTest)
#include "hash_cache_test.moc"
