// SPDX-License-Identifier: Apache-2.0
#include "studio/catalogue.h"

#include <algorithm>
#include <array>
#include <set>

#include <QDir>
#include <QFile>
#include <QUrl>
#include <nlohmann/json.hpp>

#include "families/families.h"
#include "formats/messages.h"
#include "pipeline/model_folders.h"
#include "studio/model_library.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

using nlohmann::json;

struct KindRow {
    const char* name;
    CatalogueKind kind;
    const char* folder;  // below the models folder
};
constexpr std::array kinds{
    KindRow{"checkpoint", CatalogueKind::checkpoint, "."},
    KindRow{"lora", CatalogueKind::lora, "loras"},
    KindRow{"vae", CatalogueKind::vae, "vae"},
    KindRow{"embedding", CatalogueKind::embedding, "embeddings"},
    KindRow{"tokenizer", CatalogueKind::tokenizer, "../tokenizers/clip"},
};

const std::set<std::string> required{"id",     "name",    "kind",        "family",      "file", "bytes",
                                     "sha256", "licence", "licence_url", "description", "needs"};
const std::set<std::string> optional{"url", "page"};

/// Reads the fields of one object; every message begins with the field's name.
class Fields {
public:
    explicit Fields(const json& object) : m_object(object) {}

    Status check() const {
        for (const auto& [name, value] : m_object.items())
            if (!required.contains(name) && !optional.contains(name))
                return bad_file("{}: is no field of a model", in_quotes(name));
        for (const std::string& name : required)
            if (!m_object.contains(name)) return bad_file("{}: is missing", name);
        return {};
    }

    Result<QString> text(const char* name) const {
        const json value = m_object.value(name, json(""));
        if (!value.is_string()) return bad_file("{}: must be a text", name);
        return QString::fromStdString(value.get<std::string>());
    }
    Result<QString> filled(const char* name) const {
        LEMNOS_TRY(QString value, text(name));
        if (value.trimmed().isEmpty()) return bad_file("{}: is empty", name);
        return value;
    }
    /// An https address; empty where the field is optional and not there.
    Result<QString> address(const char* name) const {
        LEMNOS_TRY(QString value, text(name));
        if (!m_object.contains(name)) return value;
        const QUrl url(value, QUrl::StrictMode);
        if (!url.isValid() || url.scheme() != "https"_L1 || url.host().isEmpty() || !url.userInfo().isEmpty())
            return bad_file("{}: {} is not an https address", name, in_quotes(value.toStdString()));
        return value;
    }
    Result<qint64> bytes(const char* name) const {
        constexpr qint64 most = qint64(1) << 44;  // 16 TiB
        const json& value = m_object.at(name);
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() == 0 || value.get<std::uint64_t>() > most)
            return bad_file("{}: must be a whole number of bytes, at least 1", name);
        return value.get<qint64>();
    }
    Result<QString> digest(const char* name) const {
        LEMNOS_TRY(QString value, text(name));
        const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
        if (value.size() != 64 || !std::ranges::all_of(value, isDigit))
            return bad_file("{}: must be 64 small hexadecimal digits", name);
        return value;
    }
    Result<CatalogueKind> kind(const char* name) const {
        LEMNOS_TRY(const QString value, text(name));
        for (const KindRow& row : kinds)
            if (value == QLatin1StringView(row.name)) return row.kind;
        return bad_file("{}: {} is not checkpoint, lora, vae, embedding or tokenizer", name,
                        in_quotes(value.toStdString()));
    }
    Result<QString> family(const char* name) const {
        LEMNOS_TRY(QString value, text(name));
        if (!value.isEmpty() && !find_family(value.toStdString()))
            return bad_file("{}: {} is no family", name, in_quotes(value.toStdString()));
        return value;
    }
    /// A name that stays in its folder and that the library will see.
    Result<QString> fileName(const char* name, CatalogueKind kind) const {
        LEMNOS_TRY(QString value, filled(name));
        const bool isPlain = !value.startsWith(u'.') && !value.contains(u'/') && !value.contains(u'\\') &&
                             std::ranges::none_of(value, [](QChar c) { return c < u' '; });
        const bool isSeen = kind == CatalogueKind::tokenizer ? value == "merges.txt"_L1 : modelName(value) != value;
        if (!isPlain || !isSeen)
            return bad_file("{}: {} is no name of a model's file", name, in_quotes(value.toStdString()));
        return value;
    }
    Result<QStringList> ids(const char* name, const QList<CatalogueEntry>& before) const {
        const json& value = m_object.at(name);
        if (!value.is_array()) return bad_file("{}: must be a list", name);
        QStringList all;
        for (const json& one : value) {
            const QString id = one.is_string() ? QString::fromStdString(one.get<std::string>()) : QString();
            if (std::ranges::find(before, id, &CatalogueEntry::id) == before.end())
                return bad_file("{}: {} is no model that stands before this one", name, in_quotes(id.toStdString()));
            all.append(id);
        }
        return all;
    }

private:
    const json& m_object;
};

Result<CatalogueEntry> readEntry(const json& object, const QList<CatalogueEntry>& before) {
    const Fields fields(object);
    LEMNOS_CHECK(fields.check());
    CatalogueEntry entry;
    LEMNOS_TRY(entry.id, fields.filled("id"));
    LEMNOS_TRY(entry.name, fields.filled("name"));
    LEMNOS_TRY(entry.kind, fields.kind("kind"));
    LEMNOS_TRY(entry.family, fields.family("family"));
    LEMNOS_TRY(entry.file, fields.fileName("file", entry.kind));
    LEMNOS_TRY(entry.bytes, fields.bytes("bytes"));
    LEMNOS_TRY(entry.sha256, fields.digest("sha256"));
    LEMNOS_TRY(entry.licence, fields.filled("licence"));
    LEMNOS_TRY(entry.licenceUrl, fields.address("licence_url"));
    LEMNOS_TRY(entry.url, fields.address("url"));
    LEMNOS_TRY(entry.page, fields.address("page"));
    LEMNOS_TRY(entry.description, fields.filled("description"));
    LEMNOS_TRY(entry.needs, fields.ids("needs", before));
    for (const CatalogueEntry& other : before) {
        if (other.id == entry.id) return bad_file("id: {} stands there twice", in_quotes(entry.id.toStdString()));
        if (goalOf(other) == goalOf(entry))
            return bad_file("file: {} is the file of {}, too", in_quotes(entry.file.toStdString()),
                            in_quotes(other.id.toStdString()));
    }
    return entry;
}

}  // namespace

Result<Catalogue> Catalogue::parse(const QByteArray& text, const QString& name) {
    const std::string file = name.toStdString();
    const json::parser_callback_t shallow = [](int depth, json::parse_event_t, json&) { return depth < 8; };
    const json object = json::parse(text.begin(), text.end(), shallow, false);
    if (!object.is_object()) return bad_file("{}: is not a JSON object", file);
    if (object.value("version", json()) != version)
        return bad_file("{}: version: must be {}; this catalogue is for another version of Lemnos", file, version);
    const json models = object.value("models", json());
    if (!models.is_array()) return bad_file("{}: models: must be a list", file);
    Catalogue catalogue;
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (!models[i].is_object()) return bad_file("{}: models[{}]: is not an object", file, i);
        auto entry = readEntry(models[i], catalogue.m_entries);
        if (!entry) {
            entry.error().message = fmt::format("{}: models[{}].{}", file, i, entry.error().message);
            return std::unexpected(std::move(entry).error());
        }
        catalogue.m_entries.append(*std::move(entry));
    }
    return catalogue;
}

Result<Catalogue> Catalogue::shipped() {
    QFile file(u":/catalogue.json"_s);
    if (!file.open(QIODevice::ReadOnly)) return io_error("catalogue.json: is not built in");
    return parse(file.readAll(), u"catalogue.json"_s);
}

const CatalogueEntry* Catalogue::find(const QString& id) const {
    const auto found = std::ranges::find(m_entries, id, &CatalogueEntry::id);
    return found == m_entries.end() ? nullptr : &*found;
}

QString goalOf(const CatalogueEntry& entry) {
    const auto row = std::ranges::find(kinds, entry.kind, &KindRow::kind);
    return QDir::cleanPath(u"%1/%2/%3"_s.arg(ModelLibrary::folder(), QLatin1StringView(row->folder), entry.file));
}

}  // namespace lemnos::studio
