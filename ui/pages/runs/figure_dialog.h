// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/compare_chart.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QSpinBox>

namespace cpw::ui {

/// Kind, size in millimetres, font size and caption of a figure that is to be written.
class FigureDialog : public QDialog {
    Q_OBJECT
public:
    explicit FigureDialog(QWidget* parent = nullptr);
    [[nodiscard]] ExportFormat format() const { return static_cast<ExportFormat>(m_format->currentIndex()); }
    [[nodiscard]] QString ending() const { return m_format->currentText().toLower(); }
    [[nodiscard]] FigureForm form() const;

private:
    QComboBox* m_format;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QSpinBox* m_font;
    QLineEdit* m_caption;
};

} // namespace cpw::ui
