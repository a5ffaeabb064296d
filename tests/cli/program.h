// SPDX-License-Identifier: Apache-2.0
// Runs the real lemnos-cli as a user would, in a folder of its own, and keeps what it said.
// Used by the tests of this folder, on their one thread.
#pragma once

#include <initializer_list>

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace lemnos::testing {

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;

    /// For QVERIFY2: what happened, whatever it was.
    QByteArray told() const {
        return "exit code " + QByteArray::number(code) + ", stdout:\n" + out + "\nstderr:\n" + err;
    }
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

class Program {
public:
    using Environment = std::initializer_list<std::pair<QString, QString>>;

    Program() {
        m_process.setProgram(QStringLiteral(LEMNOS_CLI));
        m_process.setWorkingDirectory(m_folder.path());
    }

    QString path(const QString& name) const { return m_folder.filePath(name); }

    /// Everything below the folder, hidden files too: what a run left behind.
    QStringList files() const {
        QStringList found;
        QDirIterator all(m_folder.path(), QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) found += QDir(m_folder.path()).relativeFilePath(all.next());
        found.sort();
        return found;
    }

    QProcess& start(const QStringList& arguments, Environment environment = {}) {
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert("XDG_CACHE_HOME", QStringLiteral(LEMNOS_TEST_CACHE));
        for (const auto& [name, value] : environment) variables.insert(name, value);
        m_process.setProcessEnvironment(variables);
        m_process.setArguments(arguments);
        m_process.start(QIODevice::ReadOnly);
        return m_process;
    }

    Outcome finish() {
        if (!m_process.waitForFinished(300'000)) m_process.kill();
        const bool crashed = m_process.exitStatus() == QProcess::CrashExit;
        return {crashed ? -1 : m_process.exitCode(), m_process.readAllStandardOutput(),
                m_process.readAllStandardError()};
    }

    Outcome run(const QStringList& arguments, Environment environment = {}) {
        start(arguments, environment);
        return finish();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

}  // namespace lemnos::testing
