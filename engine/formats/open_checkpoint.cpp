// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "formats/checkpoint.h"
#include "formats/diffusers_folder.h"
#include "formats/gguf.h"
#include "formats/pytorch.h"
#include "formats/safetensors.h"

namespace lemnos {
namespace {

struct Format {
    bool (*recognises)(const MappedFile& file);
    Result<Checkpoint> (*read)(MappedFile file);
};

// Asked in this order. The last reads what nobody recognises, because its messages say best what is wrong.
constexpr std::array formats{
    Format{is_gguf, read_gguf},
    Format{is_pytorch_zip, read_pytorch_zip},
    Format{is_pytorch_legacy, read_pytorch_legacy},
    Format{is_safetensors, read_safetensors},
};

}  // namespace

Result<Checkpoint> Checkpoint::open(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))  // "model/" is called "model"
        return read_diffusers_folder(path.has_filename() ? path : path.parent_path());
    LEMNOS_TRY(MappedFile file, MappedFile::open(path));
    for (const Format& format : formats)
        if (format.recognises(file)) return format.read(std::move(file));
    return formats.back().read(std::move(file));
}

}  // namespace lemnos
