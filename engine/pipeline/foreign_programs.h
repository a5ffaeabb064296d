// SPDX-License-Identifier: Apache-2.0
// The programs whose recipes are read, one file each, and what they share. Internal to foreign_*.cpp.
// Free functions over plain values; any thread.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "pipeline/foreign_recipe.h"

namespace lemnos::foreign {

// Each takes the text of its keyword; nothing if the text is not of its program.
std::optional<ForeignRecipe> read_a1111(std::string_view text);
std::optional<ForeignRecipe> read_comfyui(std::string_view text);
std::optional<ForeignRecipe> read_fooocus(std::string_view text);
std::optional<ForeignRecipe> read_invokeai(std::string_view text);
std::optional<ForeignRecipe> read_swarmui(std::string_view text);

/// The JSON object that a text holds, or nothing. Bare NaN and Infinity, which Python writes, read as null.
std::optional<nlohmann::json> object_of(std::string_view text);

/// The first of the fields that is there and holds text; empty otherwise.
std::string text_of(const nlohmann::json& object, std::initializer_list<const char*> fields);

/// The first of the fields that holds a number, or text that is one, and fits; `to` stays otherwise.
void read_number(const nlohmann::json& object, std::initializer_list<const char*> fields, std::uint32_t& to);
void read_number(const nlohmann::json& object, std::initializer_list<const char*> fields, std::uint64_t& to);
void read_number(const nlohmann::json& object, std::initializer_list<const char*> fields, double& to);

/// Finds our rows by the many spellings of their names: "dpmpp_2m_sde_gpu", "DPM++ 2M SDE", "euler_ancestral".
/// A schedule at the end of a sampler's name ("DPM++ 2M Karras", "dpmpp_2m_k") is taken too. Unknown names change
/// nothing.
void set_sampler(Request& request, std::string_view name);
void set_schedule(Request& request, std::string_view name);

/// As ComfyUI paints, whose steps draw on the GPU.
void follow_comfyui(Request& request);

/// A path's file name without folder and extension, whatever system it is from.
std::string stem_of(std::string_view path);

}  // namespace lemnos::foreign
