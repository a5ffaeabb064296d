// SPDX-License-Identifier: Apache-2.0
// What crosses between the GUI thread and the download thread. Plain data by value.
#pragma once

#include <optional>

#include <QString>
#include <QUrl>

namespace lemnos::studio {

/// A file that is wanted: known by its size and its bytes before the first of them comes.
struct DownloadJob {
    QString id;  // of the catalogue
    QUrl url;
    QString goal;  // path; while it is incomplete it is called so with ".part"
    qint64 bytes = 0;
    QString sha256;
};

struct DownloadProgress {
    qint64 received = 0;
    qint64 total = 0;
    double bytesPerSecond = 0;
    QString waiting;  // why nothing comes at the moment, e.g. until the next try; empty while it comes

    std::optional<double> remainingSeconds() const {
        if (bytesPerSecond <= 0) return {};
        return double(total - received) / bytesPerSecond;
    }
};

}  // namespace lemnos::studio
