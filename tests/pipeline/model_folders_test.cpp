// SPDX-License-Identifier: Apache-2.0
// Which files of a folder are looked at as models, and how one is found by its name.
#include "pipeline/model_folders.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "pipeline/addon_files.h"
#include "support/require.h"

using namespace lemnos;

namespace {

/// A data folder of its own, with empty files in it.
class Home {
public:
    Home() { qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit()); }

    QString path(const QString& name) const { return m_folder.filePath("lemnos/" + name); }
    void touch(const QString& name) const {
        QDir().mkpath(QFileInfo(path(name)).path());
        QVERIFY(QFile(path(name)).open(QIODevice::WriteOnly));
    }
    /// Names below the models folder.
    QStringList found() const {
        QStringList names;
        const auto files = model_files_in(user_models_folder());
        if (!files) return {QString::fromStdString(files.error().text())};
        for (const auto& file : *files)
            names += QString::fromStdString(file.lexically_relative(user_models_folder()).string());
        return names;
    }

private:
    QTemporaryDir m_folder;
};

}  // namespace

class ModelFoldersTest : public QObject {
    Q_OBJECT

private slots:
    void a_folder_that_is_not_there();
    void what_is_listed_data();
    void what_is_listed();
    void a_folder_of_diffusers_is_one_model();
    void links_are_followed_once();
    void cancelling();
    void by_name_data();
    void by_name();
    void addons_are_found_from_everywhere_data();
    void addons_are_found_from_everywhere();
};

void ModelFoldersTest::a_folder_that_is_not_there() {
    const Home home;
    QCOMPARE(home.found(), QStringList());
    QVERIFY(!find_model_by_name("dreams"));
}

void ModelFoldersTest::what_is_listed_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isListed");
    QTest::newRow("safetensors") << "dreams.safetensors" << true;
    QTest::newRow("gguf") << "dreams.gguf" << true;
    QTest::newRow("ckpt") << "dreams.ckpt" << true;
    QTest::newRow("pt") << "embeddings/cat.pt" << true;
    QTest::newRow("bin") << "embeddings/cat.bin" << true;
    QTest::newRow("bin elsewhere") << "cat.bin" << false;
    QTest::newRow("pth") << "vae_approx/taesd.pth" << true;
    QTest::newRow("capitals") << "DREAMS.SafeTensors" << true;
    QTest::newRow("A1111's folders") << "Stable-diffusion/sdxl/dreams.safetensors" << true;
    QTest::newRow("two endings") << "dreams.v2.fp16.safetensors" << true;
    QTest::newRow("a preview") << "dreams.png" << false;
    QTest::newRow("notes") << "dreams.civitai.info" << false;
    QTest::newRow("a download that goes on") << "dreams.safetensors.part" << false;
    QTest::newRow("hidden") << ".dreams.safetensors" << false;
    QTest::newRow("in a hidden folder") << ".cache/dreams.safetensors" << false;
    QTest::newRow("no name but the ending") << ".safetensors" << false;
}
void ModelFoldersTest::what_is_listed() {
    QFETCH(QString, file);
    QFETCH(bool, isListed);
    const Home home;
    home.touch("models/" + file);
    QCOMPARE(home.found(), isListed ? QStringList(file) : QStringList());
}

void ModelFoldersTest::a_folder_of_diffusers_is_one_model() {
    const Home home;
    home.touch("models/dreams/model_index.json");
    home.touch("models/dreams/unet/diffusion_pytorch_model.safetensors");
    home.touch("models/dreams/vae/diffusion_pytorch_model.safetensors");
    home.touch("models/plain/unet.safetensors");
    QCOMPARE(home.found(), QStringList({"dreams", "plain/unet.safetensors"}));
}

void ModelFoldersTest::links_are_followed_once() {
    const Home home;
    home.touch("elsewhere/big.safetensors");
    home.touch("models/own.safetensors");
    QVERIFY(QFile::link(home.path("elsewhere"), home.path("models/linked")));
    QVERIFY(QFile::link(home.path("elsewhere/big.safetensors"), home.path("models/big.safetensors")));
    QVERIFY(QFile::link(home.path("models"), home.path("elsewhere/round")));
    QVERIFY(QFile::link(home.path("nowhere.safetensors"), home.path("models/broken.safetensors")));
    QCOMPARE(home.found(), QStringList({"big.safetensors", "linked/big.safetensors", "own.safetensors"}));
}

void ModelFoldersTest::cancelling() {
    const Home home;
    home.touch("models/dreams.safetensors");
    const CancelToken cancel;
    cancel.cancel();
    const auto files = model_files_in(user_models_folder(), cancel);
    QVERIFY(!files && files.error().kind == ErrorKind::cancelled);
}

void ModelFoldersTest::by_name_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");  // or a part of the error
    QTest::newRow("without its ending") << "dreams" << "models/dreams.safetensors";
    QTest::newRow("with its ending") << "dreams.safetensors" << "models/dreams.safetensors";
    QTest::newRow("below") << "deep" << "models/checkpoints/deep.ckpt";
    QTest::newRow("with its folder") << "a/twin.safetensors" << "models/a/twin.safetensors";
    QTest::newRow("a dot in the name") << "dreams.v2" << "models/dreams.v2.safetensors";
    QTest::newRow("a folder of diffusers") << "folder" << "models/folder";
    QTest::newRow("twice") << "twin" << "2 models in ";
    QTest::newRow("nowhere") << "drea" << "no model of this name";
    QTest::newRow("outside") << "../loras/ink.safetensors" << "no model of this name";
}
void ModelFoldersTest::by_name() {
    QFETCH(QString, name);
    QFETCH(QString, file);
    const Home home;
    for (const char* made : {"dreams.safetensors", "dreams.v2.safetensors", "checkpoints/deep.ckpt",
                             "a/twin.safetensors", "b/twin.safetensors", "folder/model_index.json"})
        home.touch(QStringLiteral("models/") + made);
    home.touch("loras/ink.safetensors");
    const auto found = find_model_by_name(name.toStdString());
    if (found)
        QCOMPARE(QString::fromStdString(found->string()), home.path(file));
    else
        QVERIFY2(found.error().text().contains(file.toStdString()), found.error().text().c_str());
}

void ModelFoldersTest::addons_are_found_from_everywhere_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("file");
    QTest::newRow("LoRA") << "lora" << "models/loras/ink.safetensors";
    QTest::newRow("LoRA in A1111's folder") << "lora" << "models/Lora/ink.safetensors";
    QTest::newRow("LoRA beside the models folder") << "lora" << "loras/ink.safetensors";
    QTest::newRow("VAE") << "vae" << "models/vae/ink.safetensors";
    QTest::newRow("embedding") << "embedding" << "models/embeddings/ink.pt";
    QTest::newRow("tiny autoencoder") << "tiny" << "models/vae_approx/ink.pth";
}
void ModelFoldersTest::addons_are_found_from_everywhere() {
    QFETCH(QString, kind);
    QFETCH(QString, file);
    const Home home;
    home.touch(file);
    const AddonKind& addon = kind == "lora"        ? lora_files
                             : kind == "vae"       ? vae_files
                             : kind == "embedding" ? embedding_files
                                                   : tiny_vae_files;
    REQUIRE_VALUE(const auto found, find_addon(addon, "ink", "/elsewhere/dreams.safetensors"));
    QCOMPARE(QString::fromStdString(found.string()), home.path(file));
}

QTEST_GUILESS_MAIN(ModelFoldersTest)
#include "model_folders_test.moc"
