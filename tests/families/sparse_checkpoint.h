// SPDX-License-Identifier: Apache-2.0
// Checkpoints of real size that take no room: names and shapes of tests/golden/geometries.txt.gz, without numbers.
#pragma once

#include <zlib.h>

#include <array>
#include <fstream>
#include <map>
#include <sstream>

#include <nlohmann/json.hpp>

#include "base/half.h"
#include "support/golden.h"

namespace lemnos::test {

using Shapes = std::map<std::string, std::vector<std::uint64_t>>;
inline constexpr const char* last_shifts = "model.diffusion_model.output_blocks.11.1.transformer_blocks.0.norm1.bias";

inline std::string unpacked(const std::filesystem::path& path) {
    std::string text;
    const gzFile file = gzopen(path.c_str(), "rb");
    std::array<char, 1U << 16U> piece{};
    for (int count = 0; (count = gzread(file, piece.data(), piece.size())) > 0;) text.append(piece.data(), count);
    gzclose(file);
    return text;
}

inline std::map<std::string, Shapes> read_geometries() {
    std::map<std::string, Shapes> geometries;
    std::istringstream lines(unpacked(testing::golden_path("geometries.txt.gz")));
    Shapes* current = nullptr;
    for (std::string name, extents; lines >> name >> extents;) {
        if (name == "=") {
            current = &geometries[extents];
            continue;
        }
        std::vector<std::uint64_t>& shape = (*current)[name];
        std::istringstream numbers(extents == "scalar" ? "" : extents);
        for (std::string number; std::getline(numbers, number, 'x');) shape.push_back(std::stoull(number));
    }
    return geometries;
}

// A safetensors file of f16 zeros that takes no room, but for the numbers of `last_shifts`: +-spread by turns.
inline void write_sparse(const std::filesystem::path& path, const Shapes& shapes, float spread) {
    nlohmann::json header;
    std::uint64_t end = 0, shifts_at = 0, shifts = 0;
    for (const auto& [name, shape] : shapes) {
        std::uint64_t elements = 1;
        for (const std::uint64_t extent : shape) elements *= extent;
        if (name == last_shifts) shifts_at = end, shifts = elements;
        header[name] = {{"dtype", "F16"}, {"shape", shape}, {"data_offsets", {end, end + 2 * elements}}};
        end += 2 * elements;
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(&length), sizeof length);
    file << text;
    file.seekp(static_cast<std::streamoff>(8 + length + shifts_at));
    for (std::uint64_t i = 0; i < shifts; ++i) {
        const half_bits value = half_from_float(i % 2 == 0 ? spread : -spread);
        file.write(reinterpret_cast<const char*>(&value), sizeof value);
    }
    file.close();
    std::filesystem::resize_file(path, 8 + length + end);
}

}  // namespace lemnos::test
