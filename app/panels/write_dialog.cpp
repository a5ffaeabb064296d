// SPDX-License-Identifier: Apache-2.0
#include "panels/write_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lemnos::studio {

WriteDialog::WriteDialog(PictureExport& pictureExport, const QStringList& paths, const QString& action, QWidget* parent)
    : QDialog(parent),
      m_export(pictureExport),
      m_paths(paths),
      m_choices(new QWidget),
      m_form(new QFormLayout(m_choices)),
      m_progress(new QProgressBar) {
    setAttribute(Qt::WA_DeleteOnClose);
    m_form->setContentsMargins({});
    m_progress->setObjectName(u"writeProgress"_s);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setFormat(tr("%v of %m"));
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"writeCancel"_s);
    m_write = buttons->addButton(action, QDialogButtonBox::AcceptRole);
    m_write->setObjectName(u"write"_s);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(m_choices);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    m_write->setDefault(true);  // only in its dialog it is that of the dialog
    connect(buttons, &QDialogButtonBox::accepted, this, &WriteDialog::write);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, &WriteDialog::stop);
    connect(&m_export, &PictureExport::changed, this, &WriteDialog::showState);
    connect(&m_export, &PictureExport::finished, this, [this] {
        if (m_isWriting) accept();
    });
    showState();
}

void WriteDialog::addCodingRows(const PictureCoding& coding, Webp webp) {
    m_format = new QComboBox;
    m_format->setObjectName(u"writeFormat"_s);
    m_format->setAccessibleName(tr("Format"));
    m_format->setToolTip(tr("PNG keeps every pixel; JPEG and WebP are smaller"));
    m_format->addItem(u"PNG"_s, int(PictureFormat::png));
    m_format->addItem(u"JPEG"_s, int(PictureFormat::jpeg));
    if (webp == Webp::offered) m_format->addItem(u"WebP"_s, int(PictureFormat::webp));
    m_format->setCurrentIndex(std::max(0, m_format->findData(int(coding.format))));
    m_quality = new QSpinBox;
    m_quality->setObjectName(u"writeQuality"_s);
    m_quality->setAccessibleName(tr("Quality"));
    m_quality->setToolTip(tr("From 1, small, to 100, best"));
    m_quality->setRange(1, 100);
    m_quality->setValue(coding.quality);
    const auto showQuality = [this] { m_quality->setEnabled(this->coding().format != PictureFormat::png); };
    connect(m_format, &QComboBox::currentIndexChanged, this, showQuality);
    showQuality();
    m_form->addRow(tr("&Format"), m_format);
    m_form->addRow(tr("&Quality"), m_quality);
}

void WriteDialog::addFolderRow(const QString& folder) {
    m_folder = new QLineEdit(folder);
    m_folder->setObjectName(u"writeFolder"_s);
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->setToolTip(tr("Where the files go; nothing there is replaced"));
    m_folder->setMinimumWidth(320);
    auto* const choose = new QPushButton(tr("&Choose…"));
    choose->setObjectName(u"writeChooseFolder"_s);
    choose->setAccessibleName(tr("Choose the folder"));
    choose->setToolTip(tr("Choose the folder"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &WriteDialog::chooseFolder);
    connect(m_folder, &QLineEdit::textChanged, this, &WriteDialog::showState);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    auto* const label = new QLabel(tr("Fo&lder"));
    label->setBuddy(m_folder);
    m_form->addRow(label, row);
    showState();
}

PictureCoding WriteDialog::coding() const {
    return {.format = PictureFormat(m_format->currentData().toInt()), .quality = m_quality->value()};
}

QString WriteDialog::folder() const { return m_folder->text().trimmed(); }

void WriteDialog::setPossible(bool isPossible) {
    m_isPossible = isPossible;
    showState();
}

void WriteDialog::chooseFolder() {
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Where the pictures go"), folder());
    if (!chosen.isEmpty()) m_folder->setText(chosen);
}

void WriteDialog::showState() {
    m_choices->setEnabled(!m_isWriting);
    m_progress->setVisible(m_isWriting);
    m_progress->setRange(0, m_export.total());
    m_progress->setValue(m_export.done());
    const bool hasFolder = m_folder && QDir::isAbsolutePath(folder());
    m_write->setEnabled(m_isPossible && hasFolder && !m_export.isRunning());
}

void WriteDialog::write() {
    if (m_export.isRunning()) return;
    m_isWriting = true;
    m_export.start(m_paths, choose());
}

void WriteDialog::stop() {
    if (m_isWriting) m_export.cancel();
}

}  // namespace lemnos::studio
