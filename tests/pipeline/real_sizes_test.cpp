// SPDX-License-Identifier: Apache-2.0
// What checkpoints of real size take of a card, from their shapes alone, and how their runs make do with the cards that
// people have. The kernels are those of a discrete card.
#include <QTemporaryDir>

#include "families/families.h"
#include "families/sparse_checkpoint.h"
#include "nn/weight_cache.h"
#include "pipeline/run_networks.h"
#include "support/require.h"

using namespace lemnos;
using namespace lemnos::test;

namespace {

vulkan::Capabilities card() {
    vulkan::Capabilities card;
    card.type = vulkan::DeviceType::discrete;
    card.subgroup_size = 32;
    card.subgroup_shuffle = card.subgroup_arithmetic = card.storage_16bit = true;
    card.max_buffer_range = UINT32_MAX;
    card.max_texels = 1U << 27U;
    card.max_workgroup_size = 1024;
    card.max_workgroup_count = 65535;
    card.max_shared_bytes = 48U << 10U;
    card.buffer_alignment = 256;
    return card;
}

}  // namespace

class RealSizesTest : public QObject {
    Q_OBJECT

private:
    std::map<std::string, Shapes> m_geometries;
    QTemporaryDir m_folder;

    Result<RunMemory> share_of(const QString& geometry, unsigned side, const vulkan::Capabilities& device,
                               std::uint64_t available) {
        const std::filesystem::path path = m_folder.filePath("model.safetensors").toStdString();
        write_sparse(path, m_geometries.at(geometry.toStdString()), 0);
        LEMNOS_TRY(const Checkpoint file, open_model(path));
        LEMNOS_TRY(const ModelDescription model, identify(file));
        const CheckpointWeights index(file);
        const auto footprint = [&](const NetworkUse& use) -> Result<Footprint> {
            LEMNOS_TRY(const Graph graph, graph_of(model, &index, use));
            return footprint_of(graph, device);
        };
        const RunPicture picture{.width = side, .height = side, .start = {}, .inpainting = {}};
        const RunNetworks networks = networks_of(model, {}, picture, 2, 77, Previews::none);
        return share_memory(footprint, networks, available, Streaming::possible);
    }

private slots:
    void initTestCase() { m_geometries = read_geometries(); }

    void fit_the_cards_that_people_have_data() {
        QTest::addColumn<QString>("geometry");
        QTest::addColumn<uint>("side");
        QTest::addColumn<double>("gigabytes");  // of the card
        QTest::addColumn<QString>("plan");
        // A tenth of a card is the desktop's.
        QTest::addRow("SD 1.5 at 512, 8 GB") << "sd1" << 512U << 8.0 << "";
        QTest::addRow("SD 1.5 at 512, 3 GB") << "sd1" << 512U << 3.0 << "";
        QTest::addRow("SDXL at 1024, 16 GB") << "sdxl" << 1024U << 16.0 << "";
        QTest::addRow("SDXL at 1024, 8 GB") << "sdxl" << 1024U << 8.0 << "text encoders let go after use";
        QTest::addRow("SDXL at 1024, 6 GB")
            << "sdxl" << 1024U << 6.0 << "text encoders let go after use, UNet let go before decoding";
        QTest::addRow("SDXL at 1024, 4 GB")
            << "sdxl" << 1024U << 4.0 << "text encoders let go after use, weights of the UNet streamed";
    }
    void fit_the_cards_that_people_have() {
        QFETCH(QString, geometry);
        QFETCH(uint, side);
        QFETCH(double, gigabytes);
        QFETCH(QString, plan);
        const auto available = static_cast<std::uint64_t>(0.9 * gigabytes * 1e9);
        REQUIRE_VALUE(const RunMemory memory, share_of(geometry, side, card(), available));
        const auto mebibytes = [](const Footprint& of) {
            return QString("%1 + %2").arg(of.weights >> 20U).arg(of.activations >> 20U);
        };
        qInfo("text %s, UNet %s, decoder %s MiB; peak %d of %d MiB: %s", qPrintable(mebibytes(memory.networks.text)),
              qPrintable(mebibytes(memory.networks.unet)),
              qPrintable(mebibytes(memory.networks.autoencoder.front().decoder)),
              static_cast<int>(memory.plan.peak >> 20U), static_cast<int>(available >> 20U),
              text_of(memory.plan).c_str());
        QVERIFY(memory.plan.peak <= available);
        QCOMPARE(QString::fromStdString(text_of(memory.plan)), plan);
    }

    // As on Mesa's CPU driver, whose storage buffers end at 128 MiB.
    void are_decoded_in_tiles_where_bindings_are_small_data() {
        QTest::addColumn<QString>("geometry");
        QTest::addColumn<uint>("side");
        QTest::addColumn<QString>("plan");
        QTest::addRow("SD 1.5 at 512") << "sd1" << 512U << "";
        QTest::addRow("SD 1.5 at 768") << "sd1" << 768U << "autoencoder in tiles of 64";
        QTest::addRow("SDXL at 1024") << "sdxl" << 1024U << "autoencoder in tiles of 64";
    }
    void are_decoded_in_tiles_where_bindings_are_small() {
        QFETCH(QString, geometry);
        QFETCH(uint, side);
        QFETCH(QString, plan);
        vulkan::Capabilities small = card();
        small.max_buffer_range = 128U << 20U;
        REQUIRE_VALUE(const RunMemory memory, share_of(geometry, side, small, 64'000'000'000));
        QCOMPARE(QString::fromStdString(text_of(memory.plan)), plan);
    }
};

QTEST_APPLESS_MAIN(RealSizesTest)
#include "real_sizes_test.moc"
