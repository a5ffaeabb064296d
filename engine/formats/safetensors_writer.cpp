// SPDX-License-Identifier: Apache-2.0
#include "formats/safetensors_writer.h"

#include <algorithm>
#include <cstring>

#include <nlohmann/json.hpp>

#include "formats/messages.h"
#include "tensor/convert.h"

namespace lemnos {
namespace {

// Nothing for types that the format has no name for.
std::string_view type_name(DType dtype) {
    switch (dtype) {
        case DType::f32: return "F32";
        case DType::f16: return "F16";
        case DType::bf16: return "BF16";
        case DType::f64: return "F64";
        case DType::f8_e4m3: return "F8_E4M3";
        case DType::f8_e5m2: return "F8_E5M2";
        case DType::i8: return "I8";
        case DType::u8: return "U8";
        case DType::i16: return "I16";
        case DType::u16: return "U16";
        case DType::i32: return "I32";
        case DType::u32: return "U32";
        case DType::i64: return "I64";
        case DType::u64: return "U64";
        case DType::boolean: return "BOOL";
        default: return {};
    }
}

std::string json_text(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string metadata_text(const TextMap& metadata) {
    std::string text;
    for (const auto& [key, value] : metadata)
        text += fmt::format("{}{}:{}", text.empty() ? "" : ",", json_text(key), json_text(value));
    return text;
}

std::string header_text(const std::vector<StoredTensor>& tensors, const TextMap& metadata) {
    std::string text = "{";
    if (!metadata.empty()) text += fmt::format("\"__metadata__\":{{{}}}", metadata_text(metadata));
    std::uint64_t offset = 0;
    for (const StoredTensor& tensor : tensors) {
        const auto extents = tensor.shape.extents();
        text += fmt::format("{}{}:{{\"dtype\":\"{}\",\"shape\":[{}],\"data_offsets\":[{},{}]}}",
                            text.size() > 1 ? "," : "", json_text(tensor.name), type_name(tensor.dtype),
                            fmt::join(extents, ","), offset, offset + tensor.bytes.size());
        offset += tensor.bytes.size();
    }
    text += "}";
    text.resize((text.size() + 7) / 8 * 8, ' ');  // so that the numbers lie aligned in a mapped file
    return text;
}

Status check(const std::vector<StoredTensor>& tensors) {
    std::vector<std::string_view> names;
    for (const StoredTensor& tensor : tensors) {
        const bool control = std::ranges::any_of(tensor.name, [](unsigned char letter) { return letter < 0x20; });
        if (tensor.name.empty() || tensor.name == "__metadata__" || control)
            return invalid("a tensor cannot be called {}", in_quotes(tensor.name));
        if (type_name(tensor.dtype).empty())
            return invalid("tensor {} is {}, which the format lacks", in_quotes(tensor.name), name_of(tensor.dtype));
        if (tensor.bytes.size() != tensor.shape.elements() * size_of(tensor.dtype))
            return invalid("tensor {} has {} bytes for {} of {}", in_quotes(tensor.name), tensor.bytes.size(),
                           tensor.shape.text(), name_of(tensor.dtype));
        names.push_back(tensor.name);
    }
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end()) return invalid("tensor {} is given twice", in_quotes(*twice));
    return {};
}

}  // namespace

Status write_safetensors(const std::filesystem::path& path, std::vector<StoredTensor> tensors, const TextMap& metadata,
                         OnExisting on_existing) {
    LEMNOS_CHECK(check(tensors));
    // Larger types first, as the reference writer does: then every tensor is aligned to its own element.
    std::ranges::stable_sort(tensors, std::ranges::greater{},
                             [](const StoredTensor& tensor) { return size_of(tensor.dtype); });
    const std::string header = header_text(tensors, metadata);
    const std::uint64_t size = header.size();
    LEMNOS_TRY(AtomicFile file, AtomicFile::create(path, on_existing));
    LEMNOS_CHECK(file.write(std::as_bytes(std::span(&size, 1))));
    LEMNOS_CHECK(file.write(std::as_bytes(std::span(header))));
    for (const StoredTensor& tensor : tensors) LEMNOS_CHECK(file.write(tensor.bytes));
    return file.commit();
}

Status write_safetensors(const std::filesystem::path& path, const TensorMap& tensors, DType stored_as,
                         const TextMap& metadata, OnExisting on_existing) {
    if (stored_as != DType::f32 && stored_as != DType::f16)
        return invalid("tensors cannot be written as {}", name_of(stored_as));
    std::vector<std::vector<std::byte>> halves;  // keeps converted bytes until they are written
    std::vector<StoredTensor> stored;
    for (const auto& [name, tensor] : tensors) {
        if (tensor.values.size() != tensor.shape.elements())
            return invalid("tensor {} has {} numbers for {}", in_quotes(name), tensor.values.size(),
                           tensor.shape.text());
        auto bytes = std::as_bytes(std::span(tensor.values));
        if (stored_as != DType::f32) bytes = halves.emplace_back(bytes_from_floats(tensor.values, stored_as));
        stored.push_back({name, stored_as, tensor.shape, bytes});
    }
    return write_safetensors(path, std::move(stored), metadata, on_existing);
}

}  // namespace lemnos
