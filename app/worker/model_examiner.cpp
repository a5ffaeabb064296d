// SPDX-License-Identifier: Apache-2.0
#include "worker/model_examiner.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>

#include "families/inspect.h"
#include "pipeline/addon_files.h"
#include "pipeline/memory_estimate.h"
#include "pipeline/starter_model.h"
#include "studio/model_library.h"
#include "studio/trigger_words.h"
#include "vulkan/instance.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr qsizetype mostMissingNames = 8;

// The context is where lupdate files what this file says.
QString tr(const char* text) { return QCoreApplication::translate("lemnos::studio", text); }

/// "/m/ink" of "/m/ink.safetensors": what the names of the files beside it begin with.
QString stemOf(const QString& path) { return path.section(u'/', 0, -2) + u'/' + modelName(path); }

QString picturePath(const QString& path) {
    for (const auto middle : {".preview"_L1, ""_L1})
        for (const auto ending : {".png"_L1, ".jpg"_L1, ".jpeg"_L1, ".webp"_L1})
            if (QString picture = stemOf(path) + middle + ending; QFileInfo(picture).isFile()) return picture;
    return {};
}

void addSidecars(const QString& path, TriggerWords& words) {
    for (const auto ending : {".civitai.info"_L1, ".json"_L1}) {
        QFile file(stemOf(path) + ending);
        const QString name = file.fileName().section(u'/', -1);
        if (!QFileInfo(file).isFile()) continue;
        if (file.open(QIODevice::ReadOnly) && file.size() <= TriggerWords::mostBytes)
            words.addSidecar(name, file.read(TriggerWords::mostBytes));
        else
            words.notes.append(tr("%1 is too large or cannot be read, and was left out.").arg(name));
    }
}

/// What leads a prompt to this very file: its name, or for a LoRA that lies elsewhere its path.
QString promptNameOf(const QString& path, ModelKind kind, const QString& chosenModel) {
    if (kind == ModelKind::embedding) return modelName(path);
    if (kind != ModelKind::lora) return {};
    const auto model = find_model(chosenModel.toStdString(), {});
    const QString name = modelName(path);
    const auto found = find_addon(lora_files, name.toStdString(), model ? *model : std::filesystem::path());
    const bool isFound = found && QFileInfo(QString::fromStdString(found->string())) == QFileInfo(path);
    const QString lead = isFound ? name : path;
    return lead.contains(u':') || lead.contains(u'>') ? QString() : lead;
}

Result<ModelMemory> memoryFor(const MemoryQuestion& question) {
    LEMNOS_TRY(const auto devices, vulkan::list_devices());
    LEMNOS_TRY(const std::uint32_t chosen, vulkan::select_device(devices, question.device.toStdString()));
    const vulkan::Capabilities& device = devices[chosen];
    ModelMemory result{.model = {},
                       .memory = {},
                       .device = QString::fromStdString(device.name),
                       .deviceBytes = device.shares_host_memory() ? 0 : device.memory_bytes,
                       .problem = {}};
    LEMNOS_TRY(result.memory, estimate_memory(question.request, device, expected_memory(device), Previews::shown));
    return result;
}

}  // namespace

void ModelExaminer::wantDetails(const QString& path, ModelKind kind, const QString& chosenModel) {
    if (m_details.put({path, kind, chosenModel}))
        QMetaObject::invokeMethod(this, &ModelExaminer::examine, Qt::QueuedConnection);
}

void ModelExaminer::wantMemory(const MemoryQuestion& question) {
    if (m_memory.put(question)) QMetaObject::invokeMethod(this, &ModelExaminer::estimate, Qt::QueuedConnection);
}

void ModelExaminer::examine() {
    const auto wish = m_details.take();
    if (wish && !m_closing.is_cancelled()) Q_EMIT examined(detailsOf(*wish));
}

ModelDetails ModelExaminer::detailsOf(const DetailsWish& wish) const {
    ModelDetails details{.path = wish.path};
    TriggerWords words;
    if (const auto model = inspect_header(wish.path.toStdString())) {
        details.format = QString::fromStdString(model->format);
        details.prediction = QString::fromStdString(model->prediction);
        details.parameters = model->parameters;
        for (const auto& [type, tensors] : model->dtypes) details.types.append({QString::fromStdString(type), tensors});
        details.missingCount = qsizetype(model->missing.size());
        for (const std::string& name : model->missing)
            if (details.missing.size() < mostMissingNames) details.missing.append(QString::fromStdString(name));
        words.addMetadata(model->metadata);
    } else {
        details.notes.append(QString::fromStdString(model.error().text()));
    }
    addSidecars(wish.path, words);
    details.triggerWords = words.words;
    details.frequentTags = words.tags;
    details.notes += words.notes;
    if (const auto hashes = m_hashes.find(wish.path.toStdString())) {
        details.autov2 = QString::fromStdString(hashes->autov2());
        details.autov3 = QString::fromStdString(hashes->autov3);
    }
    details.promptName = promptNameOf(wish.path, wish.kind, wish.chosenModel);
    return details;
}

void ModelExaminer::estimate() {
    const auto question = m_memory.take();
    if (!question || m_closing.is_cancelled()) return;
    const Result<ModelMemory> found = memoryFor(*question);
    ModelMemory memory = found ? *found : ModelMemory();
    if (!found) memory.problem = QString::fromStdString(found.error().text());
    memory.model = QString::fromStdString(question->request.model);
    Q_EMIT estimated(memory);
}

void ModelExaminer::readPreview(const QString& path, int side) {
    if (m_closing.is_cancelled()) return;
    QImage image;
    const QString file = picturePath(path);
    if (!file.isEmpty() && QFileInfo(file).size() <= mostPictureBytes) {
        QImageReader reader(file);
        reader.setDecideFormatFromContent(true);  // sites name WebP files .png
        reader.setAutoTransform(true);
        const QSize size = reader.size();
        if (size.isValid() && qint64(size.width()) * size.height() <= mostPicturePixels) {
            if (std::max(size.width(), size.height()) > side)
                reader.setScaledSize(size.scaled(side, side, Qt::KeepAspectRatio).expandedTo({1, 1}));
            image = reader.read();
        }
    }
    Q_EMIT previewRead(path, image);
}

}  // namespace lemnos::studio
