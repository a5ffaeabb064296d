// SPDX-License-Identifier: Apache-2.0
#include "reflection.h"

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

#include <spirv_cross/spirv_cross_c.h>

namespace {

void require(spvc_result result, const char* what) {
    if (result != SPVC_SUCCESS) throw std::runtime_error(std::string("SPIRV-Cross could not ") + what);
}

std::string scalar_type(spvc_type type) {
    if (spvc_type_get_vector_size(type) != 1) return {};
    switch (spvc_type_get_basetype(type)) {
        case SPVC_BASETYPE_UINT32: return "std::uint32_t";
        case SPVC_BASETYPE_INT32: return "std::int32_t";
        case SPVC_BASETYPE_FP32: return "float";
        default: return {};
    }
}

std::vector<const spvc_reflected_resource*> resources(spvc_resources all, spvc_resource_type type) {
    const spvc_reflected_resource* list = nullptr;
    std::size_t count = 0;
    require(spvc_resources_get_resource_list_for_type(all, type, &list, &count), "list the resources");
    std::vector<const spvc_reflected_resource*> found;
    for (std::size_t i = 0; i < count; ++i) found.push_back(list + i);
    return found;
}

void reflect_push(spvc_compiler compiler, spvc_resources all, Interface& interface) {
    for (const auto* block : resources(all, SPVC_RESOURCE_TYPE_PUSH_CONSTANT)) {
        spvc_type type = spvc_compiler_get_type_handle(compiler, block->base_type_id);
        for (unsigned i = 0; i < spvc_type_get_num_member_types(type); ++i) {
            spvc_type member = spvc_compiler_get_type_handle(compiler, spvc_type_get_member_type(type, i));
            const unsigned dimensions = spvc_type_get_num_array_dimensions(member);
            const unsigned count = dimensions == 0 ? 1 : spvc_type_get_array_dimension(member, 0);
            Field field;
            field.name = spvc_compiler_get_member_name(compiler, block->base_type_id, i);
            field.type = scalar_type(member);
            if (field.type.empty() || dimensions > 1)
                throw std::runtime_error("push constant " + field.name +
                                         " is neither a 32-bit scalar nor an array of them");
            if (dimensions == 1) field.type = "std::array<" + field.type + ", " + std::to_string(count) + ">";
            require(spvc_compiler_type_struct_member_offset(compiler, type, i, &field.offset), "find a push offset");
            interface.push.push_back(field);
            interface.push_bytes = field.offset + 4 * count;
        }
    }
}

void reflect_constants(spvc_compiler compiler, Interface& interface) {
    const spvc_specialization_constant* list = nullptr;
    std::size_t count = 0;
    require(spvc_compiler_get_specialization_constants(compiler, &list, &count), "list the constants");
    for (std::size_t i = 0; i < count; ++i) {
        spvc_constant constant = spvc_compiler_get_constant_handle(compiler, list[i].id);
        Constant entry;
        entry.id = list[i].constant_id;
        entry.default_value = spvc_constant_get_scalar_u32(constant, 0, 0);
        entry.name = spvc_compiler_get_name(compiler, list[i].id);
        // local_size_x_id makes a constant without a name of its own.
        if (entry.name.empty()) entry.name = "WORKGROUP_SIZE";
        interface.constants.push_back(entry);
    }
    std::sort(interface.constants.begin(), interface.constants.end(),
              [](const Constant& a, const Constant& b) { return a.id < b.id; });
}

void reflect_buffers(spvc_compiler compiler, spvc_resources all, Interface& interface) {
    std::map<std::uint32_t, BufferBinding> merged;
    for (const auto* buffer : resources(all, SPVC_RESOURCE_TYPE_STORAGE_BUFFER)) {
        if (spvc_compiler_get_decoration(compiler, buffer->id, SpvDecorationDescriptorSet) != 0)
            throw std::runtime_error(std::string("buffer ") + buffer->name + " is not in descriptor set 0");
        const SpvDecoration* decorations = nullptr;
        std::size_t count = 0;
        require(spvc_compiler_get_buffer_block_decorations(compiler, buffer->id, &decorations, &count),
                "read a buffer");
        const auto has = [&](SpvDecoration wanted) {
            return std::find(decorations, decorations + count, wanted) != decorations + count;
        };
        const auto binding = spvc_compiler_get_decoration(compiler, buffer->id, SpvDecorationBinding);
        BufferBinding& entry = merged[binding];
        entry.binding = binding;
        entry.is_read |= !has(SpvDecorationNonReadable);
        entry.is_written |= !has(SpvDecorationNonWritable);
    }
    // Texel buffers, which GLSL calls textures: of unsigned integers they are packs of 16 bytes, of floats the numbers.
    for (const auto* texels : resources(all, SPVC_RESOURCE_TYPE_SEPARATE_IMAGE)) {
        const auto binding = spvc_compiler_get_decoration(compiler, texels->id, SpvDecorationBinding);
        if (merged.contains(binding))
            throw std::runtime_error(std::string("buffer ") + texels->name + " is bound as two kinds");
        spvc_type type = spvc_compiler_get_type_handle(compiler, texels->base_type_id);
        spvc_type number = spvc_compiler_get_type_handle(compiler, spvc_type_get_image_sampled_type(type));
        const bool is_packs = spvc_type_get_basetype(number) == SPVC_BASETYPE_UINT32;
        merged[binding] = {binding, is_packs ? BufferKind::texel_packs : BufferKind::texel_numbers, true, false};
    }
    for (const auto& [binding, entry] : merged) interface.buffers.push_back(entry);
    for (std::size_t i = 0; i < interface.buffers.size(); ++i)
        if (interface.buffers[i].binding != i)
            throw std::runtime_error("buffer bindings have a gap at " + std::to_string(i));
}

}  // namespace

Interface reflect(const std::vector<std::uint32_t>& code) {
    spvc_context raw_context = nullptr;
    require(spvc_context_create(&raw_context), "start");
    const std::unique_ptr<spvc_context_s, decltype(&spvc_context_destroy)> context(raw_context, &spvc_context_destroy);
    spvc_parsed_ir ir = nullptr;
    require(spvc_context_parse_spirv(context.get(), code.data(), code.size(), &ir), "parse the SPIR-V");
    spvc_compiler compiler = nullptr;
    require(
        spvc_context_create_compiler(context.get(), SPVC_BACKEND_NONE, ir, SPVC_CAPTURE_MODE_TAKE_OWNERSHIP, &compiler),
        "create a compiler");
    spvc_resources all = nullptr;
    require(spvc_compiler_create_shader_resources(compiler, &all), "list the resources");

    Interface interface;
    reflect_push(compiler, all, interface);
    reflect_constants(compiler, interface);
    reflect_buffers(compiler, all, interface);
    if (interface.push_bytes > 128) throw std::runtime_error("push constants exceed the 128 bytes every device has");
    return interface;
}
