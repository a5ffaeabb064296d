// SPDX-License-Identifier: Apache-2.0
// Whatever happened to the index's file, it opens: whole, or anew with the old one set aside. It never says what is
// not so, and never crashes.
#include <functional>
#include <random>

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include "gallery/made_up.h"
#include "gallery/picture_index.h"
#include "support/require.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int pictures = 400;

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
}

QByteArray read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read");
    return file.readAll();
}

void fill(const QString& path) {
    MadeUpGallery source;
    QList<IndexedPicture> made;
    for (int i = 0; i < pictures; ++i) made.append(source.picture(i));
    auto opened = PictureIndex::open(path);
    if (!opened || !opened->index->put(made)) qFatal("cannot fill the index");
}

void flip(QByteArray& bytes, int count, unsigned seed) {
    std::mt19937 random(seed);
    for (int i = 0; i < count; ++i) {
        const auto at = qsizetype(random() % unsigned(bytes.size()));
        bytes[at] = char(bytes[at] ^ char(1 + random() % 255));
    }
}

struct Row {
    const char* name;
    std::function<void(const QString& path)> damage;
    bool isSetAside;
    int kept;  // pictures that are still known
};

const Row rows[] = {
    {"nothing", [](const QString&) {}, false, pictures},
    {"missing", [](const QString& path) { QFile::remove(path); }, false, 0},
    {"empty", [](const QString& path) { write(path, {}); }, false, 0},
    {"cut in the middle", [](const QString& path) { write(path, read(path).left(QFileInfo(path).size() / 2)); }, true,
     0},
    {"cut to a page", [](const QString& path) { write(path, read(path).left(4096)); }, true, 0},
    {"no database", [](const QString& path) { write(path, QByteArray(100'000, 'x')); }, true, 0},
    {"another header", [](const QString& path) { write(path, "oops" + read(path).mid(4)); }, true, 0},
    {"a newer version",
     [](const QString& path) {
         QByteArray bytes = read(path);
         bytes[63] = 99;  // user_version, big endian
         write(path, bytes);
     },
     true, 0},
    {"a log of something else", [](const QString& path) { write(path + u"-wal"_s, QByteArray(50'000, 'y')); }, false,
     pictures},
};

}  // namespace

class DamagedIndexTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        fill(m_folder.filePath(u"whole.db"_s));
        m_whole = read(m_folder.filePath(u"whole.db"_s));
        QVERIFY(m_whole.size() > 100'000);
    }

    void opens_data() {
        QTest::addColumn<int>("row");
        for (int i = 0; i < int(std::size(rows)); ++i) QTest::newRow(rows[i].name) << i;
    }
    void opens() {
        QFETCH(int, row);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"gallery.db"_s);
        write(path, m_whole);
        rows[row].damage(path);
        REQUIRE_VALUE(const auto opened, PictureIndex::open(path));
        QCOMPARE(!opened.setAside.isEmpty(), rows[row].isSetAside);
        QCOMPARE(QFile::exists(opened.setAside), rows[row].isSetAside);
        QCOMPARE(opened.problem.contains(u"gallery.db"_s) || opened.problem.contains(u"version"_s),
                 rows[row].isSetAside);
        QCOMPARE(opened.index->size(), rows[row].kept);
        REQUIRE_OK(opened.index->put({madeUp(u"new.png"_s, u"harbour"_s)}));
        REQUIRE_VALUE(const auto found, opened.index->find({.text = u"harbour"_s}));
        QCOMPARE(found.size(), 1);
    }

    /// Flipped bytes may hit a text and stay unseen; what is seen must be an Error that says so, never a crash.
    void flippedBytes() {
        int setAside = 0;
        int refused = 0;
        for (unsigned seed = 1; seed <= 40; ++seed) {
            const QTemporaryDir folder;
            const QString path = folder.filePath(u"gallery.db"_s);
            QByteArray bytes = m_whole;
            flip(bytes, seed % 4 == 0 ? 1000 : int(seed), seed);
            write(path, bytes);
            REQUIRE_VALUE(const auto opened, PictureIndex::open(path));
            setAside += opened.setAside.isEmpty() ? 0 : 1;
            const auto found = opened.index->find({.text = u"a"_s});
            const auto put = opened.index->put({madeUp(u"new.png"_s)});
            for (const auto* const kind : {found ? nullptr : &found.error().kind, put ? nullptr : &put.error().kind})
                if (kind) {
                    QCOMPARE(*kind, ErrorKind::bad_file);
                    ++refused;
                }
        }
        qInfo("of 40 damaged files %d were set aside at once, and %d uses of others refused", setAside, refused);
        QVERIFY(setAside >= 10);
    }

private:
    QTemporaryDir m_folder;
    QByteArray m_whole;
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::DamagedIndexTest)
#include "damaged_index_test.moc"
