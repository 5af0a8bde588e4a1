// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "ui/theme/theme.h"

#include <QAbstractSpinBox>

class QLineEdit;

namespace cpw::ui {

class SpinArrows;

/// A number of an option: typed freely, in exponent notation too, because what is no number is told below and never corrected in
/// silence. Arrows and arrow keys go to the next value of the option (steppedText()).
class NumberBox : public QAbstractSpinBox {
    Q_OBJECT
public:
    NumberBox(const Theme& theme, OptionSchema schema, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit& line() { return *lineEdit(); }
    void stepBy(int steps) override;

Q_SIGNALS:
    /// By the arrows; typing is told by line().
    void stepped();

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override { return StepUpEnabled | StepDownEnabled; }
    void resizeEvent(QResizeEvent* event) override;

private:
    OptionSchema m_schema;
    SpinArrows* m_arrows;
};

} // namespace cpw::ui
