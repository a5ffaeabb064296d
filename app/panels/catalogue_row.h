// SPDX-License-Identifier: Apache-2.0
// One model of the catalogue: what it is, under which licence, how large, and the button that fetches it or stops that.
// Shows and calls Downloads; keeps nothing. GUI thread; owned by the dialog.
#pragma once

#include <QFrame>

#include "studio/catalogue.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace lemnos::studio {

class Downloads;

class CatalogueRow : public QFrame {
    Q_OBJECT
public:
    CatalogueRow(CatalogueEntry entry, Downloads& downloads, QWidget* parent = nullptr);

private:
    QWidget* makeText();
    QWidget* makeActions();
    void showState();
    void showProgress();
    void act();

    CatalogueEntry m_entry;
    Downloads& m_downloads;
    QLabel* m_needs;
    QLabel* m_status;
    QProgressBar* m_bar;
    QPushButton* m_button;
};

}  // namespace lemnos::studio
