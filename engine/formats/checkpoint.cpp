// SPDX-License-Identifier: Apache-2.0
#include "formats/checkpoint.h"

#include <algorithm>
#include <numeric>

#include "formats/messages.h"
#include "tensor/convert.h"

namespace lemnos {
namespace {

constexpr std::size_t longest_name = 1000;  // bytes; real names stay below 200

Status check_name(std::string_view name) {
    if (name.empty()) return bad_file("a tensor has an empty name");
    if (name.size() > longest_name)
        return bad_file("a tensor's name has {} bytes: {}", grouped(name.size()), in_quotes(name));
    if (std::ranges::any_of(name, [](unsigned char letter) { return letter < 0x20; }))
        return bad_file("the tensor name {} holds a control character", in_quotes(name));
    return {};
}

}  // namespace

Result<Checkpoint> Checkpoint::create(std::filesystem::path path, std::vector<MappedFile> files,
                                      CheckpointTable table) {
    Checkpoint checkpoint;
    checkpoint.m_path = std::move(path);
    checkpoint.m_files = std::move(files);
    checkpoint.m_table = std::move(table);
    LEMNOS_CHECK(checkpoint.index());
    return checkpoint;
}

Result<Checkpoint> Checkpoint::join(std::filesystem::path path, std::string format,
                                    std::map<std::string, std::string> metadata, std::vector<Part> parts) {
    std::vector<MappedFile> files;
    CheckpointTable table{std::move(format), {}, std::move(metadata), 0};
    for (Part& part : parts) {
        const auto first = static_cast<std::uint32_t>(files.size());
        std::ranges::move(part.file.m_files, std::back_inserter(files));
        for (TensorInfo& tensor : part.file.m_table.tensors) {
            tensor.name = part.prefix + tensor.name;
            tensor.file += first;
            table.tensors.push_back(std::move(tensor));
        }
    }
    return create(std::move(path), std::move(files), std::move(table));
}

Result<Checkpoint> Checkpoint::with_tensors(std::vector<TensorInfo> tensors) && {
    m_table.tensors = std::move(tensors);
    LEMNOS_CHECK(index());
    return std::move(*this);
}

Status Checkpoint::index() {
    std::vector<TensorInfo>& tensors = m_table.tensors;
    if (tensors.size() > most_tensors)
        return unsupported("{}: holds more than {} tensors", file_name(m_path), grouped(most_tensors));
    for (const TensorInfo& tensor : tensors) {
        LEMNOS_CHECK(naming(m_path, check_name(tensor.name)));
        const std::uint64_t size = tensor.file < m_files.size() ? m_files[tensor.file].size() : 0;
        const std::uint64_t elements = tensor.shape.elements();
        const BlockFacts block = block_of(tensor.dtype);
        if (elements % block.elements != 0 || tensor.bytes != bytes_of(tensor.dtype, elements))
            return bad_file("{}: tensor {} has {} bytes, which {} of {} do not take", file_name(m_path),
                            in_quotes(tensor.name), grouped(tensor.bytes), tensor.shape.text(), name_of(tensor.dtype));
        if (tensor.offset > size || tensor.bytes > size - tensor.offset)
            return bad_file("{}: tensor {} ends at byte {} but the file has {}", file_name(m_path),
                            in_quotes(tensor.name), grouped(tensor.offset + tensor.bytes), grouped(size));
    }
    std::ranges::sort(tensors, {}, [](const TensorInfo& t) { return std::tuple(t.file, t.offset, t.bytes); });
    m_by_name.resize(tensors.size());
    std::iota(m_by_name.begin(), m_by_name.end(), 0U);
    const auto name = [&](std::uint32_t i) -> std::string_view { return tensors[i].name; };
    std::ranges::sort(m_by_name, {}, name);
    const auto twice = std::ranges::adjacent_find(m_by_name, {}, name);
    if (twice != m_by_name.end())
        return bad_file("{}: tensor {} appears twice", file_name(m_path), in_quotes(name(*twice)));
    return {};
}

const TensorInfo* Checkpoint::find(std::string_view name) const {
    const auto name_at = [this](std::uint32_t i) -> std::string_view { return m_table.tensors[i].name; };
    const auto at = std::ranges::lower_bound(m_by_name, name, {}, name_at);
    return at != m_by_name.end() && name_at(*at) == name ? &m_table.tensors[*at] : nullptr;
}

Result<const TensorInfo*> Checkpoint::require(std::string_view name) const {
    if (const TensorInfo* tensor = find(name)) return tensor;
    return bad_file("{}: has no tensor {}", file_name(m_path), in_quotes(name));
}

std::span<const std::byte> Checkpoint::bytes(const TensorInfo& tensor) const {
    return m_files[tensor.file].bytes().subspan(tensor.offset, tensor.bytes);
}

Status Checkpoint::read_bytes(const TensorInfo& tensor, std::uint64_t from, std::span<std::byte> to) const {
    if (from > tensor.bytes || to.size() > tensor.bytes - from)
        return invalid("{}: bytes {} to {} lie outside tensor {}", file_name(m_path), from, from + to.size(),
                       in_quotes(tensor.name));
    return m_files[tensor.file].read_at(tensor.offset + from, to);
}

Result<HostTensor> Checkpoint::read_floats(const TensorInfo& tensor) const {
    HostTensor result(tensor.shape);
    const BlockFacts block = block_of(tensor.dtype);
    const std::size_t most = (std::size_t{1} << 20U) / block.bytes * block.elements;  // numbers at once
    std::vector<std::byte> piece(std::min<std::uint64_t>(tensor.bytes, bytes_of(tensor.dtype, most)));
    std::uint64_t from = 0;
    for (std::span<float> rest = result.values; !rest.empty();) {
        const std::size_t count = std::min(rest.size(), most);
        const auto bytes = std::span(piece).first(bytes_of(tensor.dtype, count));
        LEMNOS_CHECK(read_bytes(tensor, from, bytes));
        floats_from_bytes(tensor.dtype, bytes, rest.first(count));
        if (tensor.scale != 1)
            for (float& value : rest.first(count)) value *= tensor.scale;
        from += bytes.size();
        rest = rest.subspan(count);
    }
    return result;
}

Result<HostTensor> Checkpoint::read_floats(std::string_view name) const {
    LEMNOS_TRY(const TensorInfo* tensor, require(name));
    return read_floats(*tensor);
}

TensorInfo rows_of(const TensorInfo& tensor, std::uint32_t first, std::uint32_t count, std::string name) {
    TensorInfo rows = tensor;
    const std::uint64_t row = tensor.shape[0] == 0 ? 0 : tensor.shape.elements() / tensor.shape[0];
    rows.name = std::move(name);
    rows.shape = tensor.shape.with(0, count);
    rows.offset += bytes_of(tensor.dtype, first * row);
    rows.bytes = bytes_of(tensor.dtype, count * row);
    return rows;
}

}  // namespace lemnos
