// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/compare_view.h"

#include "ui/pages/runs/figure_dialog.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/segmented_buttons.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kDrawMilliseconds = 40;
constexpr int kReadMilliseconds = 1000; // live runs
constexpr int kDifferenceWidth = 420;

QString metricTitle(const std::string& metric) {
    if (metric == "valid/auc")
        return CompareView::tr("Validation AUC");
    if (metric == "valid/log_loss")
        return CompareView::tr("Validation log loss");
    return qstr(metric);
}

} // namespace

CompareView::CompareView(const Theme& theme, EngineSession& session, Selection& selection, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_selection(selection) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kCardGap);
    layout->addWidget(makeChartCard(), 1);
    layout->addWidget(makeDifferenceCard());
    m_drawTimer.setSingleShot(true);
    m_drawTimer.setInterval(kDrawMilliseconds);
    connect(&m_drawTimer, &QTimer::timeout, this, &CompareView::draw);
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(kReadMilliseconds);
    connect(&m_readTimer, &QTimer::timeout, this, &CompareView::requestCurves);
    connect(&m_selection, &Selection::stepCursorChanged, this, [this] {
        for (auto* chart : m_charts)
            chart->setStepCursor(m_selection.stepCursor());
    });
    updateMetrics();
    updateFacts();
}

QWidget* CompareView::makeChartBar(QWidget* parent) {
    auto* bar = new QWidget(parent);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 4);
    row->setSpacing(metric::kGap);
    m_metrics[0] = new QComboBox(bar);
    m_metrics[0]->setAccessibleName(tr("Metric of the upper chart"));
    m_metrics[0]->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_metrics[0]->setMinimumContentsLength(10);
    m_chartFacts = new ElidedLabel("help", bar); // gives way to the buttons
    m_smoothing = new QSlider(Qt::Horizontal, bar);
    m_smoothing->setRange(0, 999);
    m_smoothing->setFixedWidth(scaled(72));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("Smoothing over all points; 0 shows them as they are"));
    m_axis = new SegmentedButtons({tr("Step"), tr("Epoch"), tr("Time")}, bar);
    m_kind = new SegmentedButtons({tr("Mean"), tr("Seeds")}, bar);
    auto* save = makeButton(m_theme, {}, "save", "", bar);
    save->setAccessibleName(tr("Export figure"));
    save->setToolTip(tr("Export figure (Ctrl+E)"));
    row->addWidget(m_metrics[0]);
    row->addWidget(m_chartFacts, 1);
    for (QWidget* widget : {static_cast<QWidget*>(m_smoothing), static_cast<QWidget*>(m_axis), static_cast<QWidget*>(m_kind), static_cast<QWidget*>(save)})
        row->addWidget(widget);
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int value) {
        for (auto* chart : m_charts)
            chart->setSmoothing(value / 1000.0);
    });
    connect(m_axis, &SegmentedButtons::chosen, this, [this](int index) {
        for (auto* chart : m_charts)
            chart->setXAxis(static_cast<XAxis>(index));
    });
    connect(m_kind, &SegmentedButtons::chosen, &m_drawTimer, qOverload<>(&QTimer::start));
    connect(save, &QPushButton::clicked, this, &CompareView::exportFigure);
    return bar;
}

QWidget* CompareView::makeChartCard() {
    auto* card = makeFrame("card", this);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 4);
    layout->setSpacing(0);
    layout->addWidget(makeChartBar(card));
    m_charts = {new CompareChart(m_theme, ValueStyle::Auc, card), new CompareChart(m_theme, ValueStyle::Loss, card)};
    m_metrics[1] = new QComboBox(card);
    m_metrics[1]->setAccessibleName(tr("Metric of the lower chart"));
    layout->addWidget(m_charts[0], 3);
    auto* lower = new QHBoxLayout;
    lower->setContentsMargins(12, 0, 12, 0);
    lower->addWidget(m_metrics[1]);
    lower->addStretch(1);
    layout->addLayout(lower);
    layout->addWidget(m_charts[1], 2);
    m_charts[1]->setXLabelsShown(true);
    for (auto* chart : m_charts) {
        connect(chart, &CompareChart::stepPicked, &m_selection, [this](qint64 step) { m_selection.setStepCursor(step); });
        connect(chart, &CompareChart::xZoomed, this, [this](double low, double high) {
            for (auto* other : m_charts)
                other->setXRange(low, high);
        });
        connect(chart, &CompareChart::fitRequested, this, [this] {
            for (auto* other : m_charts)
                other->fit();
        });
    }
    for (auto* box : m_metrics)
        connect(box, &QComboBox::activated, this, [this] {
            m_curves.clear(); // the new metric is not among what was read
            requestCurves();
        });
    return card;
}

QWidget* CompareView::makeDifferenceCard() {
    auto* card = makeFrame("card", this);
    card->setFixedWidth(scaled(kDifferenceWidth));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 8);
    layout->setSpacing(0);
    m_differenceFacts = new ElidedLabel("help", card);
    auto* head = makeCardHead(tr("Differences"), m_differenceFacts, card);
    auto* parts = new SegmentedButtons({tr("Settings"), tr("Data"), tr("Host")}, head);
    head->layout()->addWidget(parts);
    connect(parts, &SegmentedButtons::chosen, this, [this](int index) {
        m_differences.setPart(static_cast<SettingsDifferenceModel::Part>(index));
        updateFacts();
    });
    layout->addWidget(head);
    m_table = new QTableView(card);
    m_table->setModel(&m_differences);
    setUpPlainTable(*m_table, m_theme, tr("Settings in which the chosen groups differ"));
    layout->addWidget(m_table, 1);
    layout->addWidget(makeFrame("line", card));
    m_pairedTitle = makeLabel("section", {}, card);
    m_pairedTitle->setContentsMargins(12, 8, 12, 4);
    layout->addWidget(m_pairedTitle);
    m_paired = new PairedView(m_theme, card);
    auto* room = new QHBoxLayout;
    room->setContentsMargins(12, 0, 12, 0);
    room->addWidget(m_paired);
    layout->addLayout(room);
    auto* note = makeLabel("help", tr("Dots are seeds, lines are 95 % intervals of the mean difference."), card);
    note->setContentsMargins(12, 2, 12, 0);
    note->setWordWrap(true);
    layout->addWidget(note);
    return card;
}

void CompareView::show(std::vector<ComparedGroup> groups, const QString& baseline) {
    m_groups = std::move(groups);
    QStringList names;
    std::vector<const compare::Settings*> settings;
    std::vector<PairedRow> rows;
    int reference = 0;
    for (const auto& group : m_groups) {
        if (group.settings) {
            if (group.isBaseline)
                reference = static_cast<int>(settings.size());
            names << group.name;
            settings.push_back(group.settings);
        }
        if (!group.isBaseline && !baseline.isEmpty())
            rows.push_back({group.name, group.color, group.differences});
    }
    m_differences.setCompared(names, settings, reference);
    m_table->resizeColumnsToContents();
    m_paired->setRows(std::move(rows));
    m_pairedTitle->setText(baseline.isEmpty() ? tr("Choose a baseline to see differences") : tr("Test AUC against %1, paired by seed").arg(baseline));
    updateFacts();
    requestCurves();
    m_drawTimer.start();
}

void CompareView::updateFacts() {
    m_chartFacts->setToolTip(tr("The band is the 95 % t interval of the mean; it is drawn from three seeds on."));
    m_chartFacts->setFullText(m_kind->current() == 1 ? tr("every seed") : tr("mean, 95 % band"));
    m_differenceFacts->setFullText(m_groups.size() < 2 ? tr("of two or more") : tr("%1 of %2 settings").arg(m_differences.rowCount()).arg(m_differences.total()));
}

std::string CompareView::metric(std::size_t chart) const {
    return m_metrics.at(chart)->currentData().toString().toStdString();
}

void CompareView::updateMetrics() {
    static constexpr const char* kDefaults[] = {"valid/auc", "valid/log_loss"};
    for (std::size_t i = 0; i < m_metrics.size(); ++i) {
        auto& box = *m_metrics.at(i);
        auto offered = m_names;
        offered.insert({kDefaults[0], kDefaults[1]});
        if (box.count() == static_cast<int>(offered.size()))
            continue;
        const QString chosen = box.count() == 0 ? QString::fromLatin1(kDefaults[i]) : box.currentData().toString();
        box.clear();
        for (const auto& name : offered)
            box.addItem(metricTitle(name), qstr(name));
        box.setCurrentIndex(box.findData(chosen));
    }
}

void CompareView::requestCurves() {
    for (const auto& group : m_groups)
        for (const auto run : group.runs)
            if (!m_curves.contains(run.value) && m_reading.insert(run.value).second)
                m_session.readCurves(this, run, {metric(0), metric(1)}, [this, run](RunCurves curves) { takeCurves(run, std::move(curves)); });
}

void CompareView::takeCurves(api::RunId run, RunCurves curves) {
    m_reading.erase(run.value);
    m_names.insert(curves.names.begin(), curves.names.end());
    m_curves[run.value] = std::move(curves);
    updateMetrics();
    if (!m_drawTimer.isActive())
        m_drawTimer.start();
}

void CompareView::refresh(api::RunId run) {
    if (m_curves.erase(run.value) > 0 && !m_readTimer.isActive())
        m_readTimer.start();
}

std::vector<CompareLine> CompareView::linesOf(const std::string& metric) const {
    std::vector<CompareLine> lines;
    for (const auto& group : m_groups) {
        std::vector<const api::MetricSeries*> series;
        for (const auto run : group.runs) {
            const auto known = m_curves.find(run.value);
            if (known == m_curves.end())
                continue;
            const auto found = known->second.series.find(metric);
            if (found == known->second.series.end() || found->second.points.empty())
                continue;
            if (m_kind->current() == 1)
                lines.push_back({group.runs.size() > 1 ? tr("%1, %2", "group, run").arg(group.name, qstr(api::toText(run))) : group.name, group.color,
                                 group.runs.size() > 1, compare::meanCurve({&found->second})});
            series.push_back(&found->second);
        }
        if (m_kind->current() != 1 && !series.empty())
            lines.push_back({group.name, group.color, false, compare::meanCurve(series)});
    }
    return lines;
}

void CompareView::draw() {
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        m_charts.at(i)->setTitle(metricTitle(metric(i)));
        m_charts.at(i)->setLines(linesOf(metric(i)));
        m_charts.at(i)->setStepCursor(m_selection.stepCursor());
    }
    updateFacts();
}

void CompareView::exportFigure() {
    FigureDialog dialog(this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Save figure"), m_charts[0]->title() + QLatin1Char('.') + dialog.ending(),
                                                      QStringLiteral("%1 (*.%2)").arg(dialog.ending().toUpper(), dialog.ending()));
    if (!path.isEmpty() && !m_charts[0]->exportImage(path, dialog.format(), dialog.form()))
        Q_EMIT problemFound(tr("The figure cannot be written to %1. Choose a folder that can be written.").arg(path));
}

void CompareView::exportPoints(bool isVisibleOnly) {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save points"), m_charts[0]->title() + QStringLiteral(".csv"), QStringLiteral("CSV (*.csv)"));
    if (path.isEmpty())
        return;
    QFile file(path);
    const QByteArray bytes = m_charts[0]->csv(isVisibleOnly).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        Q_EMIT problemFound(tr("The points cannot be written to %1: %2.").arg(path, file.errorString()));
}

} // namespace cpw::ui
