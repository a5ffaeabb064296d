// SPDX-License-Identifier: Apache-2.0
#include "formats/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "formats/messages.h"
#include "formats/safetensors_header.h"
#include "formats/scaled_fp8.h"

namespace lemnos {
namespace {

constexpr std::uint64_t prefix = 8;  // bytes of the header's length

Result<std::uint64_t> header_size(const MappedFile& file) {
    if (file.size() < prefix + 2) return bad_file("has only {} bytes; it is not a safetensors file", file.size());
    std::array<std::byte, prefix + 1> start{};
    LEMNOS_CHECK(file.read_at(0, start));
    std::uint64_t size = 0;
    std::memcpy(&size, start.data(), prefix);
    if (size > longest_safetensors_header)
        return bad_file("claims a header of {} bytes; it is not a safetensors file", grouped(size));
    if (size > file.size() - prefix)
        return bad_file(
            "has a header that ends at byte {} but the file has {}. The file looks cut off; download it again.",
            grouped(prefix + size), grouped(file.size()));
    if (size < 2 || start[prefix] != std::byte{'{'}) return bad_file("has no header; it is not a safetensors file");
    return size;
}

Result<std::string> read_header(const MappedFile& file, std::uint64_t size) {
    std::string text(size, '\0');
    LEMNOS_CHECK(file.read_at(prefix, std::as_writable_bytes(std::span(text))));
    return text;
}

// Tensors must follow each other without gap or overlap from the header to the end of the file.
Status check_places(const std::vector<TensorInfo>& sorted, std::uint64_t data_bytes, std::uint64_t data_offset) {
    std::uint64_t position = 0;
    for (const TensorInfo& tensor : sorted) {
        if (tensor.offset < position) return bad_file("tensor {} overlaps the one before it", in_quotes(tensor.name));
        if (tensor.offset > position)
            return bad_file("{} bytes before tensor {} belong to nothing", grouped(tensor.offset - position),
                            in_quotes(tensor.name));
        position += tensor.bytes;
        if (position > data_bytes)
            return bad_file("tensor {} ends at byte {} but the file has {}. The file looks cut off; download it again.",
                            in_quotes(tensor.name), grouped(data_offset + position), grouped(data_offset + data_bytes));
    }
    if (position < data_bytes) return bad_file("{} bytes follow the last tensor", grouped(data_bytes - position));
    return {};
}

Status check_names(std::span<const TensorInfo> tensors) {
    std::vector<std::string_view> names;
    names.reserve(tensors.size());
    for (const TensorInfo& tensor : tensors) names.push_back(tensor.name);
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end()) return bad_file("tensor {} appears twice", in_quotes(*twice));
    return {};
}

Result<CheckpointTable> read_table(const MappedFile& file) {
    LEMNOS_TRY(const std::uint64_t size, header_size(file));
    LEMNOS_TRY(std::string text, read_header(file, size));
    LEMNOS_TRY(SafetensorsHeader header, parse_safetensors_header(text));
    text = {};  // up to 100 MB that the sorting below does not need
    const std::uint64_t data_offset = prefix + size;
    std::ranges::sort(header.tensors, {},
                      [](const TensorInfo& tensor) { return std::pair(tensor.offset, tensor.bytes); });
    LEMNOS_CHECK(check_names(header.tensors));  // first: a duplicate also overlaps, and saying so would hide the cause
    LEMNOS_CHECK(check_places(header.tensors, file.size() - data_offset, data_offset));
    for (TensorInfo& tensor : header.tensors) tensor.offset += data_offset;
    return CheckpointTable{"safetensors", std::move(header.tensors), std::move(header.metadata), data_offset};
}

}  // namespace

bool is_safetensors(const MappedFile& file) { return header_size(file).has_value(); }

Result<Checkpoint> read_safetensors(MappedFile file) {
    LEMNOS_TRY(CheckpointTable table, naming(file.path(), read_table(file)));
    const std::filesystem::path path = file.path();
    std::vector<MappedFile> files;
    files.push_back(std::move(file));
    LEMNOS_TRY(Checkpoint checkpoint, Checkpoint::create(path, std::move(files), std::move(table)));
    return with_scales(std::move(checkpoint));
}

}  // namespace lemnos
