// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/models/run_cells.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/plot_canvas.h"

#include <QWidget>

#include <vector>

namespace cpw::ui {

/// The curve of one run and the number that sums it up.
struct ScoreLine {
    QString name;
    RunLook look;
    double number = 0; ///< area, average precision, or calibration error
    std::vector<api::CurvePoint> points;
};

/// ROC, precision over recall, or calibration of several runs. Draws and writes only; GUI thread.
class ScoreChart : public QWidget, public Figure {
    Q_OBJECT
public:
    enum Kind { Roc, Precision, Calibration };
    explicit ScoreChart(const Theme& theme, QWidget* parent = nullptr);

    void setLines(Kind kind, std::vector<ScoreLine> lines);
    void setEmptyText(const QString& text) { m_emptyText = text; }
    [[nodiscard]] const std::vector<ScoreLine>& lines() const { return m_lines; }
    [[nodiscard]] QString xTitle() const;
    [[nodiscard]] QString yTitle() const;
    /// "DCNv2, r-0007: AUC 0.74539", one line a run.
    [[nodiscard]] QString summary() const;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool exportImage(const QString& path, ExportFormat format, const FigureForm& form) override;
    [[nodiscard]] QString pgfplots(const FigureForm& form) const override;
    /// run, x, y.
    [[nodiscard]] QString csv(bool isVisibleOnly) const override;

private:
    void draw(const Tokens& tokens);
    void fit();
    [[nodiscard]] QString numberText(const ScoreLine& line) const;

    const Theme& m_theme;
    Kind m_kind = Roc;
    QString m_emptyText;
    std::vector<ScoreLine> m_lines;
    PlotCanvas* m_canvas;
};

} // namespace cpw::ui
