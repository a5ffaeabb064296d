// SPDX-License-Identifier: Apache-2.0
// Any bytes as the decoder of a tiny autoencoder.
#include <cstdint>
#include <cstdlib>

#include "families/facts.h"
#include "families/tiny_vae_file.h"
#include "fuzz/file_in_memory.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const lemnos::fuzz::FileInMemory file(data, size);
    (void)lemnos::fuzz::is_value(lemnos::open_tiny_decoder(file.path(), lemnos::stable_diffusion_latent()));
    return 0;
}
