// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/paired_groups.h"
#include "ui/models/run_cells.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace cpw::ui {

/// One group against the baseline.
struct PairedRow {
    QString name;
    RunLook look;
    std::vector<compare::SeedDifference> differences;
};

/// Differences from the baseline, one dot a seed, with the interval of their mean where there are three or more. Says n of each.
class PairedView : public QWidget, public Figure {
    Q_OBJECT
public:
    explicit PairedView(const Theme& theme, QWidget* parent = nullptr);
    void setRows(std::vector<PairedRow> rows);
    [[nodiscard]] const std::vector<PairedRow>& rows() const { return m_rows; }
    /// Named in the title.
    void setBaseline(const QString& name) { m_baseline = name; }
    /// "with PLM: +0.0098 (+0.0090 to +0.0106), n = 5", one line a row.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool exportImage(const QString& path, ExportFormat format, const FigureForm& form) override;
    [[nodiscard]] QString pgfplots(const FigureForm& form) const override;
    /// group, run, seed, difference.
    [[nodiscard]] QString csv(bool isVisibleOnly) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    /// What the numbers lie on.
    struct Scale {
        double low = 0;
        double high = 0;
    };
    void paint(QPainter& painter, const Tokens& tokens, int width) const;
    void paintRow(QPainter& painter, const Tokens& tokens, const PairedRow& row, const QRect& area, const Scale& scale) const;
    [[nodiscard]] std::optional<Scale> scale() const; ///< none: no pair

    const Theme& m_theme;
    QString m_baseline;
    std::vector<PairedRow> m_rows;
};

} // namespace cpw::ui
