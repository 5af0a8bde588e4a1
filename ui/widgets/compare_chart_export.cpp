// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/compare_chart.h"

#include "ui/widgets/pgf_plot.h"
#include "ui/widgets/plot_dressing.h"
#include "ui/widgets/point_mark.h"

#include <algorithm>
#include <cmath>
#include <utility>

// CompareChart: what is written to files.
namespace cpw::ui {
namespace {

constexpr double kColumnsAMillimetre = 4; // of a line in LaTeX, two points each at most

std::vector<QPointF> placesOf(const std::vector<PlotPoint>& points) {
    std::vector<QPointF> places;
    places.reserve(points.size());
    for (const auto& point : points)
        places.emplace_back(point.x, point.y);
    return places;
}

} // namespace

bool CompareChart::exportImage(const QString& path, ExportFormat format, const FigureForm& form) {
    makeGraphs(lightTokens());
    const bool hasXLabels = m_canvas->xAxis->tickLabels();
    m_canvas->setXLabelsShown(true); // the upper chart of two has none
    m_canvas->setAxisTitles(axisTitle(), m_title);
    bool isWritten = false;
    {
        const PlotDressing dressing(*m_canvas, lightTokens(), form);
        if (form.hasLegend)
            for (const auto& drawn : m_drawn)
                drawn.line->addToLegend();
        const FigureFile file = figureFile(path, format, m_title, form);
        m_canvas->fitTicks(file.size.height());
        isWritten = writePlot(*m_canvas, file);
        m_canvas->fitTicks(m_canvas->height());
        m_canvas->legend->clearItems();
    }
    m_canvas->setAxisTitles({}, {});
    m_canvas->setXLabelsShown(hasXLabels);
    makeGraphs(m_theme.tokens());
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
    return isWritten;
}

QString CompareChart::axisTitle() const {
    switch (m_axis) {
    case CompareAxis::Step: return tr("Step");
    case CompareAxis::Epoch: return tr("Epoch");
    case CompareAxis::Rows: return tr("Training rows");
    case CompareAxis::Time: return tr("Seconds");
    case CompareAxis::Relative: break;
    }
    return tr("Share of the run");
}

/// The range in sight.
QString CompareChart::pgfplots(const FigureForm& form) const {
    const Tokens tokens = lightTokens();
    const QCPRange x = m_canvas->xAxis->range(), y = m_canvas->yAxis->range();
    PgfPlot plot{{axisTitle(), x.lower, x.upper, {}}, {m_title, y.lower, y.upper, {}}, {}, {}};
    const int columns = std::max(1, static_cast<int>(std::lround(kColumnsAMillimetre * form.widthMillimetres)));
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto& line = *m_lines[i].data;
        const auto pointsOf = [&](const SampleColumn& values) {
            return placesOf(decimatePoints(line.size(), [&](std::size_t at) { return line.x(at, m_axis); }, values, x.lower, x.upper, columns));
        };
        PgfLine drawn{m_lines[i].name, lookColor(tokens, m_lines[i].look), m_lines[i].look.dash, m_lines[i].isFaint ? 0.7 : 1.4, line.size() == 1, pointsOf(shown(i)), {}};
        if (!line.low().isEmpty()) {
            drawn.outline = pointsOf(line.low());
            const auto high = pointsOf(line.high());
            drawn.outline.insert(drawn.outline.end(), high.rbegin(), high.rend());
        }
        drawn.hasMarks = drawn.hasMarks || areMarked();
        drawn.mark = m_lines[i].look.palette;
        drawn.markEvery = std::max(1, static_cast<int>(drawn.points.size()) / kMarksOfLine);
        plot.reduced += drawn.points.size() < line.size() && line.size() > 2 * static_cast<std::size_t>(columns) ? 1 : 0;
        plot.lines.push_back(std::move(drawn));
    }
    return pgfText(plot, form);
}

QString CompareChart::csv(bool isVisibleOnly) const {
    QString text = QStringLiteral("line,step,epoch,rows,seconds,runs,mean,sd,half_interval\n");
    const QCPRange range = m_canvas->xAxis->range();
    const auto number = [](double value) { return QString::number(value, 'g', 17); };
    for (const auto& line : m_lines) {
        const auto& curve = line.data->curve();
        const QString name = csvText(line.name);
        for (std::size_t i = 0; i < curve.size(); ++i) {
            if (isVisibleOnly && !range.contains(line.data->x(i, m_axis)))
                continue;
            const auto summary = curve.at(i);
            text += QStringLiteral("%1,%2,%3,%4,%5,%6,%7,%8,%9\n")
                        .arg(name, QString::number(curve.steps[i]), number(curve.epochs[i]), number(line.data->x(i, CompareAxis::Rows)),
                             number(curve.seconds[i]), QString::number(summary.count), number(summary.mean),
                             summary.count > 1 ? number(summary.deviation) : QString(), summary.halfInterval ? number(*summary.halfInterval) : QString());
        }
    }
    return text;
}

} // namespace cpw::ui
