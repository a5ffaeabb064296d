// SPDX-License-Identifier: Apache-2.0
// The look through the models folder: what is found, what is read again, and what is noticed afterwards.
#include "worker/model_scanner.h"

#include <QSignalSpy>

#include "app/model_files.h"
#include "app/studio_fixture.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// A scanner of the models folder with a library that it tells, and a list of what it opened.
struct Scan {
    explicit Scan(ModelScanner::Patience patience = {.lookMilliseconds = 50, .arrivingMilliseconds = 60'000}) {
        scanner.setPatience(patience);
        QObject::connect(&scanner, &ModelScanner::found, &library, &ModelLibrary::noteFound);
        QObject::connect(&scanner, &ModelScanner::gone, &library, &ModelLibrary::noteGone);
        QObject::connect(&scanner, &ModelScanner::opened,
                         [this](const QString& path) { opened.append(modelName(path)); });
    }
    ~Scan() { scanner.stop(); }
    void scan() { scanner.scan({ModelLibrary::folder()}); }
    QStringList names() const {
        QStringList all;
        for (int row = 0; row < library.size(); ++row) all.append(modelName(library.at(row).path));
        return all;
    }

    CancelToken cancel;
    ModelScanner scanner{cancel};
    ModelLibrary library;
    QStringList opened;
};

}  // namespace

class ModelScannerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }
    void init() { removeModels(); }

    void everyKindIsFound_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<int>("kind");
        QTest::newRow("LoRA") << "loras/ink.safetensors" << "lora_unet_x.lora_down.weight" << int(ModelKind::lora);
        QTest::newRow("LoRA in the wrong folder")
            << "ink.safetensors" << "lora_unet_x.lora_down.weight" << int(ModelKind::lora);
        QTest::newRow("embedding") << "embeddings/cat.safetensors" << "emb_params" << int(ModelKind::embedding);
        QTest::newRow("unknown") << "bert.safetensors" << "bert.pooler" << int(ModelKind::unknown);
    }
    void everyKindIsFound() {
        QFETCH(QString, file);
        QFETCH(QString, tensor);
        QFETCH(int, kind);
        const QString path = addTensor(file, tensor.toLatin1().constData(), {1, 768});
        Scan scan;
        scan.scan();
        QCOMPARE(scan.library.size(), 1);
        const LibraryEntry& entry = scan.library.at(0);
        QCOMPARE(entry.path, path);
        QCOMPARE(int(entry.kind), kind);
        QCOMPARE(entry.state, LibraryState::whole);
        QCOMPARE(entry.stamp.bytes, std::uint64_t(QFileInfo(path).size()));
        QCOMPARE(entry.problem.isEmpty(), entry.kind != ModelKind::unknown);
        QVERIFY(!entry.canPaint());
    }

    void aCheckpointCanPaint() {
        addCheckpoint(QStringLiteral("checkpoints/castle.safetensors"));
        Scan scan;
        scan.scan();
        QCOMPARE(scan.library.size(), 1);
        QVERIFY(scan.library.at(0).canPaint());
        QCOMPARE(scan.library.at(0).family, QStringLiteral("lemnos-starter"));
        QCOMPARE(scan.library.findByName(QStringLiteral("castle.safetensors")), &scan.library.at(0));
        addCheckpoint(QStringLiteral("other/castle.safetensors"));
        scan.scan();
        QVERIFY(!scan.library.findByName(QStringLiteral("castle.safetensors")));  // which of the two?
    }

    void onlyWhatChangedIsReadAgain() {
        addLora(QStringLiteral("a.safetensors"));
        const QString b = addLora(QStringLiteral("b.safetensors"));
        Scan scan;
        scan.scan();
        QCOMPARE(scan.opened, texts({"a", "b"}));
        scan.scan();
        QCOMPARE(scan.opened.size(), 2);
        addTensor(QStringLiteral("b.safetensors"), "emb_params", {1, 768});
        addLora(QStringLiteral("c.safetensors"));
        scan.scan();
        QCOMPARE(scan.opened, texts({"a", "b", "b", "c"}));
        QCOMPARE(scan.library.find(b)->kind, ModelKind::embedding);
        QVERIFY(QFile::remove(b));
        scan.scan();
        QCOMPARE(scan.names(), texts({"a", "c"}));
        QCOMPARE(scan.opened.size(), 4);
    }

    void whatHappensAfterwardsIsNoticed() {
        Scan scan;
        scan.scan();  // the folder is not there yet
        addLora(QStringLiteral("first.safetensors"));
        QTRY_COMPARE(scan.names(), texts({"first"}));
        addLora(QStringLiteral("deep/down/second.safetensors"));
        QTRY_COMPARE(scan.names(), texts({"first", "second"}));
        QVERIFY(QDir().rename(modelPath(u"deep/down/second.safetensors"_s), modelPath(u"deep/third.safetensors"_s)));
        QTRY_COMPARE(scan.names(), texts({"first", "third"}));
        QVERIFY(QDir(modelPath(u"deep"_s)).removeRecursively());
        QTRY_COMPARE(scan.names(), texts({"first"}));
        removeModels();
        QTRY_COMPARE(scan.names(), QStringList());
        addLora(QStringLiteral("again.safetensors"));
        QTRY_COMPARE(scan.names(), texts({"again"}));
    }

    void aCopyThatGrowsIsNotBroken() {
        const QString source = addLora(QStringLiteral("../source.safetensors"));
        const QByteArray bytes = bytesOf(source);
        Scan scan;
        QStringList problems;
        connect(&scan.scanner, &ModelScanner::found, this, [&](const LibraryEntry& entry) {
            problems.append(entry.state == LibraryState::arriving ? QStringLiteral("arriving") : entry.problem);
        });
        const QString path = modelPath(QStringLiteral("growing.safetensors"));
        writeBytes(path, {});
        scan.scan();
        for (int part = 0; part < 4; ++part) {
            writeBytes(path,
                       bytes.mid(part * bytes.size() / 4, (part + 1) * bytes.size() / 4 - part * bytes.size() / 4),
                       QIODevice::Append);
            QTest::qWait(120);
        }
        QTRY_COMPARE(scan.library.at(0).kind, ModelKind::lora);
        QCOMPARE(problems.takeLast(), QString());
        problems.removeDuplicates();
        QCOMPARE(problems, texts({"arriving"}));
    }

    void aCopyThatStoodStillIsBrokenUntilItGoesOn() {
        const QByteArray bytes = bytesOf(addLora(QStringLiteral("../source.safetensors")));
        const QString path = modelPath(QStringLiteral("stuck.safetensors"));
        writeBytes(path, bytes.left(bytes.size() / 2));
        Scan scan({.lookMilliseconds = 50, .arrivingMilliseconds = 400});
        scan.scan();
        QCOMPARE(scan.library.at(0).state, LibraryState::arriving);
        QTRY_COMPARE(scan.library.at(0).state, LibraryState::whole);
        QVERIFY2(scan.library.at(0).problem.contains(QStringLiteral("cut off")),
                 qPrintable(scan.library.at(0).problem));
        const qsizetype looks = scan.opened.size();
        QTest::qWait(300);
        QCOMPARE(scan.opened.size(), looks);  // and it is left alone
        writeBytes(path, bytes.mid(bytes.size() / 2), QIODevice::Append);
        QTRY_COMPARE(scan.library.at(0).kind, ModelKind::lora);
        QCOMPARE(scan.library.at(0).problem, QString());
    }

    void aFolderInAFolderCountsOnce() {
        addLora(QStringLiteral("loras/ink.safetensors"));
        Scan scan;
        scan.scanner.scan({ModelLibrary::folder(), ModelLibrary::folder() + u"/loras"_s});
        QCOMPARE(scan.names(), texts({"ink"}));
        QCOMPARE(scan.opened.size(), 1);
    }

    void closingStopsAScan() {
        addLora(QStringLiteral("ink.safetensors"));
        Scan scan;
        scan.cancel.cancel();
        scan.scan();
        QCOMPARE(scan.opened, QStringList());
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::ModelScannerTest)
#include "model_scanner_test.moc"
