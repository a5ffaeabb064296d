// SPDX-License-Identifier: Apache-2.0
#include "panels/prompt_completer.h"

#include <algorithm>

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include "item_models/completion_model.h"
#include "panels/prompt_editor.h"

namespace lemnos::studio {
namespace {

/// The name at the left, what it is at the right.
class ChoiceDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QString kind = index.data(CompletionModel::KindRole).toString();
        const QRect place = option.rect.adjusted(0, 0, -margin, 0);
        QStyledItemDelegate::paint(painter, option, index);
        const bool isHighlighted = option.state & QStyle::State_Selected;
        painter->setPen(option.palette.color(isHighlighted ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, kind);
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const int kind = option.fontMetrics.horizontalAdvance(index.data(CompletionModel::KindRole).toString());
        return QStyledItemDelegate::sizeHint(option, index) + QSize(kind + 4 * margin, 2);
    }

private:
    static constexpr int margin = 8;
};

bool isCommand(const QKeyEvent& key) {
    const bool isModifierAlone = key.key() == Qt::Key_Control || key.key() == Qt::Key_Alt ||
                                 key.key() == Qt::Key_Meta || key.key() == Qt::Key_AltGr;
    return !isModifierAlone && key.modifiers() & (Qt::ControlModifier | Qt::MetaModifier);
}

}  // namespace

PromptCompleter::PromptCompleter(Completions& completions, PromptEditor& editor)
    : QObject(&editor),
      m_completions(completions),
      m_editor(editor),
      m_model(new CompletionModel(this)),
      m_list(new QListView(&editor)) {
    m_list->setObjectName(editor.objectName() + QStringLiteral("Completions"));
    m_list->setProperty("role", QStringLiteral("popup"));
    m_list->setAccessibleName(tr("Completions"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChoiceDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(false);
    m_list->hide();
    editor.installEventFilter(this);
    editor.viewport()->installEventFilter(this);
    connect(&editor, &PromptEditor::typed, this, &PromptCompleter::offer);
    connect(m_list, &QListView::clicked, this, &PromptCompleter::accept);
}

PromptCompleter::~PromptCompleter() = default;

bool PromptCompleter::isShown() const { return m_list && m_list->isVisible(); }

void PromptCompleter::hide() { m_list->hide(); }

void PromptCompleter::offer() {
    const QString before = m_editor.toPlainText().left(m_editor.textCursor().position());
    const Completed completed = m_completions.complete(before);
    // What is written out already needs no help.
    const bool isThere = completed.choices.size() == 1 && completed.choices.front().kind == Completion::Kind::tag &&
                         completed.choices.front().name == before.mid(completed.begin);
    if (completed.choices.isEmpty() || isThere) return hide();
    m_begin = completed.begin;
    m_model->setChoices(completed.choices);
    m_list->setCurrentIndex({});
    place();
}

// In the window rather than in one of its own, which some window systems would give the focus. Below the line of the
// cursor, or above where there is no room.
void PromptCompleter::place() {
    QWidget* const window = m_editor.window();
    if (m_list->parentWidget() != window) m_list->setParent(window);
    const QRect line(m_editor.viewport()->mapTo(window, m_editor.cursorRect().topLeft()), m_editor.cursorRect().size());
    const int frame = 2 * m_list->frameWidth() + 8;
    const int height = m_model->rowCount() * m_list->sizeHintForRow(0) + frame;
    const int width = std::clamp(m_list->sizeHintForColumn(0) + frame, 180, std::min(420, window->width()));
    const bool isRoomBelow = line.bottom() + height < window->height();
    const int left = std::clamp(line.left(), 0, window->width() - width);
    m_list->setGeometry(left, isRoomBelow ? line.bottom() + 2 : std::max(0, line.top() - height - 2), width, height);
    m_list->show();
    m_list->raise();
}

bool PromptCompleter::eventFilter(QObject*, QEvent* event) {
    if (!isShown()) return false;
    switch (event->type()) {
        case QEvent::ShortcutOverride: {
            const auto* const key = static_cast<QKeyEvent*>(event);
            // Escape means the list now, not the running picture; a command ends the word that was being written.
            if (key->key() == Qt::Key_Escape) event->accept();
            if (isCommand(*key)) hide();
            return false;
        }
        case QEvent::KeyPress: {
            const auto* const key = static_cast<QKeyEvent*>(event);
            return takeKey(key->key(), key->modifiers() & ~Qt::KeypadModifier);
        }
        case QEvent::FocusOut:
        case QEvent::MouseButtonPress:
        case QEvent::Wheel: hide(); return false;
        default: return false;
    }
}

bool PromptCompleter::takeKey(int key, Qt::KeyboardModifiers modifiers) {
    const bool isModifier =
        key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_AltGr;
    if (isModifier) return false;
    if (modifiers == Qt::NoModifier) {
        switch (key) {
            case Qt::Key_Down: return highlight(1), true;
            case Qt::Key_Up: return highlight(-1), true;
            case Qt::Key_Escape: return hide(), true;
            case Qt::Key_Tab:
            case Qt::Key_Return:
            case Qt::Key_Enter:
                if (!m_list->currentIndex().isValid()) break;
                return accept(m_list->currentIndex()), true;
            default: break;
        }
    }
    hide();  // typing on shows it again
    return false;
}

// Before the first and behind the last nothing is highlighted.
void PromptCompleter::highlight(int step) {
    const int rows = m_model->rowCount() + 1;
    const int row = (m_list->currentIndex().row() + 1 + step + rows) % rows - 1;
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row, 0));
}

void PromptCompleter::accept(const QModelIndex& index) {
    const Completion choice = m_model->at(index.row());
    hide();
    QTextCursor cursor = m_editor.textCursor();
    cursor.setPosition(m_begin, QTextCursor::KeepAnchor);
    cursor.insertText(Completions::written(choice, m_editor.rules().syntax));
    if (choice.kind == Completion::Kind::style) Q_EMIT styleChosen(choice.name);
}

}  // namespace lemnos::studio
