// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/score_panel.h"

#include "ui/text/format.h"
#include "ui/widgets/segmented_buttons.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr std::size_t kMostRuns = 8; // each is scored on every test row

} // namespace

ScorePanel::ScorePanel(const Theme& theme, InspectSession* inspect, QWidget* parent)
    : ComparePanel(parent), m_theme(theme), m_inspect(inspect),
      m_kind(new SegmentedButtons({tr("ROC"), tr("Precision and recall"), tr("Calibration")}, this)), m_facts(new ElidedLabel("help", this)),
      m_score(makeButton(theme, tr("Score the test rows"), "play", "", this)), m_chart(new ScoreChart(theme, this)) {
    if (m_inspect)
        m_slot = std::make_unique<InspectSlot>(*m_inspect, *this);
    layOut({{{}, m_kind}}, *m_facts, *m_chart, m_score);
    connect(m_kind, &SegmentedButtons::chosen, this, &ScorePanel::draw);
    connect(m_score, &QPushButton::clicked, this, [this] { m_isScoring ? stop() : score(); });
    draw();
}

/// Of a group the first run: seeds are scored one by one when they are chosen themselves.
void ScorePanel::show(const std::vector<ComparedGroup>& groups, const QString&) {
    m_wanted.clear();
    m_leftOut = 0;
    m_isFirstOfMore = std::any_of(groups.begin(), groups.end(), [](const auto& group) { return group.runs.size() > 1; });
    for (const auto& group : groups) {
        if (group.runs.empty())
            continue;
        if (m_wanted.size() == kMostRuns) {
            ++m_leftOut;
            continue;
        }
        const auto run = group.runs.front()->summary.id;
        const QString id = qstr(api::toText(run));
        m_wanted.push_back({run, group.name.contains(id) ? group.name : tr("%1, %2", "group, run").arg(group.name, id), group.look});
    }
    if (m_scored && !isWanted(*m_scored)) {
        m_slot->cancel();
        m_scored.reset();
        m_isScoring = false;
    }
    draw();
}

bool ScorePanel::isWanted(api::RunId run) const {
    return std::any_of(m_wanted.begin(), m_wanted.end(), [&](const Wanted& one) { return one.run == run; });
}

std::optional<ScorePanel::Wanted> ScorePanel::nextUnknown() const {
    const auto next = std::find_if(m_wanted.begin(), m_wanted.end(), [this](const Wanted& one) {
        return !m_known.contains(one.run.value) && !m_problems.contains(one.run.value);
    });
    return next == m_wanted.end() ? std::nullopt : std::optional(*next);
}

void ScorePanel::score() {
    if (!m_slot || m_isScoring)
        return;
    m_problems.clear();
    askNext();
}

void ScorePanel::stop() {
    m_slot->cancel();
    m_isScoring = false;
    updateState();
}

void ScorePanel::askNext() {
    const auto next = nextUnknown();
    m_isScoring = next.has_value();
    m_scored = next ? std::optional(next->run) : std::nullopt;
    m_pace.start();
    updateState();
    if (!next)
        return;
    m_slot->ask(
        [this, &session = *m_inspect, owner = QPointer<QObject>(this), run = next->run](const api::Inspector& inspector, std::stop_token stop) {
            const auto tell = scoringTeller(session, owner, stop, [this](std::uint64_t scored, std::uint64_t rows) {
                m_pace.take(scored, rows, m_pace.seconds());
                updateState();
            });
            return inspector.curves({run}, "test", tell, stop);
        },
        [this, run = next->run](Result<api::ScoreCurves> curves) {
            if (curves)
                m_known[run.value] = std::move(*curves);
            else
                m_problems[run.value] = errorText(curves.error());
            draw();
            askNext();
        });
}

void ScorePanel::draw() {
    std::vector<ScoreLine> lines;
    const auto kind = static_cast<ScoreChart::Kind>(m_kind->current());
    for (const auto& one : m_wanted)
        if (const auto known = m_known.find(one.run.value); known != m_known.end()) {
            const auto& curves = known->second;
            const double number = kind == ScoreChart::Roc ? curves.auc : kind == ScoreChart::Precision ? curves.averagePrecision : curves.calibrationError;
            lines.push_back({one.name, one.look, number,
                             kind == ScoreChart::Roc         ? curves.roc
                             : kind == ScoreChart::Precision ? curves.precision
                                                             : curves.calibration});
        }
    m_chart->setEmptyText(!m_inspect         ? tr("This window cannot look into models.")
                          : m_wanted.empty() ? tr("Select runs or groups to score them.")
                                             : tr("Score the test rows with the best checkpoint of each run."));
    m_chart->setLines(kind, std::move(lines));
    updateState();
    Q_EMIT drawn();
}

void ScorePanel::updateButton(bool isAnyLeft) {
    m_score->setText(m_isScoring ? tr("Stop") : m_scored ? tr("Go on") : tr("Score the test rows"));
    m_score->setIcon(m_theme.icon(m_isScoring ? QStringLiteral("stop") : QStringLiteral("play")));
    m_score->setToolTip(m_isScoring ? tr("What is scored so far is kept") : QString());
    m_score->setEnabled(m_inspect && (m_isScoring || isAnyLeft));
}

/// Where it is inside the run, or where it was stopped there.
QString ScorePanel::progressText(qsizetype done) const {
    const auto run = QString::number(done + 1), runs = QString::number(m_wanted.size());
    if (m_pace.rows() == 0)
        return m_isScoring ? tr("Opening run %1 of %2").arg(run, runs) : tr("Stopped before the first row of run %1 of %2").arg(run, runs);
    const auto scored = countText(static_cast<std::int64_t>(m_pace.scored())), rows = countText(static_cast<std::int64_t>(m_pace.rows()));
    if (!m_isScoring)
        return tr("Stopped in run %1 of %2, at %3 of %4 rows").arg(run, runs, scored, rows);
    const QString left = m_pace.timeLeft();
    return left.isEmpty() ? tr("Scoring run %1 of %2: %3 of %4 rows").arg(run, runs, scored, rows)
                          : tr("Scoring run %1 of %2: %3 of %4 rows, %5 left").arg(run, runs, scored, rows, left);
}

void ScorePanel::updateState() {
    const auto done = std::count_if(m_wanted.begin(), m_wanted.end(), [this](const Wanted& one) {
        return m_known.contains(one.run.value) || m_problems.contains(one.run.value);
    });
    const auto all = static_cast<qsizetype>(m_wanted.size());
    QStringList problems;
    for (const auto& one : m_wanted)
        if (const auto found = m_problems.find(one.run.value); found != m_problems.end())
            problems << found->second;
    updateButton(done < all || !problems.isEmpty());
    QString facts;
    if (m_scored)
        facts = progressText(done);
    else if (!problems.isEmpty())
        facts = problems.join(QLatin1Char(' '));
    else if (m_leftOut > 0)
        facts = tr("The first %1 of %2 chosen").arg(all).arg(all + static_cast<qsizetype>(m_leftOut));
    else if (done > 0)
        facts = m_isFirstOfMore ? tr("Best checkpoint, test rows; of a group its first run") : tr("Best checkpoint of each run, test rows");
    m_facts->setFullText(facts);
}

TableContent ScorePanel::table() const {
    TableContent table{{tr("Run"), m_chart->xTitle(), m_chart->yTitle()}, {}, 0};
    for (const auto& line : m_chart->lines()) {
        table.total += static_cast<qsizetype>(line.points.size());
        for (const auto& point : line.points)
            if (table.rows.size() < kTableRows)
                table.rows.push_back({line.name, QString::number(point.x, 'f', 5), QString::number(point.y, 'f', 5)});
    }
    return table;
}

} // namespace cpw::ui
