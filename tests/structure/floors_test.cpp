// SPDX-License-Identifier: Apache-2.0
// The structure of the sources, read from their text: a floor includes only floors below it, files stay short, and
// each says its licence. The table below is the design's; a new folder needs a row, a long file needs a reason.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <QProcess>
#include <QTest>

namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

// Folder -> the folders that it may include besides itself and what those stand on. "shader" is generated.
const std::map<std::string, Names> floors{
    {"engine/base", {}},
    {"engine/vulkan", {"base", "shader_interface"}},
    {"engine/memory", {"vulkan"}},
    {"engine/tensor", {"base"}},
    {"engine/formats", {"tensor"}},
    {"engine/text", {"base"}},
    {"engine/sampling", {"tensor"}},
    {"engine/ops", {"memory", "tensor", "shader"}},
    {"engine/graph", {"ops"}},
    {"engine/nn", {"graph", "formats"}},
    {"engine/nets", {"nn"}},
    {"engine/families", {"nets", "formats", "text", "sampling"}},
    {"engine/pipeline", {"families", "sampling"}},
    {"app/cli", {"pipeline"}},
    {"app/document", {"formats"}},
    {"app/gallery", {"formats"}},
    {"app/studio", {"document", "gallery", "pipeline"}},
    {"app/worker", {"pipeline", "studio"}},
    {"app/item_models", {"studio", "worker"}},
    {"app/canvas", {"studio", "worker", "item_models"}},
    {"app/panels", {"studio", "worker", "item_models", "canvas"}},
    {"app/windows", {"studio", "worker", "item_models", "canvas", "panels", "cli"}},
};

// Files over 400 lines, each with its reason.
const std::map<std::string, std::string> long_files{
    {"engine/text/unicode_tables.cpp", "generated data"},
};
constexpr std::size_t longest_file = 400;

// What lies at the top, besides names that begin with a dot.
const Names top_level{"CMakeLists.txt", "CMakePresets.json", "CONTRIBUTING.md", "LICENSE", "README.md", "app", "engine",
                      "models",         "packaging",         "resources",       "shaders", "tests"};

fs::path root() { return LEMNOS_SOURCE_DIR; }

std::vector<fs::path> sources_in(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::exists(root() / folder)) return files;
    for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
        const std::string ending = entry.path().extension().string();
        if (Names{".h", ".cpp", ".comp", ".glsl"}.contains(ending)) files.push_back(fs::relative(entry.path(), root()));
    }
    std::ranges::sort(files);
    return files;
}

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream stream(root() / file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

// "engine/formats/png.h" -> "engine/formats"
std::string floor_of(const fs::path& file) {
    auto part = file.begin();
    const std::string top = (part++)->string();
    return top + "/" + part->string();
}

Names everything_below(const std::string& folder) {
    Names names;
    const auto floor = floors.find(folder);
    if (floor == floors.end()) return names;
    for (const std::string& below : floor->second) {
        names.insert(below);
        for (const char* top : {"engine/", "app/"}) names.merge(everything_below(top + below));
    }
    return names;
}

// The folder of an #include "folder/file.h"; empty for anything else.
std::string included_folder(const std::string& line) {
    constexpr std::string_view start = "#include \"";
    if (!line.starts_with(start)) return {};
    const std::size_t slash = line.find('/', start.size());
    const std::size_t end = line.find('"', start.size());
    return slash < end ? line.substr(start.size(), slash - start.size()) : std::string();
}

// Sentences about upward includes in one file.
std::vector<std::string> upward_includes(const std::string& folder, const std::string& name,
                                         const std::vector<std::string>& lines) {
    const Names allowed = everything_below(folder);
    const std::string own = folder.substr(folder.find('/') + 1);
    std::vector<std::string> found;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string included = included_folder(lines[i]);
        const bool is_floor = floors.contains("engine/" + included) || floors.contains("app/" + included);
        if (is_floor && included != own && !allowed.contains(included))
            found.push_back(
                fmt::format("{}:{} includes {}, which does not lie below {}", name, i + 1, included, folder));
        if (folder.starts_with("engine/") && lines[i].starts_with("#include <Q"))
            found.push_back(fmt::format("{}:{} includes Qt, which the engine does not know", name, i + 1));
    }
    return found;
}

QByteArray joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) text += "\n" + sentence;
    return QByteArray::fromStdString(text);
}

}  // namespace

class FloorsTest : public QObject {
    Q_OBJECT

private slots:
    void includes_point_down();
    void an_upward_include_would_be_found();
    void every_folder_is_a_floor();
    void floors_do_not_stand_on_themselves();
    void files_are_short();
    void files_say_their_licence();
    void nothing_strange_lies_at_the_top();
};

void FloorsTest::includes_point_down() {
    std::vector<std::string> wrong;
    for (const auto& [folder, below] : floors)
        for (const fs::path& file : sources_in(folder))
            for (std::string& sentence : upward_includes(folder, file.string(), lines_of(file)))
                wrong.push_back(std::move(sentence));
    QVERIFY2(wrong.empty(), joined(wrong).constData());
}

void FloorsTest::an_upward_include_would_be_found() {
    const std::vector<std::string> lines{"#include \"base/result.h\"", "#include \"pipeline/session.h\"",
                                         "#include <QImage>"};
    const auto found = upward_includes("engine/formats", "x.cpp", lines);
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0], std::string("x.cpp:2 includes pipeline, which does not lie below engine/formats"));
    QVERIFY(upward_includes("app/studio", "x.cpp", lines).empty());
}

void FloorsTest::every_folder_is_a_floor() {
    std::vector<std::string> wrong;
    for (const char* top : {"engine", "app"})
        for (const fs::path& file : sources_in(top)) {
            const bool lies_in_a_folder = std::distance(file.begin(), file.end()) > 2;
            if (lies_in_a_folder && !floors.contains(floor_of(file)))
                wrong.push_back(fmt::format("{}: {} is not in the table of floors", file.string(), floor_of(file)));
        }
    QVERIFY2(wrong.empty(), joined(wrong).constData());
}

void FloorsTest::floors_do_not_stand_on_themselves() {
    for (const auto& [folder, below] : floors)
        QVERIFY2(!below.contains(folder.substr(folder.find('/') + 1)), folder.c_str());
}

void FloorsTest::files_are_short() {
    std::vector<std::string> wrong;
    for (const char* top : {"engine", "app", "shaders", "tests"})
        for (const fs::path& file : sources_in(top)) {
            const std::size_t lines = lines_of(file).size();
            if (lines > longest_file && !long_files.contains(file.string()))
                wrong.push_back(fmt::format("{} has {} lines; give its reason in tests/structure or split it",
                                            file.string(), lines));
        }
    QVERIFY2(wrong.empty(), joined(wrong).constData());
}

void FloorsTest::files_say_their_licence() {
    std::vector<std::string> wrong;
    for (const char* top : {"engine", "app", "shaders", "tests"})
        for (const fs::path& file : sources_in(top)) {
            const auto lines = lines_of(file);
            // After "#version" in a shader, else in the first line.
            const bool says =
                std::any_of(lines.begin(), lines.begin() + std::min<std::ptrdiff_t>(2, std::ssize(lines)),
                            [](const std::string& line) {
                                return line.find("SPDX-License-Identifier: Apache-2.0") != std::string::npos;
                            });
            if (!says)
                wrong.push_back(fmt::format("{} has no line \"SPDX-License-Identifier: Apache-2.0\"", file.string()));
        }
    QVERIFY2(wrong.empty(), joined(wrong).constData());
}

// Only what is tracked: a working tree holds builds and more.
void FloorsTest::nothing_strange_lies_at_the_top() {
    QProcess git;
    git.setWorkingDirectory(LEMNOS_SOURCE_DIR);
    git.start("git", {"ls-files"});
    if (!git.waitForFinished() || git.exitCode() != 0) QSKIP("these sources are not a checkout of git");
    const QList<QByteArray> files = git.readAllStandardOutput().split('\n');
    QVERIFY(files.contains("README.md"));
    for (const QByteArray& file : files) {
        const QByteArray top = file.left(file.indexOf('/'));
        QVERIFY2(top.isEmpty() || top.startsWith('.') || top_level.contains(top.toStdString()), file.constData());
    }
}

QTEST_GUILESS_MAIN(FloorsTest)
#include "floors_test.moc"
