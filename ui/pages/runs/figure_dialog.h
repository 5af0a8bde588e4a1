// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/figure_file.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QSpinBox>
#include <QStringList>

namespace cpw::ui {

/// Which chart is to be written, its kind, size in millimetres, font size, legend and caption.
class FigureDialog : public QDialog {
    Q_OBJECT
public:
    explicit FigureDialog(const QStringList& charts, QWidget* parent = nullptr);
    [[nodiscard]] int chart() const { return m_chart->currentIndex(); }
    [[nodiscard]] ExportFormat format() const { return static_cast<ExportFormat>(m_format->currentIndex()); }
    [[nodiscard]] FigureForm form() const;

private:
    QComboBox* m_chart;
    QComboBox* m_format;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QSpinBox* m_font;
    QCheckBox* m_legend;
    QLineEdit* m_caption;
};

} // namespace cpw::ui
