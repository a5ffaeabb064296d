// SPDX-License-Identifier: Apache-2.0
#include "formats/scaled_fp8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "formats/messages.h"

namespace lemnos {
namespace {

constexpr std::string_view old_marker = "scaled_fp8";
constexpr std::string_view new_marker = ".comfy_quant";
constexpr std::uint64_t longest_marker = 4096;  // bytes of JSON

// A part of a name that tells what quantised the file.
struct Foreign {
    std::string_view part;
    std::string_view name;
};
constexpr std::array foreign{
    Foreign{".quant_state.bitsandbytes__nf4", "bitsandbytes (nf4)"},
    Foreign{".quant_state.bitsandbytes__fp4", "bitsandbytes (fp4)"},
    Foreign{".weight.absmax", "bitsandbytes"},
    Foreign{".wscales", "nunchaku (SVDQuant)"},
    Foreign{".smooth_factor", "nunchaku (SVDQuant)"},
};

// What stands before an ending, or nothing.
std::optional<std::string_view> before(std::string_view name, std::string_view end) {
    if (!name.ends_with(end)) return std::nullopt;
    return name.substr(0, name.size() - end.size());
}

class Scales {
public:
    explicit Scales(const Checkpoint& file) : m_file(file) {}

    Status read() {
        for (const TensorInfo& tensor : m_file.tensors()) {
            if (const auto layer = before(tensor.name, ".scale_weight"); layer && m_file.find(old_marker) != nullptr)
                LEMNOS_CHECK(take(*layer, tensor.name));
            if (const auto layer = before(tensor.name, new_marker)) LEMNOS_CHECK(take_marked(*layer, tensor));
        }
        return {};
    }

    /// The tensors without those that were only there for others.
    std::vector<TensorInfo> tensors() const {
        std::vector<TensorInfo> kept;
        for (TensorInfo tensor : m_file.tensors()) {
            if (m_used.contains(tensor.name)) continue;
            if (const auto scale = m_scales.find(tensor.name); scale != m_scales.end()) tensor.scale = scale->second;
            kept.push_back(std::move(tensor));
        }
        return kept;
    }

private:
    Status take(std::string_view layer, const std::string& scale_name) {
        const std::string weight = fmt::format("{}.weight", layer);
        LEMNOS_TRY(const TensorInfo* scale, m_file.require(scale_name));
        LEMNOS_CHECK(m_file.require(weight));
        if (scale->shape.elements() != 1)
            return unsupported("{}: {} holds {} scales; Lemnos reads one for each weight", file_name(m_file.path()),
                               in_quotes(scale_name), grouped(scale->shape.elements()));
        LEMNOS_TRY(const HostTensor value, m_file.read_floats(*scale));
        if (!std::isfinite(value.values[0]))
            return bad_file("{}: {} is not finite", file_name(m_file.path()), in_quotes(scale_name));
        m_scales[weight] = value.values[0];
        for (const std::string_view end : {".scale_weight", ".scale_input", ".weight_scale", ".input_scale"})
            m_used.insert(fmt::format("{}{}", layer, end));
        m_used.insert(std::string(old_marker));
        return {};
    }

    Status take_marked(std::string_view layer, const TensorInfo& marker) {
        if (marker.bytes > longest_marker)
            return bad_file("{}: {} has {} bytes", file_name(m_file.path()), in_quotes(marker.name),
                            grouped(marker.bytes));
        std::string text(marker.bytes, '\0');
        LEMNOS_CHECK(m_file.read_bytes(marker, 0, std::as_writable_bytes(std::span(text))));
        const auto json = nlohmann::json::parse(text, nullptr, false);
        const auto format = json.is_object() ? json.find("format") : json.end();
        if (!json.is_object() || format == json.end() || !format->is_string())
            return bad_file("{}: {} does not say a format", file_name(m_file.path()), in_quotes(marker.name));
        if (*format != "float8_e4m3fn" && *format != "float8_e5m2")
            return unsupported("{}: layer {} is quantised as {}, which Lemnos cannot read", file_name(m_file.path()),
                               in_quotes(layer), in_quotes(format->get<std::string>()));
        m_used.insert(marker.name);
        return take(layer, fmt::format("{}.weight_scale", layer));
    }

    const Checkpoint& m_file;
    std::map<std::string, float> m_scales;  // by the weight's name
    std::set<std::string> m_used;
};

}  // namespace

Result<Checkpoint> with_scales(Checkpoint file) {
    bool is_marked = false;
    for (const TensorInfo& tensor : file.tensors()) {
        for (const Foreign& one : foreign)
            if (tensor.name.find(one.part) != std::string::npos)
                return unsupported("{}: was quantised by {}, which Lemnos cannot read: tensor {}",
                                   file_name(file.path()), one.name, in_quotes(tensor.name));
        is_marked = is_marked || tensor.name == old_marker || tensor.name.ends_with(new_marker);
    }
    if (!is_marked) return file;
    Scales scales(file);
    LEMNOS_CHECK(scales.read());
    std::vector<TensorInfo> tensors = scales.tensors();
    return std::move(file).with_tensors(std::move(tensors));
}

}  // namespace lemnos
