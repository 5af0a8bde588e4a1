// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace cpw::ui {

/// A choice of names that may be longer than it: cut with an ellipsis in the middle, whole in its list.
class ElidedBox : public QComboBox {
    Q_OBJECT
public:
    using QComboBox::QComboBox;
    void showPopup() override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace cpw::ui
