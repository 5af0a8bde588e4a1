// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/stage_cells.h"

#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/text/percent.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace cpw::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cpw::ui", text);
}

QString datasetTitle(const spec::DataSpec& data) {
    if (!data.dataset.empty())
        return qstr(data.dataset);
    return data.path.empty() || data.source.starts_with("movielens") ? sourceTitle(data.source)
                                                                     : QFileInfo(qstr(data.path)).fileName();
}

/// "<field> is <value>." as "Field is value".
QString templateTitle(const spec::TemplateSpec& text) {
    QString segment = qstr(text.segment);
    segment.remove(QLatin1Char('<')).remove(QLatin1Char('>'));
    segment = segment.trimmed();
    if (segment.endsWith(QLatin1Char('.')))
        segment.chop(1);
    return segment.isEmpty() ? tr("What is what") : segment;
}

QString stageDetail(const StageView& stage) {
    const auto percent = [&] {
        return stage.steps > 0 ? wholePercent(static_cast<double>(stage.stageStep) / static_cast<double>(stage.steps)) : 0;
    };
    switch (stage.state) {
    case StageState::Waiting:
        return tr("not started");
    case StageState::Running: {
        const int epoch = std::min(stage.epochs, static_cast<int>(stage.epoch) + 1);
        if (stage.validated)
            return tr("Epoch %1 of %2 · validation, %3 %").arg(epoch).arg(stage.epochs).arg(wholePercent(*stage.validated));
        QString text = tr("Epoch %1 of %2 · %3 %").arg(epoch).arg(stage.epochs).arg(percent());
        if (stage.secondsLeft > 0)
            text += tr(" · %1 left").arg(aboutText(stage.secondsLeft));
        return text;
    }
    case StageState::Done:
        return stage.seconds > 0 ? tr("%1 steps in %2").arg(countText(stage.stageStep), durationText(stage.seconds))
                                 : tr("%1 steps").arg(countText(stage.stageStep));
    case StageState::Reused:
        return tr("reused from an earlier run");
    case StageState::Stopped:
        return tr("stopped at %1 %").arg(percent());
    case StageState::Failed:
        return tr("failed at %1 %").arg(percent());
    }
    return {};
}

CellState cellState(StageState state) {
    switch (state) {
    case StageState::Waiting:
        return CellState::Waiting;
    case StageState::Running:
        return CellState::Running;
    case StageState::Done:
    case StageState::Reused:
        return CellState::Done;
    case StageState::Stopped:
        return CellState::Stopped;
    case StageState::Failed:
        return CellState::Failed;
    }
    return CellState::Waiting;
}

StageCellContent stageCell(const StageView& stage) {
    const bool hasCurves = stage.state != StageState::Waiting && stage.state != StageState::Reused;
    const bool isRunning = stage.state == StageState::Running && stage.steps > 0;
    return {stageTitle(stage.kind), stageDetail(stage), cellState(stage.state),
            isRunning ? static_cast<double>(stage.stageStep) / static_cast<double>(stage.steps) : -1.0, hasCurves};
}

/// What is known of a branch; no stages: it waits in the queue.
StoredBranch stateOf(const RunBranch& branch, const EngineSession& session) {
    if (const auto* feed = branch.run ? session.knownFeed(*branch.run) : nullptr)
        return {feed->stages(), feed->summary().results};
    return branch.stored ? *branch.stored : StoredBranch();
}

/// A branch of another run: which one it is, and its score once it has one.
StageCellContent otherBranchCell(const RunBranch& branch, const EngineSession& session) {
    const auto other = stateOf(branch, session);
    if (static_cast<std::size_t>(branch.stage) >= other.stages.size())
        return {stageTitle(branch.kind), tr("waits in the queue"), CellState::Waiting, -1, false};
    auto cell = stageCell(other.stages[static_cast<std::size_t>(branch.stage)]);
    if (const auto score = other.results.find("test/auc"); score != other.results.end())
        cell.detail = tr("Test AUC %1").arg(valueText(score->second, ValueStyle::Auc));
    const QString name = qstr(api::toText(*branch.run));
    cell.detail = name + QStringLiteral(" \u00b7 ") + cell.detail;
    cell.isSelectable = true;
    cell.hint = tr("Show %1").arg(name);
    return cell;
}

/// PA-MLM as the run has it that trained it: one of the branches where the shown run takes it over or has not begun.
void addShared(StripContent& strip, const RunFeed& feed, int stage, const std::vector<RunBranch>& branches, const EngineSession& session) {
    const auto place = static_cast<std::size_t>(stage);
    const auto& own = feed.stages()[place];
    const bool isOwn = own.state != StageState::Waiting && own.state != StageState::Reused;
    for (const auto& branch : branches) {
        const auto other = isOwn ? StoredBranch() : stateOf(branch, session);
        if (place >= other.stages.size())
            continue;
        const auto state = other.stages[place].state;
        if (state == StageState::Waiting || state == StageState::Reused)
            continue;
        auto cell = stageCell(other.stages[place]);
        cell.hint = tr("Show the curves of this stage in %1").arg(qstr(api::toText(*branch.run)));
        return strip.add(std::move(cell), {branch.run, stage});
    }
    strip.add(stageCell(own), {feed.id(), stage});
}

/// The stage of the shown run among those of the others.
void addBranches(StripContent& strip, const RunFeed& feed, int stage, const std::vector<RunBranch>& branches, const EngineSession& session) {
    std::vector<RunBranch> all = branches;
    all.push_back({feed.stages()[static_cast<std::size_t>(stage)].kind, stage, feed.id(), nullptr});
    std::sort(all.begin(), all.end(), [](const RunBranch& a, const RunBranch& b) { return a.kind < b.kind; });
    for (const auto& branch : all) {
        const bool isOwn = branch.run == feed.id();
        auto cell = isOwn ? stageCell(feed.stages()[static_cast<std::size_t>(stage)]) : otherBranchCell(branch, session);
        cell.isBranch = true;
        strip.add(cell, {branch.run, branch.stage});
    }
}

StageCellContent evaluateCell(const RunFeed& feed) {
    StageCellContent cell{tr("Evaluate"), tr("Best checkpoint on test"), CellState::Waiting, -1, false};
    const auto found = feed.summary().results.find("test/auc");
    if (found != feed.summary().results.end()) {
        cell.detail = tr("Test AUC %1").arg(valueText(found->second, ValueStyle::Auc));
        cell.state = CellState::Done;
    } else if (feed.isEvaluating()) {
        cell.detail = tr("Reading the test rows");
        cell.state = CellState::Running;
        cell.share = feed.progress()->phaseShare;
    }
    return cell;
}

} // namespace

int StripContent::cellOf(const StripPlace& place) const {
    const auto found = std::find(places.begin(), places.end(), place);
    return found == places.end() ? -1 : static_cast<int>(found - places.begin());
}

void StripContent::add(StageCellContent cell, StripPlace place) {
    cells.push_back(std::move(cell));
    places.push_back(place);
}

StripContent stripOf(const RunFeed& feed, const std::vector<RunBranch>& branches, const EngineSession& session) {
    StripContent strip;
    const auto& spec = feed.spec();
    const bool isStarted = feed.currentStage() >= 0;
    const auto& preparing = feed.preparing();
    StageCellContent data{tr("Data"), datasetTitle(spec.data), isStarted ? CellState::Done : CellState::Waiting, -1, false};
    if (preparing && !isStarted) {
        data.state = CellState::Running;
        data.detail = coreText(preparing->what);
        data.share = preparing->share;
    }
    strip.add(data);
    if (spec.usesText())
        strip.add({tr("Template"), templateTitle(spec.text), isStarted ? CellState::Done : CellState::Waiting, -1, false});
    const auto root = std::find_if(feed.stages().begin(), feed.stages().end(), [](const StageView& stage) { return stage.kind != spec::StageKind::PaMlm; });
    for (auto stage = feed.stages().begin(); stage != feed.stages().end(); ++stage) {
        const StripPlace place{feed.id(), static_cast<int>(stage - feed.stages().begin())};
        if (stage == root && !branches.empty())
            addBranches(strip, feed, place.stage, branches, session);
        else if (stage < root)
            addShared(strip, feed, place.stage, branches, session);
        else
            strip.add(stageCell(*stage), place);
    }
    strip.add(evaluateCell(feed));
    return strip;
}

StripContent stripOf(const std::vector<api::RunSpec>& arms) {
    StripContent strip;
    if (arms.empty())
        return strip;
    const bool usesText = std::any_of(arms.begin(), arms.end(), [](const api::RunSpec& arm) { return arm.usesText(); });
    strip.add({tr("Data"), datasetTitle(arms.front().data), CellState::Plain, -1, false});
    if (usesText)
        strip.add({tr("Template"), templateTitle(arms.front().text), CellState::Plain, -1, false});
    const auto epochsOf = [&arms](spec::StageKind kind) {
        for (const auto& arm : arms)
            for (const auto& stage : arm.stages)
                if (stage.kind == kind)
                    return stage.epochs;
        return 0;
    };
    const auto add = [&strip](const QString& title, const QString& detail) {
        strip.add({title, detail, CellState::Plain, -1, false});
    };
    if (const int epochs = epochsOf(spec::StageKind::PaMlm))
        add(stageTitle(spec::StageKind::PaMlm), epochs == 1 ? tr("1 epoch") : tr("%1 epochs").arg(epochs));
    const bool hasPlm = epochsOf(spec::StageKind::FinetuneWithPlm) > 0;
    const bool hasCtr = epochsOf(spec::StageKind::FinetuneCtr) > 0;
    if (hasPlm || hasCtr)
        add(tr("Finetune"), hasPlm && hasCtr ? tr("PLM, CTR only") : hasPlm ? tr("with PLM") : tr("CTR only"));
    strip.add({tr("Evaluate"), tr("AUC, log loss"), CellState::Plain, -1, false});
    return strip;
}

} // namespace cpw::ui
