// SPDX-License-Identifier: Apache-2.0
// The seed, a die that draws another one, and a lock that keeps it from one picture to the next. Shows and changes the
// RequestModel. GUI thread.
#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace lemnos::studio {

class RequestModel;
class Shortcuts;

class SeedRow : public QWidget {
    Q_OBJECT
public:
    SeedRow(RequestModel& model, Shortcuts& shortcuts, QWidget* parent = nullptr);

private:
    void showModel();

    RequestModel& m_model;
    Shortcuts& m_shortcuts;
    QLineEdit* m_seed;
    QToolButton* m_dice;
    QToolButton* m_lock;
};

}  // namespace lemnos::studio
