// SPDX-License-Identifier: Apache-2.0
// Stand-alone autoencoders at work: the picture is that of a checkpoint that holds the same one, bit for bit, whatever
// names the file has; a checkpoint without one works with one; and files that do not fit are refused.
#include "base/sha256.h"
#include "families/diffusers_names.h"
#include "pipeline/golden_run.h"
#include "pipeline/tiny_sd1.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

const std::string root = "first_stage_model.";

TensorMap vae_of(const TensorMap& model, const std::string& new_root) {
    TensorMap vae;
    for (const auto& [name, tensor] : model)
        if (name.starts_with(root)) vae[new_root + name.substr(root.size())] = tensor;
    return vae;
}

// A picture in other colors, made and read by the same weights otherwise.
void change(TensorMap& model) {
    for (const char* name : {"decoder.conv_out.weight", "encoder.conv_out.weight"})
        for (float& value : model.at(root + name).values) value = -value;
}

void use_names_of_diffusers(TensorMap& vae, const Checkpoint& model) {
    TensorMap renamed;
    for (const ModuleNames& names : vae_module_names(model, "first_stage_model", NamedAs::ours))
        for (const char* part : {".weight", ".bias"})
            if (const auto found = vae.find(names.ours + part); found != vae.end())
                renamed[names.theirs + part] = found->second;
    vae = std::move(renamed);
}

// The same network for latents of other channels.
void widen(TensorMap& vae, std::uint32_t z) {
    vae["decoder.conv_in.weight"] = HostTensor(vae.at("decoder.conv_in.weight").shape.with(1, z));
    vae["encoder.conv_out.weight"] = HostTensor(vae.at("encoder.conv_out.weight").shape.with(0, 2 * z));
    vae["encoder.conv_out.bias"] = HostTensor(Shape{2 * z});
    vae["quant_conv.weight"] = HostTensor(Shape{2 * z, 2 * z, 1, 1});
    vae["quant_conv.bias"] = HostTensor(Shape{2 * z});
    vae["post_quant_conv.weight"] = HostTensor(Shape{z, z, 1, 1});
    vae["post_quant_conv.bias"] = HostTensor(Shape{z});
}

}  // namespace

class VaeRunTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TinySd1> m_tiny;
    std::unique_ptr<Session> m_session;
    Request m_request;
    TensorMap m_vae;  // without a root, of the changed checkpoint
    std::filesystem::path m_plain, m_changed, m_without;

    Result<RunResult> run(const Request& request) { return m_session->run(request, {}); }
    Result<std::string> write(const char* name, const TensorMap& vae) const {
        LEMNOS_CHECK(write_safetensors(m_tiny->path(name), vae));
        return m_tiny->path(name).string();
    }

private slots:
    void initTestCase() {
        REQUIRE_VALUE(TinySd1 tiny, TinySd1::load());
        m_tiny = std::make_unique<TinySd1>(std::move(tiny));
        REQUIRE_VALUE(m_plain, m_tiny->write("plain.safetensors", m_tiny->metadata()));
        REQUIRE_VALUE(m_changed, m_tiny->write("changed.safetensors", m_tiny->metadata(), [this](TensorMap& model) {
            change(model);
            m_vae = vae_of(model, "");
        }));
        REQUIRE_VALUE(m_without, m_tiny->write("without.safetensors", m_tiny->metadata(), [](TensorMap& model) {
            std::erase_if(model, [](const auto& tensor) { return tensor.first.starts_with(root); });
        }));
        REQUIRE_VALUE(Session session, Session::create(test_session_options()));
        m_session = std::make_unique<Session>(std::move(session));
        m_request = {.prompt = "a lighthouse", .model = m_plain, .width = 48, .height = 40, .steps = 2, .seed = 5};
    }

    void paints_as_the_checkpoint_that_holds_it_data() {
        QTest::addColumn<QString>("names");
        for (const char* names : {"", "first_stage_model.", "vae.", "diffusers", "training"})
            QTest::newRow(names) << names;
    }
    void paints_as_the_checkpoint_that_holds_it() {
        QFETCH(QString, names);
        TensorMap vae = m_vae;
        if (names == "diffusers") {
            REQUIRE_VALUE(const Checkpoint model, Checkpoint::open(m_plain));
            use_names_of_diffusers(vae, model);
            QCOMPARE(vae.size(), m_vae.size());
            QVERIFY(vae.contains("decoder.mid_block.attentions.0.to_q.weight"));
        } else if (names == "training") {
            vae["loss.discriminator.main.0.weight"] = HostTensor(Shape{4, 4});
            vae["model_ema.decoder.conv_in.weight"] = HostTensor(Shape{4, 4});
        } else {
            vae = vae_of(
                [&] {
                    TensorMap rooted;
                    for (const auto& [name, tensor] : m_vae) rooted[root + name] = tensor;
                    return rooted;
                }(),
                names.toStdString());
        }
        REQUIRE_VALUE(const std::string file, write("clear.safetensors", vae));
        // From a picture, so that both halves of the autoencoder count.
        Request request = m_request;
        REQUIRE_VALUE(request.init_image, m_tiny->write_picture("in.png", m_tiny->shared.at("init_image")));
        REQUIRE_VALUE(const RunResult before, run(request));
        request.model = m_changed;
        REQUIRE_VALUE(const RunResult expected, run(request));
        QVERIFY(before.pictures.front().rgb != expected.pictures.front().rgb);
        QCOMPARE(expected.vae_hash, std::string());
        request.model = m_plain;
        request.vae = file;
        REQUIRE_VALUE(const RunResult with, run(request));
        QVERIFY(with.pictures.front().rgb == expected.pictures.front().rgb);
        REQUIRE_VALUE(const MappedFile bytes, MappedFile::open(file));
        REQUIRE_VALUE(const std::string hash, sha256_of_file(bytes));
        QCOMPARE(with.vae_hash, hash.substr(0, 10));
        QCOMPARE(with.model_hash, before.model_hash);
        request.vae.clear();
        REQUIRE_VALUE(const RunResult after, run(request));
        QVERIFY(after.pictures.front().rgb == before.pictures.front().rgb);
    }

    void a_model_without_one_needs_one() {
        Request request = m_request;
        request.model = m_changed;
        REQUIRE_VALUE(const RunResult expected, run(request));
        request.model = m_without;
        REQUIRE_ERROR(run(request), ErrorKind::unsupported,
                      "without.safetensors: this file holds no autoencoder; name the file of one as \"vae\"");
        REQUIRE_ERROR(complete(request, {}), ErrorKind::unsupported,
                      "without.safetensors: this file holds no autoencoder; name the file of one as \"vae\"");
        REQUIRE_VALUE(request.vae, write("clear.safetensors", m_vae));
        REQUIRE_VALUE(const RunResult with, run(request));
        QVERIFY(with.pictures.front().rgb == expected.pictures.front().rgb);
        // By its name, in the folder for such files.
        std::filesystem::create_directory(m_tiny->path("vae"));
        std::filesystem::rename(request.vae, m_tiny->path("vae/fog.vae.safetensors"));
        for (const char* name : {"fog", "fog.vae", "fog.vae.safetensors"}) {
            request.vae = name;
            REQUIRE_VALUE(const RunResult named, run(request));
            QVERIFY(named.pictures.front().rgb == expected.pictures.front().rgb);
            QVERIFY(named.request.vae.ends_with("vae/fog.vae.safetensors"));
        }
        request.vae = "mist";
        REQUIRE_ERROR(run(request), ErrorKind::io, "vae: there is no VAE \"mist\"; looked in");
    }

    void refuses_what_does_not_fit() {
        Request request = m_request;
        TensorMap wide = m_vae;
        widen(wide, 16);
        REQUIRE_VALUE(request.vae, write("wide.safetensors", wide));
        REQUIRE_ERROR(run(request), ErrorKind::invalid_request,
                      "vae: wide.safetensors makes latents of 16 channels at 1/8 of the size, the model paints on 4");
        TensorMap torn = m_vae;
        torn["decoder.conv_out.weight"] = HostTensor(Shape{3, 7, 3, 3});
        REQUIRE_VALUE(request.vae, write("torn.safetensors", torn));
        REQUIRE_ERROR(run(request), ErrorKind::bad_file, "torn.safetensors: ");
        REQUIRE_ERROR(run(request), ErrorKind::bad_file, "decoder.conv_out.weight");
        TensorMap part = m_vae;
        part.erase("encoder.mid.block_1.conv1.weight");
        REQUIRE_VALUE(request.vae, write("part.safetensors", part));
        REQUIRE_ERROR(run(request), ErrorKind::bad_file, "encoder.mid.block_1.conv1.weight");
        TensorMap other{{"lora_unet.lora_up.weight", HostTensor(Shape{4, 4})}};
        REQUIRE_VALUE(request.vae, write("other.safetensors", other));
        REQUIRE_ERROR(run(request), ErrorKind::unsupported, "other.safetensors: holds no autoencoder");
        REQUIRE_OK(run(m_request));
    }
};

QTEST_GUILESS_MAIN(VaeRunTest)
#include "vae_run_test.moc"
