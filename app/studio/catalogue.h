// SPDX-License-Identifier: Apache-2.0
// The list of models that can be downloaded (models/catalogue.json): facts about each, where it comes from, and by what
// its bytes are known to be right. Whatever does not stand in the schema is refused with file and field.
// Plain data and free functions; any thread.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include "base/result.h"

namespace lemnos::studio {

enum class CatalogueKind { checkpoint, lora, vae, embedding, tokenizer };

struct CatalogueEntry {
    QString id;
    QString name;
    CatalogueKind kind = CatalogueKind::checkpoint;
    QString family;  // id of families.h; empty where it does not matter
    QString file;    // its name here, without a folder
    qint64 bytes = 0;
    QString sha256;   // 64 small hexadecimal digits
    QString licence;  // SPDX id, or name
    QString licenceUrl;
    QString url;   // https; empty: it comes with Lemnos
    QString page;  // what its makers say about it; empty: none
    QString description;
    QStringList needs;  // ids of entries that stand before it

    bool comesWithLemnos() const { return url.isEmpty(); }
};

class Catalogue {
public:
    static constexpr int version = 1;

    Catalogue() = default;
    /// Of entries that are known to be sound.
    explicit Catalogue(QList<CatalogueEntry> entries) : m_entries(std::move(entries)) {}
    /// `name` is what messages call the file.
    static Result<Catalogue> parse(const QByteArray& json, const QString& name);
    /// The one that is built in.
    static Result<Catalogue> shipped();

    const QList<CatalogueEntry>& entries() const { return m_entries; }
    const CatalogueEntry* find(const QString& id) const;

private:
    QList<CatalogueEntry> m_entries;
};

/// Where a download of this entry goes: the models folder, its subfolder for the kind, or the folder of tokenizers.
QString goalOf(const CatalogueEntry& entry);

}  // namespace lemnos::studio
