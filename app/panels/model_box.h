// SPDX-License-Identifier: Apache-2.0
// The choice of a model: the one that comes with Lemnos, those of the library, those used before, or a file. Shows and
// changes the RequestModel. GUI thread.
#pragma once

#include <QComboBox>

namespace lemnos::studio {

class ModelLibrary;
class RequestModel;

class ModelBox : public QComboBox {
    Q_OBJECT
public:
    ModelBox(RequestModel& model, ModelLibrary& library, const QStringList& known, QWidget* parent = nullptr);

    void chooseFile();

private:
    void showModel();

    RequestModel& m_model;
};

}  // namespace lemnos::studio
