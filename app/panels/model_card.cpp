// SPDX-License-Identifier: Apache-2.0
#include "panels/model_card.h"

#include <algorithm>

#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include "panels/key_tip.h"
#include "panels/model_text.h"
#include "panels/push_button.h"
#include "studio/model_library.h"
#include "studio/model_page.h"
#include "studio/shortcuts.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int pictureSide = 200;

// Names of files have no spaces to break lines at. Only for what nobody copies: the marks would go with it.
QString breakable(QString text) {
    const QChar breakHere(0x200B);
    return text.replace(u'_', u"_"_s + breakHere).replace(u'-', u"-"_s + breakHere);
}

}  // namespace

ModelCard::ModelCard(ModelPage& page, Shortcuts& shortcuts, QWidget* parent)
    : QWidget(parent), m_page(page), m_shortcuts(shortcuts), m_texts(new QWidget) {
    auto* const texts = new QVBoxLayout(m_texts);
    texts->setContentsMargins(14, 0, 14, 0);
    m_picture = new QLabel;
    m_picture->setObjectName(u"modelPicture"_s);
    m_picture->setAccessibleName(tr("Picture of the model"));
    texts->addWidget(m_picture);
    m_name = addHeading({});
    m_name->setObjectName(u"modelName"_s);
    m_memoryHeading = addHeading(tr("Memory for a picture"));
    m_memory = addText("modelMemory", tr("Memory for a picture"));
    m_triggerHeading = addHeading(tr("Trigger words"));
    m_trigger = addText("triggerWords", tr("Trigger words"));
    addHeading(tr("Details"));
    m_facts = addText("modelFacts", tr("Details"));
    m_path = new QLineEdit;
    m_path->setObjectName(u"modelPath"_s);
    m_path->setAccessibleName(tr("Where it lies"));
    m_path->setToolTip(tr("Where it lies"));
    m_path->setReadOnly(true);
    texts->addWidget(m_path);
    texts->addStretch(1);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(makeScroll(), 1);
    layout->addWidget(makeButtons());
    connectKeys();
    connect(&page, &ModelPage::changed, this, &ModelCard::showModel);
    connect(&page, &ModelPage::previewKnown, this, &ModelCard::showPicture);
    showModel();
}

QLabel* ModelCard::addText(const char* objectName, const QString& accessibleName) {
    auto* const label = new QLabel;
    label->setObjectName(QLatin1StringView(objectName));
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setMinimumWidth(1);
    m_texts->layout()->addWidget(label);
    return label;
}

QLabel* ModelCard::addHeading(const QString& text) {
    auto* const label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setContentsMargins(0, 8, 0, 0);
    label->setProperty("role", u"heading"_s);
    m_texts->layout()->addWidget(label);
    return label;
}

QWidget* ModelCard::makeScroll() {
    auto* const scroll = new QScrollArea;
    scroll->setObjectName(u"modelDetails"_s);
    scroll->setAccessibleName(tr("Details of the model"));
    scroll->setWidget(m_texts);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return scroll;
}

QWidget* ModelCard::makeButtons() {
    m_use = pushButton(u"useModel"_s, tr("&Use"));
    m_addWords = pushButton(u"addTriggerWords"_s, tr("Add the &words"));
    m_hash = pushButton(u"copyModelHash"_s, tr("Copy &hash"));
    m_folder = pushButton(u"showModelInFolder"_s, tr("Show in &folder"));
    setKeyTip(*m_addWords, m_shortcuts, u"model.words"_s, tr("Adds the trigger words to the prompt"));
    setKeyTip(*m_folder, m_shortcuts, u"model.folder"_s, tr("Opens the folder that the file lies in"));
    auto* const bar = new QWidget;
    auto* const layout = new QHBoxLayout(bar);
    layout->setContentsMargins(14, 4, 14, 0);
    for (QPushButton* const button : {m_use, m_addWords, m_hash, m_folder}) layout->addWidget(button);
    layout->addStretch(1);
    connect(m_use, &QPushButton::clicked, &m_page, &ModelPage::use);
    connect(m_addWords, &QPushButton::clicked, &m_page, &ModelPage::addTriggerWords);
    connect(m_hash, &QPushButton::clicked, this, &ModelCard::copyHash);
    connect(m_folder, &QPushButton::clicked, this, &ModelCard::showInFolder);
    return bar;
}

void ModelCard::connectKeys() {
    const auto add = [&](QPushButton& button, const QString& id, const QString& text, const QKeySequence& key) {
        addKey(*this, button, m_shortcuts,
               {.id = id, .group = tr("Models window"), .text = text, .place = KeyPlace::models}, {key});
    };
    add(*m_use, u"model.use"_s, tr("Use the model"), Qt::CTRL | Qt::Key_Return);
    add(*m_addWords, u"model.words"_s, tr("Add the trigger words to the prompt"), Qt::CTRL | Qt::Key_T);
    add(*m_hash, u"model.hash"_s, tr("Copy the hash"), Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    add(*m_folder, u"model.folder"_s, tr("Show the model in its folder"), Qt::CTRL | Qt::SHIFT | Qt::Key_F);
}

void ModelCard::showTips() {
    const LibraryEntry* const entry = m_page.entry();
    const bool isModel = entry && entry->kind == ModelKind::checkpoint;
    setKeyTip(*m_use, m_shortcuts, u"model.use"_s,
              isModel ? tr("Paints with this model from now on") : tr("Adds it to the prompt"));
    setKeyTip(*m_hash, m_shortcuts, u"model.hash"_s,
              m_page.hash().isEmpty() ? tr("Reads the whole file for its hash") : tr("Copies the AutoV2 hash"));
}

void ModelCard::showModel() {
    const LibraryEntry* const entry = m_page.entry();
    const ModelDetails* const details = m_page.details() ? &*m_page.details() : nullptr;
    m_texts->setVisible(entry);
    m_use->setEnabled(m_page.canUse() && !m_page.isInUse());
    m_use->setText(m_page.isInUse() ? tr("In use") : tr("&Use"));
    m_addWords->setEnabled(m_page.hasTriggerWords());
    m_hash->setEnabled(details && !m_page.isHashing());
    m_hash->setText(m_page.isHashing()        ? tr("Reading…")
                    : m_page.hash().isEmpty() ? tr("Compute &hash")
                                              : tr("Copy &hash"));
    m_folder->setEnabled(entry);
    showTips();
    if (!entry) return;
    m_name->setText(breakable(modelName(entry->path)));
    m_facts->setText(modelFacts(*entry, details));
    if (m_path->text() != entry->path) m_path->setText(entry->path);
    m_memoryHeading->setVisible(entry->canPaint());
    m_memory->setVisible(entry->canPaint());
    m_memory->setText(m_page.memory() ? memoryText(*m_page.memory()) : tr("Being estimated…"));
    const QString words = details ? triggerText(*details) : QString();
    m_triggerHeading->setVisible(!words.isEmpty());
    m_trigger->setVisible(!words.isEmpty());
    m_trigger->setText(words);
    showPicture();
}

void ModelCard::showPicture() {
    const LibraryEntry* const entry = m_page.entry();
    QImage image = entry ? m_page.preview(entry->path) : QImage();
    m_picture->setVisible(!image.isNull());
    if (image.isNull()) return;
    const double ratio = devicePixelRatioF();
    const int side = int(pictureSide * ratio);
    if (std::max(image.width(), image.height()) > side)
        image = image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    image.setDevicePixelRatio(ratio);
    m_picture->setPixmap(QPixmap::fromImage(image));
}

void ModelCard::copyHash() {
    if (m_page.hash().isEmpty())
        m_page.wantHash();
    else
        QGuiApplication::clipboard()->setText(m_page.hash());
}

void ModelCard::showInFolder() {
    if (const LibraryEntry* const entry = m_page.entry())
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(entry->path).absolutePath()));
}

}  // namespace lemnos::studio
