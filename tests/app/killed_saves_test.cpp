// SPDX-License-Identifier: Apache-2.0
// The studio is killed (SIGKILL) at random moments of saving: every picture that was reported as saved is there, and
// none is torn. The program runs itself as the victim: `app_killed_saves_test save FOLDER` saves until it is killed.
#include <csignal>
#include <random>

#include <unistd.h>
#include <QCoreApplication>
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "formats/image.h"
#include "worker/image_conversion.h"
#include "worker/picture_file.h"

namespace lemnos::studio {
namespace {

constexpr int kills = 30;
constexpr int side = 192;

/// Noise of a seed: bytes that no compressor makes short and no other seed has.
QImage noise(std::uint64_t seed) {
    QImage image(side, side, QImage::Format_RGB32);
    std::mt19937_64 random(seed);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) image.setPixel(x, y, qRgb(int(random() & 255), int(random() & 255), y));
    return image;
}

int saveUntilKilled(const QString& folder) {
    for (std::uint64_t seed = 1;; ++seed) {
        Request request;
        request.prompt = "in danger";
        request.seed = seed;
        const FinishedPicture picture{
            .image = noise(seed),
            .request = request,
            .texts = {{.keyword = "seed", .text = std::to_string(seed)}},
            .notes = {},
        };
        const auto path = savePictureInGallery(picture, folder);
        if (!path) return 1;
        const QByteArray line = QByteArray::number(quint64(seed)) + ' ' + path->toUtf8() + '\n';
        if (::write(STDOUT_FILENO, line.constData(), std::size_t(line.size())) != line.size()) return 1;
    }
}

QStringList filesIn(const QString& folder, const QString& pattern) {
    QStringList found;
    QDirIterator files(folder, {pattern}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) found.append(files.next());
    return found;
}

/// The seed that a whole picture was made from, or nothing.
std::optional<std::uint64_t> seedOf(const QString& path) {
    const auto texts = read_png_text(path.toStdString());
    const std::string* const seed = texts ? find_text(*texts, "seed") : nullptr;
    if (seed == nullptr) return {};
    const std::uint64_t value = std::stoull(*seed);
    const auto picture = read_image(path.toStdString());
    if (!picture || picture->rgb != pictureFromImage(noise(value)).rgb) return {};
    return value;
}

}  // namespace

class KilledSavesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLostOrTorn() {
        const QTemporaryDir folder;
        std::mt19937 random(20);
        int acknowledged = 0;
        for (int i = 0; i < kills; ++i) {
            QProcess victim;
            victim.start(QCoreApplication::applicationFilePath(), {QStringLiteral("save"), folder.path()});
            QVERIFY(victim.waitForReadyRead(30'000));
            QTest::qSleep(std::uniform_int_distribution(0, 50)(random));
            QCOMPARE(::kill(pid_t(victim.processId()), SIGKILL), 0);
            QVERIFY(victim.waitForFinished());
            QCOMPARE(victim.exitStatus(), QProcess::CrashExit);
            QList<QByteArray> lines = victim.readAllStandardOutput().split('\n');
            lines.removeLast();  // what stands after the last end of line was not said to its end
            for (const QByteArray& line : lines) {
                const qsizetype space = line.indexOf(' ');
                const auto seed = seedOf(QString::fromUtf8(line.mid(space + 1)));
                QVERIFY2(seed && *seed == line.left(space).toULongLong(), line.constData());
                ++acknowledged;
            }
        }
        const QStringList pictures = filesIn(folder.path(), QStringLiteral("*.png"));
        for (const QString& path : pictures) QVERIFY2(seedOf(path), qPrintable(path));
        // At most one more for each kill: saved, but not yet said.
        QVERIFY(acknowledged >= kills && pictures.size() >= acknowledged && pictures.size() <= acknowledged + kills);
        qInfo("%d pictures acknowledged, %d whole on the disk, %d were cut off under another name", acknowledged,
              int(pictures.size()), int(filesIn(folder.path(), QStringLiteral("*.part")).size()));
    }
};

}  // namespace lemnos::studio

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "save")
        return lemnos::studio::saveUntilKilled(QString::fromLocal8Bit(argv[2]));
    lemnos::studio::KilledSavesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "killed_saves_test.moc"
