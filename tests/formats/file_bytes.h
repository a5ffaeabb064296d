// SPDX-License-Identifier: Apache-2.0
// What the tests of every reader of checkpoints share: bytes of numbers, a file to write them to, and what a refusal
// must be like.
#pragma once

#include <filesystem>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "formats/checkpoint.h"
#include "support/limits.h"

namespace lemnos::test {

template <typename T>
QByteArray raw(T number) {
    return {reinterpret_cast<const char*>(&number), sizeof(T)};
}

/// A file that is written anew for each row and goes with the test.
class ScratchFile {
public:
    explicit ScratchFile(const char* name) : m_name(name) {}

    std::filesystem::path write(const QByteArray& bytes) const {
        QFile file(m_folder.filePath(m_name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("no room for a file");
        return file.fileName().toStdString();
    }

private:
    const char* m_name;
    QTemporaryDir m_folder;
};

/// What is wrong with how a bad file is refused: it must be in time and in little memory, with one sentence that begins
/// with the file's name and holds `part`. Empty if nothing is wrong.
inline QString fault_of_refusal(const std::filesystem::path& path, const QString& part) {
    const testing::Limits limits;
    const auto read = Checkpoint::open(path);
    if (const std::string exceeded = limits.exceeded(); !exceeded.empty()) return QString::fromStdString(exceeded);
    if (read) return "was accepted";
    const ErrorKind kind = read.error().kind;
    const QString message = QString::fromStdString(read.error().message);
    const bool is_sentence = message.startsWith(QString::fromStdString(path.filename().string()) + ": ") &&
                             message.contains(part) && message.size() < 400;
    const bool is_kind = kind == ErrorKind::bad_file || kind == ErrorKind::unsupported;
    return is_sentence && is_kind ? QString() : message;
}

}  // namespace lemnos::test
