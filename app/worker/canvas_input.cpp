// SPDX-License-Identifier: Apache-2.0
#include "worker/canvas_input.h"

#include <span>

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include "formats/atomic_file.h"
#include "pipeline/run_picture.h"
#include "worker/image_conversion.h"

namespace lemnos::studio {
namespace {

Result<std::string> keep(const QImage& image, const QString& folder, const char* kind) {
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    constexpr int fast = 80;  // Qt turns "quality" into little compression
    if (!image.save(&buffer, "png", fast)) return out_of_memory("the {} of the canvas could not be encoded", kind);
    const QByteArray hash = QCryptographicHash::hash(png, QCryptographicHash::Sha1).toHex().left(16);
    const QString path = QStringLiteral("%1/%2-%3.png").arg(folder, QLatin1StringView(kind), QLatin1StringView(hash));
    if (!QFileInfo::exists(path))
        LEMNOS_CHECK(write_file(path.toStdString(), std::as_bytes(std::span(png.constData(), std::size_t(png.size()))),
                                OnExisting::replace));
    return path.toStdString();
}

Status writeCanvasInput(Request& request, const CanvasInput& input, const QString& folder) {
    request.init_image.clear();
    request.mask.clear();
    if (input.picture.isNull()) return {};
    if (!QDir().mkpath(folder)) return io_error("{} could not be made", folder.toStdString());
    LEMNOS_TRY(request.init_image, keep(input.picture, folder, "picture"));
    if (input.mask.isNull()) return {};
    LEMNOS_TRY(request.mask, keep(input.mask, folder, "mask"));
    return {};
}

Result<QImage> readKept(const std::string& path, QSize size, QImage::Format format) {
    LEMNOS_TRY(const QImage image, readImage(QString::fromStdString(path)));
    if (image.size() != size)
        return bad_file("{}: it has {} x {} pixels and the part of the document {} x {}", path, image.width(),
                        image.height(), size.width(), size.height());
    return image.convertToFormat(format);
}

Result<CanvasInput> readCanvasInput(const Request& request, QSize box) {
    CanvasInput input;
    if (request.init_image.empty()) return input;
    LEMNOS_TRY(input.picture, readKept(request.init_image, box, QImage::Format_RGB888));
    if (request.mask.empty()) return input;
    LEMNOS_TRY(input.mask, readKept(request.mask, box, QImage::Format_Grayscale8));
    return input;
}

}  // namespace

Result<CanvasInput> provideCanvasInput(Request& request, const CanvasTask& task, const QString& folder) {
    if (!task.hasLayers()) return readCanvasInput(request, task.box.size());
    CanvasInput input = inputOf(task);
    LEMNOS_CHECK(writeCanvasInput(request, input, folder));
    return input;
}

Result<QRect> previewPlaceOf(const Request& request, const QRect& box) {
    if (request.mask.empty()) return box;
    LEMNOS_TRY(const RunPicture run, read_run_picture(request));
    if (!run.inpainting) return box;
    const Box& part = run.inpainting->box;
    return QRect(int(part.left), int(part.top), int(part.width()), int(part.height())).translated(box.topLeft());
}

}  // namespace lemnos::studio
