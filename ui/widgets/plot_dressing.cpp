// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_dressing.h"

#include "ui/theme/fonts.h"

namespace cpw::ui {

PlotDressing::PlotDressing(QCustomPlot& plot, const Tokens& tokens, const FigureForm& form)
    : m_plot(plot), m_margins(plot.axisRect()->margins()), m_font(plot.xAxis->tickLabelFont()), m_labelFont(plot.xAxis->labelFont()) {
    QFont numbers = fontOf(FontRole::MonoSmall);
    numbers.setPointSize(form.fontPoints);
    QFont words = fontOf(FontRole::Table);
    words.setPointSize(form.fontPoints);
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setTickLabelFont(numbers);
        axis->setLabelFont(words);
    }
    plot.layer(QStringLiteral("overlay"))->setVisible(false);
    plot.axisRect()->setAutoMargins(QCP::msAll); // bigger numbers need more room than on the screen
    if (!form.caption.isEmpty()) {
        m_caption = new QCPTextElement(&plot, form.caption, words);
        m_caption->setTextColor(tokens.text);
        plot.plotLayout()->insertRow(1);
        plot.plotLayout()->addElement(1, 0, m_caption);
    }
    plot.legend->setVisible(form.hasLegend);
    plot.legend->setFont(words);
    plot.legend->setTextColor(tokens.text);
    plot.legend->setBorderPen(Qt::NoPen);
    QColor ground = tokens.raised;
    ground.setAlphaF(0.8F);
    plot.legend->setBrush(ground);
    plot.axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignRight | Qt::AlignBottom);
}

PlotDressing::~PlotDressing() {
    m_plot.legend->setVisible(false);
    if (m_caption) {
        m_plot.plotLayout()->remove(m_caption);
        m_plot.plotLayout()->simplify();
    }
    for (QCPAxis* axis : {m_plot.xAxis, m_plot.yAxis}) {
        axis->setTickLabelFont(m_font);
        axis->setLabelFont(m_labelFont);
    }
    m_plot.layer(QStringLiteral("overlay"))->setVisible(true);
    m_plot.axisRect()->setAutoMargins(QCP::msNone);
    m_plot.axisRect()->setMargins(m_margins);
}

} // namespace cpw::ui
