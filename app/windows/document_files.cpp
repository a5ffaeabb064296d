// SPDX-License-Identifier: Apache-2.0
#include "windows/document_files.h"

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

DocumentFiles::DocumentFiles(StudioModel& model, QWidget* window) : QObject(window), m_model(model), m_window(window) {
    connect(&model.workspace(), &Workspace::recoveryOffered, this, &DocumentFiles::offerRecovery);
}

void DocumentFiles::openNew() {
    whenUnsavedSettled([this] {
        const Request usual = m_model.request().shown();
        const QSize size(int(usual.width), int(usual.height));
        m_model.workspace().openNew(size.isEmpty() ? QSize(512, 512) : size);
    });
}

void DocumentFiles::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Open a document or a picture"), {},
        tr("Documents and pictures (*.ora *.png *.jpg *.jpeg *.webp *.bmp *.gif *.tif *.tiff);;All files (*)"));
    if (!path.isEmpty()) open(path);
}

void DocumentFiles::open(const QString& path) {
    whenUnsavedSettled([this, path] { Q_EMIT m_model.workspace().openWanted(path); });
}

void DocumentFiles::addAsLayer(const QString& path) { Q_EMIT m_model.workspace().layerWanted(path); }

void DocumentFiles::editShownPicture() {
    const GalleryEntry* const entry = m_model.gallery().find(m_model.viewer().entry());
    const QImage picture = m_model.viewer().image();
    if (!entry || picture.size() != m_model.viewer().size()) return;
    const QString name = entry->request ? QString::fromStdString(entry->request->prompt).left(40) : tr("Picture");
    whenUnsavedSettled([this, picture, name] { m_model.workspace().openPicture(picture, name); });
}

void DocumentFiles::save() {
    const QString path = m_model.workspace().path();
    if (path.isEmpty())
        saveAs();
    else
        m_model.workspace().save(path);
}

void DocumentFiles::saveAs() {
    const Workspace& workspace = m_model.workspace();
    const QString proposal =
        workspace.path().isEmpty() ? QDir::home().filePath(workspace.title() + ".ora"_L1) : workspace.path();
    QString path = QFileDialog::getSaveFileName(m_window, tr("Save the document"), proposal, tr("OpenRaster (*.ora)"));
    if (path.isEmpty()) return;
    if (!path.endsWith(".ora"_L1, Qt::CaseInsensitive)) path += ".ora"_L1;
    m_model.workspace().save(path);
}

void DocumentFiles::exportPicture() {
    QString path = QFileDialog::getSaveFileName(m_window, tr("Export the picture"),
                                                QDir::home().filePath(m_model.workspace().title() + ".png"_L1),
                                                tr("Pictures (*.png *.jpg *.webp)"));
    if (path.isEmpty()) return;
    if (QFileInfo(path).suffix().isEmpty()) path += ".png"_L1;
    m_model.workspace().exportPicture(path);
}

void DocumentFiles::saveThen(const std::function<void()>& next) {
    Workspace& workspace = m_model.workspace();
    auto* const once = new QObject(this);
    connect(&workspace, &Workspace::saved, once, [once, next] {
        once->deleteLater();
        next();
    });
    connect(&workspace, &Workspace::saveFailed, once, &QObject::deleteLater);
    save();
    if (!workspace.isSaving()) once->deleteLater();  // no name was chosen
}

void DocumentFiles::whenUnsavedSettled(const std::function<void()>& next) {
    Workspace& workspace = m_model.workspace();
    if (!workspace.isModified()) return next();
    auto* const box = new QMessageBox(QMessageBox::Question, tr("Unsaved changes"),
                                      tr("The document “%1” has changes that are not saved.").arg(workspace.title()),
                                      QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    box->setObjectName(u"unsavedChanges"_s);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(QMessageBox::Save);
    connect(box->button(QMessageBox::Save), &QPushButton::clicked, this, [this, next] { saveThen(next); });
    connect(box->button(QMessageBox::Discard), &QPushButton::clicked, this, [this, next] {
        m_model.workspace().giveUpChanges();
        next();
    });
    box->open();
}

void DocumentFiles::offerRecovery(const QList<Recoverable>& documents) {
    const Recoverable& latest = documents.front();
    auto* const box = new QMessageBox(QMessageBox::Question, tr("A document was not closed properly"),
                                      tr("“%1” of %2 was not saved when Lemnos ended. Open it as it was?")
                                          .arg(latest.title, QLocale().toString(latest.written, QLocale::ShortFormat)),
                                      QMessageBox::NoButton, m_window);
    box->setObjectName(u"recovery"_s);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    if (documents.size() > 1)
        box->setInformativeText(tr("%n older document(s) will be offered later.", nullptr, int(documents.size()) - 1));
    QPushButton* const open = box->addButton(tr("&Open"), QMessageBox::AcceptRole);
    QPushButton* const drop = box->addButton(tr("&Throw away"), QMessageBox::DestructiveRole);
    box->addButton(tr("&Later"), QMessageBox::RejectRole);
    box->setDefaultButton(open);
    connect(open, &QPushButton::clicked, this, [this, id = latest.id] {
        whenUnsavedSettled([this, id] { Q_EMIT m_model.workspace().recoverWanted(id); });
    });
    connect(drop, &QPushButton::clicked, this,
            [this, id = latest.id] { Q_EMIT m_model.workspace().recoveryUseless(id); });
    box->open();
}

}  // namespace lemnos::studio
