// SPDX-License-Identifier: Apache-2.0
// Folders of diffusers: whole and in shards, and every way in which a list of shards can lie. Scaled fp8 beside them,
// because it is the other thing that is put together from several tensors.
#include "formats/diffusers_folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "formats/file_bytes.h"
#include "formats/safetensors_writer.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::test;

class DiffusersFolderTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(); }
    void joins_networks_and_shards();
    void reads_what_the_scheduler_says_data();
    void reads_what_the_scheduler_says();
    void bad_indices_data();
    void bad_indices();
    void shards_may_be_links();
    void folders_without_a_model();
    void scaled_fp8_data();
    void scaled_fp8();
    void refuses_data();
    void refuses();

private:
    std::filesystem::path path(const QString& name) const {
        const QString whole = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(whole).path());
        return whole.toStdString();
    }
    void write_text(const QString& name, const QByteArray& text) const {
        QFile file(QString::fromStdString(path(name).string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    void write_tensors(const QString& name, const std::vector<std::string>& names) const {
        TensorMap tensors;
        for (const std::string& one : names) tensors.emplace(one, HostTensor({2}, {1, static_cast<float>(one.size())}));
        REQUIRE_OK(write_safetensors(path(name), tensors));
    }
    void write_model() const {
        write_text("model_index.json", R"({"_class_name":"StableDiffusionPipeline"})");
        write_tensors("vae/diffusion_pytorch_model.safetensors", {"conv"});
    }
    std::filesystem::path root() const { return m_folder->path().toStdString(); }
    std::optional<QTemporaryDir> m_folder;
};

void DiffusersFolderTest::joins_networks_and_shards() {
    write_model();
    write_tensors("unet/part-1.safetensors", {"a", "b"});
    write_tensors("unet/part-2.safetensors", {"long"});
    write_text("unet/diffusion_pytorch_model.safetensors.index.json",
               R"({"weight_map":{"a":"part-1.safetensors","b":"part-1.safetensors","long":"part-2.safetensors"}})");
    write_tensors("text_encoder/model.fp16.safetensors", {"text_model.x"});
    for (const std::filesystem::path& name : {root(), root() / ""}) {
        REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(name));
        QCOMPARE(read.format(), "diffusers");
        QCOMPARE(read.files().size(), std::size_t{4});
        QCOMPARE(read.metadata().at("diffusers.class"), "StableDiffusionPipeline");
        QCOMPARE(read.tensors().size(), std::size_t{5});
        for (const auto& [tensor, length] : {std::pair("unet.a", 1.0F),
                                             {"unet.b", 1},
                                             {"unet.long", 4},
                                             {"vae.conv", 4},
                                             {"text_encoder.text_model.x", 12}}) {
            REQUIRE_VALUE(const HostTensor values, read.read_floats(tensor));
            QCOMPARE(values.values[1], length);
        }
    }
}

void DiffusersFolderTest::reads_what_the_scheduler_says_data() {
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("prediction");
    QTest::addColumn<bool>("is_zero");
    QTest::newRow("velocity") << QByteArray(R"({"prediction_type":"v_prediction","rescale_betas_zero_snr":true})")
                              << "v" << true;
    QTest::newRow("noise") << QByteArray(R"({"prediction_type":"epsilon","rescale_betas_zero_snr":false})") << "epsilon"
                           << false;
    QTest::newRow("nothing") << QByteArray("{}") << "" << false;
    QTest::newRow("other types") << QByteArray(R"({"prediction_type":5,"rescale_betas_zero_snr":"no"})") << "" << false;
}

void DiffusersFolderTest::reads_what_the_scheduler_says() {
    QFETCH(QByteArray, config);
    QFETCH(QString, prediction);
    QFETCH(bool, is_zero);
    write_model();
    write_text("scheduler/scheduler_config.json", config);
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(root()));
    const auto found = read.metadata().find("modelspec.prediction_type");
    QCOMPARE(found == read.metadata().end() ? std::string() : found->second, prediction.toStdString());
    QCOMPARE(read.metadata().contains("modelspec.zero_terminal_snr"), is_zero);
}

void DiffusersFolderTest::bad_indices_data() {
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const QByteArray& index, const char* part) {
        QTest::newRow(name) << index << part;
    };
    row("no JSON", "{", "is not a JSON object");
    row("a list", "[]", "is not a JSON object");
    row("no map", "{}", "has no weight_map");
    row("map is a list", R"({"weight_map":[]})", "has no weight_map");
    row("shard is a number", R"({"weight_map":{"a":1}})", "gives tensor \"a\" no shard");
    row("out of the folder", R"({"weight_map":{"a":"../vae/diffusion_pytorch_model.safetensors"}})",
        "names the shard \"../vae/diffusion_pytorch_model.safetensors\", which is not beside it");
    row("absolute", R"({"weight_map":{"a":"/etc/passwd"}})", "names the shard \"/etc/passwd\", which is not beside it");
    row("parent", R"({"weight_map":{"a":".."}})", "which is not beside it");
    row("backslashes", R"({"weight_map":{"a":"..\\x"}})", "which is not beside it");
    row("zero byte", R"({"weight_map":{"a":"one.safetensors\u0000"}})", "which is not beside it");
    row("empty", R"({"weight_map":{"a":""}})", "which is not beside it");
    row("itself", R"({"weight_map":{"a":"diffusion_pytorch_model.safetensors.index.json"}})",
        "it is not a safetensors file");
    row("missing shard", R"({"weight_map":{"a":"three.safetensors"}})",
        "lists the shard \"three.safetensors\", which is missing");
    row("tensor elsewhere", R"({"weight_map":{"a":"one.safetensors","c":"one.safetensors"}})",
        "has tensor \"c\" in shard \"one.safetensors\", which does not hold it");
    row("tensor unlisted", R"({"weight_map":{"b":"two.safetensors"}})",
        "does not list tensor \"a\" of shard \"two.safetensors\"");
    row("tensor in two shards", R"({"weight_map":{"a":"one.safetensors","b":"two.safetensors"}})",
        "has tensor \"a\" in shard \"one.safetensors\", but \"two.safetensors\" holds it, too");
    row("deep nesting", QByteArray("{\"weight_map\":").repeated(10'000), "is not a JSON object");
}

void DiffusersFolderTest::bad_indices() {
    QFETCH(QByteArray, index);
    QFETCH(QString, part);
    write_model();
    write_tensors("unet/one.safetensors", {"a"});
    write_tensors("unet/two.safetensors", {"a", "b"});
    write_text("unet/diffusion_pytorch_model.safetensors.index.json", index);
    const QString fault = fault_of_refusal(root(), part);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

// The cache of Hugging Face holds nothing but links to files elsewhere.
void DiffusersFolderTest::shards_may_be_links() {
    write_model();
    write_tensors("blobs/0123", {"a"});
    write_text("unet/diffusion_pytorch_model.safetensors.index.json", R"({"weight_map":{"a":"one.safetensors"}})");
    const std::filesystem::path link = path("unet/one.safetensors");
    std::filesystem::create_symlink("../blobs/0123", link);
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(root()));
    QVERIFY(read.find("unet.a") != nullptr);
    for (const char* goal : {"one.safetensors", "../blobs/4567", "../vae"}) {
        std::filesystem::remove(link);
        std::filesystem::create_symlink(goal, link);
        REQUIRE_ERROR(Checkpoint::open(root()), ErrorKind::bad_file,
                      "lists the shard \"one.safetensors\", which is missing");
    }
}

void DiffusersFolderTest::folders_without_a_model() {
    REQUIRE_ERROR(Checkpoint::open(root()), ErrorKind::bad_file, "is a folder without model_index.json");
    write_text("model_index.json", "{}");
    REQUIRE_ERROR(Checkpoint::open(root()), ErrorKind::bad_file, "holds none of the folders unet, vae");
    QDir(m_folder->path()).mkdir("unet");
    REQUIRE_ERROR(Checkpoint::open(root()), ErrorKind::bad_file, "unet: holds no weights; looked for");
    write_text("model_index.json", "5");
    REQUIRE_ERROR(Checkpoint::open(root()), ErrorKind::bad_file, "model_index.json: is not a JSON object");
}

void DiffusersFolderTest::scaled_fp8_data() {
    QTest::addColumn<bool>("is_new");
    QTest::newRow("scaled_fp8") << false;
    QTest::newRow("comfy_quant") << true;
}

void DiffusersFolderTest::scaled_fp8() {
    QFETCH(bool, is_new);
    const std::array numbers{std::byte{0x38}, std::byte{0xc0}};  // 1 and -2
    const float scale = 0.5F, input = 7;
    const std::string json = R"({"format": "float8_e4m3fn"})";
    std::vector<StoredTensor> tensors{
        {"l.weight", DType::f8_e4m3, {1, 2}, numbers},
        {is_new ? "l.weight_scale" : "l.scale_weight", DType::f32, {}, std::as_bytes(std::span(&scale, 1))},
        {is_new ? "l.input_scale" : "l.scale_input", DType::f32, {}, std::as_bytes(std::span(&input, 1))},
        {"plain.weight", DType::f8_e4m3, {1, 2}, numbers}};
    if (is_new)
        tensors.push_back(
            {"l.comfy_quant", DType::u8, {static_cast<std::uint32_t>(json.size())}, std::as_bytes(std::span(json))});
    else
        tensors.push_back({"scaled_fp8", DType::f8_e4m3, {0}, {}});
    REQUIRE_OK(write_safetensors(path("x.safetensors"), tensors, {}, OnExisting::replace));
    REQUIRE_VALUE(const Checkpoint read, Checkpoint::open(path("x.safetensors")));
    QCOMPARE(read.tensors().size(), std::size_t{2});
    REQUIRE_VALUE(const HostTensor scaled, read.read_floats("l.weight"));
    QCOMPARE(scaled.values, (std::vector<float>{0.5F, -1}));
    REQUIRE_VALUE(const HostTensor plain, read.read_floats("plain.weight"));
    QCOMPARE(plain.values, (std::vector<float>{1, -2}));
}

void DiffusersFolderTest::refuses_data() {
    QTest::addColumn<QString>("extra");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const char* extra, const QByteArray& bytes, const char* part) {
        QTest::newRow(name) << extra << bytes << part;
    };
    row("bitsandbytes", "l.weight.quant_state.bitsandbytes__nf4", "x", "was quantised by bitsandbytes (nf4)");
    row("nunchaku", "blocks.0.wscales", "x", "was quantised by nunchaku (SVDQuant)");
    row("nvfp4", "l.comfy_quant", R"({"format":"nvfp4"})", "layer \"l\" is quantised as \"nvfp4\"");
    row("int8", "l.comfy_quant", R"({"format":"int8_tensorwise"})", "is quantised as \"int8_tensorwise\"");
    row("no JSON", "l.comfy_quant", "{", "\"l.comfy_quant\" does not say a format");
    row("format is a number", "l.comfy_quant", R"({"format":1})", "does not say a format");
    row("long JSON", "l.comfy_quant", QByteArray(5000, '['), "\"l.comfy_quant\" has 5,000 bytes");
    row("no scale", "l.comfy_quant", R"({"format":"float8_e5m2"})", "has no tensor \"l.weight_scale\"");
}

void DiffusersFolderTest::refuses() {
    QFETCH(QString, extra);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    const std::array numbers{std::byte{0x38}};
    const std::vector<StoredTensor> tensors{
        {"l.weight", DType::f8_e4m3, {1}, numbers},
        {extra.toStdString(),
         DType::u8,
         {static_cast<std::uint32_t>(bytes.size())},
         std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())))}};
    REQUIRE_OK(write_safetensors(path("x.safetensors"), tensors, {}, OnExisting::replace));
    const QString fault = fault_of_refusal(path("x.safetensors"), part);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

QTEST_GUILESS_MAIN(DiffusersFolderTest)
#include "diffusers_folder_test.moc"
