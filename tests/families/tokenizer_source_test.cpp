// SPDX-License-Identifier: Apache-2.0
// Where a tokenizer is found, in which order and in which formats, and which do not fit a text encoder.
#include "families/tokenizer_source.h"

#include <zlib.h>

#include "families/families.h"
#include "pipeline/tiny_sd1.h"

using namespace lemnos;
using namespace lemnos::test;
namespace fs = std::filesystem;

namespace {

// A gzip file of the text.
std::string gzipped(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string packed(text.size() + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(packed.size() - stream.avail_out);
    deflateEnd(&stream);
    return packed;
}

}  // namespace

class TokenizerSourceTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TinySd1> m_tiny;
    fs::path m_model;
    std::string m_merges;
    ClipTextConfig m_config{.vocab_size = 800};

    fs::path write(const fs::path& name, const std::string& text) const {
        const fs::path path = m_tiny->path("") / name;
        fs::create_directories(path.parent_path());
        (void)write_file(path, std::as_bytes(std::span(text)), OnExisting::replace);
        return path;
    }
    Result<ClipTokenizer> find(const fs::path& chosen = {}) const {
        LEMNOS_TRY(const Checkpoint file, Checkpoint::open(m_model));
        return find_tokenizer(file, m_config, chosen);
    }
    // Merges of the vocabulary without its last, so that it is seen which file was taken.
    std::string shorter(std::size_t fewer) const {
        std::string text = m_merges;
        for (std::size_t i = 0; i < fewer; ++i) text.erase(text.rfind('\n', text.size() - 2) + 1);
        return text;
    }
    nlohmann::json vocabulary() const;

private slots:
    void init();
    void looks_around_in_order();
    void takes_what_was_chosen_first();
    void reads_formats_data();
    void reads_formats();
    void refuses_data();
    void refuses();
    void checks_the_fit();
    void prefers_what_the_model_brings();
};

void TokenizerSourceTest::init() {
    REQUIRE_VALUE(TinySd1 tiny, TinySd1::load());
    m_tiny = std::make_unique<TinySd1>(std::move(tiny));
    TextMap texts = m_tiny->metadata();
    texts.erase("lemnos.tokenizer");
    fs::create_directories(m_tiny->path("models"));
    REQUIRE_VALUE(m_model, m_tiny->write("models/bare.safetensors", texts));
    m_merges = "#version: 0.2\n";
    for (const auto& merge : m_tiny->tokenizer.at("merges")) m_merges += merge.get<std::string>() + "\n";
    qputenv("XDG_DATA_HOME", m_tiny->path("data").c_str());
    qputenv("HOME", m_tiny->path("home").c_str());
    qputenv("VIRTUAL_ENV", m_tiny->path("venv").c_str());
    for (const char* name : {"PYTHONPATH", "CONDA_PREFIX"}) qunsetenv(name);
}

void TokenizerSourceTest::looks_around_in_order() {
    // The last place first: each next one is taken before it.
    const fs::path places[] = {"venv/lib/python3.11/site-packages/open_clip/bpe_simple_vocab_16e6.txt.gz",
                               "data/lemnos/tokenizers/clip/merges.txt",
                               "tokenizer/merges.txt",
                               "models/merges.txt",
                               "models/tokenizer/merges.txt",
                               "models/bare.tokenizer/merges.txt"};
    std::size_t fewer = std::size(places);
    for (const fs::path& place : places) {
        const std::string text = shorter(--fewer);
        write(place, place.extension() == ".gz" ? gzipped(text) : text);
        m_config.vocab_size = 800 - static_cast<std::uint32_t>(fewer);
        REQUIRE_VALUE(const ClipTokenizer tokenizer, find());
        QCOMPARE(tokenizer.vocabulary_size(), m_config.vocab_size);
    }
    m_config.vocab_size = 800;
}

void TokenizerSourceTest::takes_what_was_chosen_first() {
    write("models/merges.txt", shorter(3));
    const fs::path chosen = write("chosen/any name", m_merges);
    REQUIRE_VALUE(const ClipTokenizer tokenizer, find(chosen));
    QCOMPARE(tokenizer.vocabulary_size(), 800U);
    REQUIRE_ERROR(find(m_tiny->path("missing")), ErrorKind::io, "missing");
}

nlohmann::json TokenizerSourceTest::vocabulary() const {
    // What the merges make of themselves, in their own order.
    nlohmann::json numbers;
    const auto tokenizer = ClipTokenizer::from_merges(m_merges);
    for (std::uint32_t symbol = 0; symbol < 512; ++symbol) {
        const std::uint32_t place = symbol % 256;
        const char32_t letter = place < 94    ? 33 + place
                                : place < 106 ? 161 + place - 94
                                : place < 188 ? 174 + place - 106
                                              : 0x100 + place - 188;
        numbers[QString::fromUcs4(&letter, 1).toStdString() + (symbol < 256 ? "" : "</w>")] = symbol;
    }
    int next = 512;
    for (const auto& merge : m_tiny->tokenizer.at("merges")) {
        std::string joined = merge;
        joined.erase(joined.find(' '), 1);
        numbers[joined] = next++;
    }
    numbers["<|startoftext|>"] = tokenizer->start();
    numbers["<|endoftext|>"] = tokenizer->end();
    return numbers;
}

void TokenizerSourceTest::reads_formats_data() {
    QTest::addColumn<QString>("format");
    for (const char* format : {"merges", "gzip", "ours", "hugging face", "hugging face pairs", "folder", "two files"})
        QTest::newRow(format) << format;
}

void TokenizerSourceTest::reads_formats() {
    QFETCH(QString, format);
    fs::path path;
    nlohmann::json pairs = nlohmann::json::array();
    for (const auto& merge : m_tiny->tokenizer.at("merges")) {
        const std::string text = merge;
        pairs.push_back({text.substr(0, text.find(' ')), text.substr(text.find(' ') + 1)});
    }
    const auto hugging_face = [&](const nlohmann::json& merges) {
        const nlohmann::json object{{"model", {{"type", "BPE"}, {"vocab", vocabulary()}, {"merges", merges}}}};
        return object.dump();
    };
    if (format == "merges") path = write("a/x.bin", m_merges);
    if (format == "gzip") path = write("a/x.bin", gzipped(m_merges));
    if (format == "ours") path = write("a/x.bin", m_tiny->tokenizer.dump());
    if (format == "hugging face") path = write("a/x.bin", hugging_face(m_tiny->tokenizer.at("merges")));
    if (format == "hugging face pairs") path = write("a/x.bin", hugging_face(pairs));
    if (format == "folder") path = write("a/merges.txt", m_merges).parent_path();
    if (format == "two files") {
        path = write("a/merges.txt", m_merges).parent_path();
        write("a/vocab.json", vocabulary().dump());
    }
    REQUIRE_VALUE(const ClipTokenizer tokenizer, find(path));
    REQUIRE_VALUE(const ClipTokenizer truth, ClipTokenizer::from_json(m_tiny->tokenizer));
    QVERIFY(tokenizer.encode_row("a castle by the sea").ids == truth.encode_row("a castle by the sea").ids);
}

void TokenizerSourceTest::refuses_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("part");
    const std::string packed = gzipped("#version\na b\n");
    QTest::newRow("empty") << QByteArray("") << "merges is empty";
    QTest::newRow("words") << QByteArray("header\nno merges at all\n") << "not two symbols";
    QTest::newRow("broken json") << QByteArray("{\"model\":") << "not valid JSON";
    QTest::newRow("other json") << QByteArray("{}") << "not of the type \"clip_bpe\"";
    QTest::newRow("other model") << QByteArray(R"({"model": {"type": "Unigram"}})") << "no vocabulary and merges";
    QTest::newRow("odd merge") << QByteArray(R"({"model": {"vocab": {}, "merges": [["a"]]}})") << "not two symbols";
    QTest::newRow("cut gzip") << QByteArray::fromStdString(packed.substr(0, packed.size() - 9)) << "ends too early";
    QTest::newRow("damaged gzip") << QByteArray::fromStdString(packed.substr(0, 12) + "\xff\xff\xff\xff")
                                  << "gzip data";
}

void TokenizerSourceTest::refuses() {
    QFETCH(QByteArray, content);
    QFETCH(QString, part);
    const fs::path path = write("chosen.txt", content.toStdString());
    const auto tokenizer = find(path);
    QVERIFY(!tokenizer);
    const std::string text = tokenizer.error().text();
    QVERIFY2(text.find(part.toStdString()) != std::string::npos, text.c_str());
    QVERIFY2(text.find("chosen.txt") != std::string::npos, text.c_str());
    QVERIFY(tokenizer.error().kind == ErrorKind::bad_file || tokenizer.error().kind == ErrorKind::unsupported);
}

void TokenizerSourceTest::checks_the_fit() {
    const fs::path chosen = write("chosen.txt", m_merges);
    m_config.vocab_size = 799;
    REQUIRE_ERROR(find(chosen), ErrorKind::unsupported, "has 800 entries, its text encoder 799");
    m_config.vocab_size = 49408;
    REQUIRE_ERROR(find(chosen), ErrorKind::unsupported, "they do not belong together");
    m_config.vocab_size = 800;
    m_config.max_length = 64;
    REQUIRE_ERROR(find(chosen), ErrorKind::unsupported, "makes 77 tokens, its text encoder takes 64");
    m_config.max_length = 77;
    REQUIRE_ERROR(find(), ErrorKind::unsupported, "brings no tokenizer");
}

void TokenizerSourceTest::prefers_what_the_model_brings() {
    REQUIRE_VALUE(m_model, m_tiny->write("models/whole.safetensors", m_tiny->metadata()));
    REQUIRE_VALUE(const ClipTokenizer tokenizer, find(m_tiny->path("missing")));
    QCOMPARE(tokenizer.vocabulary_size(), 800U);
}

QTEST_GUILESS_MAIN(TokenizerSourceTest)
#include "tokenizer_source_test.moc"
