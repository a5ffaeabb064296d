// SPDX-License-Identifier: Apache-2.0
// Any bytes as a pickle, as a file of torch.save of either kind: refused with a sentence or read, never a crash.
// A pickle is also tried without the archive around it, which the fuzzer would have to guess.
#include <cstdint>
#include <cstdlib>

#include "formats/pytorch_tensors.h"
#include "fuzz/file_in_memory.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
    if (const auto pickle = lemnos::read_pickle(bytes, lemnos::pytorch_globals())) {
        lemnos::Storages storages;
        if (const auto types = lemnos::storage_types(*pickle))
            for (const auto& [key, dtype] : *types) storages.emplace(key, lemnos::StoragePlace{0, size});
        (void)lemnos::find_tensors(*pickle, storages);
    }
    lemnos::fuzz::read_checkpoint(data, size);
    return 0;
}
