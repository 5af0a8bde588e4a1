// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"
#include "ui/widgets/figure_file.h"

#include <qcustomplot.h>

namespace cpw::ui {

/// While it lives, a plot looks as a figure of this form: its font size, its caption below, a legend beside the lines that the caller
/// adds, without the cursor. Then the plot is as before.
class PlotDressing {
public:
    PlotDressing(QCustomPlot& plot, const Tokens& tokens, const FigureForm& form);
    ~PlotDressing();
    PlotDressing(const PlotDressing&) = delete;
    PlotDressing& operator=(const PlotDressing&) = delete;

private:
    QCustomPlot& m_plot;
    QCPTextElement* m_caption = nullptr;
    QMargins m_margins;
    QFont m_font;
    QFont m_labelFont;
};

} // namespace cpw::ui
