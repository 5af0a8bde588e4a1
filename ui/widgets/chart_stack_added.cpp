// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chart_stack.h"

#include "ui/widgets/labels.h"

#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

// ChartStack: charts that the user adds.
namespace cpw::ui {
namespace {

constexpr std::size_t kMostAdded = 21; // with the three that are always there 24

/// Fields of one metric share a chart: "train/masked_accuracy/genre" is of "train/masked_accuracy/*".
QString chartOf(const QString& metric) {
    return metric.count(QLatin1Char('/')) < 2 ? metric : metric.section(QLatin1Char('/'), 0, -2) + QStringLiteral("/*");
}

bool isOfFixedChart(const QString& metric, const RunFeed& feed, int stage) {
    const bool isMlm = feed.stages()[static_cast<std::size_t>(stage)].kind == spec::StageKind::PaMlm;
    const QStringList fixed = isMlm ? QStringList{"train/loss", "valid/masked_loss", "train/masked_accuracy", "rate/plm", "rate/ctr", "rate/heads"}
                                    : QStringList{"train/loss", "valid/log_loss", "valid/auc", "rate/plm", "rate/ctr", "rate/heads"};
    return fixed.contains(metric);
}

} // namespace

QStringList ChartStack::offeredMetrics() const {
    QStringList offered;
    if (!m_feed || m_stage < 0)
        return offered;
    for (const auto& name : m_feed->metricNames(m_stage)) {
        const QString metric = QString::fromStdString(name);
        if (!isOfFixedChart(metric, *m_feed, m_stage) && !offered.contains(chartOf(metric)))
            offered << chartOf(metric);
    }
    return offered;
}

QStringList ChartStack::addedMetrics() const {
    QStringList metrics;
    for (const auto& added : m_added)
        metrics << added.metric;
    return metrics;
}

void ChartStack::fillAddMenu() {
    QMenu& menu = *m_add->menu();
    menu.clear();
    QStringList metrics = addedMetrics();
    for (const auto& metric : offeredMetrics())
        if (!metrics.contains(metric))
            metrics << metric;
    for (const auto& metric : metrics) {
        const bool isAdded = addedMetrics().contains(metric);
        auto* action = menu.addAction(metric.endsWith(QLatin1String("/*")) ? tr("%1 by field").arg(metric.chopped(2)) : metric);
        action->setCheckable(true);
        action->setChecked(isAdded);
        action->setEnabled(isAdded || m_added.size() < kMostAdded);
        connect(action, &QAction::triggered, this, [this, metric](bool isWanted) { isWanted ? addMetric(metric) : removeMetric(metric); });
    }
    if (metrics.isEmpty())
        menu.addAction(tr("No other metric yet"))->setEnabled(false);
}

void ChartStack::addMetric(const QString& metric) {
    if (m_added.size() >= kMostAdded || addedMetrics().contains(metric))
        return;
    const QString title = metric.endsWith(QLatin1String("/*")) ? tr("%1 by field").arg(metric.chopped(2)) : metric;
    auto* plot = makePlot({title, metric.contains(QLatin1String("auc")) ? ValueStyle::Auc : ValueStyle::Loss, tr("No value in this stage yet."), false, false});
    auto* line = makeFrame("line", m_scroll->widget());
    m_column->addWidget(line);
    m_column->addWidget(plot, 10);
    plot->setXAxis(m_axis);
    m_plots.push_back(plot);
    m_added.push_back({metric, plot, line, 0});
    placePlots();
    setXRange(m_low, m_high);
    refresh(RunChange::Curves | RunChange::Flags);
}

void ChartStack::removeMetric(const QString& metric) {
    const auto found = std::find_if(m_added.begin(), m_added.end(), [&](const AddedChart& added) { return added.metric == metric; });
    if (found == m_added.end())
        return;
    std::erase(m_plots, found->plot);
    if (m_enlarged == found->plot)
        m_enlarged = nullptr;
    found->plot->hide();
    found->plot->deleteLater();
    found->line->deleteLater();
    m_added.erase(found);
    placePlots();
}

void ChartStack::takeAddedSeries() {
    for (auto& added : m_added) {
        std::vector<PlotSeries> series;
        const auto names = m_feed && m_stage >= 0 ? m_feed->metricNames(m_stage) : std::vector<std::string>{};
        for (const auto& name : names) {
            const QString metric = QString::fromStdString(name);
            if (metric != added.metric && chartOf(metric) != added.metric)
                continue;
            const bool isSparse = metric.startsWith(QLatin1String("valid/")) || metric.startsWith(QLatin1String("test/"));
            series.push_back({metric.section(QLatin1Char('/'), -1), m_feed->curve(m_stage, name), static_cast<int>(series.size()), !isSparse, 0, isSparse});
            if (const Curve* parent = m_parent ? m_parent->curve(m_stage, name) : nullptr)
                series.push_back({tr("parent, %1").arg(series.back().name), parent, series.back().color, !isSparse, 0, isSparse, true});
        }
        if (series.size() + 1 == added.knownCurves)
            continue;
        added.knownCurves = series.size() + 1;
        added.plot->setSeries(std::move(series));
        added.plot->setTimeline(timeline());
    }
}

} // namespace cpw::ui
