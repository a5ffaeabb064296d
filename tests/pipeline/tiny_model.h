// SPDX-License-Identifier: Apache-2.0
// The tiny checkpoints in the shape of real families that the golden pictures were made with, as files.
#pragma once

#include <QTemporaryDir>
#include <functional>

#include "formats/image.h"
#include "support/golden.h"
#include "support/require.h"

namespace lemnos::test {

/// A place for models and pictures that goes with the test.
class TinyModel {
public:
    static Result<TinyModel> load(const std::string& golden) {
        TinyModel tiny;
        LEMNOS_TRY(tiny.manifest, testing::load_manifest(golden));
        LEMNOS_TRY(const nlohmann::json words, testing::load_manifest("tokenizer_clip"));
        tiny.tokenizer = {
            {"type", "clip_bpe"},         {"merges", words.at("merges")}, {"vocab_size", words.at("vocab_size")},
            {"start", words.at("begin")}, {"end", words.at("end")},       {"max_length", words.at("max_length")}};
        LEMNOS_TRY(tiny.weights, testing::generated_weights(tiny.manifest));
        LEMNOS_TRY(tiny.shared, testing::load_golden(golden));
        tiny.folder = std::make_unique<QTemporaryDir>();
        return tiny;
    }

    std::filesystem::path path(const char* name) const { return folder->filePath(name).toStdString(); }

    /// What shapes cannot tell, where it is not as in real checkpoints: heads have 64 channels there.
    TextMap metadata(const std::string& prediction = {}) const {
        nlohmann::json config;
        const nlohmann::json& given = manifest.at("config");
        for (const char* text : {"text", "text_2"})
            if (given.contains(text)) config[text]["heads"] = given.at(text).at("heads");
        if (given.at("unet").contains("num_head_channels"))
            config["unet"]["num_head_channels"] = given.at("unet").at("num_head_channels");
        TextMap texts{{"lemnos.config", config.dump()}, {"lemnos.tokenizer", tokenizer.dump()}};
        if (!prediction.empty()) texts["modelspec.prediction_type"] = prediction;
        return texts;
    }

    /// Writes the model, changed by `change`, and returns its path.
    Result<std::filesystem::path> write(const char* name, const TextMap& texts,
                                        const std::function<void(TensorMap&)>& change = {}) const {
        TensorMap tensors = weights;
        if (change) change(tensors);
        LEMNOS_CHECK(write_safetensors(path(name), tensors, DType::f16, texts));
        return path(name);
    }

    /// A [1, 3, height, width] tensor in 0..1 as a PNG.
    Result<std::filesystem::path> write_picture(const char* name, const HostTensor& nchw) const {
        const std::uint32_t height = nchw.shape[2], width = nchw.shape[3];
        const std::size_t pixels = std::size_t{height} * width;
        std::vector<std::uint8_t> rgb(3 * pixels);
        for (std::size_t channel = 0; channel < 3; ++channel)
            for (std::size_t i = 0; i < pixels; ++i)
                rgb[3 * i + channel] = static_cast<std::uint8_t>(nchw.values[channel * pixels + i] * 255.0F + 0.5F);
        LEMNOS_TRY(const auto png, encode_png(width, height, rgb));
        LEMNOS_CHECK(write_file(path(name), png, OnExisting::replace));
        return path(name);
    }

    nlohmann::json manifest;
    nlohmann::json tokenizer;
    TensorMap weights;
    TensorMap shared;
    std::unique_ptr<QTemporaryDir> folder;
};

}  // namespace lemnos::test
