// SPDX-License-Identifier: Apache-2.0
// How a selection becomes a mask, by hand: how far it grows, in how much it fades, how much of its surroundings a run
// sees, what stands under it at the start. Everything is automatic until it is chosen. Shows and changes the Workspace;
// keeps nothing. GUI thread.
#pragma once

#include <functional>

#include <QList>
#include <QWidget>

#include "studio/canvas_task.h"

class QFormLayout;

namespace lemnos::studio {

class Workspace;

class MaskSettings : public QWidget {
    Q_OBJECT
public:
    explicit MaskSettings(Workspace& workspace, QWidget* parent = nullptr);

private:
    struct Entry {
        QString name;
        std::function<void(MaskChoices&)> choose;
    };
    void addPixels(const QString& name, const char* objectName, const QString& toolTip, double MaskChoices::* field);
    /// The entry that would change nothing is the one that is shown.
    void addBox(const QString& name, const char* objectName, const QString& toolTip, const QList<Entry>& entries);
    void addRow(const QString& name, const char* objectName, const QString& toolTip, QWidget* field);
    void showWorkspace();

    Workspace& m_workspace;
    QFormLayout* m_rows;
    QList<std::function<void()>> m_showFields;
};

}  // namespace lemnos::studio
