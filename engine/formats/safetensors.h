// SPDX-License-Identifier: Apache-2.0
// Reader of safetensors files: an 8-byte length, a JSON header, the tensors' bytes without gaps. Everything the header
// claims is checked before anything is used (github.com/huggingface/safetensors; model-formats research, 2.1), so a
// reader that opened is sound. Owns the mapped file; move-only; reading is const and may happen on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "base/result.h"
#include "tensor/dtype.h"
#include "tensor/host_tensor.h"
#include "tensor/shape.h"

namespace lemnos {

struct TensorInfo {
    std::string name;
    DType dtype = DType::f32;
    Shape shape;               // as PyTorch, outermost first; rank 0 is one number
    std::uint64_t offset = 0;  // bytes from the start of the file
    std::uint64_t bytes = 0;
};

class Safetensors {
public:
    static constexpr std::uint64_t longest_header = 100'000'000;  // bytes, as the reference implementation
    static constexpr std::size_t most_tensors = 1U << 20U;

    /// Whether the content could be this format, whatever the file is called.
    static bool recognises(const MappedFile& file);
    /// bad_file for what breaks the format, unsupported for sound files with types or ranks that the engine lacks.
    static Result<Safetensors> open(const std::filesystem::path& path);
    static Result<Safetensors> read(MappedFile file);

    /// In the order of their bytes in the file.
    const std::vector<TensorInfo>& tensors() const { return m_tensors; }
    /// Null if there is none of this name.
    const TensorInfo* find(std::string_view name) const;
    Result<const TensorInfo*> require(std::string_view name) const;
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }

    /// The mapped bytes: fast, but a file that shrinks meanwhile raises SIGBUS. For files of our own.
    std::span<const std::byte> bytes(const TensorInfo& tensor) const;
    /// Copies a part of a tensor's bytes, safely (see MappedFile).
    Status read_bytes(const TensorInfo& tensor, std::uint64_t from, std::span<std::byte> to) const;
    /// The tensor as float32 whatever it is stored as.
    Result<HostTensor> read_floats(const TensorInfo& tensor) const;
    Result<HostTensor> read_floats(std::string_view name) const;

    const MappedFile& file() const { return m_file; }
    /// Where the tensors' bytes begin; the AutoV3 hash starts here.
    std::uint64_t data_offset() const { return m_data_offset; }

private:
    explicit Safetensors(MappedFile file) : m_file(std::move(file)) {}

    MappedFile m_file;
    std::uint64_t m_data_offset = 0;
    std::vector<TensorInfo> m_tensors;
    std::vector<std::uint32_t> m_by_name;  // indices into m_tensors, sorted by name
    std::map<std::string, std::string> m_metadata;
};

}  // namespace lemnos
