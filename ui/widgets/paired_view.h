// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/paired_groups.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace cpw::ui {

/// One group against the baseline.
struct PairedRow {
    QString name;
    int color = 0;
    std::vector<compare::SeedDifference> differences;
};

/// Differences from the baseline, one dot a seed, with the interval of their mean where there are three or more. Says n of each.
class PairedView : public QWidget {
    Q_OBJECT
public:
    explicit PairedView(const Theme& theme, QWidget* parent = nullptr);
    void setRows(std::vector<PairedRow> rows);
    [[nodiscard]] const std::vector<PairedRow>& rows() const { return m_rows; }
    /// "with PLM: +0.0098 (+0.0090 to +0.0106), n = 5", one line a row.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintRow(QPainter& painter, const PairedRow& row, const QRect& area, double low, double high) const;

    const Theme& m_theme;
    std::vector<PairedRow> m_rows;
};

} // namespace cpw::ui
