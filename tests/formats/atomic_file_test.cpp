// SPDX-License-Identifier: Apache-2.0
// The save protocol: whole or not at all, nothing left behind, names not taken twice.
#include "formats/atomic_file.h"

#include <chrono>
#include <csignal>

#include <sys/resource.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "support/require.h"

using namespace lemnos;

namespace {
std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
}  // namespace

class AtomicFileTest : public QObject {
    Q_OBJECT

private slots:
    void appears_only_when_committed();
    void replaces_only_when_asked();
    void new_files_get_new_names();
    void a_full_disk_leaves_the_old_file();
    void folders_that_do_not_exist_are_named();
    void abandoned_files_are_swept_data();
    void abandoned_files_are_swept();

private:
    std::filesystem::path path(const char* name) { return m_folder.filePath(name).toStdString(); }
    QByteArray content(const char* name) {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(nothing)");
    }
    int files() { return static_cast<int>(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size()); }
    QTemporaryDir m_folder;
};

void AtomicFileTest::appears_only_when_committed() {
    {
        REQUIRE_VALUE(AtomicFile dropped, AtomicFile::create(path("a"), OnExisting::refuse));
        REQUIRE_OK(dropped.write(bytes_of("half")));
        QVERIFY(!std::filesystem::exists(path("a")));
        QCOMPARE(files(), 1);
    }
    QCOMPARE(files(), 0);
    REQUIRE_VALUE(AtomicFile file, AtomicFile::create(path("a"), OnExisting::refuse));
    AtomicFile moved = std::move(file);
    REQUIRE_OK(moved.write(bytes_of("one ")));
    REQUIRE_OK(moved.write(bytes_of("two")));
    REQUIRE_OK(moved.commit());
    QCOMPARE(content("a"), "one two");
    QCOMPARE(files(), 1);
    QVERIFY(QFile::permissions(m_folder.filePath("a")) & QFile::ReadOwner);
}

void AtomicFileTest::replaces_only_when_asked() {
    REQUIRE_OK(write_file(path("b"), bytes_of("old"), OnExisting::refuse));
    const int before = files();
    REQUIRE_ERROR(write_file(path("b"), bytes_of("new"), OnExisting::refuse), ErrorKind::io, "b: already exists");
    QCOMPARE(content("b"), "old");
    QCOMPARE(files(), before);
    REQUIRE_OK(write_file(path("b"), bytes_of("new"), OnExisting::replace));
    QCOMPARE(content("b"), "new");
}

void AtomicFileTest::new_files_get_new_names() {
    for (const char* expected : {"c.d.png", "c.d-2.png", "c.d-3.png"}) {
        REQUIRE_VALUE(const auto written, write_new_file(path("c.d.png"), bytes_of(expected)));
        QCOMPARE(written, path(expected));
        QCOMPARE(content(expected), expected);
    }
}

void AtomicFileTest::a_full_disk_leaves_the_old_file() {
    REQUIRE_OK(write_file(path("e"), bytes_of("old"), OnExisting::refuse));
    const int before = files();
    // A limit on the size of files fails writes as a full disk does.
    rlimit old_limit{};
    getrlimit(RLIMIT_FSIZE, &old_limit);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, old_limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto result = write_file(path("e"), bytes_of(std::string(5000, 'x')), OnExisting::replace);
    setrlimit(RLIMIT_FSIZE, &old_limit);
    REQUIRE_ERROR(result, ErrorKind::io, "e: cannot be written");
    QCOMPARE(content("e"), "old");
    QCOMPARE(files(), before);
}

void AtomicFileTest::folders_that_do_not_exist_are_named() {
    REQUIRE_ERROR(write_new_file("/nowhere/x.png", bytes_of("x")), ErrorKind::io,
                  "/nowhere/x.png: cannot be written: No such file");
}

void AtomicFileTest::abandoned_files_are_swept_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("minutes");
    QTest::addColumn<bool>("is_swept");
    const int dead = 0x3fffffff;  // above what Linux gives to processes
    QTest::newRow("left by a killed process") << QString(".lemnos-%1-3.part").arg(dead) << 11 << true;
    QTest::newRow("young") << QString(".lemnos-%1-3.part").arg(dead) << 9 << false;
    QTest::newRow("of a living process") << QString(".lemnos-%1-3.part").arg(::getpid()) << 11 << false;
    QTest::newRow("of another program") << QString(".lemnos-%1-3.partial").arg(dead) << 11 << false;
    QTest::newRow("a picture") << QString("lemnos-%1-3.png").arg(dead) << 11 << false;
}

void AtomicFileTest::abandoned_files_are_swept() {
    QFETCH(QString, name);
    QFETCH(int, minutes);
    QFETCH(bool, is_swept);
    const std::filesystem::path file = path(name.toLatin1().constData());
    REQUIRE_OK(write_file(file, bytes_of("x"), OnExisting::refuse));
    std::filesystem::last_write_time(file,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::minutes(minutes));
    sweep_abandoned(file);
    QCOMPARE(!std::filesystem::exists(file), is_swept);
}

QTEST_GUILESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
