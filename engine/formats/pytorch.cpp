// SPDX-License-Identifier: Apache-2.0
#include "formats/pytorch.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "formats/byte_reader.h"
#include "formats/pytorch_tensors.h"
#include "formats/safetensors.h"
#include "formats/zip_directory.h"

namespace lemnos {
namespace {

constexpr std::uint64_t largest_pickle = 64ULL << 20U;  // bytes; those of real checkpoints stay below 2 MB
constexpr std::string_view pickle_name = "data.pkl";
// 0x1950a86a20f9469cfc6c, the first pickle of a legacy file
constexpr std::string_view legacy_magic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
constexpr std::int64_t legacy_version = 1001;

template <std::size_t n>
std::array<char, n> start_of(const MappedFile& file) {
    std::array<char, n> start{};  // zeros where the file is shorter
    const auto there = std::as_writable_bytes(std::span(start).first(std::min<std::uint64_t>(file.size(), n)));
    if (!file.read_at(0, there)) start.fill(0);
    return start;
}

Result<Checkpoint> checkpoint_of(MappedFile file, Result<CheckpointTable> table) {
    const std::filesystem::path path = file.path();
    LEMNOS_TRY(CheckpointTable sound, naming(path, std::move(table)));
    std::vector<MappedFile> files;
    files.push_back(std::move(file));
    return Checkpoint::create(path, std::move(files), std::move(sound));
}

// The pickle stands in a folder named after the file that was saved, "archive/data.pkl".
Result<const ZipEntry*> find_pickle(const std::vector<ZipEntry>& entries) {
    for (const ZipEntry& entry : entries) {
        const std::size_t slash = entry.name.find('/');
        if (slash != std::string::npos && std::string_view(entry.name).substr(slash + 1) == pickle_name) return &entry;
    }
    if (const ZipEntry* entry = find_entry(entries, pickle_name)) return entry;
    return bad_file("is a zip archive but no PyTorch checkpoint: it holds no {}", pickle_name);
}

Result<Storages> storages_in(const Pickle& pickle, const std::vector<ZipEntry>& entries, const std::string& folder) {
    Storages storages;
    LEMNOS_TRY(const auto types, storage_types(pickle));
    for (const auto& [key, dtype] : types) {
        const std::string name = fmt::format("{}data/{}", folder, key);
        const ZipEntry* entry = find_entry(entries, name);
        if (entry == nullptr) return bad_file("lacks the storage {}", in_quotes(name));
        if (entry->storage != ZipEntry::Storage::stored)
            return unsupported("zip entry {} is compressed or encrypted; PyTorch stores its entries as they are",
                               in_quotes(name));
        storages.emplace(key, StoragePlace{entry->offset, entry->bytes});
    }
    return storages;
}

Status check_byte_order(const MappedFile& file, const std::vector<ZipEntry>& entries, const std::string& folder) {
    const ZipEntry* entry = find_entry(entries, folder + "byteorder");
    if (entry == nullptr) return {};
    LEMNOS_TRY(const std::vector<std::byte> text, read_entry(file, *entry, 16));
    if (std::string_view(reinterpret_cast<const char*>(text.data()), text.size()) == "little") return {};
    return unsupported("is stored in big-endian order; Lemnos reads little-endian files");
}

Result<CheckpointTable> read_zip(const MappedFile& file) {
    LEMNOS_TRY(const std::vector<ZipEntry> entries, read_zip_directory(file));
    LEMNOS_TRY(const ZipEntry* entry, find_pickle(entries));
    const std::string folder = entry->name.substr(0, entry->name.size() - pickle_name.size());
    if (find_entry(entries, folder + "constants.pkl") != nullptr)
        return unsupported("is a TorchScript program, not a checkpoint");
    LEMNOS_CHECK(check_byte_order(file, entries, folder));
    LEMNOS_TRY(const std::vector<std::byte> bytes, read_entry(file, *entry, largest_pickle));
    LEMNOS_TRY(const Pickle pickle, read_pickle(bytes, pytorch_globals()));
    LEMNOS_TRY(const Storages storages, storages_in(pickle, entries, folder));
    return find_tensors(pickle, storages);
}

// After the pickles, in the order of a list of keys: the number of elements and the elements.
Result<Storages> storages_after(const MappedFile& file, std::uint64_t position, const Pickle& pickle,
                                const Pickle& keys) {
    LEMNOS_TRY(const auto types, storage_types(pickle));
    Storages storages;
    for (const auto index : keys[keys.root].items) {
        const auto type = types.find(keys[index].text);
        if (type == types.end()) return bad_file("holds storage {}, which nothing uses", in_quotes(keys[index].text));
        std::uint64_t elements = 0, bytes = 0;
        if (file.size() - position < sizeof(elements))
            return bad_file("ends before storage {}. The file looks cut off; download it again.",
                            in_quotes(type->first));
        LEMNOS_CHECK(file.read_at(position, std::as_writable_bytes(std::span(&elements, 1))));
        position += sizeof(elements);
        if (__builtin_mul_overflow(elements, std::uint64_t{size_of(type->second)}, &bytes) ||
            bytes > file.size() - position)
            return bad_file(
                "storage {} of {} elements ends beyond the file. The file looks cut off; download it again.",
                in_quotes(type->first), grouped(elements));
        storages.emplace(type->first, StoragePlace{position, bytes});
        position += bytes;
    }
    return storages;
}

Result<CheckpointTable> read_legacy(const MappedFile& file) {
    std::vector<std::byte> bytes(std::min(file.size(), largest_pickle));
    LEMNOS_CHECK(file.read_at(0, bytes));
    std::size_t position = 0;
    const auto next = [&]() -> Result<Pickle> {
        LEMNOS_TRY(Pickle pickle, read_pickle(std::span(bytes).subspan(position), pytorch_globals()));
        position += pickle.bytes;
        return pickle;
    };
    LEMNOS_TRY(const Pickle magic, next());
    if (magic[magic.root].kind != PickleValue::Kind::big_integer || magic[magic.root].text != legacy_magic)
        return bad_file("is a Python pickle but no PyTorch checkpoint");
    LEMNOS_TRY(const Pickle version, next());
    if (version[version.root].number != legacy_version)
        return unsupported("is written in version {} of PyTorch's format", version[version.root].number);
    LEMNOS_TRY(const Pickle system, next());
    const PickleValue& facts = system[system.root];
    for (std::size_t i = 0; i + 1 < facts.items.size(); i += 2)
        if (system[facts.items[i]].text == "little_endian" && system[facts.items[i + 1]].number == 0)
            return unsupported("is stored in big-endian order; Lemnos reads little-endian files");
    LEMNOS_TRY(const Pickle pickle, next());
    LEMNOS_TRY(const Pickle keys, next());
    LEMNOS_TRY(const Storages storages, storages_after(file, position, pickle, keys));
    return find_tensors(pickle, storages);
}

// Protocol 0 has no mark at its beginning; files that mean harm often begin with an import, "cos\nsystem\n".
bool begins_with_import(const MappedFile& file) {
    const auto start = start_of<32>(file);
    if (start[0] != 'c') return false;
    const auto line = std::find(start.begin(), start.end(), '\n');
    return line != start.end() && std::all_of(start.begin(), line, [](unsigned char letter) {
               return std::isalnum(letter) != 0 || letter == '_' || letter == '.';
           });
}

}  // namespace

bool is_pytorch_zip(const MappedFile& file) {
    const auto start = start_of<4>(file);
    return std::string_view(start.data(), start.size()) == "PK\3\4";
}

// A safetensors header of 640 bytes begins with the same two bytes.
bool is_pytorch_legacy(const MappedFile& file) {
    const auto start = start_of<2>(file);
    const bool is_pickle = static_cast<unsigned char>(start[0]) == 0x80 && start[1] >= 2 && start[1] <= 5;
    return (is_pickle && !is_safetensors(file)) || begins_with_import(file);
}

Result<Checkpoint> read_pytorch_zip(MappedFile file) {
    Result<CheckpointTable> table = read_zip(file);
    return checkpoint_of(std::move(file), std::move(table));
}

Result<Checkpoint> read_pytorch_legacy(MappedFile file) {
    Result<CheckpointTable> table = read_legacy(file);
    return checkpoint_of(std::move(file), std::move(table));
}

}  // namespace lemnos
