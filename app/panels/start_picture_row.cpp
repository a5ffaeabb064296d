// SPDX-License-Identifier: Apache-2.0
#include "panels/start_picture_row.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>

#include "panels/tool_button.h"
#include "studio/start_picture.h"

namespace lemnos::studio {
namespace {

constexpr QSize thumbnailSize(48, 48);

}  // namespace

StartPictureRow::StartPictureRow(StartPicture& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_thumbnail(toolButton(Glyph::folder, {}, {})),
      m_name(new QLabel),
      m_remove(toolButton(Glyph::close, tr("Remove the start picture"), tr("Start from noise again"))) {
    m_thumbnail->setObjectName(QStringLiteral("startPicture"));
    m_thumbnail->setIconSize(thumbnailSize);
    m_thumbnail->setProperty("role", QStringLiteral("picture"));
    m_name->setObjectName(QStringLiteral("startPictureName"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setProperty("role", QStringLiteral("muted"));
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_remove->setObjectName(QStringLiteral("removeStartPicture"));

    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_thumbnail);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_remove);
    setFocusProxy(m_thumbnail);

    connect(m_thumbnail, &QToolButton::clicked, this, &StartPictureRow::chooseFile);
    connect(m_remove, &QToolButton::clicked, &model, &StartPicture::remove);
    connect(&model, &StartPicture::changed, this, &StartPictureRow::showModel);
    showModel();
}

void StartPictureRow::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(window(), tr("Choose a picture to start from"), m_model.path(),
                                                      tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp);;All files (*)"));
    if (!path.isEmpty()) m_model.choose(path);
}

void StartPictureRow::showModel() {
    const QString name = QFileInfo(m_model.path()).fileName();
    m_thumbnail->setIcon(m_model.thumbnail().isNull() ? glyph(Glyph::folder)
                                                      : QIcon(QPixmap::fromImage(m_model.thumbnail())));
    m_thumbnail->setAccessibleName(tr("Start picture %1").arg(name));
    m_thumbnail->setAccessibleDescription(tr("Chooses another"));
    m_thumbnail->setToolTip(tr("Choose another picture to start from"));
    // Marked up by us, so that nothing in a file's name can be.
    m_name->setToolTip(QStringLiteral("<p>%1</p>").arg(m_model.path().toHtmlEscaped()));
    showName();
}

void StartPictureRow::showName() {
    const QString name = QFileInfo(m_model.path()).fileName();
    m_name->setText(m_name->fontMetrics().elidedText(name, Qt::ElideMiddle, m_name->width()));
}

void StartPictureRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showName();
}

}  // namespace lemnos::studio
