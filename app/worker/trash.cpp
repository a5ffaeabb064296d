// SPDX-License-Identifier: Apache-2.0
#include "worker/trash.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// Makes what Qt expects to find: on a fresh account even ~/.local/share may not be there yet.
Status makeHomeTrash() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    if (QDir::isRelativePath(data))
        return io_error("XDG_DATA_HOME is \"{}\", but has to begin with a slash", data.toStdString());
    const QString trash = data + "/Trash"_L1;
    constexpr auto onlyOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (QFileInfo(trash).isDir()) return {};
    if (!QDir().mkpath(data) || !QDir().mkdir(trash, onlyOwner))
        return io_error("the folder {} cannot be made", trash.toStdString());
    return {};
}

}  // namespace

Status moveToTrash(const QString& path) {
    LEMNOS_CHECK(makeHomeTrash());
    QFile file(path);
    if (!file.moveToTrash()) return io_error("{}", file.errorString().toStdString());
    return {};
}

}  // namespace lemnos::studio
