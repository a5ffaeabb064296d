// SPDX-License-Identifier: Apache-2.0
// Picture files as the studio saves them, for tests of the gallery.
#pragma once

#include <QDir>
#include <nlohmann/json.hpp>

#include "worker/picture_file.h"

namespace lemnos::studio {

inline FinishedPicture finishedPicture(const char* prompt, std::uint64_t seed = 7) {
    FinishedPicture picture;
    picture.image = QImage(48, 32, QImage::Format_RGB32);
    picture.image.fill(QColor::fromHsv(int(seed * 40 % 360), 200, 200));
    picture.request.prompt = prompt;
    picture.request.seed = seed;
    picture.request.steps = 20;
    picture.request.width = 48;
    picture.request.height = 32;
    picture.texts = {{.keyword = "lemnos", .text = to_json(picture.request).dump()}};
    return picture;
}

/// A file under a name of its own below the gallery folder.
inline void writePicture(const QString& path, const char* prompt, std::uint64_t seed = 7) {
    if (!QDir().mkpath(QFileInfo(path).path()) || !savePictureAs(finishedPicture(prompt, seed), path))
        qFatal("cannot write a picture");
}

}  // namespace lemnos::studio
