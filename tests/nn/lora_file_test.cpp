// SPDX-License-Identifier: Apache-2.0
// Changes of weights against PyTorch (tests/reference/lora.py), the names that programs give their parts, and files
// that do not fit.
#include "nn/lora_file.h"

#include <map>
#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "formats/safetensors_writer.h"
#include "support/golden.h"
#include "support/require.h"

using namespace lemnos;

namespace {

constexpr double strength = 0.75;  // of the golden results

HostTensor numbers(Shape shape, float start = 1) {
    HostTensor tensor(shape);
    for (std::size_t i = 0; i < tensor.values.size(); ++i) tensor.values[i] = start + static_cast<float>(i) / 8;
    return tensor;
}

struct Refusal {
    const char* name;
    TensorMap tensors;
    ErrorKind kind;
    const char* message;
};

HostTensor ending_in(float last, Shape shape) {
    HostTensor tensor = numbers(shape);
    tensor.values.back() = last;
    return tensor;
}
HostTensor nan_at_the_end(Shape shape) { return ending_in(std::numeric_limits<float>::quiet_NaN(), shape); }
HostTensor infinite_at_the_end(Shape shape) { return ending_in(std::numeric_limits<float>::infinity(), shape); }

const Refusal refusals[] = {
    {"ranks that differ",
     {{"a.lora_down.weight", numbers({3, 4})}, {"a.lora_up.weight", numbers({5, 2})}},
     ErrorKind::bad_file,
     "its factors do not fit: 5 x 2 times 3 x 4"},
    {"another width",
     {{"a.lora_down.weight", numbers({2, 9})}, {"a.lora_up.weight", numbers({5, 2})}},
     ErrorKind::unsupported,
     "changes a weight of 5 x 9, but the model's is 5x4; it was made for another model"},
    {"another height",
     {{"a.lora_down.weight", numbers({2, 5})}, {"a.lora_up.weight", numbers({4, 2})}},
     ErrorKind::unsupported,
     "changes a weight of 4 x 5"},
    {"half of a pair", {{"a.lora_up.weight", numbers({5, 2})}}, ErrorKind::bad_file, "a part is missing beside"},
    {"NaN",
     {{"a.lora_down.weight", nan_at_the_end({2, 4})}, {"a.lora_up.weight", numbers({5, 2})}},
     ErrorKind::bad_file,
     "tensor \"a.lora_down.weight\" holds NaN or infinity"},
    {"infinity",
     {{"a.lora_down.weight", infinite_at_the_end({2, 4})}, {"a.lora_up.weight", numbers({5, 2})}},
     ErrorKind::bad_file,
     "tensor \"a.lora_down.weight\" holds NaN or infinity"},
    {"alpha that is a list",
     {{"a.lora_down.weight", numbers({2, 4})}, {"a.lora_up.weight", numbers({5, 2})}, {"a.alpha", numbers({2})}},
     ErrorKind::bad_file,
     "alpha is 2 and not one number"},
    {"alpha that is NaN",
     {{"a.lora_down.weight", numbers({2, 4})},
      {"a.lora_up.weight", numbers({5, 2})},
      {"a.alpha", nan_at_the_end(Shape{})}},
     ErrorKind::bad_file,
     "tensor \"a.alpha\" holds NaN"},
    {"a factor without axes",
     {{"a.lora_down.weight", numbers({4})}, {"a.lora_up.weight", numbers({5, 2})}},
     ErrorKind::bad_file,
     "a factor is 4"},
    {"magnitudes of neither axis",
     {{"a.lora_down.weight", numbers({2, 4})},
      {"a.lora_up.weight", numbers({5, 2})},
      {"a.dora_scale", numbers({3, 1})}},
     ErrorKind::bad_file,
     "its magnitudes are 3x1, the weight 5x4"},
    {"products that differ",
     {{"a.hada_w1_a", numbers({5, 2})},
      {"a.hada_w1_b", numbers({2, 4})},
      {"a.hada_w2_a", numbers({5, 2})},
      {"a.hada_w2_b", numbers({2, 3})}},
     ErrorKind::bad_file,
     "its two products are 5 x 4 and 5 x 3"},
    {"core that does not fit",
     {{"a.lora_down.weight", numbers({2, 4, 1, 1})},
      {"a.lora_mid.weight", numbers({3, 2, 1, 1})},
      {"a.lora_up.weight", numbers({5, 2, 1, 1})}},
     ErrorKind::bad_file,
     "its core is 3x2x1x1"},
};

}  // namespace

class LoraFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    Result<LoraFile> file_with(const TensorMap& tensors) const {
        const auto path = m_folder.filePath("ink.safetensors").toStdString();
        LEMNOS_CHECK(write_safetensors(path, tensors));
        return LoraFile::open(path);
    }

private slots:
    void changes_weights_as_pytorch_does_data() {
        QTest::addColumn<QString>("name");
        const auto golden = testing::load_golden("lora");
        QVERIFY(golden);
        for (const auto& [name, tensor] : *golden)
            if (name.ends_with("/weight")) {
                const std::string row = name.substr(0, name.find('/'));
                QTest::newRow(row.c_str()) << QString::fromStdString(row);
            }
    }

    void changes_weights_as_pytorch_does() {
        QFETCH(QString, name);
        const auto golden = testing::load_golden("lora");
        QVERIFY(golden);
        const std::string prefix = name.toStdString() + "/";
        TensorMap parts;
        for (const auto& [key, tensor] : *golden)
            if (key.starts_with(prefix + "layer.")) parts[key.substr(prefix.size())] = tensor;
        REQUIRE_VALUE(const LoraFile file, file_with(parts));
        QCOMPARE(file.layers().size(), 1U);
        HostTensor weight = golden->at(prefix + "weight");
        REQUIRE_OK(file.add_to_weight(file.layers().front(), strength, weight));
        REQUIRE_VALUE(const auto off, testing::difference(weight, golden->at(prefix + "result")));
        QVERIFY2(off.relative_rms < 1e-6, off.text().c_str());
    }

    void knows_the_names_of_every_program_data() {
        QTest::addColumn<QString>("down");
        QTest::addColumn<QString>("up");
        QTest::addColumn<QString>("key");
        const auto row = [](const char* name, const char* down, const char* up, const char* key) {
            QTest::newRow(name) << down << up << key;
        };
        row("kohya", "lora_unet_x_y.lora_down.weight", "lora_unet_x_y.lora_up.weight", "lora_unet_x_y");
        row("PEFT", "unet.x.lora_A.weight", "unet.x.lora_B.weight", "unet.x");
        row("PEFT with an adapter", "unet.x.lora_A.default.weight", "unet.x.lora_B.default.weight", "unet.x");
        row("diffusers", "unet.x.lora.down.weight", "unet.x.lora.up.weight", "unet.x");
        row("diffusers' processors", "unet.x.to_q_lora.down.weight", "unet.x.to_q_lora.up.weight", "unet.x.to_q");
        row("text encoders", "text_encoder.q_proj.lora_linear_layer.down.weight",
            "text_encoder.q_proj.lora_linear_layer.up.weight", "text_encoder.q_proj");
    }

    void knows_the_names_of_every_program() {
        QFETCH(QString, down);
        QFETCH(QString, up);
        QFETCH(QString, key);
        REQUIRE_VALUE(const LoraFile file,
                      file_with({{down.toStdString(), numbers({1, 4})}, {up.toStdString(), numbers({5, 1})}}));
        QCOMPARE(file.layers().size(), 1U);
        QCOMPARE(file.layers().front().key, key.toStdString());
        HostTensor weight(Shape{5, 4});
        REQUIRE_OK(file.add_to_weight(file.layers().front(), 2, weight));
        QCOMPARE(weight.values[1], 2.0F * 1.125F);
    }

    void an_alpha_of_zero_changes_nothing() {
        REQUIRE_VALUE(const LoraFile file, file_with({{"a.lora_down.weight", numbers({2, 4})},
                                                      {"a.lora_up.weight", numbers({5, 2})},
                                                      {"a.alpha", HostTensor(Shape{})}}));
        HostTensor weight = numbers({5, 4});
        REQUIRE_OK(file.add_to_weight(file.layers().front(), 1, weight));
        QVERIFY(weight.values == numbers({5, 4}).values);
    }

    void a_bias_changes_too() {
        REQUIRE_VALUE(const LoraFile file, file_with({{"a.diff_b", numbers({3})}}));
        HostTensor weight = numbers({3, 2});
        REQUIRE_OK(file.add_to_weight(file.layers().front(), 1, weight));
        QVERIFY(weight.values == numbers({3, 2}).values);
        HostTensor bias(Shape{3});
        REQUIRE_OK(file.add_to_bias(file.layers().front(), 2, bias));
        QCOMPARE(bias.values[2], 2.5F);
        HostTensor other(Shape{4});
        REQUIRE_ERROR(file.add_to_bias(file.layers().front(), 2, other), ErrorKind::unsupported, "changes a bias of 3");
    }

    void refuses_what_does_not_fit_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(refusals)); ++i) QTest::newRow(refusals[i].name) << i;
    }

    void refuses_what_does_not_fit() {
        QFETCH(int, index);
        const Refusal& row = refusals[index];
        REQUIRE_VALUE(const LoraFile file, file_with(row.tensors));
        HostTensor weight = numbers({5, 4});
        const HostTensor before = weight;
        const Status status = file.add_to_weight(file.layers().front(), 1, weight);
        QVERIFY(!status);
        QVERIFY(status.error().kind == row.kind);
        const std::string told = status.error().text();
        QVERIFY2(told.starts_with("ink.safetensors: layer \"a\": "), told.c_str());
        QVERIFY2(told.find(row.message) != std::string::npos, told.c_str());
        QVERIFY(weight.values == before.values);
    }

    void refuses_files_that_change_nothing() {
        REQUIRE_ERROR(file_with({{"model.diffusion_model.out.0.weight", numbers({2})}}), ErrorKind::unsupported,
                      "ink.safetensors: changes no layer that this version knows; it is no LoRA");
        REQUIRE_ERROR(file_with({{"a.lora_down.weight", numbers({2})}, {"a.lora_A.weight", numbers({2})}}),
                      ErrorKind::bad_file, "layer \"a\" has two tensors of one kind");
    }
};

QTEST_APPLESS_MAIN(LoraFileTest)
#include "lora_file_test.moc"
