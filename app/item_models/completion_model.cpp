// SPDX-License-Identifier: Apache-2.0
#include "item_models/completion_model.h"

namespace lemnos::studio {
namespace {

QString kindOf(const Completion& choice) {
    switch (choice.kind) {
        case Completion::Kind::lora: return CompletionModel::tr("LoRA");
        case Completion::Kind::embedding: return CompletionModel::tr("embedding");
        case Completion::Kind::style: return CompletionModel::tr("style");
        case Completion::Kind::tag: break;
    }
    if (choice.count >= 1'000'000) return CompletionModel::tr("%1 M").arg(double(choice.count) / 1e6, 0, 'f', 1);
    if (choice.count >= 1'000) return CompletionModel::tr("%1 k").arg(double(choice.count) / 1e3, 0, 'f', 1);
    return choice.count > 0 ? QString::number(choice.count) : QString();
}

}  // namespace

void CompletionModel::setChoices(const QList<Completion>& choices) {
    beginResetModel();
    m_choices = choices;
    endResetModel();
}

int CompletionModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_choices.size()); }

QVariant CompletionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Completion& choice = m_choices[index.row()];
    switch (role) {
        case Qt::DisplayRole: return choice.name;
        case KindRole: return kindOf(choice);
        case Qt::AccessibleTextRole: return QString(choice.name + QLatin1Char(' ') + kindOf(choice)).trimmed();
        default: return {};
    }
}

}  // namespace lemnos::studio
