// SPDX-License-Identifier: Apache-2.0
// A models folder for tests, in the home that isolateSettings() made: small files of every kind, and the starter model
// as a checkpoint that works.
#pragma once

#include <QDir>
#include <QFile>
#include <QtTest>

#include "formats/safetensors_writer.h"
#include "studio/model_library.h"

namespace lemnos::studio {

inline const QString starterFile = QStringLiteral(LEMNOS_SOURCE_DIR "/models/starter/lemnos-starter.safetensors");

inline QStringList texts(std::initializer_list<const char*> all) {
    QStringList list;
    for (const char* const text : all) list.append(QString::fromUtf8(text));
    return list;
}

/// Empties the models folder and removes it.
inline void removeModels() { QDir(QFileInfo(ModelLibrary::folder()).path()).removeRecursively(); }

/// A path in the models folder, whose folders are made.
inline QString modelPath(const QString& name) {
    const QString path = ModelLibrary::folder() + QLatin1Char('/') + name;
    QDir().mkpath(QFileInfo(path).path());
    return path;
}

/// The starter under another name; a link, because it has 40 MB.
inline QString addCheckpoint(const QString& name) {
    const QString path = modelPath(name);
    if (!QFile::link(starterFile, path)) qFatal("%s cannot be made", qPrintable(path));
    return path;
}

/// A file that is something else than a checkpoint.
inline QString addTensor(const QString& name, const char* tensor, Shape shape) {
    const QString path = modelPath(name);
    if (!write_safetensors(path.toStdString(), {{tensor, HostTensor(shape)}})) qFatal("%s", qPrintable(path));
    return path;
}
inline QString addLora(const QString& name) { return addTensor(name, "lora_unet_x.lora_down.weight", {4, 768}); }

inline QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeBytes(const QString& path, const QByteArray& bytes, QIODevice::OpenMode mode = QIODevice::WriteOnly) {
    QFile file(path);
    if (!file.open(mode) || file.write(bytes) != bytes.size()) qFatal("%s cannot be written", qPrintable(path));
}

}  // namespace lemnos::studio
