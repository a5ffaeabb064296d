// SPDX-License-Identifier: Apache-2.0
// The preferences: look and language, folders, keys. What is changed holds at once, or from the next start on where a
// page says so; there is nothing to confirm. GUI thread; owned by the main window.
#pragma once

#include <QDialog>

class QTabWidget;

namespace lemnos::studio {

class StudioModel;

class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    enum class Page { look, folders, keys };

    explicit PreferencesDialog(StudioModel& model, QWidget* parent = nullptr);
    void showPage(Page page);

private:
    QTabWidget* m_pages;
};

}  // namespace lemnos::studio
