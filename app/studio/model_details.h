// SPDX-License-Identifier: Apache-2.0
// What there is to say about one model of the collection: its header, the files beside it, and what it would take of
// the device's memory. Plain data; crosses from the models thread by value.
#pragma once

#include <optional>

#include <QList>
#include <QString>
#include <QStringList>

#include "families/model_file.h"
#include "pipeline/request.h"
#include "pipeline/run_networks.h"

namespace lemnos::studio {

struct ModelDetails {
    QString path;
    QString format;  // "safetensors"; empty where the file cannot be read
    QString prediction;
    quint64 parameters = 0;
    QList<std::pair<QString, quint64>> types;  // with how many tensors are of each
    QStringList missing;                       // tensors, the first ones
    qsizetype missingCount = 0;
    QString autov2, autov3;    // as far as the cache knows them
    QStringList triggerWords;  // as its maker or a page about it names them
    QStringList frequentTags;  // of the pictures that it learned from, the most frequent first
    QStringList notes;         // what could not be read, a sentence each
    QString promptName;        // what a prompt calls it by
};

/// What is asked of the models thread about memory.
struct MemoryQuestion {
    Request request;  // without what takes no memory
    QString device;   // as the settings have it
    friend bool operator==(const MemoryQuestion&, const MemoryQuestion&) = default;
};

struct ModelMemory {
    QString model;
    RunMemory memory;
    QString device;
    quint64 deviceBytes = 0;  // all that it has
    QString problem;          // why there is no estimate; empty if there is one
};

}  // namespace lemnos::studio
