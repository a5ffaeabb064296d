// SPDX-License-Identifier: Apache-2.0
// Where a picture goes when it is moved to the trash: into the trash of its owner, or nowhere.
#include <functional>

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include "worker/trash.h"

namespace lemnos::studio {
namespace {

/// A home, a working directory and a picture, each in a folder of its own.
class Account {
public:
    Account() {
        for (const char* folder : {"home", "work", "pictures"}) m_folder.mkdir(QLatin1StringView(folder));
        write("pictures/castle.png");
        qputenv("HOME", m_folder.filePath(QStringLiteral("home")).toLocal8Bit());
        qunsetenv("XDG_DATA_HOME");
        QDir::setCurrent(m_folder.filePath(QStringLiteral("work")));
    }
    QString path(const char* name) const { return m_folder.filePath(QLatin1StringView(name)); }
    void write(const char* name) const {
        QFile file(path(name));
        QVERIFY(m_folder.mkpath(QFileInfo(path(name)).path()) && file.open(QIODevice::WriteOnly));
    }
    QStringList pictures() const {
        QStringList found;
        QDirIterator all(m_folder.path(), {QStringLiteral("*.png")}, QDir::Files | QDir::Hidden,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) found.append(m_folder.relativeFilePath(all.next()));
        return found;
    }

private:
    QTemporaryDir m_temporary;
    QDir m_folder{m_temporary.path()};
};

struct Row {
    const char* name;
    std::function<void(const Account&)> arrange;
    const char* place;    // of the picture afterwards
    const char* message;  // null where it succeeds
};

const Row rows[] = {
    {"a fresh account", [](const Account&) {}, "home/.local/share/Trash/files/castle.png", nullptr},
    {"a folder of one's own that is not there yet",
     [](const Account& a) { qputenv("XDG_DATA_HOME", a.path("home/my/data").toLocal8Bit()); },
     "home/my/data/Trash/files/castle.png", nullptr},
    {"a trash that is in use", [](const Account& a) { QDir().mkpath(a.path("home/.local/share/Trash/files")); },
     "home/.local/share/Trash/files/castle.png", nullptr},
    {"a file in the trash's place", [](const Account& a) { a.write("home/.local/share/Trash"); }, "pictures/castle.png",
     "home/.local/share/Trash cannot be made"},
    {"a file in the data folder's place", [](const Account& a) { a.write("home/.local"); }, "pictures/castle.png",
     "home/.local/share/Trash cannot be made"},
    {"a data folder that depends on where one is", [](const Account&) { qputenv("XDG_DATA_HOME", "data"); },
     "pictures/castle.png", "XDG_DATA_HOME is \"data\", but has to begin with a slash"},
};

}  // namespace

class TrashTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPictureGoesToItsOwnersTrashOrNowhere_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < int(std::size(rows)); ++row) QTest::addRow("%s", rows[row].name) << row;
    }
    void aPictureGoesToItsOwnersTrashOrNowhere() {
        QFETCH(int, row);
        const Account account;
        rows[row].arrange(account);
        const Status status = moveToTrash(account.path("pictures/castle.png"));
        QCOMPARE(account.pictures(), QStringList(QLatin1StringView(rows[row].place)));
        QCOMPARE(status.has_value(), rows[row].message == nullptr);
        if (!status) QVERIFY2(status.error().text().contains(rows[row].message), status.error().text().c_str());
        QVERIFY(QDir(account.path("work")).isEmpty());
    }

    void theTrashIsForItsOwnerOnly() {
        const Account account;
        QVERIFY(moveToTrash(account.path("pictures/castle.png")));
        const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::ExeOther;
        QCOMPARE(QFile::permissions(account.path("home/.local/share/Trash")) & others, QFileDevice::Permissions());
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::TrashTest)
#include "trash_test.moc"
