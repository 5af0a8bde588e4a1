// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/curve_panel.h"

#include "ui/text/format.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/choice_button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/value_axis.h"

#include <QHBoxLayout>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kRoomyWidth = 680; // from here on the smoothing has words
constexpr int kDrawMilliseconds = 40;   // for curves that come one after the other
constexpr int kReadMilliseconds = 1000; // live runs
constexpr std::size_t kKeptCurves = 200;

ValueStyle styleOf(const std::string& metric) {
    return metric.ends_with("auc") ? ValueStyle::Auc : metric.starts_with("rate/") ? ValueStyle::Rate : ValueStyle::Loss;
}

std::string axisName(CompareAxis axis) {
    return std::to_string(static_cast<int>(axis));
}

} // namespace

CurvePanel::CurvePanel(const Theme& theme, EngineSession& session, Selection& selection, QWidget* parent)
    : ComparePanel(parent), m_theme(theme), m_session(session), m_selection(selection) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    m_charts = {new CompareChart(m_theme, ValueStyle::Auc, this), new CompareChart(m_theme, ValueStyle::Loss, this)};
    layout->addWidget(m_charts[0], 3);
    layout->addWidget(makeSecondBar());
    layout->addWidget(m_charts[1], 2);
    m_charts[1]->setXLabelsShown(true);
    connectCharts();
    m_drawTimer.setSingleShot(true);
    m_drawTimer.setInterval(kDrawMilliseconds);
    connect(&m_drawTimer, &QTimer::timeout, this, &CurvePanel::draw);
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(kReadMilliseconds);
    connect(&m_readTimer, &QTimer::timeout, this, &CurvePanel::requestCurves);
    connect(&m_selection, &Selection::stepCursorChanged, this, [this] {
        for (auto* chart : m_charts)
            chart->setStepCursor(m_selection.stepCursor());
    });
    updateMetrics();
    updateFacts();
}

QWidget* CurvePanel::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(metric::kGap);
    m_choices = {new ChoiceButton(m_theme, ChoiceButton::Mode::One, tr("Metric of the upper chart"), bar),
                 new ChoiceButton(m_theme, ChoiceButton::Mode::One, tr("Metric of the lower chart"), this)};
    m_facts = new ElidedLabel("help", bar); // gives way to the buttons
    m_facts->setToolTip(tr("The band is the 95 % t interval of the mean; it is drawn from three seeds on."));
    m_smoothingText = makeLabel("help", tr("Smoothing %1").arg(QStringLiteral("0.000")), bar);
    m_smoothing = new QSlider(Qt::Horizontal, bar);
    m_smoothing->setRange(0, 999);
    m_smoothing->setFixedWidth(scaled(72));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("Smoothing over all points; 0 shows them as they are"));
    m_axis = new ChoiceButton(m_theme, ChoiceButton::Mode::One, tr("Horizontal axis"), bar);
    m_axis->setChoices({{tr("Step"), axisName(CompareAxis::Step)},
                        {tr("Epoch"), axisName(CompareAxis::Epoch)},
                        {tr("Training rows"), axisName(CompareAxis::Rows)},
                        {tr("Time"), axisName(CompareAxis::Time)},
                        {tr("Share of the run"), axisName(CompareAxis::Relative)}});
    m_kind = new SegmentedButtons({tr("Mean"), tr("Seeds")}, bar);
    row->addWidget(m_choices[0]);
    row->addWidget(m_facts, 1);
    for (QWidget* widget : {static_cast<QWidget*>(m_smoothingText), static_cast<QWidget*>(m_smoothing), static_cast<QWidget*>(m_axis), static_cast<QWidget*>(m_kind)})
        row->addWidget(widget);
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int value) {
        m_smoothingText->setText(tr("Smoothing %1").arg(QString::number(value / 1000.0, 'f', 3)));
        for (auto* chart : m_charts)
            chart->setSmoothing(value / 1000.0);
    });
    connect(m_axis, &ChoiceButton::picked, this, [this] { setXAxis(static_cast<CompareAxis>(std::stoi(m_axis->value()))); });
    connect(m_kind, &SegmentedButtons::chosen, this, [this] {
        updateFacts();
        requestCurves();
    });
    return bar;
}

void CurvePanel::resizeEvent(QResizeEvent* event) {
    ComparePanel::resizeEvent(event);
    m_smoothingText->setVisible(width() >= scaled(kRoomyWidth));
}

QWidget* CurvePanel::makeSecondBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 0, 12, 0);
    row->addWidget(m_choices[1]);
    row->addStretch(1);
    for (std::size_t i = 0; i < m_choices.size(); ++i)
        connect(m_choices.at(i), &ChoiceButton::picked, this, [this, i] { setMetric(i, m_choices.at(i)->value()); });
    return bar;
}

void CurvePanel::connectCharts() {
    for (auto* chart : m_charts) {
        connect(chart, &CompareChart::stepPicked, &m_selection, [this](qint64 step) { m_selection.setStepCursor(step); });
        connect(chart, &CompareChart::xZoomed, this, [this, chart](double low, double high) {
            for (auto* other : m_charts)
                if (other != chart)
                    other->setXRange(low, high);
        });
        connect(chart, &CompareChart::fitRequested, this, [this] {
            for (auto* other : m_charts)
                other->fit();
        });
    }
}

void CurvePanel::setXAxis(CompareAxis axis) {
    m_axis->setChosen({axisName(axis)});
    for (auto* chart : m_charts)
        chart->setXAxis(axis);
    requestCurves(); // rows are read only where they are asked for
}

void CurvePanel::setMetric(std::size_t chart, const std::string& metric) {
    m_metrics.at(chart) = metric;
    m_names.insert(metric);
    updateMetrics();
    requestCurves();
}

void CurvePanel::setEverySeed(bool isEverySeed) {
    m_kind->setCurrent(isEverySeed ? 1 : 0);
    updateFacts();
    requestCurves();
}

void CurvePanel::show(const std::vector<ComparedGroup>& groups, const QString&) {
    m_groups = groups;
    for (auto& group : m_groups)
        group.settings = nullptr; // borrowed for the call
    requestCurves();
}

/// Lines that the axis has no place for.
int CurvePanel::leftOut(std::size_t chart) const {
    std::ptrdiff_t count = 0;
    for (const auto& group : m_groups)
        if (const auto known = m_curves.find(question(group, chart)); known != m_curves.end())
            count += std::ranges::count_if(known->second.answer.lines, [this](const auto& line) { return isLeftOut(*line.data); });
    return static_cast<int>(count);
}

void CurvePanel::updateFacts() {
    const QString kind = m_kind->current() == 1 ? tr("every seed") : tr("mean, 95 % band");
    const int missing = leftOut(0);
    m_facts->setFullText(missing == 0 ? kind : tr("%n lines without epochs left out, %1", nullptr, missing).arg(kind));
}

void CurvePanel::updateMetrics() {
    auto offered = m_names;
    offered.insert({"valid/auc", "valid/log_loss"});
    offered.insert(m_metrics.begin(), m_metrics.end());
    std::vector<Choice> choices;
    for (const auto& name : offered)
        choices.push_back({keyTitle(name), name});
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        m_choices.at(i)->setChoices(choices);
        m_choices.at(i)->setChosen({m_metrics.at(i)});
    }
}

CurveQuestion CurvePanel::question(const ComparedGroup& group, std::size_t chart) const {
    CurveQuestion question{{}, m_metrics.at(chart), m_kind->current() == 1, m_charts.at(chart)->xAxis() == CompareAxis::Rows};
    for (const auto& run : group.runs)
        question.runs.push_back(run->summary.id);
    return question;
}

void CurvePanel::requestCurves() {
    forgetUnused();
    for (const auto& group : m_groups)
        for (std::size_t chart = 0; chart < m_charts.size(); ++chart) {
            auto asked = question(group, chart);
            const auto known = m_curves.find(asked);
            if ((known != m_curves.end() && !known->second.isStale) || !m_reading.insert(asked).second)
                continue;
            m_session.askStore(
                this, [asked](const api::RunStore& store) { return readCurves(store, asked); },
                [this, asked](CurveAnswer answer) { takeCurves(asked, std::move(answer)); });
        }
    if (m_reading.empty())
        draw();
    else
        m_drawTimer.start();
}

void CurvePanel::takeCurves(const CurveQuestion& question, CurveAnswer answer) {
    m_reading.erase(question);
    const auto before = m_names.size();
    m_names.insert(answer.names.begin(), answer.names.end());
    answer.names.clear();
    m_curves[question] = {std::move(answer), false};
    if (m_names.size() != before)
        updateMetrics();
    if (m_reading.empty())
        draw();
    else if (!m_drawTimer.isActive())
        m_drawTimer.start();
}

/// Long curves are not kept when nobody looks at them.
void CurvePanel::forgetUnused() {
    if (m_curves.size() < kKeptCurves)
        return;
    std::set<CurveQuestion> used;
    for (const auto& group : m_groups)
        for (std::size_t chart = 0; chart < m_charts.size(); ++chart)
            used.insert(question(group, chart));
    std::erase_if(m_curves, [&](const auto& one) { return !used.contains(one.first); });
}

void CurvePanel::refresh(api::RunId run) {
    bool isShown = false;
    for (auto& [question, cached] : m_curves)
        if (std::find(question.runs.begin(), question.runs.end(), run) != question.runs.end())
            isShown = cached.isStale = true;
    if (isShown && !m_readTimer.isActive())
        m_readTimer.start();
}

std::vector<CompareLine> CurvePanel::linesOf(std::size_t chart) const {
    std::vector<CompareLine> lines;
    for (const auto& group : m_groups) {
        const auto asked = question(group, chart);
        const auto known = m_curves.find(asked);
        if (known == m_curves.end())
            continue;
        for (const auto& line : known->second.answer.lines) {
            if (isLeftOut(*line.data))
                continue;
            const bool isOneOfMany = asked.isEverySeed && group.runs.size() > 1;
            lines.push_back({isOneOfMany ? tr("%1, %2", "group, run").arg(group.name, qstr(api::toText(line.run))) : group.name, group.look,
                             isOneOfMany, line.data});
        }
    }
    return lines;
}

void CurvePanel::draw() {
    m_drawTimer.stop();
    updateFacts();
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        m_charts.at(i)->setTitle(keyTitle(m_metrics.at(i)));
        m_charts.at(i)->setStyle(styleOf(m_metrics.at(i)));
        auto lines = linesOf(i);
        m_charts.at(i)->setEmptyText(m_groups.empty() ? tr("Select runs or groups to see their curves.")
                                     : leftOut(i) > 0 ? tr("The chosen runs have no epochs.")
                                                      : tr("None of the chosen runs has this metric."));
        m_charts.at(i)->setLines(std::move(lines));
        m_charts.at(i)->setStepCursor(m_selection.stepCursor());
    }
    Q_EMIT drawn();
}

TableContent CurvePanel::table() const {
    TableContent content{{tr("Chart"), tr("Line"), tr("Step"), tr("Epoch"), tr("Mean"), tr("sd"), tr("± 95 %"), tr("n")}, {}, 0};
    for (const auto* chart : m_charts)
        for (const auto& line : chart->lines()) {
            const auto& curve = line.data->curve();
            content.total += static_cast<qsizetype>(curve.size());
            for (std::size_t i = 0; i < curve.size() && content.rows.size() < kTableRows; ++i) {
                const auto summary = curve.at(i);
                content.rows.push_back({chart->title(), line.name, countText(curve.steps[i]), line.data->hasEpochs() ? QString::number(curve.epochs[i], 'f', 2) : QString(),
                                        QString::number(summary.mean, 'f', 5), summary.count > 1 ? QString::number(summary.deviation, 'f', 5) : QString(),
                                        summary.halfInterval ? QString::number(*summary.halfInterval, 'f', 5) : QString(),
                                        QString::number(summary.count)});
            }
        }
    return content;
}

} // namespace cpw::ui
