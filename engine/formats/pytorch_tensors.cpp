// SPDX-License-Identifier: Apache-2.0
#include "formats/pytorch_tensors.h"

#include <algorithm>
#include <array>
#include <limits>

#include "formats/messages.h"

namespace lemnos {
namespace {

using Kind = PickleValue::Kind;
using Call = PickleGlobal::Call;

constexpr std::size_t deepest_nesting = 32;
constexpr std::size_t most_visits = 2 * Checkpoint::most_tensors;  // shared parts are visited once for each place
constexpr std::size_t most_metadata = 100;
constexpr std::size_t longest_name = 1000;

enum class Role { storage, tensor, parameter, parameters, ignored };

struct Known {
    PickleGlobal global;
    Role role = Role::ignored;
    DType dtype = DType::f32;  // of storages
};

constexpr std::array known{
    Known{{"torch", "FloatStorage", Call::refused}, Role::storage, DType::f32},
    Known{{"torch", "DoubleStorage", Call::refused}, Role::storage, DType::f64},
    Known{{"torch", "HalfStorage", Call::refused}, Role::storage, DType::f16},
    Known{{"torch", "BFloat16Storage", Call::refused}, Role::storage, DType::bf16},
    Known{{"torch", "LongStorage", Call::refused}, Role::storage, DType::i64},
    Known{{"torch", "IntStorage", Call::refused}, Role::storage, DType::i32},
    Known{{"torch", "ShortStorage", Call::refused}, Role::storage, DType::i16},
    Known{{"torch", "CharStorage", Call::refused}, Role::storage, DType::i8},
    Known{{"torch", "ByteStorage", Call::refused}, Role::storage, DType::u8},
    Known{{"torch", "BoolStorage", Call::refused}, Role::storage, DType::boolean},
    Known{{"torch._utils", "_rebuild_tensor"}, Role::tensor},
    Known{{"torch._utils", "_rebuild_tensor_v2"}, Role::tensor},
    Known{{"torch._utils", "_rebuild_parameter"}, Role::parameter},
    Known{{"torch.nn.modules.container", "ParameterDict"}, Role::parameters},  // textual inversion of its authors
    Known{{"collections", "OrderedDict", Call::mapping}},
    // What training programs leave beside the weights, as in the first Stable Diffusion checkpoints. Recorded calls do
    // nothing, so these names are as harmless as text.
    Known{{"pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint", Call::refused}},
    Known{{"numpy.core.multiarray", "scalar"}},
    Known{{"numpy._core.multiarray", "scalar"}},
    Known{{"numpy", "dtype"}},
    Known{{"_codecs", "encode"}},
    Known{{"__builtin__", "set"}},
    Known{{"builtins", "set"}},
    Known{{"torch", "device"}},
    Known{{"torch", "Size"}},
};

constexpr auto globals = [] {
    std::array<PickleGlobal, known.size()> table{};
    std::ranges::transform(known, table.begin(), &Known::global);
    return table;
}();

const Known& known_as(const PickleValue& value) { return known[static_cast<std::size_t>(value.number)]; }

// The fields of ("storage", type, key, device, numel).
struct StorageId {
    DType dtype = DType::f32;
    std::string_view key;
    std::uint64_t elements = 0;
};

Result<StorageId> storage_of(const Pickle& pickle, const PickleValue& external) {
    const PickleValue& id = pickle[external.items[0]];
    if (id.kind != Kind::tuple || id.items.size() < 5) return bad_file("names a storage in an unknown way");
    const PickleValue &what = pickle[id.items[0]], &type = pickle[id.items[1]], &key = pickle[id.items[2]],
                      &elements = pickle[id.items[4]];
    if (what.text != "storage" || type.kind != Kind::global || known_as(type).role != Role::storage ||
        key.kind != Kind::text || elements.kind != Kind::integer || elements.number < 0)
        return bad_file("names a storage in an unknown way");
    if (id.items.size() > 5 && pickle[id.items[5]].kind != Kind::none)
        return unsupported("names a part of a storage, as PyTorch before 0.4 did; save it again with a newer one");
    return StorageId{known_as(type).dtype, key.text, static_cast<std::uint64_t>(elements.number)};
}

Result<std::vector<std::uint64_t>> numbers_of(const Pickle& pickle, const PickleValue& tuple) {
    std::vector<std::uint64_t> numbers;
    if (tuple.kind != Kind::tuple) return bad_file("has no shape");
    if (tuple.items.size() > Shape::max_rank)
        return unsupported("has {} dimensions; Lemnos reads at most {}", tuple.items.size(), Shape::max_rank);
    for (const auto item : tuple.items) {
        const PickleValue& number = pickle[item];
        if (number.kind != Kind::integer || number.number < 0 ||
            number.number > std::numeric_limits<std::uint32_t>::max())
            return bad_file("has an impossible shape");
        numbers.push_back(static_cast<std::uint64_t>(number.number));
    }
    return numbers;
}

// Axes of one element may have any stride.
bool is_contiguous(std::span<const std::uint64_t> shape, std::span<const std::uint64_t> strides) {
    std::uint64_t step = 1;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        if (shape[axis] == 0) return true;
        if (shape[axis] != 1 && strides[axis] != step) return false;
        if (__builtin_mul_overflow(step, shape[axis], &step)) return false;
    }
    return true;
}

class Tensors {
public:
    Tensors(const Pickle& pickle, const Storages& storages) : m_pickle(pickle), m_storages(storages) {}

    Status visit(const PickleValue& value, const std::string& name, std::size_t depth) {
        if (++m_visits > most_visits || depth > deepest_nesting || name.size() > longest_name)
            return unsupported("nests its values too deep or too often, at {}", in_quotes(name));
        switch (value.kind) {
            case Kind::dict: return visit_dict(value, name, depth);
            case Kind::list:
            case Kind::tuple:
                for (std::size_t i = 0; i < value.items.size(); ++i)
                    LEMNOS_CHECK(visit(m_pickle[value.items[i]], below(name, std::to_string(i)), depth + 1));
                return {};
            case Kind::call: return visit_call(value, name, depth);
            default: return {};
        }
    }

    std::vector<TensorInfo> take() { return std::move(m_tensors); }

private:
    static std::string below(const std::string& name, std::string_view part) {
        return name.empty() ? std::string(part) : fmt::format("{}.{}", name, part);
    }

    Status visit_dict(const PickleValue& dict, const std::string& name, std::size_t depth) {
        for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
            const PickleValue& key = m_pickle[dict.items[i]];
            const bool is_number = key.kind == Kind::integer;
            if (key.kind != Kind::text && !is_number) continue;
            const std::string part = is_number ? std::to_string(key.number) : std::string(key.text);
            LEMNOS_CHECK(visit(m_pickle[dict.items[i + 1]], below(name, part), depth + 1));
        }
        return {};
    }

    Status visit_call(const PickleValue& call, const std::string& name, std::size_t depth) {
        switch (known_as(call).role) {
            case Role::tensor: return add_tensor(call, name);
            case Role::parameter:
                if (call.items.empty()) return {};
                return visit(m_pickle[call.items[0]], name, depth + 1);
            case Role::parameters:  // the state of a torch.nn.Module
                for (const auto state : call.items)
                    for (std::size_t i = 0; i + 1 < m_pickle[state].items.size(); i += 2)
                        if (m_pickle[m_pickle[state].items[i]].text == "_parameters")
                            LEMNOS_CHECK(visit(m_pickle[m_pickle[state].items[i + 1]], name, depth + 1));
                return {};
            case Role::storage:
            case Role::ignored: break;
        }
        return {};
    }

    // _rebuild_tensor(storage, offset, size, strides) or _rebuild_tensor_v2 of the same and more.
    Status add_tensor(const PickleValue& call, const std::string& name) {
        Result<TensorInfo> tensor = tensor_of(call);
        if (!tensor) {
            tensor.error().message = fmt::format("tensor {} {}", in_quotes(name), tensor.error().message);
            return std::unexpected(std::move(tensor).error());
        }
        tensor->name = name.empty() ? "tensor" : name;
        m_tensors.push_back(std::move(*tensor));
        return {};
    }

    Result<TensorInfo> tensor_of(const PickleValue& call) {
        if (call.items.size() < 4) return bad_file("is made of {} things", call.items.size());
        const PickleValue &external = m_pickle[call.items[0]], &first = m_pickle[call.items[1]];
        if (external.kind != Kind::external) return bad_file("has no storage");
        LEMNOS_TRY(const StorageId id, storage_of(m_pickle, external));
        const auto storage = m_storages.find(id.key);
        if (storage == m_storages.end()) return bad_file("lies in storage {}, which is missing", in_quotes(id.key));
        LEMNOS_TRY(const auto shape, numbers_of(m_pickle, m_pickle[call.items[2]]));
        LEMNOS_TRY(const auto strides, numbers_of(m_pickle, m_pickle[call.items[3]]));
        if (strides.size() != shape.size())
            return bad_file("has {} extents but {} strides", shape.size(), strides.size());
        if (!is_contiguous(shape, strides))
            return unsupported("is not stored row by row (its strides are {}); save it again with .contiguous()",
                               fmt::join(strides, ", "));
        std::uint64_t bytes = size_of(id.dtype);
        for (const std::uint64_t extent : shape)
            if (__builtin_mul_overflow(bytes, extent, &bytes)) return bad_file("has an impossible shape");
        std::uint64_t begin = 0;
        if (first.kind != Kind::integer || first.number < 0 ||
            __builtin_mul_overflow(static_cast<std::uint64_t>(first.number), std::uint64_t{size_of(id.dtype)},
                                   &begin) ||
            begin > storage->second.bytes || bytes > storage->second.bytes - begin)
            return bad_file("reaches beyond its storage {} of {} bytes", in_quotes(id.key),
                            grouped(storage->second.bytes));
        std::array<std::uint32_t, Shape::max_rank> extents{};
        std::ranges::transform(shape, extents.begin(), [](std::uint64_t n) { return static_cast<std::uint32_t>(n); });
        return TensorInfo{.dtype = id.dtype,
                          .shape = Shape(std::span(extents).first(shape.size())),
                          .offset = storage->second.offset + begin,
                          .bytes = bytes};
    }

    const Pickle& m_pickle;
    const Storages& m_storages;
    std::vector<TensorInfo> m_tensors;
    std::size_t m_visits = 0;
};

const PickleValue* find(const Pickle& pickle, const PickleValue& dict, std::string_view key) {
    for (std::size_t i = 0; dict.kind == Kind::dict && i + 1 < dict.items.size(); i += 2)
        if (pickle[dict.items[i]].kind == Kind::text && pickle[dict.items[i]].text == key)
            return &pickle[dict.items[i + 1]];
    return nullptr;
}

const PickleValue& weights_in(const Pickle& pickle) {
    const PickleValue& root = pickle[pickle.root];
    for (const std::string_view wrapper : {"state_dict", "params_ema", "params", "model_state_dict", "model"})
        if (const PickleValue* inner = find(pickle, root, wrapper); inner != nullptr && inner->kind == Kind::dict)
            return *inner;
    return root;
}

std::map<std::string, std::string> metadata_in(const Pickle& pickle) {
    std::map<std::string, std::string> metadata;
    const PickleValue& root = pickle[pickle.root];
    for (std::size_t i = 0; root.kind == Kind::dict && i + 1 < root.items.size(); i += 2) {
        const PickleValue &key = pickle[root.items[i]], &value = pickle[root.items[i + 1]];
        if (key.kind != Kind::text || metadata.size() == most_metadata) continue;
        if (value.kind == Kind::text) metadata.emplace(key.text, value.text.substr(0, longest_name));
        if (value.kind == Kind::integer) metadata.emplace(key.text, std::to_string(value.number));
    }
    return metadata;
}

}  // namespace

std::span<const PickleGlobal> pytorch_globals() { return globals; }

Result<std::map<std::string, DType, std::less<>>> storage_types(const Pickle& pickle) {
    std::map<std::string, DType, std::less<>> types;
    for (const PickleValue& value : pickle.values) {
        if (value.kind != Kind::external) continue;
        LEMNOS_TRY(const StorageId id, storage_of(pickle, value));
        types.emplace(id.key, id.dtype);
    }
    return types;
}

Result<CheckpointTable> find_tensors(const Pickle& pickle, const Storages& storages) {
    Tensors tensors(pickle, storages);
    LEMNOS_CHECK(tensors.visit(weights_in(pickle), "", 0));
    return CheckpointTable{"pickle", tensors.take(), metadata_in(pickle), 0};
}

}  // namespace lemnos
