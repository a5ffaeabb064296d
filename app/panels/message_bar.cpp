// SPDX-License-Identifier: Apache-2.0
#include "panels/message_bar.h"

#include <QAccessible>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

#include "panels/tool_button.h"
#include "studio/studio_model.h"

namespace lemnos::studio {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel),
      m_text(new QLabel),
      m_action(new QPushButton),
      m_close(toolButton(Glyph::close, tr("Dismiss the message"), tr("Dismiss the message"))) {
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setAutoDefault(false);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignVCenter);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action, 0, Qt::AlignVCenter);
    layout->addWidget(m_close, 0, Qt::AlignVCenter);
    hide();
}

QString MessageBar::text() const { return m_text->text(); }

void MessageBar::showMessage(Severity severity, const QString& text, const QString& action) {
    constexpr const char* names[] = {"information", "warning", "error"};
    setProperty("severity", QString::fromLatin1(names[int(severity)]));
    style()->unpolish(this);  // a style sheet looks at properties only when it polishes
    style()->polish(this);
    m_icon->setPixmap(glyph(severity == Severity::information ? Glyph::information : Glyph::warning).pixmap(20, 20));
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    show();
    QAccessibleEvent announcement(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

MessageBar* engineBar(StudioModel& model) {
    auto* const bar = new MessageBar;
    bar->setObjectName(QStringLiteral("engineBar"));
    bar->closeButton()->hide();  // it stays as long as it is true
    const auto update = [bar, &model] {
        if (model.engine().state() != EngineStatus::State::missing) return bar->hide();
        bar->showMessage(Severity::error,
                         MessageBar::tr("Pictures cannot be made yet: %1").arg(model.engine().problem()),
                         MessageBar::tr("Try again"));
    };
    QObject::connect(&model.engine(), &EngineStatus::changed, bar, update);
    QObject::connect(bar->actionButton(), &QPushButton::clicked, &model.engine(), &EngineStatus::retry);
    update();
    return bar;
}

namespace {

QString nameOf(Remedy remedy) {
    switch (remedy) {
        case Remedy::saveElsewhere: return MessageBar::tr("Save as…");
        case Remedy::resumeQueue: return MessageBar::tr("Resume");
        case Remedy::none: break;
    }
    return {};
}

void saveElsewhere(StudioModel& model, EntryId picture, QWidget* window) {
    const QString name =
        QFileDialog::getSaveFileName(window, MessageBar::tr("Save the picture"), QStringLiteral("picture.png"),
                                     MessageBar::tr("PNG pictures (*.png)"));
    if (!name.isEmpty()) model.gallery().save(picture, name);
}

}  // namespace

MessageBar* noticeBar(StudioModel& model) {
    auto* const bar = new MessageBar;
    bar->setObjectName(QStringLiteral("noticeBar"));
    const auto update = [bar, &model] {
        const auto& notice = model.notices().notice();
        if (!notice) return bar->hide();
        bar->showMessage(notice->severity, notice->text, nameOf(notice->remedy));
    };
    QObject::connect(&model.notices(), &NoticeBoard::changed, bar, update);
    QObject::connect(bar->closeButton(), &QToolButton::clicked, &model.notices(), &NoticeBoard::dismiss);
    QObject::connect(bar->actionButton(), &QPushButton::clicked, bar, [bar, &model] {
        const auto notice = model.notices().notice();
        if (!notice) return;
        switch (notice->remedy) {
            case Remedy::saveElsewhere: return saveElsewhere(model, notice->entry, bar->window());
            case Remedy::resumeQueue: model.notices().dismiss(); return model.queue().resume();
            case Remedy::none: break;
        }
    });
    update();
    return bar;
}

}  // namespace lemnos::studio
