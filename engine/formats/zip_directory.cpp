// SPDX-License-Identifier: Apache-2.0
#include "formats/zip_directory.h"

#include <algorithm>
#include <array>

#include <zlib.h>

#include "formats/byte_reader.h"

namespace lemnos {
namespace {

constexpr std::uint32_t entry_signature = 0x02014b50;
constexpr std::uint32_t local_signature = 0x04034b50;
constexpr std::uint32_t end_signature = 0x06054b50;
constexpr std::uint32_t end64_signature = 0x06064b50;
constexpr std::uint32_t locator64_signature = 0x07064b50;
constexpr std::uint64_t end_bytes = 22;
constexpr std::uint64_t locator64_bytes = 20;
constexpr std::uint64_t end64_bytes = 56;
constexpr std::uint64_t entry_bytes = 46;
constexpr std::uint64_t local_bytes = 30;
constexpr std::uint64_t longest_comment = 0xffff;
constexpr std::uint16_t zip64_extra = 1;
constexpr std::uint32_t in_zip64 = 0xffffffff;  // the number stands in the zip64 record instead
constexpr std::uint64_t largest_directory = 64ULL << 20U;
constexpr std::uint64_t most_entries = 1ULL << 20U;

struct Directory {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::uint64_t entries = 0;
};

template <typename T>
T number_at(std::span<const std::byte> bytes, std::size_t offset) {
    T value{};
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
}

// The end record is the last thing in the file but for a comment.
Result<std::uint64_t> find_end(const MappedFile& file) {
    std::vector<std::byte> tail(std::min(file.size(), end_bytes + longest_comment));
    const std::uint64_t begin = file.size() - tail.size();
    LEMNOS_CHECK(file.read_at(begin, tail));
    for (std::size_t at = tail.size() < end_bytes ? 0 : tail.size() - end_bytes + 1; at-- > 0;)
        if (number_at<std::uint32_t>(tail, at) == end_signature &&
            at + end_bytes + number_at<std::uint16_t>(tail, at + 20) == tail.size())
            return begin + at;
    return bad_file(
        "is a zip archive (a PyTorch checkpoint?) without a directory at its end. The file looks cut off; download it "
        "again.");
}

Result<Directory> find_directory64(const MappedFile& file, std::uint64_t end) {
    std::array<std::byte, locator64_bytes> locator{};
    if (end < locator64_bytes) return bad_file("has a broken zip64 directory");
    LEMNOS_CHECK(file.read_at(end - locator64_bytes, locator));
    const auto record_at = number_at<std::uint64_t>(locator, 8);
    if (number_at<std::uint32_t>(locator, 0) != locator64_signature || record_at > file.size() ||
        file.size() - record_at < end64_bytes)
        return bad_file("has a broken zip64 directory");
    std::array<std::byte, end64_bytes> record{};
    LEMNOS_CHECK(file.read_at(record_at, record));
    if (number_at<std::uint32_t>(record, 0) != end64_signature) return bad_file("has a broken zip64 directory");
    return Directory{number_at<std::uint64_t>(record, 48), number_at<std::uint64_t>(record, 40),
                     number_at<std::uint64_t>(record, 32)};
}

Result<Directory> find_directory(const MappedFile& file) {
    LEMNOS_TRY(const std::uint64_t end, find_end(file));
    std::array<std::byte, end_bytes> record{};
    LEMNOS_CHECK(file.read_at(end, record));
    Directory directory{number_at<std::uint32_t>(record, 16), number_at<std::uint32_t>(record, 12),
                        number_at<std::uint16_t>(record, 10)};
    if (directory.offset == in_zip64 || directory.bytes == in_zip64 || directory.entries == 0xffff) {
        LEMNOS_TRY(directory, find_directory64(file, end));
    }
    if (directory.offset > end || directory.bytes > end - directory.offset)
        return bad_file("has a zip directory of {} bytes at byte {}, but the file has {}", grouped(directory.bytes),
                        grouped(directory.offset), grouped(file.size()));
    if (directory.bytes > largest_directory || directory.entries > most_entries)
        return unsupported("holds {} zip entries; Lemnos reads at most {}", grouped(directory.entries),
                           grouped(most_entries));
    if (directory.entries > directory.bytes / entry_bytes)
        return bad_file("claims {} zip entries in a directory of {} bytes", grouped(directory.entries),
                        grouped(directory.bytes));
    return directory;
}

// The numbers that did not fit, in this order, each only if its short form says so.
Status read_extra(std::string_view extra, ZipEntry& entry, std::uint64_t& unpacked) {
    ByteReader fields(std::as_bytes(std::span(extra)));
    while (fields.left() >= 4) {
        LEMNOS_TRY(const auto id, fields.number<std::uint16_t>());
        LEMNOS_TRY(const auto size, fields.number<std::uint16_t>());
        LEMNOS_TRY(const std::string_view field, fields.text(size));
        if (id != zip64_extra) continue;
        ByteReader numbers(std::as_bytes(std::span(field)));
        for (std::uint64_t* wide : {&unpacked, &entry.bytes, &entry.offset})
            if (*wide == in_zip64) {
                LEMNOS_TRY(*wide, numbers.number<std::uint64_t>());
            }
    }
    return {};
}

// Advances over one entry of the directory; its offset is still that of its local header.
Result<ZipEntry> next_entry(ByteReader& directory) {
    LEMNOS_TRY(const std::string_view fixed, directory.text(entry_bytes));
    const auto bytes = std::as_bytes(std::span(fixed));
    if (number_at<std::uint32_t>(bytes, 0) != entry_signature) return bad_file("has a broken zip directory");
    ZipEntry entry;
    const auto flags = number_at<std::uint16_t>(bytes, 8);
    if (number_at<std::uint16_t>(bytes, 10) != 0) entry.storage = ZipEntry::Storage::compressed;
    if ((flags & 1U) != 0) entry.storage = ZipEntry::Storage::encrypted;
    entry.crc = number_at<std::uint32_t>(bytes, 16);
    entry.bytes = number_at<std::uint32_t>(bytes, 20);
    std::uint64_t unpacked = number_at<std::uint32_t>(bytes, 24);
    entry.offset = number_at<std::uint32_t>(bytes, 42);
    LEMNOS_TRY(const std::string_view name, directory.text(number_at<std::uint16_t>(bytes, 28)));
    LEMNOS_TRY(const std::string_view extra, directory.text(number_at<std::uint16_t>(bytes, 30)));
    LEMNOS_CHECK(directory.text(number_at<std::uint16_t>(bytes, 32)));
    LEMNOS_CHECK(read_extra(extra, entry, unpacked));
    entry.name = name;
    if (entry.storage == ZipEntry::Storage::stored && unpacked != entry.bytes)
        return bad_file("zip entry {} is stored in {} bytes but has {}", in_quotes(name), grouped(entry.bytes),
                        grouped(unpacked));
    return entry;
}

// The data follow the local header, whose name and extra fields may be longer than the directory's.
Status find_data(const MappedFile& file, ZipEntry& entry) {
    const auto outside = [&] {
        return bad_file("zip entry {} lies outside the file. The file looks cut off; download it again.",
                        in_quotes(entry.name));
    };
    if (entry.offset > file.size() || file.size() - entry.offset < local_bytes) return outside();
    std::array<std::byte, local_bytes> local{};
    LEMNOS_CHECK(file.read_at(entry.offset, local));
    if (number_at<std::uint32_t>(local, 0) != local_signature)
        return bad_file("zip entry {} is not where the directory says", in_quotes(entry.name));
    entry.offset += local_bytes + number_at<std::uint16_t>(local, 26) + number_at<std::uint16_t>(local, 28);
    if (entry.offset > file.size() || entry.bytes > file.size() - entry.offset) return outside();
    return {};
}

}  // namespace

Result<std::vector<ZipEntry>> read_zip_directory(const MappedFile& file) {
    LEMNOS_TRY(const Directory directory, find_directory(file));
    std::vector<std::byte> bytes(directory.bytes);
    LEMNOS_CHECK(file.read_at(directory.offset, bytes));
    ByteReader reader(bytes);
    std::vector<ZipEntry> entries;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        LEMNOS_TRY(ZipEntry entry, next_entry(reader));
        LEMNOS_CHECK(find_data(file, entry));
        entries.push_back(std::move(entry));
    }
    std::ranges::sort(entries, {}, &ZipEntry::name);
    const auto twice = std::ranges::adjacent_find(entries, {}, &ZipEntry::name);
    if (twice != entries.end()) return bad_file("holds zip entry {} twice", in_quotes(twice->name));
    return entries;
}

const ZipEntry* find_entry(const std::vector<ZipEntry>& sorted, std::string_view name) {
    const auto at =
        std::ranges::lower_bound(sorted, name, {}, [](const ZipEntry& e) { return std::string_view(e.name); });
    return at != sorted.end() && at->name == name ? &*at : nullptr;
}

Result<std::vector<std::byte>> read_entry(const MappedFile& file, const ZipEntry& entry, std::uint64_t most) {
    if (entry.storage != ZipEntry::Storage::stored)
        return unsupported("zip entry {} is {}; PyTorch stores its entries as they are", in_quotes(entry.name),
                           entry.storage == ZipEntry::Storage::encrypted ? "encrypted" : "compressed");
    if (entry.bytes > most)
        return unsupported("zip entry {} has {} bytes; Lemnos reads at most {}", in_quotes(entry.name),
                           grouped(entry.bytes), grouped(most));
    std::vector<std::byte> bytes(entry.bytes);
    LEMNOS_CHECK(file.read_at(entry.offset, bytes));
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    if (crc != entry.crc)
        return bad_file("zip entry {} does not agree with its check sum. The file is damaged; download it again.",
                        in_quotes(entry.name));
    return bytes;
}

}  // namespace lemnos
