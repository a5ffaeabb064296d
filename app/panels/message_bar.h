// SPDX-License-Identifier: Apache-2.0
// A strip above the canvas with one sentence and at most one thing to do about it. Plain text always: messages name
// files and quote their contents. GUI thread; the two functions below bind one to its source of messages.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace lemnos::studio {

class StudioModel;
enum class Severity;

class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showMessage(Severity severity, const QString& text, const QString& action = {});
    QString text() const;
    QPushButton* actionButton() const { return m_action; }
    QToolButton* closeButton() const { return m_close; }

private:
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
    QToolButton* m_close;
};

/// Says what is missing while there is no usable device, with a button that looks again.
MessageBar* engineBar(StudioModel& model);
/// Shows the notice board.
MessageBar* noticeBar(StudioModel& model);

}  // namespace lemnos::studio
