// SPDX-License-Identifier: Apache-2.0
#include "studio/kept_queue.h"

#include <algorithm>
#include <array>

#include <QSet>

#include <nlohmann/json.hpp>

namespace lemnos::studio {
namespace {

using nlohmann::json;

constexpr int formatVersion = 2;  // 1 had bare requests for jobs

json texts(const QStringList& list) {
    json all = json::array();
    for (const QString& text : list) all.push_back(text.toStdString());
    return all;
}

Result<QStringList> textsFrom(const json& object, const char* name) {
    QStringList all;
    for (const json& text : object.value(name, json::array())) {
        if (!text.is_string()) return bad_file("\"grids\": \"{}\" is no list of texts", name);
        all.append(QString::fromStdString(text.get<std::string>()));
    }
    return all;
}

// In the order of CanvasAction.
constexpr std::array actions = {"generate", "refine",      "fill",           "refine_selection",
                                "expand",   "add_content", "remove_content", "replace_background"};
static_assert(actions.size() == std::size_t(CanvasAction::replaceBackground) + 1);

json toJson(const CanvasTask& task) {
    return {{"document", task.contents.document.toString(QUuid::WithoutBraces).toStdString()},
            {"corner", {task.contents.corner.x(), task.contents.corner.y()}},
            {"box", {task.box.x(), task.box.y(), task.box.width(), task.box.height()}},
            {"action", actions[std::size_t(task.action)]}};
}

template <std::size_t count>
Result<std::array<int, count>> numbersFrom(const json& object, const char* name) {
    constexpr int farthest = 1 << 24;  // pixels: sums of a few stay in an int
    const json list = object.value(name, json());
    std::array<int, count> numbers{};
    bool isRight = list.is_array() && list.size() == count;
    for (std::size_t i = 0; isRight && i < count; ++i) {
        isRight = list[i].is_number_integer() && std::abs(list[i].get<double>()) <= farthest;
        if (isRight) numbers[i] = list[i].get<int>();
    }
    if (!isRight) return bad_file("\"canvas\": \"{}\" is no list of {} whole numbers", name, count);
    return numbers;
}

std::string textOf(const json& object, const char* name) {
    const json text = object.value(name, json());
    return text.is_string() ? text.get<std::string>() : std::string();
}

Result<CanvasTask> taskFrom(const json& object) {
    if (!object.is_object()) return bad_file("\"canvas\" is no object");
    CanvasTask task;
    task.contents.document = QUuid::fromString(QString::fromStdString(textOf(object, "document")));
    if (task.contents.document.isNull()) return bad_file("\"canvas\": \"document\" names none");
    const auto action = std::ranges::find(actions, textOf(object, "action"));
    if (action == actions.end()) return bad_file("\"canvas\": \"action\" is none that is known");
    task.action = CanvasAction(action - actions.begin());
    LEMNOS_TRY(const auto corner, numbersFrom<2>(object, "corner"));
    task.contents.corner = {corner[0], corner[1]};
    LEMNOS_TRY(const auto box, numbersFrom<4>(object, "box"));
    task.box = {box[0], box[1], box[2], box[3]};
    if (task.box.isEmpty()) return bad_file("\"canvas\": \"box\" is empty");
    return task;
}

json toJson(const Job& job) {
    json object{{"request", to_json(job.request)}};
    if (job.canvas) object["canvas"] = toJson(*job.canvas);
    return object;
}

Result<Job> jobFrom(const json& object, int version) {
    Job job;
    if (version < 2) {
        LEMNOS_TRY(job.request, request_from_json(object));
        return job;
    }
    if (!object.is_object() || !object.contains("request")) return bad_file("\"jobs\": an entry has no \"request\"");
    LEMNOS_TRY(job.request, request_from_json(object["request"]));
    if (object.contains("canvas")) {
        LEMNOS_TRY(job.canvas, taskFrom(object["canvas"]));
    }
    return job;
}

json toJson(const GridCell& cell) {
    json object = json::object();
    if (cell.job) object["job"] = cell.job;
    if (!cell.path.isEmpty()) object["picture"] = cell.path.toStdString();
    return object;
}

json toJson(const Grid& grid) {
    json cells = json::array();
    for (const GridCell& cell : grid.cells) cells.push_back(toJson(cell));
    return {{"title", grid.title.toStdString()},
            {"columns", texts(grid.columns)},
            {"rows", texts(grid.rows)},
            {"request", to_json(grid.cells.front().request)},
            {"cells", std::move(cells)}};
}

// What the cells of grids need to find their jobs.
struct NumberedJobs {
    const QList<Job>& jobs;
    QList<JobId> kept;    // which of `jobs`, from 1, by the number in the file, from 1; 0 where it could not be read
    QSet<JobId> taken{};  // by other cells
};

Result<GridCell> cellFrom(const json& object, NumberedJobs& numbered) {
    if (!object.is_object()) return bad_file("\"grids\": a cell is no object");
    GridCell cell;
    if (object.contains("picture") && object["picture"].is_string())
        cell.path = QString::fromStdString(object["picture"].get<std::string>());
    if (!object.contains("job")) return cell;
    const json& number = object["job"];
    if (!number.is_number_unsigned() || number.get<quint64>() - 1 >= quint64(numbered.kept.size()))
        return bad_file("\"grids\": a cell's \"job\" is none of the {} jobs", numbered.kept.size());
    const auto written = number.get<JobId>();
    if (numbered.taken.contains(written)) return bad_file("\"grids\": two cells have the \"job\" {}", written);
    numbered.taken.insert(written);
    cell.job = numbered.kept[qsizetype(written) - 1];
    if (cell.job) cell.request = numbered.jobs[qsizetype(cell.job) - 1].request;
    return cell;
}

Result<Grid> gridFrom(const json& object, NumberedJobs& numbered) {
    if (!object.is_object() || !object.value("title", json()).is_string() ||
        !object.value("cells", json()).is_array() || !object.contains("request"))
        return bad_file("\"grids\": an entry has no \"title\", \"cells\" and \"request\"");
    Grid grid{
        .title = QString::fromStdString(object["title"].get<std::string>()), .columns = {}, .rows = {}, .cells = {}};
    LEMNOS_TRY(grid.columns, textsFrom(object, "columns"));
    LEMNOS_TRY(grid.rows, textsFrom(object, "rows"));
    for (const json& cell : object["cells"]) {
        LEMNOS_TRY(GridCell next, cellFrom(cell, numbered));
        grid.cells.append(std::move(next));
    }
    if (grid.cells.isEmpty() || grid.cells.size() != grid.columns.size() * grid.rows.size())
        return bad_file("\"grids\": {} cells are not {} x {}", grid.cells.size(), grid.columns.size(),
                        grid.rows.size());
    LEMNOS_TRY(grid.cells.front().request, request_from_json(object["request"]));
    return grid;
}

}  // namespace

QByteArray toBytes(const KeptQueue& queue) {
    json jobs = json::array(), grids = json::array();
    for (const Job& job : queue.jobs) jobs.push_back(toJson(job));
    for (const Grid& grid : queue.grids) grids.push_back(toJson(grid));
    const json all{{"version", formatVersion}, {"jobs", std::move(jobs)}, {"grids", std::move(grids)}};
    return QByteArray::fromStdString(all.dump(1, ' ', false, json::error_handler_t::replace));
}

Result<KeptQueue> keptQueueFrom(const QByteArray& bytes) {
    const json all = json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!all.is_object() || !all.value("jobs", json()).is_array()) return bad_file("it has no list \"jobs\"");
    const json number = all.value("version", json(1));
    const int version = number.is_number_integer() ? number.get<int>() : 1;
    if (version > formatVersion) return unsupported("version {} was written by a newer Lemnos", version);
    // One that is damaged does not take the others along.
    KeptQueue queue;
    const auto leaveOut = [&](const Error& error) {
        if (queue.damage) queue.damage = std::unexpected(error);
    };
    NumberedJobs numbered{.jobs = queue.jobs, .kept = {}};
    for (const json& object : all["jobs"]) {
        Result<Job> job = jobFrom(object, version);
        if (job)
            queue.jobs.append(std::move(*job));
        else
            leaveOut(job.error());
        numbered.kept.append(job ? JobId(queue.jobs.size()) : 0);
    }
    for (const json& object : all.value("grids", json::array())) {
        Result<Grid> grid = gridFrom(object, numbered);
        if (grid)
            queue.grids.append(std::move(*grid));
        else
            leaveOut(grid.error());
    }
    return queue;
}

}  // namespace lemnos::studio
