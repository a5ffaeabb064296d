// SPDX-License-Identifier: Apache-2.0
// The one message the studio has for the user right now: what went wrong, and what can be done about it. The latest
// replaces the one before. GUI thread; owned by StudioModel; shown by panels/message_bar as plain text.
#pragma once

#include <optional>

#include <QObject>
#include <QString>

#include "studio/gallery.h"

namespace lemnos::studio {

enum class Severity { information, warning, error };
enum class Remedy { none, saveElsewhere, resumeQueue };

struct Notice {
    Severity severity = Severity::information;
    QString text;
    Remedy remedy = Remedy::none;
    EntryId entry = 0;  // the picture that the remedy is for
};

class NoticeBoard : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const std::optional<Notice>& notice() const { return m_notice; }
    void post(const Notice& notice) {
        m_notice = notice;
        Q_EMIT changed();
    }
    void dismiss() {
        if (!m_notice) return;
        m_notice.reset();
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    std::optional<Notice> m_notice;
};

}  // namespace lemnos::studio
