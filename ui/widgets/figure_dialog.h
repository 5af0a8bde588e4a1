// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/figure.h"
#include "ui/widgets/figure_presets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <vector>

class QFormLayout;
class QLabel;

namespace cpw::ui {

/// A figure that is offered.
struct FigureChoice {
    QString title;
    FigureKind kind = FigureKind::Chart;
};

/// Asks which of the figures is to be written, in which form and where, and writes it. Gives what went wrong; empty: nothing. `presets`
/// null: there is nowhere to keep them.
[[nodiscard]] QString exportFigure(QWidget& parent, const std::vector<Figure*>& figures, FigurePresets* presets, int first = 0);

/// Which chart is to be written, its kind, size in millimetres, font size, legend and caption; all but the chart may be kept under a
/// name, and what was used last stands there at first. What the chosen chart cannot be written with is off, and it says why.
class FigureDialog : public QDialog {
    Q_OBJECT
public:
    /// `presets` null: there is nowhere to keep them.
    FigureDialog(std::vector<FigureChoice> charts, FigurePresets* presets, QWidget* parent = nullptr);
    void setChart(int chart);
    [[nodiscard]] int chart() const { return m_chart->currentIndex(); }
    [[nodiscard]] ExportFormat format() const { return static_cast<ExportFormat>(m_format->currentIndex()); }
    [[nodiscard]] FigureForm form() const;
    /// The form as it stands, under the name that is typed.
    [[nodiscard]] FigurePreset preset() const;

    [[nodiscard]] QComboBox& presetBox() { return *m_preset; }
    [[nodiscard]] QComboBox& formatBox() { return *m_format; }
    [[nodiscard]] QString note() const;
    [[nodiscard]] QPushButton& keepButton() { return *m_keep; }
    [[nodiscard]] QPushButton& removeButton() { return *m_remove; }

public Q_SLOTS:
    void accept() override;

private:
    [[nodiscard]] QString typedName() const;
    void addPresetRow(QFormLayout& layout);
    void addFormRows(QFormLayout& layout);
    void addButtons(QFormLayout& layout);
    void fill(const FigurePreset& preset);
    void fillPresets(const QString& chosen);
    void keepPreset();
    void removePreset();
    void updatePresetButtons();
    void updateKind();
    [[nodiscard]] FigureKind kind() const;

    std::vector<FigureChoice> m_charts;
    FigurePresets* m_presets;
    QComboBox* m_preset;
    QPushButton* m_keep;
    QPushButton* m_remove;
    QComboBox* m_chart;
    QComboBox* m_format;
    QSpinBox* m_width = nullptr;
    QSpinBox* m_height = nullptr;
    QSpinBox* m_font = nullptr;
    QCheckBox* m_legend;
    QLineEdit* m_caption;
    QLabel* m_note = nullptr;
};

} // namespace cpw::ui
