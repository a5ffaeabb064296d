// SPDX-License-Identifier: Apache-2.0
#include "formats/safetensors.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "formats/messages.h"
#include "formats/safetensors_header.h"
#include "tensor/convert.h"

namespace lemnos {
namespace {

constexpr std::uint64_t prefix = 8;  // bytes of the header's length

Result<std::uint64_t> header_size(const MappedFile& file) {
    if (file.size() < prefix + 2) return bad_file("has only {} bytes; it is not a safetensors file", file.size());
    std::array<std::byte, prefix + 1> start{};
    LEMNOS_CHECK(file.read_at(0, start));
    std::uint64_t size = 0;
    std::memcpy(&size, start.data(), prefix);
    if (start[0] == std::byte{'P'} && start[1] == std::byte{'K'})
        return unsupported("is a PyTorch archive (.ckpt), whatever its name says; convert it to safetensors");
    if (size > Safetensors::longest_header)
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

Result<std::vector<std::uint32_t>> index_by_name(const std::vector<TensorInfo>& tensors) {
    std::vector<std::uint32_t> index(tensors.size());
    std::iota(index.begin(), index.end(), 0U);
    auto name = [&](std::uint32_t i) -> std::string_view { return tensors[i].name; };
    std::ranges::sort(index, {}, name);
    const auto twice = std::ranges::adjacent_find(index, {}, name);
    if (twice != index.end()) return bad_file("tensor {} appears twice", in_quotes(name(*twice)));
    return index;
}

// Adds the file's name in front of a message.
template <typename T>
Result<T> naming(const MappedFile& file, Result<T> result) {
    if (!result && !result.error().message.starts_with(file.path().string()))
        result.error().message = fmt::format("{}: {}", file_name(file.path()), result.error().message);
    return result;
}

}  // namespace

bool Safetensors::recognises(const MappedFile& file) { return header_size(file).has_value(); }

Result<Safetensors> Safetensors::open(const std::filesystem::path& path) {
    LEMNOS_TRY(MappedFile file, MappedFile::open(path));
    return read(std::move(file));
}

Result<Safetensors> Safetensors::read(MappedFile file) {
    Safetensors reader(std::move(file));
    LEMNOS_TRY(const std::uint64_t size, naming(reader.m_file, header_size(reader.m_file)));
    LEMNOS_TRY(std::string text, naming(reader.m_file, read_header(reader.m_file, size)));
    LEMNOS_TRY(SafetensorsHeader header, naming(reader.m_file, parse_safetensors_header(text)));
    text = {};  // up to 100 MB that the sorting below does not need
    reader.m_data_offset = prefix + size;
    reader.m_tensors = std::move(header.tensors);
    reader.m_metadata = std::move(header.metadata);
    std::ranges::sort(reader.m_tensors, {},
                      [](const TensorInfo& tensor) { return std::pair(tensor.offset, tensor.bytes); });
    // Names first: a duplicate also overlaps, and saying so would hide the cause.
    LEMNOS_TRY(reader.m_by_name, naming(reader.m_file, index_by_name(reader.m_tensors)));
    LEMNOS_CHECK(naming(reader.m_file, check_places(reader.m_tensors, reader.m_file.size() - reader.m_data_offset,
                                                    reader.m_data_offset)));
    for (TensorInfo& tensor : reader.m_tensors) tensor.offset += reader.m_data_offset;
    return reader;
}

const TensorInfo* Safetensors::find(std::string_view name) const {
    auto name_at = [this](std::uint32_t i) -> std::string_view { return m_tensors[i].name; };
    const auto at = std::ranges::lower_bound(m_by_name, name, {}, name_at);
    return at != m_by_name.end() && name_at(*at) == name ? &m_tensors[*at] : nullptr;
}

Result<const TensorInfo*> Safetensors::require(std::string_view name) const {
    if (const TensorInfo* tensor = find(name)) return tensor;
    return bad_file("{}: has no tensor {}", file_name(m_file.path()), in_quotes(name));
}

std::span<const std::byte> Safetensors::bytes(const TensorInfo& tensor) const {
    return m_file.bytes().subspan(tensor.offset, tensor.bytes);
}

Status Safetensors::read_bytes(const TensorInfo& tensor, std::uint64_t from, std::span<std::byte> to) const {
    if (from > tensor.bytes || to.size() > tensor.bytes - from)
        return invalid("{}: bytes {} to {} lie outside tensor {}", file_name(m_file.path()), from, from + to.size(),
                       in_quotes(tensor.name));
    return m_file.read_at(tensor.offset + from, to);
}

Result<HostTensor> Safetensors::read_floats(const TensorInfo& tensor) const {
    HostTensor result(tensor.shape);
    const std::size_t element = size_of(tensor.dtype);
    std::vector<std::byte> piece(std::min<std::uint64_t>(tensor.bytes, std::uint64_t{1} << 20U));
    std::uint64_t from = 0;
    for (std::span<float> rest = result.values; !rest.empty();) {
        const std::size_t count = std::min(rest.size(), piece.size() / element);
        const auto bytes = std::span(piece).first(count * element);
        LEMNOS_CHECK(read_bytes(tensor, from, bytes));
        floats_from_bytes(tensor.dtype, bytes, rest.first(count));
        from += bytes.size();
        rest = rest.subspan(count);
    }
    return result;
}

Result<HostTensor> Safetensors::read_floats(std::string_view name) const {
    LEMNOS_TRY(const TensorInfo* tensor, require(name));
    return read_floats(*tensor);
}

}  // namespace lemnos
