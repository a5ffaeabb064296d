// SPDX-License-Identifier: Apache-2.0
#include "worker/canvas_input.h"

#include <span>

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include "formats/atomic_file.h"
#include "pipeline/run_picture.h"

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

}  // namespace

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

Result<QRect> previewPlaceOf(const Request& request, const QRect& box) {
    if (request.mask.empty()) return box;
    LEMNOS_TRY(const RunPicture run, read_run_picture(request));
    if (!run.inpainting) return box;
    const Box& part = run.inpainting->box;
    return QRect(int(part.left), int(part.top), int(part.width()), int(part.height())).translated(box.topLeft());
}

}  // namespace lemnos::studio
