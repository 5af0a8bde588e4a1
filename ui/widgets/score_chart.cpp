// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/score_chart.h"

#include "ui/text/format.h"
#include "ui/widgets/compare_line.h"
#include "ui/widgets/pgf_plot.h"
#include "ui/widgets/plot_dressing.h"
#include "ui/widgets/point_mark.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cpw::ui {

ScoreChart::ScoreChart(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_canvas(new PlotCanvas(theme, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    m_canvas->setXAxisKind(XAxis::Epoch); // plain numbers
    m_canvas->setXLabelsShown(true);
    m_canvas->setAutoAddPlottableToLegend(false);
    setAccessibleName(tr("Scores of runs"));
    connect(m_canvas, &PlotCanvas::fitRequested, this, &ScoreChart::fit);
    connect(&theme, &Theme::changed, this, [this] { draw(m_theme.tokens()); });
}

void ScoreChart::setLines(Kind kind, std::vector<ScoreLine> lines) {
    m_kind = kind;
    m_lines = std::move(lines);
    setAccessibleDescription(summary());
    draw(m_theme.tokens());
    fit();
}

/// Numbers and names stand in the legend, as a legend is what tells the lines apart here.
void ScoreChart::draw(const Tokens& t) {
    m_canvas->legend->clearItems();
    m_canvas->clearGraphs();
    m_canvas->applyColors(t);
    m_canvas->setEmptyText(m_lines.empty() ? m_emptyText : QString());
    m_canvas->setAxisTitles(m_lines.empty() ? QString() : xTitle(), m_lines.empty() ? QString() : yTitle());
    const auto add = [&](const QVector<double>& x, const QVector<double>& y, const QPen& pen) {
        auto* graph = m_canvas->addGraph();
        graph->setLayer(QStringLiteral("smooth"));
        graph->setPen(pen);
        graph->setData(x, y, true);
        return graph;
    };
    if (!m_lines.empty() && m_kind != Precision) // what chance, or a calibrated model, gives
        add({0, 1}, {0, 1}, QPen(t.axis, 1, Qt::DashLine));
    for (const auto& line : m_lines) {
        QVector<double> x, y;
        for (const auto& point : line.points) {
            x << point.x;
            y << point.y;
        }
        auto* graph = add(x, y, linePen(t, line.look, 1.8));
        if (m_kind == Calibration || m_lines.size() > 1) {
            graph->setScatterStyle(markStyle(line.look.palette, lookColor(t, line.look)));
            graph->setScatterSkip(m_kind == Calibration ? 0 : std::max(0, static_cast<int>(x.size()) / kMarksOfLine - 1));
        }
        graph->setName(line.name + QStringLiteral("  ") + numberText(line));
        graph->addToLegend();
    }
    QColor ground = t.raised;
    ground.setAlphaF(0.85F);
    m_canvas->legend->setVisible(!m_lines.empty());
    m_canvas->legend->setFont(fontOf(FontRole::Table));
    m_canvas->legend->setTextColor(t.text);
    m_canvas->legend->setBorderPen(QPen(t.border, 1));
    m_canvas->legend->setBrush(ground);
    m_canvas->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignRight | (m_kind == Precision ? Qt::AlignTop : Qt::AlignBottom));
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

void ScoreChart::fit() {
    double high = 1;
    if (m_kind == Calibration) { // probabilities of clicks may be small
        high = 0;
        for (const auto& line : m_lines)
            for (const auto& point : line.points)
                high = std::max({high, point.x, point.y});
        high = high > 0 ? high * 1.05 : 1;
    }
    m_canvas->xAxis->setRange(0, high);
    m_canvas->yAxis->setRange(0, high * 1.01);
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

QString ScoreChart::numberText(const ScoreLine& line) const {
    switch (m_kind) {
    case Roc: return tr("AUC %1").arg(valueText(line.number, ValueStyle::Auc));
    case Precision: return tr("average precision %1").arg(valueText(line.number, ValueStyle::Auc));
    case Calibration: return tr("calibration error %1").arg(valueText(line.number, ValueStyle::Loss));
    }
    return {};
}

QString ScoreChart::summary() const {
    QStringList lines;
    for (const auto& line : m_lines)
        lines << line.name + QStringLiteral(": ") + numberText(line);
    return lines.join(QLatin1Char('\n'));
}

QString ScoreChart::xTitle() const {
    return m_kind == Roc ? tr("False positive rate") : m_kind == Precision ? tr("Recall") : tr("Mean probability");
}

QString ScoreChart::yTitle() const {
    return m_kind == Roc ? tr("True positive rate") : m_kind == Precision ? tr("Precision") : tr("Positive rate");
}

QString ScoreChart::title() const {
    return m_kind == Roc ? tr("ROC") : m_kind == Precision ? tr("Precision and recall") : tr("Calibration");
}

bool ScoreChart::exportImage(const QString& path, ExportFormat format, const FigureForm& form) {
    draw(lightTokens());
    bool isWritten = false;
    {
        const PlotDressing dressing(*m_canvas, lightTokens(), form);
        m_canvas->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignRight | (m_kind == Precision ? Qt::AlignTop : Qt::AlignBottom));
        const FigureFile file = figureFile(path, format, title(), form);
        m_canvas->fitTicks(file.size.height());
        isWritten = writePlot(*m_canvas, file);
        m_canvas->fitTicks(m_canvas->height());
    }
    draw(m_theme.tokens());
    return isWritten;
}

QString ScoreChart::pgfplots(const FigureForm& form) const {
    const Tokens tokens = lightTokens();
    const QCPRange x = m_canvas->xAxis->range(), y = m_canvas->yAxis->range();
    PgfPlot plot{{xTitle(), x.lower, x.upper, {}}, {yTitle(), y.lower, y.upper, {}}, {}, {}};
    plot.legendPlace = m_kind == Precision ? QStringLiteral("north east") : QStringLiteral("south east");
    if (m_kind != Precision)
        plot.lines.push_back({{}, tokens.axis, 1, 0.7, false, {{0, 0}, {1, 1}}, {}});
    for (const auto& line : m_lines) {
        PgfLine drawn{line.name + QStringLiteral("  ") + numberText(line), lookColor(tokens, line.look), line.look.dash, 1.4, m_kind == Calibration, {}, {}};
        for (const auto& point : line.points)
            drawn.points.emplace_back(point.x, point.y);
        drawn.mark = line.look.palette;
        if (m_kind != Calibration && m_lines.size() > 1) {
            drawn.hasMarks = true;
            drawn.markEvery = std::max(1, static_cast<int>(drawn.points.size()) / kMarksOfLine);
        }
        plot.lines.push_back(std::move(drawn));
    }
    return pgfText(plot, form);
}

QString ScoreChart::csv(bool) const {
    QString text = QStringLiteral("run,x,y\n");
    for (const auto& line : m_lines)
        for (const auto& point : line.points)
            text += QStringLiteral("%1,%2,%3\n").arg(csvText(line.name), QString::number(point.x, 'g', 17), QString::number(point.y, 'g', 17));
    return text;
}

} // namespace cpw::ui
