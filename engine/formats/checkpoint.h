// SPDX-License-Identifier: Apache-2.0
// Named tensors of one model, whatever file they came in: a table of names, types, shapes and places over mapped
// files. Each format is a function that reads its table (safetensors.h, ...); nothing behind it knows formats.
// Everything that a file claims is checked before the table exists, so a checkpoint that opened is sound. Owns the
// mapped files; move-only; reading is const and may happen on any thread.
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
    std::uint32_t file = 0;  // which of the checkpoint's files
    float scale = 1;         // what the numbers are multiplied by (scaled fp8)
};

/// What a format's reader found.
struct CheckpointTable {
    std::string format;                           // "safetensors", "pickle", "gguf"
    std::vector<TensorInfo> tensors;              // in any order
    std::map<std::string, std::string> metadata;  // what the file says of itself
    std::uint64_t data_offset = 0;                // of the first file: where the tensors' bytes begin
};

class Checkpoint {
public:
    static constexpr std::size_t most_tensors = 1U << 20U;

    /// Any format that is known, decided by the content and never by the name, or a folder of diffusers (see
    /// diffusers_folder.h). bad_file for what breaks its format,
    /// unsupported for sound files that hold what the engine lacks; messages begin with the file's name.
    static Result<Checkpoint> open(const std::filesystem::path& path);
    /// Refuses two tensors of one name and places outside the files. `path` is what the user calls it.
    static Result<Checkpoint> create(std::filesystem::path path, std::vector<MappedFile> files, CheckpointTable table);

    /// One part of a model in several files: the text goes in front of its tensors' names.
    struct Part;
    /// The tensors of all parts as one checkpoint; each name may stand in one part only.
    static Result<Checkpoint> join(std::filesystem::path path, std::string format,
                                   std::map<std::string, std::string> metadata, std::vector<Part> parts);

    /// The file, or the folder that holds the files.
    const std::filesystem::path& path() const { return m_path; }
    const std::vector<MappedFile>& files() const { return m_files; }
    const std::string& format() const { return m_table.format; }

    /// In the order of their bytes in the files.
    const std::vector<TensorInfo>& tensors() const { return m_table.tensors; }
    /// Null if there is none of this name.
    const TensorInfo* find(std::string_view name) const;
    Result<const TensorInfo*> require(std::string_view name) const;
    const std::map<std::string, std::string>& metadata() const { return m_table.metadata; }
    /// Where the first file's tensors begin; the AutoV3 hash starts here.
    std::uint64_t data_offset() const { return m_table.data_offset; }

    /// The same bytes under other names, e.g. those that the networks ask for: entries may be left out, appear twice
    /// or be rows of a larger tensor.
    Result<Checkpoint> with_tensors(std::vector<TensorInfo> tensors) &&;

    /// The mapped bytes: fast, but a file that shrinks meanwhile raises SIGBUS. For files of our own.
    std::span<const std::byte> bytes(const TensorInfo& tensor) const;
    /// Copies a part of a tensor's bytes, safely (see MappedFile).
    Status read_bytes(const TensorInfo& tensor, std::uint64_t from, std::span<std::byte> to) const;
    /// The tensor as float32 whatever it is stored as.
    Result<HostTensor> read_floats(const TensorInfo& tensor) const;
    Result<HostTensor> read_floats(std::string_view name) const;

private:
    Checkpoint() = default;
    Status index();

    std::filesystem::path m_path;
    std::vector<MappedFile> m_files;
    CheckpointTable m_table;
    std::vector<std::uint32_t> m_by_name;  // indices into the tensors, sorted by name
};

struct Checkpoint::Part {
    std::string prefix;  // "unet."
    Checkpoint file;
};

/// `count` rows of the outermost axis from `first` on, as a tensor of its own. Of quantised tensors the rows must begin
/// and end with a block, or the checkpoint refuses them.
TensorInfo rows_of(const TensorInfo& tensor, std::uint32_t first, std::uint32_t count, std::string name);

}  // namespace lemnos
