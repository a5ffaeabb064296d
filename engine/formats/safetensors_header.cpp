// SPDX-License-Identifier: Apache-2.0
#include "formats/safetensors_header.h"

#include <array>
#include <limits>
#include <optional>

#include <nlohmann/json.hpp>

#include "formats/messages.h"

namespace lemnos {
namespace {

using nlohmann::json;

constexpr std::size_t longest_name = 1000;     // bytes; real names stay below 200
constexpr std::size_t most_metadata = 10'000;  // entries; training tools write some dozens
constexpr std::string_view metadata_key = "__metadata__";

struct TypeName {
    std::string_view name;
    std::optional<DType> dtype;  // nothing: the format has it, the engine does not
};

constexpr std::array type_names{
    TypeName{"F32", DType::f32},
    TypeName{"F16", DType::f16},
    TypeName{"BF16", DType::bf16},
    TypeName{"F64", DType::f64},
    TypeName{"F8_E4M3", DType::f8_e4m3},
    TypeName{"F8_E5M2", DType::f8_e5m2},
    TypeName{"I8", DType::i8},
    TypeName{"U8", DType::u8},
    TypeName{"I16", DType::i16},
    TypeName{"U16", DType::u16},
    TypeName{"I32", DType::i32},
    TypeName{"U32", DType::u32},
    TypeName{"I64", DType::i64},
    TypeName{"U64", DType::u64},
    TypeName{"BOOL", DType::boolean},
    TypeName{"F4", {}},
    TypeName{"F6_E2M3", {}},
    TypeName{"F6_E3M2", {}},
    TypeName{"F8_E8M0", {}},
    TypeName{"F8_E4M3FNUZ", {}},
    TypeName{"F8_E5M2FNUZ", {}},
    TypeName{"C64", {}},
};

Result<DType> dtype_of(std::string_view name) {
    for (const TypeName& type : type_names)
        if (type.name == name) {
            if (type.dtype) return *type.dtype;
            return unsupported("is stored as {}, which Lemnos cannot read yet", name);
        }
    return bad_file("has the unknown type {}", in_quotes(name));
}

// One entry while its fields arrive, in any order.
struct Entry {
    std::optional<std::string> dtype;
    std::optional<std::vector<std::uint64_t>> shape;
    std::optional<std::vector<std::uint64_t>> offsets;
};

Result<Shape> shape_of(const std::vector<std::uint64_t>& extents) {
    if (extents.size() > Shape::max_rank)
        return unsupported("has {} dimensions; Lemnos reads at most {}", extents.size(), Shape::max_rank);
    std::array<std::uint32_t, Shape::max_rank> narrow{};
    for (std::size_t i = 0; i < extents.size(); ++i) {
        if (extents[i] > std::numeric_limits<std::uint32_t>::max())
            return bad_file("has an extent of {}", grouped(extents[i]));
        narrow[i] = static_cast<std::uint32_t>(extents[i]);
    }
    return Shape(std::span(narrow).first(extents.size()));
}

// Zero extents do not excuse an overflow before or after them.
Result<std::uint64_t> bytes_of(const Shape& shape, DType dtype) {
    std::uint64_t nonzero = size_of(dtype);
    for (const std::uint32_t extent : shape.extents())
        if (extent != 0 && __builtin_mul_overflow(nonzero, std::uint64_t{extent}, &nonzero))
            return bad_file("has the impossible shape {}", shape.text());
    return shape.elements() == 0 ? 0 : nonzero;
}

Result<TensorInfo> tensor_of(const Entry& entry) {
    if (!entry.dtype) return bad_file("has no dtype");
    if (!entry.shape) return bad_file("has no shape");
    if (!entry.offsets) return bad_file("has no data_offsets");
    if (entry.offsets->size() != 2) return bad_file("has {} data_offsets instead of 2", entry.offsets->size());
    TensorInfo tensor;
    LEMNOS_TRY(tensor.dtype, dtype_of(*entry.dtype));
    LEMNOS_TRY(tensor.shape, shape_of(*entry.shape));
    const std::uint64_t begin = entry.offsets->front();
    const std::uint64_t end = entry.offsets->back();
    if (end < begin) return bad_file("ends at {} before it begins at {}", grouped(end), grouped(begin));
    tensor.offset = begin;
    tensor.bytes = end - begin;
    LEMNOS_TRY(const std::uint64_t expected, bytes_of(tensor.shape, tensor.dtype));
    if (tensor.bytes != expected)
        return bad_file("has {} bytes, but {} of {} take {}", grouped(tensor.bytes), tensor.shape.text(),
                        name_of(tensor.dtype), grouped(expected));
    return tensor;
}

// Receives the parser's events. Levels: 1 the header, 2 an entry or the metadata, 3 a list of numbers in an entry.
class Reader : public nlohmann::json_sax<json> {
public:
    SafetensorsHeader header;
    std::optional<Error> error;

    bool start_object(std::size_t) override {
        if (m_level == 0 || (m_level == 1 && !m_in_list)) return ++m_level, m_entry = {}, true;
        return refuse(bad_file("{} holds an object where none belongs", place()));
    }

    bool key(string_t& name) override { return m_level == 1 ? begin_entry(name) : begin_field(name); }

    bool end_object() override {
        if (m_level == 2 && !in_metadata()) {
            auto tensor = tensor_of(m_entry);
            if (!tensor) {
                tensor.error().message = fmt::format("{} {}", place(), tensor.error().message);
                return refuse(std::unexpected(tensor.error()));
            }
            if (header.tensors.size() == Checkpoint::most_tensors)
                return refuse(unsupported("the header names more than {} tensors", grouped(Checkpoint::most_tensors)));
            tensor->name = std::move(m_name);
            header.tensors.push_back(std::move(*tensor));
        }
        --m_level;
        return true;
    }

    bool start_array(std::size_t) override {
        if (m_level != 2 || m_in_list || in_metadata() || m_field == "dtype")
            return refuse(bad_file("{} holds a list where none belongs", place()));
        m_in_list = true;
        list().emplace();
        return true;
    }

    bool end_array() override { return m_in_list = false, true; }

    bool number_unsigned(number_unsigned_t value) override {
        if (!m_in_list) return refuse(bad_file("{} holds a number where none belongs", place()));
        if (list()->size() >= 1000) return refuse(bad_file("{} has a {} of over 1,000 numbers", place(), m_field));
        list()->push_back(value);
        return true;
    }

    bool number_integer(number_integer_t value) override {
        return refuse(bad_file("{} holds the negative number {}", place(), value));
    }

    bool number_float(number_float_t, const string_t& text) override {
        return refuse(bad_file("{} holds {}, which is not a whole number that fits", place(), in_quotes(text)));
    }

    bool string(string_t& text) override {
        if (m_level == 2 && in_metadata()) return keep_metadata(text);
        if (m_level != 2 || m_in_list || m_field != "dtype")
            return refuse(bad_file("{} holds text where none belongs", place()));
        m_entry.dtype = std::move(text);
        return true;
    }

    bool null() override { return refuse(bad_file("{} holds null", place())); }
    bool boolean(bool) override { return refuse(bad_file("{} holds true or false", place())); }
    bool binary(binary_t&) override { return refuse(bad_file("{} holds binary data", place())); }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        return refuse(bad_file("the header is not valid JSON at its byte {}", grouped(position)));
    }

private:
    bool in_metadata() const { return m_name == metadata_key; }
    std::string place() const {
        if (m_level < 1 || m_name.empty()) return "the header";
        return in_metadata() ? "the metadata" : "tensor " + in_quotes(m_name);
    }
    std::optional<std::vector<std::uint64_t>>& list() { return m_field == "shape" ? m_entry.shape : m_entry.offsets; }

    bool refuse(std::unexpected<Error> reason) {
        if (!error) error = std::move(reason).error();
        return false;
    }

    bool begin_entry(std::string& name) {
        if (name.empty()) return refuse(bad_file("a tensor has an empty name"));
        if (name.size() > longest_name)
            return refuse(bad_file("a tensor's name has {} bytes: {}", grouped(name.size()), in_quotes(name)));
        for (const char letter : name)
            if (static_cast<unsigned char>(letter) < 0x20)
                return refuse(bad_file("the tensor name {} holds a control character", in_quotes(name)));
        if (name == metadata_key && m_seen_metadata++ > 0) return refuse(bad_file("the header has two __metadata__"));
        m_name = std::move(name);
        return true;
    }

    bool begin_field(std::string& name) {
        m_field = std::move(name);
        if (in_metadata()) {
            if (header.metadata.size() == most_metadata)
                return refuse(bad_file("the metadata has over {} entries", grouped(most_metadata)));
            if (header.metadata.contains(m_field))
                return refuse(bad_file("the metadata has {} twice", in_quotes(m_field)));
            return true;
        }
        const bool seen = (m_field == "dtype" && m_entry.dtype) || (m_field == "shape" && m_entry.shape) ||
                          (m_field == "data_offsets" && m_entry.offsets);
        if (seen) return refuse(bad_file("{} has {} twice", place(), m_field));
        if (m_field != "dtype" && m_field != "shape" && m_field != "data_offsets")
            return refuse(bad_file("{} has the unknown field {}", place(), in_quotes(m_field)));
        return true;
    }

    bool keep_metadata(std::string& text) {
        header.metadata.emplace(std::move(m_field), std::move(text));
        return true;
    }

    int m_level = 0;
    int m_seen_metadata = 0;
    bool m_in_list = false;
    std::string m_name;
    std::string m_field;
    Entry m_entry;
};

}  // namespace

Result<SafetensorsHeader> parse_safetensors_header(std::string_view text) {
    // The parser takes a zero byte for the end and would not look at what follows it.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
        return bad_file("the header holds a zero byte at its byte {}", grouped(zero));
    Reader reader;
    const bool complete = json::sax_parse(text, &reader);
    if (reader.error) return std::unexpected(std::move(*reader.error));
    if (!complete) return bad_file("the header is not valid JSON");
    return std::move(reader.header);
}

}  // namespace lemnos
