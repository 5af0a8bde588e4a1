// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractSpinBox>
#include <QLabel>
#include <QSlider>
#include <QWidget>

namespace cpw::ui {

class BadgeLabel;
class SpinArrows;

/// A spin box for rates: exponent notation, free typing, arrows multiply by 1.25. Zero is allowed when the minimum is zero.
class RateSpinBox : public QAbstractSpinBox {
    Q_OBJECT
public:
    explicit RateSpinBox(const Theme& theme, QWidget* parent = nullptr);

    void setRange(double minimum, double maximum);
    void setValue(double value);
    [[nodiscard]] double value() const { return m_value; }

    void stepBy(int steps) override;
    [[nodiscard]] QValidator::State validate(QString& text, int& position) const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void valueEdited(double value);

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void takeText();

    double m_value = 0;
    double m_minimum = 0;
    double m_maximum = 1;
    SpinArrows* m_arrows;
};

/// Caption, logarithmic slider and spin box of one live value. Shows "changed" while an edit is staged.
class RateEditor : public QWidget {
    Q_OBJECT
public:
    RateEditor(const Theme& theme, const QString& caption, double minimum, double maximum, QWidget* parent = nullptr);

    /// Never emits valueEdited.
    void setValue(double value);
    [[nodiscard]] double value() const;
    void setStaged(bool isStaged);
    [[nodiscard]] RateSpinBox& spinBox() { return *m_spinBox; }
    [[nodiscard]] QSlider& slider() { return *m_slider; }

Q_SIGNALS:
    void valueEdited(double value);

private:
    [[nodiscard]] int positionOf(double value) const;
    [[nodiscard]] double valueAt(int position) const;

    double m_minimum;
    double m_maximum;
    QSlider* m_slider;
    RateSpinBox* m_spinBox;
    BadgeLabel* m_changed;
};

} // namespace cpw::ui
