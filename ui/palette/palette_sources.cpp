// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette_sources.h"

#include "core/api/spec_form.h"
#include "ui/pages/experiment/option_text.h"
#include "ui/text/format.h"

#include <QPointer>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace cpw::ui {
namespace {

constexpr std::size_t kListedRuns = 40;
constexpr int kRecentRun = 1000; ///< before any other that matches

QString lineId(api::RunId run) {
    return QStringLiteral("run/") + qstr(api::toText(run));
}

/// What is typed, looked for in many runs.
class RunSearch {
public:
    /// `title` is what the line of each run begins with.
    RunSearch(const QStringList& words, const QString& title) {
        for (const QString& word : words)
            if (!title.contains(word, Qt::CaseInsensitive))
                m_words.push_back(word.toStdString());
    }
    /// 0: a word is not there. The start of a value counts more than its middle.
    [[nodiscard]] int score(const KnownRun& run) const {
        int sum = 1;
        for (const auto& word : m_words) {
            const auto place = run.words.find(word);
            if (place == std::string::npos)
                return 0;
            sum += place == 0 ? 3 : run.words[place - 1] == '\n' ? 2 : 1;
        }
        return sum;
    }

private:
    std::vector<std::string> m_words;
};

} // namespace

std::vector<PaletteEntry> CommandSource::entries() {
    std::vector<PaletteEntry> lines;
    for (QAction* action : m_actions.actions()) {
        if (action->objectName() == QLatin1String("view.palette"))
            continue;
        PaletteEntry line;
        line.id = QStringLiteral("command/") + action->objectName();
        line.icon = ActionRegistry::iconName(*action);
        line.text = plainText(*action);
        if (action->isCheckable())
            line.detail = action->isChecked() ? tr("on") : tr("off");
        line.keys = action->shortcut().toString(QKeySequence::NativeText);
        line.place = ActionRegistry::place(*action);
        if (!action->isEnabled()) {
            const QString reason = disabledReason(*action);
            line.reason = reason.isEmpty() ? tr("Not possible at present.") : reason;
        }
        line.run = [guard = QPointer<QAction>(action)] {
            if (guard)
                guard->trigger();
        };
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<PaletteEntry> OptionSource::entries() {
    std::vector<PaletteEntry> lines;
    const auto form = api::specForm(m_draft.spec(), m_session.catalog());
    for (const auto* field : api::allFields(form)) {
        PaletteEntry line;
        line.id = QStringLiteral("option/") + qstr(field->path);
        line.kind = PaletteKind::Option;
        line.icon = QStringLiteral("experiment");
        line.text = optionWords(field->schema.title);
        line.detail = tr("%1, now %2").arg(qstr(field->path), qstr(cpw::toText(field->value)).remove(QLatin1Char('"')));
        line.place = tr("Experiment");
        line.run = [open = m_open, path = field->path] { open(path); };
        lines.push_back(std::move(line));
    }
    return lines;
}

RunSource::RunSource(EngineSession& session, std::function<void(api::RunId)> open) : m_session(session), m_open(std::move(open)) {
    connect(&session, &EngineSession::runsRead, this, [this](const RunList& runs) { m_runs = runs; });
    const auto takeNews = [this](api::RunId run) {
        if (const RunFeed* feed = m_session.knownFeed(run))
            putRun(knownRun(feed->summary()));
    };
    connect(&session, &EngineSession::runAdded, this, takeNews);
    connect(&session, &EngineSession::runEnded, this, takeNews); // its state and scores are words too
    connect(&session, &EngineSession::runsDeleted, this, [this](const std::vector<api::RunId>& runs) {
        std::erase_if(m_runs, [&runs](const RunPointer& each) { return std::find(runs.begin(), runs.end(), each->summary.id) != runs.end(); });
    });
}

void RunSource::putRun(RunPointer run) {
    const auto place = std::lower_bound(m_runs.begin(), m_runs.end(), run->summary.id, [](const RunPointer& each, api::RunId id) { return each->summary.id < id; });
    if (place != m_runs.end() && (*place)->summary.id == run->summary.id)
        *place = std::move(run);
    else
        m_runs.insert(place, std::move(run));
}

PaletteMatches RunSource::matches(std::optional<PaletteKind> kind, const QStringList& words, const QStringList& recent) {
    PaletteMatches found;
    found.all = static_cast<qsizetype>(m_runs.size());
    if (kind && *kind != PaletteKind::Run)
        return found;
    const RunSearch search(words, tr("Run %1 \"%2\"").arg(QString(), QString()));
    std::set<api::RunId> usedLately;
    for (const QString& id : recent)
        if (const auto run = id.startsWith(QLatin1String("run/")) ? api::runIdFromText(id.mid(4).toStdString()) : std::nullopt)
            usedLately.insert(*run);
    std::vector<std::pair<int, const KnownRun*>> best; // the best first, among equal ones the newest
    for (auto place = m_runs.rbegin(); place != m_runs.rend(); ++place) {
        int score = search.score(**place);
        if (score == 0)
            continue;
        ++found.matching;
        score += usedLately.contains((*place)->summary.id) ? kRecentRun : 0;
        if (best.size() == kListedRuns && score <= best.back().first)
            continue;
        const auto after = std::find_if(best.begin(), best.end(), [score](const auto& each) { return each.first < score; });
        best.insert(after, {score, place->get()});
        best.resize(std::min(best.size(), kListedRuns));
    }
    for (const auto& [score, run] : best)
        found.best.push_back(lineOf(*run));
    return found;
}

PaletteEntry RunSource::lineOf(const KnownRun& known) const {
    const RunFeed* feed = m_session.knownFeed(known.summary.id);
    const api::RunSummary& run = feed ? feed->summary() : known.summary;
    PaletteEntry line;
    line.id = lineId(run.id);
    line.kind = PaletteKind::Run;
    line.icon = QStringLiteral("runs");
    line.text = tr("Run %1 \"%2\"").arg(qstr(api::toText(run.id)), qstr(run.name));
    QStringList facts{stateTitle(run.state)};
    if (const auto auc = run.results.find("test/auc"); auc != run.results.end())
        facts << tr("AUC %1").arg(valueText(auc->second, ValueStyle::Auc));
    if (!run.note.empty())
        facts << qstr(run.note);
    line.detail = facts.join(QStringLiteral(", "));
    line.place = tr("Go to");
    line.words = qstr(known.words);
    line.run = [open = m_open, id = run.id] { open(id); };
    return line;
}

StepSource::StepSource(EngineSession& session, Selection& selection, std::function<void()> showCurves)
    : m_session(session), m_selection(selection), m_showCurves(std::move(showCurves)) {}

const RunFeed* StepSource::feed() const {
    const auto run = m_selection.currentRun();
    return run ? m_session.knownFeed(*run) : nullptr;
}

PaletteEntry StepSource::lineOf(const QString& text, std::int64_t step, const RunFeed& feed) const {
    PaletteEntry line;
    line.id = QStringLiteral("step/%1/%2").arg(qstr(api::toText(feed.id()))).arg(step);
    line.kind = PaletteKind::Step;
    line.icon = QStringLiteral("flag");
    line.text = text;
    line.detail = tr("%1, step %2").arg(qstr(api::toText(feed.id())), countText(step));
    line.place = tr("Go to");
    line.run = [this, step] {
        m_showCurves();
        m_selection.setStepCursor(step);
    };
    return line;
}

std::vector<PaletteEntry> StepSource::entries() {
    std::vector<PaletteEntry> lines;
    const RunFeed* run = feed();
    if (!run)
        return lines;
    const auto& flags = run->flags();
    for (auto flag = flags.rbegin(); flag != flags.rend(); ++flag)
        lines.push_back(lineOf(tr("Event: %1").arg(flag->label), flag->step, *run));
    return lines;
}

std::vector<PaletteEntry> StepSource::answers(PaletteKind kind, const QString& typed) {
    static const QRegularExpression number(QStringLiteral("^\\s*(\\D*?)\\s*([0-9][0-9.,]*)\\s*$"));
    const auto match = number.match(typed);
    const RunFeed* run = feed();
    if (kind != PaletteKind::Step || !run || !match.hasMatch())
        return {};
    QString digits = match.captured(2);
    const bool isEpoch = match.captured(1).startsWith(QLatin1Char('e'), Qt::CaseInsensitive) ||
                         (!match.captured(1).isEmpty() && tr("epoch").startsWith(match.captured(1), Qt::CaseInsensitive));
    const Curve* line = run->timeline(std::max(run->currentStage(), 0));
    if (isEpoch) {
        if (!line || line->isEmpty())
            return {};
        return {lineOf(tr("Epoch %1").arg(digits), line->stepNear(digits.toDouble(), XAxis::Epoch), *run)};
    }
    const auto step = std::clamp<std::int64_t>(digits.remove(QLatin1Char(',')).toLongLong(), 0, run->lastStep());
    return {lineOf(tr("Step %1").arg(countText(step)), step, *run)};
}

} // namespace cpw::ui
