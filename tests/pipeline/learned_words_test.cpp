// SPDX-License-Identifier: Apache-2.0
// Learned words of files beside a model: what the text encoders make of them against PyTorch, under the rules of A1111
// and ComfyUI; files that come, change and go; and files that do not fit.
#include "base/sha256.h"
#include "families/word_file.h"
#include "pipeline/golden_run.h"

using namespace lemnos;
using namespace lemnos::test;
namespace fs = std::filesystem;

namespace {

struct Model {
    TinyModel tiny;
    fs::path path;
};

// The rows of the golden file that a case keeps of a whole context.
HostTensor kept_rows(const HostTensor& context, const Shape& truth) {
    HostTensor kept(truth);
    const std::size_t row = context.shape.elements() / truth[0], count = kept.values.size() / truth[0];
    for (std::size_t i = 0; i < truth[0]; ++i)
        std::copy_n(context.values.begin() + static_cast<std::ptrdiff_t>(i * row), count,
                    kept.values.begin() + static_cast<std::ptrdiff_t>(i * count));
    return kept;
}

std::vector<TextPart> encoders(std::initializer_list<std::uint32_t> widths) {
    std::vector<TextPart> texts;
    for (const std::uint32_t width : widths) texts.emplace_back().config.hidden_size = width;
    return texts;
}

}  // namespace

class LearnedWordsTest : public QObject {
    Q_OBJECT

private:
    TensorMap m_truth;
    nlohmann::json m_manifest;
    std::map<std::string, Model> m_models;
    std::unique_ptr<Session> m_session;
    std::vector<LearnedWordUse> m_used;  // of the last run

    HostTensor vectors(const std::string& kind, int encoder, const std::string& name) const {
        return m_truth.at(fmt::format("vectors.{}.{}.{}", kind, encoder, name));
    }
    fs::path word_file(const std::string& kind, const std::string& file) const {
        return m_models.at(kind).tiny.path("embeddings") / file;
    }

    Result<TensorMap> run(const std::string& kind, const std::string& prompt, const std::string& compat,
                          std::vector<std::string>& notes, DType dtype = DType::f32) {
        Request request{.prompt = prompt,
                        .model = m_models.at(kind).path,
                        .width = 32,
                        .height = 32,
                        .steps = 1,
                        .compat = compat,
                        .dtype = dtype};
        TensorMap dumped;
        RunCallbacks callbacks;
        callbacks.dump = [&](const std::string& key, const HostTensor& tensor) { dumped[key] = tensor; };
        LEMNOS_TRY(const RunResult result, m_session->run(request, {}, callbacks));
        notes = result.notes;
        m_used = result.learned_words;
        return dumped;
    }
    Result<HostTensor> condition(const std::string& prompt, std::vector<std::string>& notes,
                                 const std::string& compat = "a1111") {
        LEMNOS_TRY(TensorMap dumped, run("sd1", prompt, compat, notes));
        return dumped.at("cond");
    }

private slots:
    void initTestCase() {
        REQUIRE_VALUE(m_truth, testing::load_golden("learned_words"));
        REQUIRE_VALUE(m_manifest, testing::load_manifest("learned_words"));
        for (const char* kind : {"sd1", "sdxl"}) {
            REQUIRE_VALUE(TinyModel tiny, TinyModel::load(std::string("pipeline_") + kind));
            REQUIRE_VALUE(const fs::path path, tiny.write("model.safetensors", tiny.metadata()));
            fs::create_directories(tiny.path("embeddings/weather"));
            m_models.emplace(kind, Model{std::move(tiny), path});
        }
        fs::copy_file(testing::golden_path("learned_words_a1111.pt"), word_file("sd1", "Sea-Glass.pt"));
        fs::copy_file(testing::golden_path("learned_words_diffusers.bin"), word_file("sd1", "pigment.bin"));
        REQUIRE_OK(write_safetensors(word_file("sd1", "weather/fog.safetensors"),
                                     TensorMap{{"emb_params", vectors("sd1", 0, "fog")}}));
        for (const auto& [name, count] : m_manifest.at("words").items())
            REQUIRE_OK(write_safetensors(
                word_file("sdxl", name + ".safetensors"),
                TensorMap{{"clip_l", vectors("sdxl", 0, name)}, {"clip_g", vectors("sdxl", 1, name)}}));
        REQUIRE_VALUE(Session session, Session::create(test_session_options()));
        m_session = std::make_unique<Session>(std::move(session));
    }

    void matches_pytorch_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("index");
        QTest::addColumn<bool>("is_f16");
        for (const char* kind : {"sd1", "sdxl"})
            for (int index = 0; index < static_cast<int>(m_manifest.at("cases").size()); ++index)
                for (const bool is_f16 : {false, true})
                    QTest::addRow("%s, %s, %s", kind,
                                  m_manifest.at("cases")[index].at("name").get<std::string>().c_str(),
                                  is_f16 ? "f16" : "f32")
                        << kind << index << is_f16;
    }
    void matches_pytorch() {
        QFETCH(QString, kind);
        QFETCH(int, index);
        QFETCH(bool, is_f16);
        const nlohmann::json& one = m_manifest.at("cases")[index];
        // ComfyUI knows names of the exact spelling only.
        const std::string prompt = one.at("prompt");
        std::string spelled = prompt;
        if (const auto at = spelled.find(":sea-glass"); kind == "sd1" && at != std::string::npos)
            spelled.replace(at, 10, ":Sea-Glass");
        std::vector<std::string> notes;
        REQUIRE_VALUE(const TensorMap dumped,
                      run(kind.toStdString(), spelled, one.at("compat"), notes, is_f16 ? DType::f16 : DType::f32));
        const std::string key = kind.toStdString() + "." + one.at("name").get<std::string>();
        for (const auto& [part, ours] : {std::pair{"", "cond"}, std::pair{".pooled", "cond.pooled"}}) {
            if (!m_truth.contains(key + part)) continue;
            const HostTensor& truth = m_truth.at(key + part);
            const HostTensor found = *part == '\0' ? kept_rows(dumped.at(ours), truth.shape) : dumped.at(ours);
            REQUIRE_VALUE(const auto error, testing::difference(found, truth));
            qInfo("%s", error.text().c_str());
            QVERIFY2(error.relative_rms <= (is_f16 ? 5e-3 : 1e-5), error.text().c_str());
        }
        QCOMPARE(notes.size(), std::size_t{one.at("name") == "nowhere"});
        if (!notes.empty())
            QCOMPARE(notes.front(), std::string("The prompt asks for the embedding \"mist\", which is nowhere; it was "
                                                "left out."));
    }

    void names_are_found_with_folder_and_ending() {
        std::vector<std::string> notes;
        REQUIRE_VALUE(const HostTensor expected, condition("a embedding:fog castle", notes, "comfyui"));
        for (const char* prompt :
             {"a embedding:weather/fog castle", "a embedding:fog.safetensors castle", "a\nembedding:fog castle"}) {
            REQUIRE_VALUE(const HostTensor found, condition(prompt, notes, "comfyui"));
            QVERIFY(notes.empty());
            QVERIFY2(found.values == expected.values, prompt);
        }
        REQUIRE_VALUE(const HostTensor words, condition("a fog castle", notes, "comfyui"));
        QVERIFY(words.values != expected.values);
    }

    // What was encoded before must not be taken for what the files say now.
    void files_come_change_and_go() {
        const fs::path file = word_file("sd1", "castle.safetensors");
        std::vector<std::string> notes;
        const std::string prompt = "a castle by the sea";
        REQUIRE_VALUE(const HostTensor words, condition(prompt, notes));
        REQUIRE_OK(write_safetensors(file, TensorMap{{"emb_params", vectors("sd1", 0, "pigment")}}));
        REQUIRE_VALUE(const HostTensor pigment, condition(prompt, notes));
        REQUIRE_VALUE(const HostTensor named, condition("a pigment by the sea", notes));
        QVERIFY(pigment.values != words.values);
        QVERIFY(pigment.values == named.values);
        REQUIRE_OK(write_safetensors(file, TensorMap{{"emb_params", vectors("sd1", 0, "fog")}}));
        fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(2));
        REQUIRE_VALUE(const HostTensor fog, condition(prompt, notes));
        REQUIRE_VALUE(const HostTensor fog_named, condition("a fog by the sea", notes));
        QVERIFY(fog.values == fog_named.values);
        fs::remove(file);
        REQUIRE_VALUE(const HostTensor after, condition(prompt, notes));
        QVERIFY(after.values == words.values);
    }

    void several_words_of_one_file() {
        std::vector<std::string> notes;
        const fs::path file = word_file("sd1", "palette.safetensors");
        REQUIRE_OK(write_safetensors(
            file, TensorMap{{"ochre", vectors("sd1", 0, "fog")}, {"umber", vectors("sd1", 0, "pigment")}}));
        for (const char* compat : {"a1111", "comfyui"}) {
            const std::string mark = std::string(compat) == "comfyui" ? "embedding:" : "";
            REQUIRE_VALUE(const HostTensor ochre, condition("a " + mark + "ochre sea", notes, compat));
            QVERIFY(notes.empty());
            REQUIRE_VALUE(const HostTensor fog, condition("a " + mark + "fog sea", notes, compat));
            QVERIFY(ochre.values == fog.values);
            REQUIRE_VALUE(const HostTensor umber, condition("a " + mark + "umber sea", notes, compat));
            REQUIRE_VALUE(const HostTensor pigment, condition("a " + mark + "pigment sea", notes, compat));
            QVERIFY(umber.values == pigment.values);
            QVERIFY(umber.values != ochre.values);
        }
        REQUIRE_VALUE(const HostTensor both, condition("a palette", notes));
        QCOMPARE(notes.size(), std::size_t{1});
        QVERIFY(notes.front().ends_with("teaches 2 words, \"ochre\" and others; name one of them."));
        REQUIRE_OK(write_safetensors(
            file, TensorMap{{"sienna", vectors("sd1", 0, "fog")}, {"umber", vectors("sd1", 0, "fog")}}));
        fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(2));
        REQUIRE_VALUE(const HostTensor sienna, condition("a sienna", notes));
        QCOMPARE(m_used.size(), std::size_t{1});
        REQUIRE_VALUE(const HostTensor gone, condition("a ochre", notes));
        QVERIFY(m_used.empty());
        fs::remove(file);
    }

    // Each file that has vectors in the picture, once, by its hash.
    void says_which_files_were_used() {
        std::vector<std::string> notes;
        REQUIRE_VALUE(const HostTensor found, condition("a fog, fog and sea-glass", notes));
        QCOMPARE(m_used.size(), std::size_t{2});
        for (const LearnedWordUse& word : m_used) {
            const bool is_fog = word.name == "fog";
            QVERIFY(is_fog || word.name == "Sea-Glass");
            const fs::path file = word_file("sd1", is_fog ? "weather/fog.safetensors" : "Sea-Glass.pt");
            REQUIRE_VALUE(const MappedFile bytes, MappedFile::open(file));
            REQUIRE_VALUE(const std::string hash, sha256_of_file(bytes));
            QCOMPARE(word.hash, hash.substr(0, 12));
        }
        REQUIRE_VALUE(const HostTensor none, condition("a castle", notes));
        QVERIFY(m_used.empty());
    }

    void files_for_other_models() {
        std::vector<std::string> notes;
        REQUIRE_VALUE(const HostTensor words, condition("a castle", notes));
        const fs::path file = word_file("sd1", "castle.safetensors");
        REQUIRE_OK(write_safetensors(file, TensorMap{{"emb_params", HostTensor(Shape{2, 48})}}));
        REQUIRE_VALUE(const HostTensor found, condition("a castle", notes));
        QVERIFY(found.values == words.values);
        QCOMPARE(notes.size(), std::size_t{1});
        QCOMPARE(notes.front(),
                 std::string("The embedding of the word \"castle\" was not used: castle.safetensors: its vectors have "
                             "48 numbers, the text encoder of this model has 64."));
        REQUIRE_ERROR(condition("a embedding:castle", notes, "comfyui"), ErrorKind::unsupported,
                      "castle.safetensors: its vectors have 48 numbers, the text encoder of this model has 64");
        fs::remove(file);
        REQUIRE_VALUE(const HostTensor after, condition("a castle", notes));
        QVERIFY(notes.empty());
    }

    void reads_files_data() {
        QTest::addColumn<QString>("content");
        QTest::addColumn<int>("encoders");
        QTest::addColumn<QString>("message");  // empty: read as 2 vectors
        QTest::newRow("one") << "a:2x8" << 1 << "";
        QTest::newRow("a row of its own is a vector") << "a:8" << 1 << "1";
        QTest::newRow("A1111's numbers beside it") << "string_to_param.*:2x8 string_to_token.*:4x8" << 1 << "";
        QTest::newRow("two encoders") << "clip_l:2x8 clip_g:2x12" << 2 << "";
        QTest::newRow("two encoders, for the first alone") << "clip_l:2x8 clip_g:2x12" << 1 << "";
        QTest::newRow("the half") << "clip_l:2x8" << 2
                                  << "its vectors have 8 numbers, the text encoders of this model "
                                     "have 8 and 12";
        QTest::newRow("no halves") << "a:2x8" << 2 << "its vectors have 8 numbers";
        QTest::newRow("different counts")
            << "clip_l:2x8 clip_g:3x12" << 2 << "has 2 vectors for one text encoder and 3";
        QTest::newRow("swapped") << "clip_l:2x12 clip_g:2x8" << 2 << "its vectors have 12 and 8 numbers";
        QTest::newRow("too wide") << "a:2x16" << 1
                                  << "its vectors have 16 numbers, the text encoder of this model has 8";
        QTest::newRow("several words") << "a:2x8 b:1x8" << 1 << "teaches 2 words, \"a\" and others";
        QTest::newRow("a picture") << "a:2x8x3x3" << 1 << "holds no learned word";
        QTest::newRow("a table") << "a:1025x8" << 1 << "holds no learned word";
        QTest::newRow("not finite") << "nan:2x8" << 1 << "tensor \"nan\" holds numbers that are not finite";
    }
    void reads_files() {
        QFETCH(QString, content);
        QFETCH(int, encoders);
        QFETCH(QString, message);
        TensorMap tensors;
        for (const QString& part : content.split(' ')) {
            Shape shape;
            const QStringList extents = part.section(':', 1).split('x');
            if (extents.size() == 1) shape = {extents[0].toUInt()};
            if (extents.size() == 2) shape = {extents[0].toUInt(), extents[1].toUInt()};
            if (extents.size() == 4) shape = {2, 8, 3, 3};
            HostTensor tensor(shape);
            if (part.startsWith("nan")) tensor.values.front() = NAN;
            tensors[part.section(':', 0, 0).toStdString()] = std::move(tensor);
        }
        const QTemporaryDir folder;
        const fs::path path = folder.filePath("word.safetensors").toStdString();
        REQUIRE_OK(write_safetensors(path, tensors));
        const auto texts = encoders == 1 ? ::encoders({8}) : ::encoders({8, 12});
        const auto word = read_learned_word(path, texts);
        if (message.size() > 1) {
            QVERIFY(!word);
            const std::string text = word.error().message;
            QVERIFY2(text.starts_with("word.safetensors: ") && text.find(message.toStdString()) != std::string::npos,
                     text.c_str());
            return;
        }
        REQUIRE_OK(word);
        QCOMPARE(word->size(), texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i)
            QVERIFY((word->at(i).shape == Shape{message == "1" ? 1U : 2U, texts[i].config.hidden_size}));
    }

    void reads_one_of_several_words() {
        const QTemporaryDir folder;
        const fs::path path = folder.filePath("words.safetensors").toStdString();
        HostTensor second(Shape{1, 8});
        second.values[3] = 5;
        REQUIRE_OK(write_safetensors(path, TensorMap{{"a", HostTensor(Shape{2, 8})}, {"<b>", second}}));
        REQUIRE_VALUE(const Checkpoint file, Checkpoint::open(path));
        QVERIFY((names_of_words(file) == std::vector<std::string>{"<b>", "a"}));
        REQUIRE_VALUE(const auto word, read_learned_word(path, encoders({8}), "<b>"));
        QVERIFY(word.front().values == second.values);
        REQUIRE_ERROR(read_learned_word(path, encoders({8}), "c"), ErrorKind::unsupported,
                      "words.safetensors: does not teach the word \"c\"");
        REQUIRE_ERROR(read_learned_word(path, encoders({8, 12}), "a"), ErrorKind::unsupported, "have 8 and 12");
    }

    void reads_files_of_pytorch() {
        for (const char* file : {"pytorch_inversion.pt", "pytorch_inversion_of_authors.pt"}) {
            REQUIRE_VALUE(const auto word, read_learned_word(testing::golden_path(file), encoders({8})));
            QVERIFY((word.front().shape == Shape{2, 8}));
        }
    }
};

QTEST_GUILESS_MAIN(LearnedWordsTest)
#include "learned_words_test.moc"
