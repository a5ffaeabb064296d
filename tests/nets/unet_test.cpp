// SPDX-License-Identifier: Apache-2.0
// The UNet against PyTorch: every shape of Stable Diffusion, odd sizes, each block of one run.
#include "nets/unet_golden.h"

using namespace lemnos;
using namespace lemnos::test;
using lemnos::testing::difference;

class UNetTest : public QObject {
    Q_OBJECT

private slots:
    void matches_pytorch_data() {
        QTest::addColumn<QString>("golden");
        QTest::addColumn<QString>("run");
        QTest::addColumn<bool>("is_f16");
        for (const char* golden : {"unet_sd1", "unet_sd2", "unet_sdxl", "unet_inpaint"})
            for (const char* run : {"even", "odd"})
                for (const bool is_f16 : {false, true})
                    QTest::addRow("%s %s %s", golden, run, is_f16 ? "f16" : "f32") << golden << run << is_f16;
    }
    void matches_pytorch() {
        QFETCH(QString, golden);
        QFETCH(QString, run);
        QFETCH(bool, is_f16);
        const DType dtype = is_f16 ? DType::f16 : DType::f32;
        REQUIRE_VALUE(const GoldenNet net, GoldenNet::load(golden.toStdString()));
        const Values inputs = unet_inputs(net, run.toStdString());
        const CheckpointWeights weights(*net.file);
        REQUIRE_VALUE(Graph graph, unet_graph(&weights, "model.diffusion_model", unet_config(net.manifest),
                                              unet_size(inputs), dtype));
        REQUIRE_VALUE(const Values outputs, run_graph(*net.file, std::move(graph), inputs));
        REQUIRE_VALUE(const auto error,
                      difference(nchw_from_nhwc(outputs.at("result")), net.tensors.at(run.toStdString() + ".output")));
        qInfo("%s", error.text().c_str());
        QVERIFY2(error.relative_rms <= whole_net_tolerance(dtype), error.text().c_str());
    }

    // Where a net goes wrong shows in the first block that differs.
    void matches_pytorch_block_by_block() {
        REQUIRE_VALUE(const GoldenNet net, GoldenNet::load("unet_sd1"));
        const Values given = unet_inputs(net, "trace");
        const CheckpointWeights weights(*net.file);
        Builder builder(DType::f32, &weights);
        UNetInputs inputs;
        inputs.latents = builder.input("latents", given.at("latents").shape, DType::f32);
        inputs.timesteps = builder.input("timestep", given.at("timestep").shape, DType::f32);
        inputs.context = builder.input("context", given.at("context").shape, DType::f32);
        std::vector<std::string> blocks;
        const Value result = unet(Scope(builder, "model.diffusion_model"), unet_config(net.manifest), inputs,
                                  [&](const std::string& block, Value value) {
                                      builder.output(block, value);
                                      blocks.push_back(block);
                                  });
        builder.output("output", result);
        blocks.emplace_back("output");
        REQUIRE_VALUE(Graph graph, std::move(builder).finish());
        REQUIRE_VALUE(const Values outputs, run_graph(*net.file, std::move(graph), given));
        for (const std::string& block : blocks) {
            const HostTensor& truth = net.tensors.at("trace." + block);
            const HostTensor& value = outputs.at(block);
            REQUIRE_VALUE(const auto error, difference(value.shape.rank() == 4 ? nchw_from_nhwc(value) : value, truth));
            QVERIFY2(error.relative_rms <= 1e-5, (block + ": " + error.text()).c_str());
        }
        QVERIFY(blocks.size() > 15);
    }
};

QTEST_GUILESS_MAIN(UNetTest)
#include "unet_test.moc"
