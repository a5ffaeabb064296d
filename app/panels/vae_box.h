// SPDX-License-Identifier: Apache-2.0
// The choice of an autoencoder: the model's own, those of the library, or a file. Shows and changes the RequestModel.
// GUI thread.
#pragma once

#include <QComboBox>

namespace lemnos::studio {

class ModelLibrary;
class RequestModel;

class VaeBox : public QComboBox {
    Q_OBJECT
public:
    VaeBox(RequestModel& model, ModelLibrary& library, QWidget* parent = nullptr);

private:
    void fill();
    void chooseFile();
    void showModel();

    RequestModel& m_model;
    ModelLibrary& m_library;
};

}  // namespace lemnos::studio
