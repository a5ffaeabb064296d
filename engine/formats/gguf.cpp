// SPDX-License-Identifier: Apache-2.0
#include "formats/gguf.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <optional>
#include <set>

#include "formats/file_reader.h"
#include "formats/messages.h"

namespace lemnos {
namespace {

constexpr std::string_view magic = "GGUF";
constexpr std::uint32_t oldest_version = 2;
constexpr std::uint32_t newest_version = 3;
constexpr std::uint64_t smallest_pair = 13;    // bytes of a key and its value: length, type, a byte
constexpr std::uint64_t smallest_tensor = 32;  // bytes of an entry: length, rank, one extent, type, offset
constexpr std::uint64_t most_pairs = 10'000;
constexpr std::uint64_t longest_key = 65'535;    // bytes, as the specification says
constexpr std::uint64_t longest_kept = 100'000;  // bytes of text; longer ones are skipped
constexpr std::uint32_t most_axes = 4;
constexpr std::uint64_t default_alignment = 32;
constexpr std::uint64_t largest_alignment = 1U << 20U;
constexpr std::string_view alignment_key = "general.alignment";
constexpr std::string_view original_shape_key = "comfy.gguf.orig_shape.";  // of tensors reshaped to fit blocks

struct TensorType {
    std::uint32_t id;
    std::string_view name;
    std::optional<DType> dtype;  // nothing: the format has it, the engine does not
};

constexpr std::array tensor_types{
    TensorType{0, "F32", DType::f32},    TensorType{1, "F16", DType::f16},    TensorType{2, "Q4_0", DType::q4_0},
    TensorType{3, "Q4_1", DType::q4_1},  TensorType{4, "Q4_2", {}},           TensorType{5, "Q4_3", {}},
    TensorType{6, "Q5_0", DType::q5_0},  TensorType{7, "Q5_1", DType::q5_1},  TensorType{8, "Q8_0", DType::q8_0},
    TensorType{9, "Q8_1", {}},           TensorType{10, "Q2_K", DType::q2_k}, TensorType{11, "Q3_K", DType::q3_k},
    TensorType{12, "Q4_K", DType::q4_k}, TensorType{13, "Q5_K", DType::q5_k}, TensorType{14, "Q6_K", DType::q6_k},
    TensorType{15, "Q8_K", {}},          TensorType{16, "IQ2_XXS", {}},       TensorType{17, "IQ2_XS", {}},
    TensorType{18, "IQ3_XXS", {}},       TensorType{19, "IQ1_S", {}},         TensorType{20, "IQ4_NL", DType::iq4_nl},
    TensorType{21, "IQ3_S", {}},         TensorType{22, "IQ2_S", {}},         TensorType{23, "IQ4_XS", DType::iq4_xs},
    TensorType{24, "I8", DType::i8},     TensorType{25, "I16", DType::i16},   TensorType{26, "I32", DType::i32},
    TensorType{27, "I64", DType::i64},   TensorType{28, "F64", DType::f64},   TensorType{29, "IQ1_M", {}},
    TensorType{30, "BF16", DType::bf16}, TensorType{34, "TQ1_0", {}},         TensorType{35, "TQ2_0", {}},
    TensorType{39, "MXFP4", {}},
};

enum ValueType : std::uint32_t { u8, i8, u16, i16, u32, i32, f32, boolean, text, array, u64, i64, f64 };
constexpr std::array<std::uint64_t, 13> value_bytes{1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

Result<DType> dtype_of(std::uint32_t id) {
    const auto* type = std::ranges::find(tensor_types, id, &TensorType::id);
    if (type == tensor_types.end()) return bad_file("has the unknown type {}", id);
    if (type->dtype) return *type->dtype;
    return unsupported("is stored as {}, which Lemnos cannot read", type->name);
}

using Extents = std::vector<std::uint64_t>;  // outermost first

Result<Shape> shape_of(const Extents& extents) {
    std::array<std::uint32_t, Shape::max_rank> narrow{};
    std::uint64_t elements = 1;
    if (extents.empty() || extents.size() > Shape::max_rank) return bad_file("has {} dimensions", extents.size());
    for (std::size_t i = 0; i < extents.size(); ++i) {
        if (extents[i] == 0 || extents[i] > std::numeric_limits<std::uint32_t>::max())
            return bad_file("has an extent of {}", grouped(extents[i]));
        // No type takes more than 8 bytes for a number.
        if (__builtin_mul_overflow(elements, extents[i], &elements) || elements > UINT64_MAX / 8)
            return bad_file("has an impossible shape");
        narrow[i] = static_cast<std::uint32_t>(extents[i]);
    }
    return Shape(std::span(narrow).first(extents.size()));
}

class Reader {
public:
    explicit Reader(const MappedFile& file) : m_file(file), m_reader(file) {}

    Result<CheckpointTable> read() {
        LEMNOS_CHECK(m_reader.skip(magic.size()));
        LEMNOS_TRY(const auto version, m_reader.number<std::uint32_t>());
        if (version > newest_version && std::byteswap(version) <= newest_version)
            return unsupported("is a big-endian GGUF file");
        if (version < oldest_version || version > newest_version)
            return unsupported("is GGUF version {}; Lemnos reads versions 2 and 3", version);
        LEMNOS_TRY(const auto tensors, m_reader.number<std::uint64_t>());
        LEMNOS_TRY(const auto pairs, m_reader.number<std::uint64_t>());
        LEMNOS_CHECK(check_count(pairs, smallest_pair, most_pairs, "keys"));
        for (std::uint64_t i = 0; i < pairs; ++i) LEMNOS_CHECK(read_pair());
        LEMNOS_CHECK(check_count(tensors, smallest_tensor, Checkpoint::most_tensors, "tensors"));
        for (std::uint64_t i = 0; i < tensors; ++i) LEMNOS_CHECK(read_tensor());
        m_table.format = "gguf";
        m_table.data_offset = padded(m_reader.position());
        for (TensorInfo& tensor : m_table.tensors) tensor.offset += m_table.data_offset;
        if (!m_original_shapes.empty())
            return bad_file("gives the original shape of tensor {}, which it does not hold",
                            in_quotes(m_original_shapes.begin()->first));
        return std::move(m_table);
    }

private:
    std::uint64_t padded(std::uint64_t bytes) const { return (bytes + m_alignment - 1) / m_alignment * m_alignment; }

    Status check_count(std::uint64_t count, std::uint64_t smallest, std::uint64_t most, std::string_view what) const {
        if (count > m_reader.left() / smallest)
            return bad_file("claims {} {}, but only {} bytes follow. The file looks cut off; download it again.",
                            grouped(count), what, grouped(m_reader.left()));
        if (count > most)
            return unsupported("holds {} {}; Lemnos reads at most {}", grouped(count), what, grouped(most));
        return {};
    }

    Result<std::string> read_name(std::string_view what) {
        LEMNOS_TRY(const auto length, m_reader.number<std::uint64_t>());
        if (length > longest_key) return bad_file("{} has {} bytes", what, grouped(length));
        return m_reader.text(length);
    }

    Status read_pair() {
        LEMNOS_TRY(const std::string key, read_name("the name of a key"));
        LEMNOS_TRY(const auto type, m_reader.number<std::uint32_t>());
        if (!m_keys.insert(key).second) return bad_file("has the key {} twice", in_quotes(key));
        Status status = type == array ? read_array(key) : read_value(key, type);
        if (!status && !status.error().message.starts_with("ends "))
            status.error().message = fmt::format("key {} {}", in_quotes(key), status.error().message);
        return status;
    }

    template <typename T>
    Status keep(const std::string& key) {
        LEMNOS_TRY(const T value, m_reader.number<T>());
        m_table.metadata.emplace(key, fmt::format("{}", value));
        if constexpr (std::is_unsigned_v<T>)
            if (key == alignment_key) return set_alignment(value);
        return {};
    }

    Status read_value(const std::string& key, std::uint32_t type) {
        if (key == alignment_key && type != u32) return bad_file("is no 32-bit number");
        switch (type) {
            case u8: return keep<std::uint8_t>(key);
            case i8: return keep<std::int8_t>(key);
            case u16: return keep<std::uint16_t>(key);
            case i16: return keep<std::int16_t>(key);
            case u32: return keep<std::uint32_t>(key);
            case i32: return keep<std::int32_t>(key);
            case u64: return keep<std::uint64_t>(key);
            case i64: return keep<std::int64_t>(key);
            case f32: return keep<float>(key);
            case f64: return keep<double>(key);
            case boolean: return read_boolean(key);
            case text: return read_text(key);
            default: return bad_file("has the unknown type {}", type);
        }
    }

    Status read_boolean(const std::string& key) {
        LEMNOS_TRY(const auto value, m_reader.number<std::uint8_t>());
        if (value > 1) return bad_file("is neither true nor false but {}", value);
        m_table.metadata.emplace(key, value != 0 ? "true" : "false");
        return {};
    }

    Status read_text(const std::string& key) {
        LEMNOS_TRY(const auto length, m_reader.number<std::uint64_t>());
        if (length > longest_kept) return m_reader.skip(length);
        LEMNOS_TRY(std::string value, m_reader.text(length));
        m_table.metadata.emplace(key, std::move(value));
        return {};
    }

    Status set_alignment(std::uint64_t value) {
        if (!std::has_single_bit(value) || value > largest_alignment)
            return bad_file("is {}, which is no sensible power of two", value);
        m_alignment = value;
        return {};
    }

    Status read_array(const std::string& key) {
        LEMNOS_TRY(const auto type, m_reader.number<std::uint32_t>());
        LEMNOS_TRY(const auto count, m_reader.number<std::uint64_t>());
        if (type == array) return bad_file("is a list of lists");
        if (type >= value_bytes.size()) return bad_file("is a list of the unknown type {}", type);
        if (key.starts_with(original_shape_key))
            return read_original_shape(key.substr(original_shape_key.size()), type, count);
        if (key == alignment_key) return bad_file("is no 32-bit number");
        if (type != text) {
            std::uint64_t bytes = 0;
            if (__builtin_mul_overflow(count, value_bytes[type], &bytes))
                return bad_file("is a list of {} values", grouped(count));
            return m_reader.skip(bytes);
        }
        LEMNOS_CHECK(check_count(count, sizeof(std::uint64_t), UINT64_MAX, "values"));
        for (std::uint64_t i = 0; i < count; ++i) {
            LEMNOS_TRY(const auto length, m_reader.number<std::uint64_t>());
            LEMNOS_CHECK(m_reader.skip(length));
        }
        return {};
    }

    Status read_original_shape(const std::string& tensor, std::uint32_t type, std::uint64_t count) {
        if (type != i32 || count == 0 || count > Shape::max_rank)
            return bad_file("is no shape: {} values of type {}", grouped(count), type);
        Extents extents;
        for (std::uint64_t i = 0; i < count; ++i) {
            LEMNOS_TRY(const auto extent, m_reader.number<std::int32_t>());
            if (extent <= 0) return bad_file("has an extent of {}", extent);
            extents.push_back(static_cast<std::uint64_t>(extent));
        }
        m_original_shapes.emplace(tensor, std::move(extents));
        return {};
    }

    Status read_tensor() {
        LEMNOS_TRY(std::string name, read_name("a tensor's name"));
        Status status = read_tensor(name);
        if (!status && !status.error().message.starts_with("ends "))
            status.error().message = fmt::format("tensor {} {}", in_quotes(name), status.error().message);
        return status;
    }

    Status read_tensor(const std::string& name) {
        LEMNOS_TRY(const auto axes, m_reader.number<std::uint32_t>());
        if (axes == 0 || axes > most_axes) return bad_file("has {} dimensions", axes);
        Extents extents(axes);
        for (std::uint64_t& extent : extents) {
            LEMNOS_TRY(extent, m_reader.number<std::uint64_t>());
        }
        std::ranges::reverse(extents);
        LEMNOS_TRY(const auto type, m_reader.number<std::uint32_t>());
        LEMNOS_TRY(const auto offset, m_reader.number<std::uint64_t>());
        TensorInfo tensor{.name = name, .offset = offset};
        LEMNOS_TRY(tensor.shape, shape_of(extents));
        LEMNOS_TRY(tensor.dtype, dtype_of(type));
        const BlockFacts block = block_of(tensor.dtype);
        if (tensor.shape.channels() % block.elements != 0)
            return bad_file("has rows of {} numbers, but {} stores {} at once", grouped(tensor.shape.channels()),
                            name_of(tensor.dtype), block.elements);
        tensor.bytes = bytes_of(tensor.dtype, tensor.shape.elements());
        if (offset != m_end)
            return bad_file("begins at {}, but the tensor before it ends at {}", grouped(offset), grouped(m_end));
        if (tensor.bytes > m_file.size() || m_end > m_file.size())
            return bad_file("ends at byte {} but the file has {}. The file looks cut off; download it again.",
                            grouped(m_end + tensor.bytes), grouped(m_file.size()));
        m_end = padded(m_end + tensor.bytes);
        LEMNOS_CHECK(restore_shape(tensor));
        m_table.tensors.push_back(std::move(tensor));
        return {};
    }

    Status restore_shape(TensorInfo& tensor) {
        const auto original = m_original_shapes.find(tensor.name);
        if (original == m_original_shapes.end()) return {};
        LEMNOS_TRY(const Shape shape, shape_of(original->second));
        if (shape.elements() != tensor.shape.elements())
            return bad_file("is {}, but was {}", tensor.shape.text(), shape.text());
        tensor.shape = shape;
        m_original_shapes.erase(original);
        return {};
    }

    const MappedFile& m_file;
    FileReader m_reader;
    CheckpointTable m_table;
    std::set<std::string> m_keys;
    std::map<std::string, Extents> m_original_shapes;
    std::uint64_t m_alignment = default_alignment;
    std::uint64_t m_end = 0;  // of the last tensor, with its padding, in the data
};

}  // namespace

bool is_gguf(const MappedFile& file) {
    std::array<char, magic.size()> start{};
    return file.size() >= start.size() && file.read_at(0, std::as_writable_bytes(std::span(start))) &&
           std::string_view(start.data(), start.size()) == magic;
}

Result<Checkpoint> read_gguf(MappedFile file) {
    const std::filesystem::path path = file.path();
    LEMNOS_TRY(CheckpointTable table, naming(path, Reader(file).read()));
    std::vector<MappedFile> files;
    files.push_back(std::move(file));
    return Checkpoint::create(path, std::move(files), std::move(table));
}

}  // namespace lemnos
