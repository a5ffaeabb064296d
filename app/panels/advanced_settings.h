// SPDX-License-Identifier: Apache-2.0
// The rows of the settings that most pictures do without: VAE, clip skip, what the noise is, whose pictures to match,
// and what a model's file is taken for. Hidden until they are wanted, or until one of them says something unusual.
// Shows and changes the RequestModel; keeps nothing else. GUI thread; owned by the settings panel, whose layout holds
// the rows.
#pragma once

#include <functional>

#include <QList>
#include <QObject>

#include "studio/choices.h"

class QComboBox;
class QLabel;
class QWidget;

namespace lemnos {
struct Request;
}

namespace lemnos::studio {

class ModelLibrary;
class RequestModel;

class AdvancedSettings : public QObject {
    Q_OBJECT
public:
    /// Puts a row into the panel's layout and returns its label.
    using AddRow = std::function<QLabel*(const QString& label, QWidget* field)>;

    AdvancedSettings(RequestModel& model, ModelLibrary& library, const AddRow& addRow, QObject* parent);

    void setShown(bool isShown);
    bool isShown() const { return m_isShown; }

Q_SIGNALS:
    void shownChanged(bool isShown);

private:
    struct Row {
        QLabel* label;
        QWidget* field;
    };
    Row addRow(const AddRow& add, const QString& label, const char* objectName, const QString& toolTip, QWidget* field);
    QWidget* makeClipSkip();
    QWidget* makeEta();
    /// Of choices without an "Automatic".
    QWidget* makeBox(const QList<Choice>& choices, std::string (*read)(const Request&),
                     void (*write)(Request&, const std::string&));
    QWidget* makeAutomaticBox(const QString& name, const QList<Choice>& choices, std::string Request::* field);
    QWidget* makeLoras();
    void showModel();

    RequestModel& m_model;
    QList<std::function<void()>> m_showFields;
    QList<Row> m_rows;
    Row m_loras{};
    bool m_isShown = false;
    bool m_wasUnusual = false;
};

}  // namespace lemnos::studio
