// SPDX-License-Identifier: Apache-2.0
// lemnos-shader-compiler GLSLANG SHADER.comp OUT_DIR: compiles every variant of one shader and writes
// OUT_DIR/shader/<stem>.h (typed Push, Spec, Variant), OUT_DIR/<stem>.cpp (SPIR-V) and a dependency file, so that the
// interface stands in the .comp alone and a renamed or forgotten field stops the build.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "reflection.h"
#include "variants.h"

namespace fs = std::filesystem;

namespace {

struct Compiled {
    Combination combination;
    std::vector<std::uint32_t> code;
    Interface interface;
};

std::string read_text(const fs::path& path) {
    std::ifstream in(path);
    if (!in) throw std::runtime_error(path.string() + " cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void write_text(const fs::path& path, const std::string& text) {
    std::ofstream out(path);
    out << text;
    if (!out.flush()) throw std::runtime_error(path.string() + " cannot be written");
}

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

std::string pascal(const std::string& text) {
    std::string result;
    bool starts_word = true;
    for (const char c : text) {
        if (c == '_') {
            starts_word = true;
            continue;
        }
        result += starts_word ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
                              : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        starts_word = false;
    }
    return result;
}

bool is_dtype_axis(const Axis& axis) {
    static const std::set<std::string> dtypes{"f32", "f16", "u8", "i32", "u32"};
    for (const std::string& value : axis.values)
        if (!dtypes.contains(value)) return false;
    return true;
}

std::string type_of(const Axis& axis) { return is_dtype_axis(axis) ? "DType" : pascal(axis.name); }

std::string shell_quoted(const fs::path& path) { return "'" + path.string() + "'"; }

Compiled compile(const std::string& glslang, const fs::path& shader, const fs::path& out, const std::vector<Axis>& axes,
                 const Combination& combination, std::set<std::string>& dependencies) {
    const std::string stem = shader.stem().string();
    std::string defines, suffix;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        defines += " -D" + axes[i].name + "_" + axes[i].values[combination[i]] + "=1";
        suffix += "." + axes[i].values[combination[i]];
    }
    const fs::path spirv = out / (stem + suffix + ".spv");
    const fs::path depfile = out / (stem + suffix + ".d");
    const std::string command = shell_quoted(glslang) + " --quiet -V --target-env vulkan1.2 -I" +
                                shell_quoted(shader.parent_path()) + defines + " --depfile " + shell_quoted(depfile) +
                                " -o " + shell_quoted(spirv) + " " + shell_quoted(shader);
    if (std::system(command.c_str()) != 0) throw std::runtime_error("glslang failed: " + command);

    const std::string bytes = read_text(spirv);
    Compiled compiled{combination, std::vector<std::uint32_t>(bytes.size() / 4), {}};
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(compiled.code.data()));
    compiled.interface = reflect(compiled.code);
    const std::string rule = read_text(depfile);
    std::istringstream words(rule.substr(rule.find(':') + 1));
    for (std::string word; words >> word;)
        if (word != "\\") dependencies.insert(word);
    return compiled;
}

// Variants may leave out constants or buffers that they do not use, but what two of them share must agree.
Interface merged_interface(const std::vector<Compiled>& variants) {
    Interface merged = variants.front().interface;
    for (const Compiled& variant : variants) {
        if (variant.interface.push != merged.push)
            throw std::runtime_error("variants declare different push constants");
        for (const Constant& constant : variant.interface.constants) {
            bool known = false;
            for (const Constant& other : merged.constants) {
                known |= other == constant;
                if (other.id == constant.id && !(other == constant))
                    throw std::runtime_error("variants disagree on the constant " + constant.name);
            }
            if (!known) merged.constants.push_back(constant);
        }
    }
    return merged;
}

std::string header_text(const std::string& stem, const std::vector<Axis>& axes, const Interface& interface) {
    std::ostringstream h;
    h << "// Generated from " << stem << ".comp; do not edit.\n#pragma once\n#include <array>\n#include <cstddef>\n"
      << "#include \"shader/binary.h\"\n#include \"tensor/dtype.h\"\n\nnamespace lemnos::shader::" << stem << " {\n\n";
    for (const Axis& axis : axes) {
        if (is_dtype_axis(axis)) continue;
        h << "enum class " << pascal(axis.name) << " : std::uint8_t {";
        for (const std::string& value : axis.values) h << " " << value << ",";
        h << " };\n";
    }
    h << "\nstruct Variant {\n";
    for (const Axis& axis : axes) h << "    " << type_of(axis) << " " << lower(axis.name) << ";\n";
    h << "};\n\nstruct Push {\n";
    for (const Field& field : interface.push) h << "    " << field.type << " " << field.name << ";\n";
    h << "};\n";
    for (const Field& field : interface.push)
        h << "static_assert(offsetof(Push, " << field.name << ") == " << field.offset << ");\n";
    h << "\nstruct Spec {\n";
    for (const Constant& constant : interface.constants)
        h << "    std::uint32_t " << lower(constant.name) << " = " << constant.default_value << ";\n";
    h << "    std::array<std::uint32_t, " << interface.constants.size() << "> values() const { return {";
    for (const Constant& constant : interface.constants) h << lower(constant.name) << ", ";
    h << "}; }\n};\n\n/// Null when this combination is not built, e.g. for an unusual element type.\n"
      << "const Binary* binary(const Variant& variant);\n\n}  // namespace lemnos::shader::" << stem << "\n";
    return h.str();
}

std::string source_text(const std::string& stem, const std::vector<Axis>& axes, const std::vector<Compiled>& variants,
                        const Interface& merged) {
    std::ostringstream s;
    s << "// Generated from " << stem << ".comp; do not edit.\n#include \"shader/" << stem
      << ".h\"\n\nnamespace lemnos::shader::" << stem << " {\nnamespace {\n";
    s << "constexpr std::array<std::uint32_t, " << merged.constants.size() << "> constant_ids{";
    for (const Constant& constant : merged.constants) s << constant.id << ", ";
    s << "};\n";
    for (std::size_t v = 0; v < variants.size(); ++v) {
        s << "constexpr std::array<std::uint32_t, " << variants[v].code.size() << "> code_" << v << "{";
        char word[16];
        for (std::size_t i = 0; i < variants[v].code.size(); ++i) {
            std::snprintf(word, sizeof word, "%s0x%x,", i % 16 == 0 ? "\n" : "", variants[v].code[i]);
            s << word;
        }
        s << "};\nconstexpr std::array<Access, " << variants[v].interface.buffers.size() << "> bindings_" << v << "{";
        for (const BufferBinding& buffer : variants[v].interface.buffers)
            s << (buffer.kind == BufferKind::texel_packs     ? "Access::texel_packs, "
                  : buffer.kind == BufferKind::texel_numbers ? "Access::texel_numbers, "
                  : buffer.is_read && buffer.is_written      ? "Access::read_write, "
                  : buffer.is_written                        ? "Access::write, "
                                                             : "Access::read, ");
        s << "};\n";
    }
    s << "const Binary binaries[] = {\n";
    for (std::size_t v = 0; v < variants.size(); ++v) {
        std::string label = stem + "[";
        for (std::size_t i = 0; i < axes.size(); ++i)
            label += (i ? "," : "") + axes[i].values[variants[v].combination[i]];
        s << "    {\"" << label << "]\", code_" << v << ", " << merged.push_bytes << ", bindings_" << v
          << ", constant_ids},\n";
    }
    s << "};\n}  // namespace\n\nconst Binary* binary([[maybe_unused]] const Variant& variant) {\n    std::size_t "
         "index = 0;\n";
    for (const Axis& axis : axes) {
        const std::string member = "variant." + lower(axis.name);
        s << "    index *= " << axis.values.size() << ";\n";
        if (is_dtype_axis(axis)) {
            s << "    switch (" << member << ") {\n";
            for (std::size_t i = 0; i < axis.values.size(); ++i)
                s << "        case DType::" << axis.values[i] << ": index += " << i << "; break;\n";
            s << "        default: return nullptr;\n    }\n";
        } else {
            s << "    index += static_cast<std::size_t>(" << member << ");\n";
        }
    }
    s << "    return &binaries[index];\n}\n\n}  // namespace lemnos::shader::" << stem << "\n";
    return s.str();
}

void run(const std::string& glslang, const fs::path& shader, const fs::path& out) {
    const std::string stem = shader.stem().string();
    const std::vector<Axis> axes = read_axes(read_text(shader));
    fs::create_directories(out / "shader");
    fs::create_directories(out / "spirv");
    std::vector<Compiled> variants;
    std::set<std::string> dependencies;
    for (const Combination& combination : combinations(axes))
        variants.push_back(compile(glslang, shader, out / "spirv", axes, combination, dependencies));
    const Interface merged = merged_interface(variants);
    write_text(out / "shader" / (stem + ".h"), header_text(stem, axes, merged));
    write_text(out / (stem + ".cpp"), source_text(stem, axes, variants, merged));
    std::string rule = (out / (stem + ".cpp")).string() + ":";
    for (const std::string& dependency : dependencies) rule += " " + dependency;
    write_text(out / (stem + ".d"), rule + "\n");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: lemnos-shader-compiler GLSLANG SHADER.comp OUT_DIR\n");
        return 2;
    }
    try {
        run(argv[1], argv[2], argv[3]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", argv[2], error.what());
        return 1;
    }
    return 0;
}
