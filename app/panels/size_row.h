// SPDX-License-Identifier: Apache-2.0
// Width and height of the picture, and a button that turns it on its side. Shows and changes the RequestModel.
// GUI thread.
#pragma once

#include <QWidget>

class QSpinBox;

namespace lemnos::studio {

class RequestModel;

class SizeRow : public QWidget {
    Q_OBJECT
public:
    explicit SizeRow(RequestModel& model, QWidget* parent = nullptr);

private:
    void showModel();

    RequestModel& m_model;
    QSpinBox* m_width;
    QSpinBox* m_height;
};

}  // namespace lemnos::studio
