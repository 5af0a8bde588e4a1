// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/metric_plot.h"

#include "ui/widgets/pgf_plot.h"
#include "ui/widgets/plot_dressing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

// MetricPlot: what is written to files.
namespace cpw::ui {
namespace {

constexpr double kColumnsAMillimetre = 12; // of an image: dots of a print
constexpr double kLatexColumnsAMillimetre = 4;
constexpr double kRawShare = 0.28; // of a raw line's colour beside its smoothed one

} // namespace

QString MetricPlot::axisTitle() const {
    return m_axis == XAxis::Step ? tr("Step") : m_axis == XAxis::Epoch ? tr("Epoch") : tr("Time");
}

/// Lines in sight by the graph that stands for them.
void MetricPlot::addLegend() {
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        if (m_lines[i]->isHidden || !m_series[i].curve || m_series[i].curve->isEmpty())
            continue;
        auto* graph = isSmoothShown(i) ? m_lines[i]->smooth : m_lines[i]->raw;
        graph->setName(m_series[i].name);
        graph->addToLegend();
    }
}

bool MetricPlot::exportImage(const QString& path, ExportFormat format, const FigureForm& form) {
    const Tokens light = lightTokens();
    const bool hasXLabels = m_canvas->xAxis->tickLabels();
    m_exportTokens = &light;
    m_exportColumns = std::max(1, static_cast<int>(std::lround(kColumnsAMillimetre * form.widthMillimetres)));
    redraw(std::numeric_limits<std::size_t>::max()); // a line that is still being smoothed is drawn whole
    m_canvas->setLines({}); // of events, which the lane explains
    m_canvas->applyColors(light);
    m_canvas->setXLabelsShown(true); // an upper chart of the stack has none
    m_canvas->setAxisTitles(axisTitle(), title());
    bool isWritten = false;
    {
        const PlotDressing dressing(*m_canvas, light, form);
        m_canvas->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignRight | (m_options.style == ValueStyle::Loss ? Qt::AlignTop : Qt::AlignBottom));
        if (form.hasLegend)
            addLegend();
        const FigureFile file = figureFile(path, format, title(), form);
        m_canvas->fitTicks(file.size.height());
        isWritten = writePlot(*m_canvas, file);
        m_canvas->fitTicks(m_canvas->height());
        m_canvas->legend->clearItems();
    }
    m_exportTokens = nullptr;
    m_exportColumns = 0;
    m_canvas->setAxisTitles({}, {});
    m_canvas->setXLabelsShown(hasXLabels);
    m_canvas->applyColors(m_theme.tokens());
    refreshNow();
    return isWritten;
}

QString MetricPlot::pgfplots(const FigureForm& form) const {
    const Tokens light = lightTokens();
    const QCPRange x = m_canvas->xAxis->range(), y = m_canvas->yAxis->range();
    PgfPlot plot{{m_axis == XAxis::Time ? tr("Seconds") : axisTitle(), x.lower, x.upper, {}}, {title(), y.lower, y.upper, {}}, {}, {}};
    plot.y.isLog = m_isLog;
    plot.legendPlace = m_options.style == ValueStyle::Loss ? QStringLiteral("north east") : QStringLiteral("south east");
    const int columns = std::max(1, static_cast<int>(std::lround(kLatexColumnsAMillimetre * form.widthMillimetres)));
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        const auto& series = m_series[i];
        if (m_lines[i]->isHidden || !series.curve || series.curve->isEmpty())
            continue;
        const auto add = [&](const QString& name, const SampleColumn& values, const QColor& color, double width) {
            PgfLine line{name, color, series.dash, width, series.curve->size() == 1, {}, {}};
            for (const auto& point : decimate(*series.curve, values, m_axis, x.lower, x.upper, columns))
                line.points.emplace_back(point.x, m_isLog && point.y <= 0 ? std::numeric_limits<double>::quiet_NaN() : point.y);
            plot.lines.push_back(std::move(line));
        };
        const QColor color = light.runs[static_cast<std::size_t>(series.color) % light.runs.size()];
        const bool hasSmoothed = isSmoothShown(i) && m_lines[i]->smoothed.values().size() == series.curve->size();
        add(hasSmoothed ? QString() : series.name, series.curve->values(), hasSmoothed || series.isFaint ? blend(light.raised, color, kRawShare) : color, hasSmoothed ? 0.5 : 1.4);
        if (hasSmoothed)
            add(series.name, m_lines[i]->smoothed.values(), series.isFaint ? blend(light.raised, color, 2 * kRawShare) : color, 1.4);
        plot.reduced += series.curve->size() > 2 * static_cast<std::size_t>(columns) ? 1 : 0;
    }
    return pgfText(plot, form);
}

QString MetricPlot::csv(bool isVisibleOnly) const {
    const QCPRange range = m_canvas->xAxis->range();
    return csvOf([&](const Curve& curve, std::size_t i) { return !isVisibleOnly || range.contains(curve.x(i, m_axis)); });
}

QString MetricPlot::csvOfRange() const {
    return csvOf([&](const Curve& curve, std::size_t i) { return !m_range || m_range->contains(curve.step(i)); });
}

template <class Accepts>
QString MetricPlot::csvOf(Accepts accepts) const {
    QString text = QStringLiteral("series,step,epoch,value\n");
    for (const auto& series : m_series) {
        if (!series.curve)
            continue;
        const QString name = csvText(series.name);
        for (std::size_t i = 0; i < series.curve->size(); ++i) {
            if (!accepts(*series.curve, i))
                continue;
            text += QStringLiteral("%1,%2,%3,%4\n")
                        .arg(name, QString::number(series.curve->step(i)), QString::number(series.curve->epoch(i), 'g', 7),
                             QString::number(series.curve->value(i), 'g', 17));
        }
    }
    return text;
}

} // namespace cpw::ui
