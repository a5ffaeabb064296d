// SPDX-License-Identifier: Apache-2.0
// One model closely: its picture, what is known of it, the memory that it would take, the words it listens to, and what
// can be done with it. Shows the ModelPage. GUI thread.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lemnos::studio {

class ModelPage;
class Shortcuts;

class ModelCard : public QWidget {
    Q_OBJECT
public:
    ModelCard(ModelPage& page, Shortcuts& shortcuts, QWidget* parent = nullptr);

private:
    QLabel* addText(const char* objectName, const QString& accessibleName);
    QLabel* addHeading(const QString& text);
    QWidget* makeScroll();
    QWidget* makeButtons();
    void connectKeys();
    void showTips();
    void showModel();
    void showPicture();
    void copyHash();
    void showInFolder();

    ModelPage& m_page;
    Shortcuts& m_shortcuts;
    QWidget* m_texts;
    QLabel* m_picture;
    QLabel* m_name;
    QLabel* m_memoryHeading;
    QLabel* m_memory;
    QLabel* m_triggerHeading;
    QLabel* m_trigger;
    QLabel* m_facts;
    QLineEdit* m_path;
    QPushButton* m_use;
    QPushButton* m_addWords;
    QPushButton* m_hash;
    QPushButton* m_folder;
};

}  // namespace lemnos::studio
