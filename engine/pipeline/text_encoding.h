// SPDX-License-Identifier: Apache-2.0
// From a prompt to what the UNet attends to, remembered by text: changing the seed does not encode again.
// Owned beside the model; engine thread only.
#pragma once

#include <list>
#include <string>
#include <vector>

#include "pipeline/loaded_model.h"
#include "tensor/host_tensor.h"

namespace lemnos {

struct EncodedText {
    HostTensor context;  // [1, tokens, context_dim]
    std::string note;    // what was cut from a text that is too long; empty if nothing was
};

class TextEncoding {
public:
    explicit TextEncoding(LoadedModel& model) : m_model(model) {}

    Result<EncodedText> encode(const std::string& text, DType dtype, const CancelToken& cancel);

private:
    struct Entry {
        std::string text;
        DType dtype = DType::f16;
        EncodedText encoded;
    };

    LoadedModel& m_model;
    std::list<Entry> m_recent;  // the latest first
};

}  // namespace lemnos
