// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chart_stack.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmented_buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cpw::ui {
namespace {

constexpr int kRoomyWidth = 720;
constexpr double kPauseRoom = 0.05; // of the axis, right of the step where a run is paused
constexpr int kLeastHeight = 96; // of a chart; more of them scroll
constexpr int kDefaultSmoothing = 33; // slider position, weight 0.9

/// Slider position 0 to 100 as a weight: 0, then finer towards 0.999.
double weightAt(int position) {
    return position == 0 ? 0 : 1 - std::pow(10.0, -3.0 * position / 100);
}

QString signedCount(std::int64_t value) {
    return (value < 0 ? QStringLiteral("-") : QStringLiteral("+")) + countText(std::abs(value));
}

int positionOf(double weight) {
    return weight <= 0 ? 0 : static_cast<int>(std::lround(-100.0 / 3 * std::log10(1 - std::min(weight, 0.999))));
}

/// The next round number, so that the axis grows in steps and not with each point.
double roundedUp(double x) {
    if (x <= 10)
        return 10;
    const double unit = std::pow(10.0, std::floor(std::log10(x)) - 1);
    for (const double step : {12., 15., 20., 25., 30., 40., 50., 60., 80., 100.})
        if (x <= step * unit)
            return step * unit;
    return x;
}

} // namespace

ChartStack::ChartStack(const Theme& theme, Selection& selection, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_selection(selection) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeToolbar());
    layout->addWidget(makeFrame("line", this));
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* charts = new QWidget(m_scroll);
    charts->setProperty("kind", QStringLiteral("plain"));
    m_column = new QVBoxLayout(charts);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    makePlots();
    constexpr int kShares[] = {12, 10, 11};
    for (std::size_t i = 0; i < m_plots.size(); ++i) {
        if (i > 0) {
            m_lines.push_back(makeFrame("line", charts));
            m_column->addWidget(m_lines.back());
        }
        m_column->addWidget(m_plots[i], kShares[i]);
    }
    m_scroll->setWidget(charts);
    layout->addWidget(m_scroll, 1);
    m_lane = new EventsLane(theme, this);
    layout->addWidget(m_lane);
    connect(m_lane, &EventsLane::flagPicked, this, [this](qint64 step) { m_selection.setStepCursor(step); });
    connect(m_lane, &EventsLane::flagOpened, this, &ChartStack::flagOpened);
    connect(&selection, &Selection::stepCursorChanged, this, &ChartStack::updateCursor);
    connect(&selection, &Selection::stepRangeChanged, this, &ChartStack::updateRange);
    updateCursorText();
}

void ChartStack::setSmoothing(double weight) {
    m_smoothing->setValue(positionOf(weight));
}

QWidget* ChartStack::makeToolbar() {
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    m_axisButtons = new SegmentedButtons({tr("Step"), tr("Epoch"), tr("Time")}, bar);
    m_smoothing = new QSlider(Qt::Horizontal, bar);
    m_smoothing->setRange(0, 100);
    m_smoothing->setValue(kDefaultSmoothing);
    m_smoothing->setMinimumWidth(scaled(60));
    m_smoothing->setMaximumWidth(scaled(110));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("Weight of the moving average; 0 shows the raw line only"));
    m_smoothingText = makeLabel("mono", QString::number(weightAt(kDefaultSmoothing), 'f', 3), bar);
    m_scaleButtons = new SegmentedButtons({tr("Linear"), tr("Log")}, bar);
    m_cursorStep = makeLabel("mono", {}, bar);
    m_cursorDetail = makeLabel("help", {}, bar);
    m_latest = makeButton(m_theme, tr("Latest"), "latest", "link", bar);
    m_latest->setToolTip(tr("The cursor follows the newest step and the charts fit (0)"));
    layout->addWidget(m_axisButtons);
    layout->addSpacing(8);
    m_smoothingName = makeLabel("help", tr("Smoothing"), bar);
    layout->addWidget(m_smoothingName);
    layout->addWidget(m_smoothing);
    layout->addWidget(m_smoothingText);
    layout->addSpacing(8);
    layout->addWidget(m_scaleButtons);
    layout->addSpacing(4);
    layout->addWidget(m_cursorStep);
    layout->addWidget(m_cursorDetail);
    layout->addStretch(1);
    m_add = makeButton(m_theme, QStringLiteral("+"), "", "link", bar);
    m_add->setMinimumWidth(scaled(44)); // beside the mark of its menu
    m_add->setAccessibleName(tr("Add a chart"));
    m_add->setToolTip(tr("Add or remove the chart of another metric"));
    auto* menu = new QMenu(m_add);
    m_add->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &ChartStack::fillAddMenu);
    layout->addWidget(m_add);
    layout->addWidget(m_latest);
    connect(m_axisButtons, &SegmentedButtons::chosen, this, [this](int index) { setXAxis(static_cast<XAxis>(index)); });
    connect(m_scaleButtons, &SegmentedButtons::chosen, this, [this](int index) { m_plots[0]->setLogY(index == 1); });
    connect(m_latest, &QPushButton::clicked, this, &ChartStack::goLatest);
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int position) {
        m_smoothingText->setText(QString::number(weightAt(position), 'f', 3));
        for (auto* plot : m_plots)
            plot->setSmoothing(weightAt(position));
    });
    return bar;
}

void ChartStack::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // The cursor stands in the sidebar too, so its words go first.
    for (QWidget* word :
         {static_cast<QWidget*>(m_cursorStep), static_cast<QWidget*>(m_cursorDetail), static_cast<QWidget*>(m_smoothingName)})
        word->setVisible(width() >= kRoomyWidth && m_latest->parentWidget()->layout()->minimumSize().width() <= width());
}

void ChartStack::makePlots() {
    m_plots = {
        makePlot({tr("Loss"), ValueStyle::Loss, tr("The curve starts with the first step."), false, false}),
        makePlot({tr("Validation AUC"), ValueStyle::Auc, tr("The first validation comes at the end of an epoch."), false, false}),
        makePlot({tr("Learning rate after schedule"), ValueStyle::Rate, tr("No rate yet."), true, true})};
}

MetricPlot* ChartStack::makePlot(const MetricPlot::Options& options) {
    auto* plot = new MetricPlot(m_theme, options, this);
    plot->setSmoothing(weightAt(m_smoothing->value()));
    plot->setMinimumHeight(scaled(kLeastHeight));
    plot->setStepRange(m_selection.stepRange());
    connect(plot, &MetricPlot::stepPicked, this, [this](qint64 step) { m_selection.setStepCursor(step); });
    connect(plot, &MetricPlot::rangePicked, this, [this](qint64 first, qint64 last) {
        m_selection.setStepRange(first <= last ? std::optional(StepRange{first, last}) : std::nullopt);
    });
    connect(plot, &MetricPlot::secondPicked, this, [this](qint64 step) { m_selection.setSecondCursor(step < 0 ? std::nullopt : std::optional<std::int64_t>(step)); });
    connect(plot, &MetricPlot::rangeStartPicked, &m_selection, &Selection::setRangeStart);
    connect(plot, &MetricPlot::rangeEndPicked, &m_selection, &Selection::setRangeEnd);
    connect(plot, &MetricPlot::xZoomed, this, &ChartStack::zoomTo);
    connect(plot, &MetricPlot::latestRequested, this, &ChartStack::goLatest);
    connect(plot, &MetricPlot::fitRequested, this, [this] {
        m_isXZoomed = false;
        for (auto* each : m_plots)
            each->fitY();
        fitX();
    });
    connect(plot, &MetricPlot::figureRequested, this, [this, plot] { Q_EMIT figureRequested(plot); });
    connect(plot, &MetricPlot::exportFailed, this, &ChartStack::problemFound);
    return plot;
}

void ChartStack::show(const RunFeed* feed, int stage) {
    if (m_feed == feed && m_stage == stage)
        return;
    m_feed = feed;
    m_stage = stage;
    m_isXZoomed = false;
    m_knownCurves = 0;
    for (auto& added : m_added)
        added.knownCurves = 0;
    refresh(RunChange::Curves | RunChange::Flags);
}

void ChartStack::setParentRun(const RunFeed* parent) {
    if (m_parent == parent)
        return;
    m_parent = parent;
    m_knownCurves = 0;
    for (auto& added : m_added)
        added.knownCurves = 0;
    refresh(RunChange::Curves);
}

const Curve* ChartStack::timeline() const {
    return m_feed ? m_feed->timeline(m_stage) : nullptr;
}

void ChartStack::refresh(RunChanges changes) {
    if (changes & RunChange::Curves) {
        takeSeries();
        takeAddedSeries();
    }
    if (!(changes & (RunChange::Curves | RunChange::Flags)))
        return;
    if (!m_isXZoomed)
        fitX();
    if (changes & RunChange::Flags)
        takeFlags();
    for (auto* plot : m_plots)
        plot->refreshSoon();
    updateCursorText();
}

void ChartStack::takeSeries() {
    const bool isMlm =
        m_feed && m_stage >= 0 && m_feed->stages()[static_cast<std::size_t>(m_stage)].kind == spec::StageKind::PaMlm;
    const auto curve = [this](const char* name) { return m_feed ? m_feed->curve(m_stage, name) : nullptr; };
    std::vector<PlotSeries> losses{
        {tr("train"), curve("train/loss"), 0, true, 0, false},
        {tr("validation"), curve(isMlm ? "valid/masked_loss" : "valid/log_loss"), 1, false, 0, true}};
    std::vector<PlotSeries> metrics{{tr("AUC"), curve("valid/auc"), 2, false, 0, true}};
    if (isMlm)
        metrics = {{tr("train"), curve("train/masked_accuracy"), 2, true, 0, false}};
    std::vector<PlotSeries> rates{{tr("CTR side"), curve("rate/ctr"), 6, false, 0, false},
                                  {tr("PLM"), curve("rate/plm"), 3, false, 1, false},
                                  {tr("heads"), curve("rate/heads"), 4, false, 2, false}};
    if (m_parent) {
        const auto ofParent = [this](const char* name) { return m_parent->curve(m_stage, name); };
        losses.push_back({tr("parent, train"), ofParent("train/loss"), 0, true, 0, false, true});
        losses.push_back({tr("parent, validation"), ofParent(isMlm ? "valid/masked_loss" : "valid/log_loss"), 1, false, 0, true, true});
        metrics.push_back({tr("parent"), ofParent(isMlm ? "train/masked_accuracy" : "valid/auc"), 2, isMlm, 0, !isMlm, true});
        rates.push_back({tr("parent, CTR side"), ofParent("rate/ctr"), 6, false, 0, false, true});
    }
    std::size_t known = 1;
    for (auto* group : {&losses, &metrics, &rates}) {
        std::erase_if(*group, [](const PlotSeries& series) { return !series.curve; });
        known += group->size();
    }
    if (known == m_knownCurves)
        return; // the same lines, only longer
    m_knownCurves = known;
    m_plots[0]->setTitle(isMlm ? tr("PA-MLM loss") : tr("Loss"));
    m_plots[1]->setTitle(isMlm ? tr("Masked accuracy") : tr("Validation AUC"));
    m_plots[1]->setEmptyText(isMlm ? tr("No accuracy yet.") : tr("The first validation comes at the end of an epoch."));
    m_plots[0]->setSeries(std::move(losses));
    m_plots[1]->setSeries(std::move(metrics));
    m_plots[2]->setSeries(std::move(rates));
    for (auto* plot : m_plots)
        plot->setTimeline(timeline());
    m_lane->setTimeline(timeline(), m_axis);
    updateCursor();
}

void ChartStack::takeFlags() {
    std::vector<RunFlag> flags;
    if (m_feed)
        for (const auto& flag : m_feed->flags())
            if (flag.stage == m_stage)
                flags.push_back(flag);
    // Only the last best checkpoint is the best; the ones before were saved.
    bool isBestSeen = false;
    for (auto flag = flags.rbegin(); flag != flags.rend(); ++flag) {
        if (flag->kind == FlagKind::BestCheckpoint && std::exchange(isBestSeen, true))
            flag->kind = FlagKind::Checkpoint;
    }
    m_lane->setFlags(flags);
    std::optional<QCPRange> band;
    QString label;
    if (m_feed && m_feed->state() == api::RunState::Failed && m_stage == m_feed->currentStage()) {
        const auto from = m_feed->lastCheckpointStep().value_or(m_feed->stages()[static_cast<std::size_t>(m_stage)].firstStep);
        if (from < m_feed->lastStep()) {
            band = QCPRange(static_cast<double>(from), static_cast<double>(m_feed->lastStep()));
            label = tr("%1 steps to repeat").arg(countText(m_feed->lastStep() - from));
        }
    }
    const auto paused = pauses(flags);
    for (auto* plot : m_plots) {
        plot->setFlags(flags);
        plot->setPauses(paused);
        plot->setBand(m_axis == XAxis::Step ? band : std::nullopt, plot == m_plots[0] ? label : QString());
    }
}

/// From each pause to its end. On steps and epochs only a pause that lasts has a width: from where the run stands, on.
std::vector<PlotBand> ChartStack::pauses(const std::vector<RunFlag>& flags) const {
    constexpr double kOn = std::numeric_limits<double>::infinity();
    std::vector<PlotBand> bands;
    const auto x = [this](const RunFlag& flag) {
        if (m_axis == XAxis::Time)
            return std::chrono::duration<double>(flag.time - m_feed->startTime()).count();
        const Curve* line = timeline();
        return line && !line->isEmpty() ? line->xOfStep(flag.step, m_axis) : static_cast<double>(flag.step);
    };
    bool isOpen = false;
    for (const auto& flag : flags) {
        if (flag.kind == FlagKind::Paused && !isOpen)
            bands.push_back({PlotBand::Kind::Pause, x(flag), kOn});
        else if (flag.kind == FlagKind::Resumed && isOpen)
            bands.back().high = x(flag);
        isOpen = flag.kind == FlagKind::Paused || (isOpen && flag.kind != FlagKind::Resumed);
    }
    if (isOpen && m_feed->state() != api::RunState::Paused)
        bands.pop_back(); // it ended while it was paused
    return bands;
}

void ChartStack::updateRange() {
    for (auto* plot : m_plots)
        plot->setStepRange(m_selection.stepRange());
    updateCursorText();
}

MetricPlot* ChartStack::focusedPlot() const {
    const auto found = std::find_if(m_plots.begin(), m_plots.end(), [](const MetricPlot* plot) {
        return plot->hasFocus() || (plot->focusWidget() && plot->focusWidget()->hasFocus());
    });
    return found == m_plots.end() ? nullptr : *found;
}

void ChartStack::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_enlarged)
        Q_EMIT shrinkRequested();
    else
        QWidget::keyPressEvent(event);
}

void ChartStack::enlarge(MetricPlot* plot) {
    m_enlarged = plot;
    placePlots();
    if (plot)
        plot->setFocus(Qt::OtherFocusReason);
}

/// What stands in the column: every chart with the lines between them, or the one that is enlarged.
void ChartStack::placePlots() {
    for (auto* plot : m_plots) {
        plot->setVisible(!m_enlarged || plot == m_enlarged);
        // The numbers of x stand below the rates, which may be out of sight.
        plot->canvas().setXLabelsShown(plot == m_enlarged || plot == m_plots[2]);
    }
    for (auto* line : m_lines)
        line->setVisible(!m_enlarged);
    for (const auto& added : m_added)
        added.line->setVisible(!m_enlarged);
}

std::pair<double, double> ChartStack::fittingX() const {
    const Curve* line = timeline();
    if (!line || line->isEmpty())
        return {0, 1};
    double last = line->x(line->size() - 1, m_axis);
    switch (m_axis) {
    case XAxis::Step: {
        double first = std::max(0.0, line->x(0, m_axis) - 1);
        if (const Curve* parent = m_parent ? m_parent->timeline(m_stage) : nullptr; parent && !parent->isEmpty()) {
            first = std::min(first, std::max(0.0, parent->x(0, m_axis) - 1));
            last = std::max(last, parent->x(parent->size() - 1, m_axis));
        }
        return {first, first + roundedUp(last - first)};
    }
    case XAxis::Epoch:
        return {0, std::max(1.0, std::ceil(last))};
    case XAxis::Time: {
        const double first = line->x(0, m_axis);
        return {first, first + roundedUp(last - first)};
    }
    }
    return {0, 1};
}

void ChartStack::setXAxis(XAxis axis) {
    m_axis = axis;
    m_isXZoomed = false;
    for (auto* plot : m_plots)
        plot->setXAxis(axis);
    m_lane->setTimeline(timeline(), axis);
    takeFlags();
    fitX();
    updateCursor();
}

void ChartStack::fitX() {
    auto [low, high] = fittingX();
    const Curve* line = timeline();
    if (m_feed && m_feed->state() == api::RunState::Paused && line && !line->isEmpty())
        high = std::max(high, line->x(line->size() - 1, m_axis) + kPauseRoom * (high - low)); // the pause is in sight
    setXRange(low, high);
}

void ChartStack::setXRange(double low, double high) {
    m_low = low;
    m_high = high;
    for (auto* plot : m_plots)
        plot->setXRange(low, high);
    m_lane->setXRange(low, high);
}

void ChartStack::zoomTo(double low, double high) {
    m_isXZoomed = true;
    setXRange(low, high);
    for (auto* plot : m_plots)
        plot->refreshSoon();
}

void ChartStack::goLatest() {
    m_isXZoomed = false;
    m_selection.setStepCursor(std::nullopt);
    for (auto* plot : m_plots)
        plot->fitY();
    fitX();
}

void ChartStack::updateCursor() {
    for (auto* plot : m_plots) {
        plot->setStepCursor(m_selection.stepCursor());
        plot->setSecondCursor(m_selection.secondCursor());
    }
    updateCursorText();
}

void ChartStack::updateCursorText() {
    const Curve* line = timeline();
    m_latest->setEnabled(m_selection.stepCursor().has_value() || m_isXZoomed);
    if (!line || line->isEmpty()) {
        m_cursorStep->clear();
        m_cursorDetail->clear();
        return;
    }
    const auto step = m_selection.stepCursor().value_or(line->step(line->size() - 1));
    const auto place = line->at(step).value_or(0);
    if (const auto range = m_selection.stepRange()) {
        m_cursorStep->setText(tr("Steps %1 to %2").arg(countText(range->first), countText(range->last)));
        m_cursorDetail->setText(tr("selected"));
        return;
    }
    if (const auto second = m_selection.secondCursor()) {
        const auto other = line->at(*second).value_or(0);
        // No longer than the words of one cursor, for which the row has room.
        m_cursorStep->setText(tr("%1 steps").arg(signedCount(*second - step)));
        m_cursorDetail->setText(tr("%1 epochs · %2").arg(QString::number(line->epoch(other) - line->epoch(place), 'f', 2), durationText(std::abs(line->seconds(other) - line->seconds(place)))));
        m_cursorStep->setToolTip(tr("From step %1 to step %2").arg(countText(step), countText(*second)));
        return;
    }
    m_cursorStep->setToolTip({});
    m_cursorStep->setText(tr("Step %1").arg(countText(step)));
    const auto time = m_feed->startTime() +
                      std::chrono::duration_cast<api::Clock::duration>(std::chrono::duration<double>(line->seconds(place)));
    m_cursorDetail->setText(tr("epoch %1 · %2").arg(QString::number(line->epoch(place), 'f', 2), clockText(time)));
}

} // namespace cpw::ui
