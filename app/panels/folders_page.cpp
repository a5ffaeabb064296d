// SPDX-License-Identifier: Apache-2.0
#include "panels/folders_page.h"

#include <QFileDialog>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include "panels/push_button.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QLineEdit* pathField(const QString& objectName, const QString& name) {
    auto* const field = new QLineEdit;
    field->setObjectName(objectName);
    field->setAccessibleName(name);
    field->setReadOnly(true);
    return field;
}

}  // namespace

FoldersPage::FoldersPage(StudioModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_pictures(pathField(u"picturesFolder"_s, tr("Folder of the pictures"))),
      m_picturesLater(new QLabel(tr("From the next start on; the pictures that are there stay where they are."))),
      m_models(new QListWidget),
      m_removeModels(pushButton(u"removeModels"_s, tr("&Leave out"), tr("Look no more through this folder"))),
      m_tags(pathField(u"tagsFile"_s, tr("File of tags"))),
      m_clearTags(pushButton(u"clearTags"_s, tr("N&one"), tr("Offer no tags"))) {
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(makePictures());
    layout->addWidget(makeModels(), 1);
    layout->addWidget(makeTags());
    // "Choose…" alone says little to whoever does not see what stands beside it.
    for (QPushButton* const button : findChildren<QPushButton*>()) button->setAccessibleName(button->toolTip());
    showSettings();
}

QWidget* FoldersPage::makePictures() {
    auto* const choose = pushButton(u"choosePictures"_s, tr("&Choose…"), tr("Choose the folder of the pictures"));
    m_picturesLater->setWordWrap(true);
    m_picturesLater->setProperty("role", u"muted"_s);
    auto* const box = new QGroupBox(tr("Pictures"));
    auto* const row = new QHBoxLayout;
    row->addWidget(m_pictures, 1);
    row->addWidget(choose);
    auto* const layout = new QVBoxLayout(box);
    layout->addLayout(row);
    layout->addWidget(m_picturesLater);
    connect(choose, &QPushButton::clicked, this, [this] {
        choosePictures(QFileDialog::getExistingDirectory(this, tr("Where pictures are kept"), m_pictures->text()));
    });
    return box;
}

QWidget* FoldersPage::makeModels() {
    auto* const add = pushButton(u"addModels"_s, tr("&Add a folder…"), tr("Look through another folder for models"));
    m_models->setObjectName(u"modelFolders"_s);
    m_models->setAccessibleName(tr("Folders with models besides the models folder"));
    m_models->setProperty("role", u"framed"_s);
    m_models->setTextElideMode(Qt::ElideMiddle);
    auto* const own = new QLabel(tr("Besides %1:").arg(ModelLibrary::folder()));
    own->setTextFormat(Qt::PlainText);
    own->setWordWrap(true);
    auto* const box = new QGroupBox(tr("Models"));
    auto* const buttons = new QVBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(m_removeModels);
    buttons->addStretch(1);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_models, 1);
    row->addLayout(buttons);
    auto* const layout = new QVBoxLayout(box);
    layout->addWidget(own);
    layout->addLayout(row, 1);
    connect(add, &QPushButton::clicked, this,
            [this] { addModels(QFileDialog::getExistingDirectory(this, tr("A folder with models, e.g. ComfyUI's"))); });
    connect(m_removeModels, &QPushButton::clicked, this, &FoldersPage::removeModels);
    connect(m_models, &QListWidget::currentRowChanged, this, [this](int at) { m_removeModels->setEnabled(at >= 0); });
    return box;
}

QWidget* FoldersPage::makeTags() {
    auto* const choose = pushButton(u"chooseTags"_s, tr("C&hoose…"), tr("Choose a file of tags"));
    auto* const box = new QGroupBox(tr("Tags that are offered while you type"));
    auto* const row = new QHBoxLayout(box);
    row->addWidget(m_tags, 1);
    row->addWidget(choose);
    row->addWidget(m_clearTags);
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Tags that are offered while you type"), {},
                                                          tr("Tags, one per line or CSV (*.csv *.txt);;All files (*)"));
        if (!file.isEmpty()) chooseTags(file);
    });
    connect(m_clearTags, &QPushButton::clicked, this, [this] { chooseTags({}); });
    return box;
}

void FoldersPage::choosePictures(const QString& folder) {
    if (folder.isEmpty()) return;
    m_model.settings().setNextGalleryFolder(folder);
    showSettings();
}

void FoldersPage::addModels(const QString& folder) {
    if (folder.isEmpty()) return;
    m_model.settings().addModelFolder(folder);
    m_model.library().scan(m_model.settings().modelFolders());
    showSettings();
}

void FoldersPage::removeModels() {
    const QListWidgetItem* const item = m_models->currentItem();
    if (!item) return;
    m_model.settings().removeModelFolder(item->text());
    m_model.library().scan(m_model.settings().modelFolders());
    showSettings();
}

void FoldersPage::chooseTags(const QString& file) {
    m_model.chooseTagsFile(file);
    showSettings();
}

void FoldersPage::showSettings() {
    const Settings& settings = m_model.settings();
    m_pictures->setText(settings.nextGalleryFolder());
    m_picturesLater->setVisible(settings.nextGalleryFolder() != settings.galleryFolder());
    m_models->clear();
    m_models->addItems(settings.modelFolders());
    m_removeModels->setEnabled(m_models->currentRow() >= 0);
    m_tags->setText(settings.tagsFile());
    m_clearTags->setEnabled(!settings.tagsFile().isEmpty());
}

}  // namespace lemnos::studio
