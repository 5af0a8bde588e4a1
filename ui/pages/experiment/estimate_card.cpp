// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/estimate_card.h"

#include "core/api/spec_json.h"
#include "core/base/text_format.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/text/percent.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

namespace cpw::ui {

EstimateCard::EstimateCard(const Theme& theme, EngineSession& session, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_session(session), m_title(makeLabel("section", tr("Memory and time"), this)), m_lines(new QWidget(this)),
      m_linesLayout(new QVBoxLayout(m_lines)), m_state(makeLabel("help", {}, this)), m_progress(new QProgressBar(this)),
      m_button(makeButton(theme, tr("Measure"), "", "link", this)) {
    setProperty("kind", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(6);
    layout->addWidget(m_title);
    m_linesLayout->setContentsMargins(0, 0, 0, 0);
    m_linesLayout->setSpacing(4);
    layout->addWidget(m_lines);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the trial steps"));
    m_progress->hide();
    layout->addWidget(m_progress);
    auto* row = new QHBoxLayout;
    m_state->setWordWrap(true);
    row->addWidget(m_state, 1);
    row->addWidget(m_button);
    layout->addLayout(row);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!m_isMeasuring)
            return measure();
        m_stop.request_stop();
        m_stop = {};
        m_isMeasuring = false;
        showIdle(tr("Stopped."));
    });
    showIdle(tr("Some trial steps of each stage tell memory and time; nothing is trained."));
}

EstimateCard::~EstimateCard() {
    m_stop.request_stop();
}

void EstimateCard::setSpec(const api::RunSpec& spec, std::size_t runs, bool hasErrors) {
    m_spec = spec;
    m_runs = runs;
    m_button->setEnabled(!hasErrors || m_isMeasuring);
    m_button->setToolTip(hasErrors ? tr("Correct the errors first.") : QString());
    const bool isStale = !m_measuredHash.empty() && m_measuredHash != api::specHash(spec);
    m_lines->setEnabled(!isStale);
    if (isStale && !m_isMeasuring)
        m_state->setText(tr("For earlier settings."));
}

void EstimateCard::measure() {
    m_isMeasuring = true;
    m_button->setText(tr("Cancel"));
    m_progress->setValue(0);
    m_progress->show();
    m_state->setText(tr("Preparing"));
    m_session.estimate(
        this, m_spec, m_stop.get_token(),
        [this](const QString&, double share) {
            m_state->setText(tr("Trial steps, %1 %").arg(wholePercent(share)));
            m_progress->setValue(wholePercent(share));
        },
        [this, stop = m_stop.get_token(), hash = api::specHash(m_spec)](Result<api::RunEstimate> estimate) {
            if (stop.stop_requested())
                return;
            m_isMeasuring = false;
            if (!estimate)
                return showIdle(sentenceText(errorText(estimate.error())));
            m_measuredHash = hash;
            show(*estimate);
        });
}

void EstimateCard::showIdle(const QString& text) {
    m_button->setText(m_measuredHash.empty() ? tr("Measure") : tr("Measure again"));
    m_progress->hide();
    m_state->setText(text);
}

void EstimateCard::clearLines() {
    while (QLayoutItem* item = m_linesLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void EstimateCard::addLine(const QString& name, const QString& value, double share) {
    auto* line = new QWidget(m_lines);
    auto* layout = new QVBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->addWidget(makeLabel("help", name, line), 1);
    row->addWidget(makeLabel("mono", value, line));
    layout->addLayout(row);
    if (share >= 0) {
        auto* bar = new QProgressBar(line);
        bar->setTextVisible(false);
        bar->setRange(0, 1000);
        bar->setValue(static_cast<int>(1000 * std::clamp(share, 0.0, 1.0)));
        bar->setAccessibleName(name);
        layout->addWidget(bar);
    }
    m_linesLayout->addWidget(line);
}

void EstimateCard::addFix(int stage, const api::StageEstimate& estimate) {
    if (static_cast<std::size_t>(stage) >= m_spec.stages.size())
        return;
    const qint64 accumulation = api::fittingAccumulation(estimate, m_spec.stages[static_cast<std::size_t>(stage)].batch);
    if (accumulation == 0)
        return;
    auto* fix = makeButton(m_theme, tr("%1: %2 parts a step").arg(stageTitle(estimate.kind)).arg(accumulation), "check", "", m_lines);
    fix->setToolTip(tr("Sets the accumulation, so that at most %1 rows are in memory at once").arg(countText(estimate.fittingMicroBatch)));
    connect(fix, &QPushButton::clicked, this, [this, stage, accumulation] { Q_EMIT accumulationChosen(stage, accumulation); });
    m_linesLayout->addWidget(fix);
}

void EstimateCard::show(const api::RunEstimate& estimate) {
    clearLines();
    double seconds = 0;
    const api::StageEstimate* peak = nullptr;
    int steps = 0;
    for (const auto& stage : estimate.stages) {
        seconds += stage.isKept ? 0 : stage.seconds;
        steps = std::max(steps, stage.measuredSteps);
        if (!peak || stage.peakBytes > peak->peakBytes)
            peak = &stage;
    }
    if (peak) {
        const auto all = estimate.availableBytes;
        addLine(tr("Memory at the peak"), all > 0 ? tr("%1 of %2").arg(qstr(bytesText(peak->peakBytes)), qstr(bytesText(all))) : qstr(bytesText(peak->peakBytes)),
                all > 0 ? static_cast<double>(peak->peakBytes) / static_cast<double>(all) : -1);
        for (const auto& [part, bytes] : peak->memory)
            addLine(QStringLiteral("    ") + coreText(part), qstr(bytesText(bytes)));
        if (peak->fittingMicroBatch > 0)
            addLine(tr("Largest micro-batch that fits"), tr("%1 rows").arg(countText(peak->fittingMicroBatch)));
        for (std::size_t i = 0; i < estimate.stages.size(); ++i)
            addFix(static_cast<int>(i), estimate.stages[i]);
    }
    for (const auto& stage : estimate.stages)
        addLine(stageTitle(stage.kind),
                stage.isKept               ? tr("kept from an earlier run")
                : stage.measuredSteps == 0 ? tr("not measured")
                                           : aboutText(stage.seconds),
                seconds > 0 && !stage.isKept ? stage.seconds / seconds : -1);
    addLine(tr("One run, at most"), aboutText(seconds));
    if (m_runs > 1)
        addLine(tr("%1 runs, one after the other").arg(m_runs), aboutText(seconds * static_cast<double>(m_runs)));
    m_lines->setEnabled(true);
    QString state = tr("From %1 trial steps of each stage; early stopping makes it shorter.").arg(steps);
    for (const auto& problem : estimate.problems)
        state += QLatin1Char('\n') + sentenceText(qstr(problem.path) + QLatin1Char(' ') + coreText(problem.message));
    showIdle(state);
}

QString EstimateCard::text() const {
    QStringList lines;
    for (const auto* label : m_lines->findChildren<QLabel*>())
        lines << label->text();
    lines << m_state->text();
    return lines.join(QLatin1Char('\n'));
}

} // namespace cpw::ui
