// SPDX-License-Identifier: Apache-2.0
// Files as the desktop copies and drags them. A free function; the caller owns what it returns.
#pragma once

#include <QList>
#include <QMimeData>
#include <QUrl>

namespace lemnos::studio {

inline QMimeData* fileList(const QStringList& paths) {
    QList<QUrl> urls;
    for (const QString& path : paths) urls.append(QUrl::fromLocalFile(path));
    auto* const data = new QMimeData;
    data->setUrls(urls);
    return data;
}

}  // namespace lemnos::studio
