// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/stage_cells.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <cmath>

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
        return stage.steps > 0 ? static_cast<int>(
                                     std::lround(100.0 * static_cast<double>(stage.stageStep) / static_cast<double>(stage.steps)))
                               : 0;
    };
    switch (stage.state) {
    case StageState::Waiting:
        return tr("not started");
    case StageState::Running: {
        QString text = tr("Epoch %1 of %2 · %3 %")
                           .arg(std::min(stage.epochs, static_cast<int>(stage.epoch) + 1))
                           .arg(stage.epochs)
                           .arg(percent());
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

StageCellContent evaluateCell(const RunFeed& feed) {
    StageCellContent cell{tr("Evaluate"), tr("Best checkpoint on test"), CellState::Waiting, -1, false};
    const auto found = feed.summary().results.find("test/auc");
    if (found != feed.summary().results.end()) {
        cell.detail = tr("Test AUC %1").arg(valueText(found->second, ValueStyle::Auc));
        cell.state = CellState::Done;
    } else if (feed.isEvaluating()) {
        cell.detail = tr("Reading the test rows");
        cell.state = CellState::Running;
    }
    return cell;
}

} // namespace

StripContent stripOf(const RunFeed& feed) {
    StripContent strip;
    const auto& spec = feed.spec();
    const bool isStarted = feed.currentStage() >= 0;
    const auto& preparing = feed.preparing();
    StageCellContent data{tr("Data"), datasetTitle(spec.data), isStarted ? CellState::Done : CellState::Waiting, -1, false};
    if (preparing && !isStarted) {
        data.state = CellState::Running;
        data.detail = qstr(preparing->what);
        data.share = preparing->share;
    }
    strip.cells.push_back(data);
    if (spec.usesText())
        strip.cells.push_back(
            {tr("Template"), templateTitle(spec.text), isStarted ? CellState::Done : CellState::Waiting, -1, false});
    strip.stageOffset = static_cast<int>(strip.cells.size());
    for (const auto& stage : feed.stages()) {
        const bool hasCurves = stage.state != StageState::Waiting && stage.state != StageState::Reused;
        const bool isRunning = stage.state == StageState::Running && stage.steps > 0;
        strip.cells.push_back({stageTitle(stage.kind), stageDetail(stage), cellState(stage.state),
                               isRunning ? static_cast<double>(stage.stageStep) / static_cast<double>(stage.steps) : -1.0,
                               hasCurves});
    }
    strip.cells.push_back(evaluateCell(feed));
    return strip;
}

StripContent stripOf(const std::vector<api::RunSpec>& arms) {
    StripContent strip;
    if (arms.empty())
        return strip;
    const bool usesText = std::any_of(arms.begin(), arms.end(), [](const api::RunSpec& arm) { return arm.usesText(); });
    strip.cells.push_back({tr("Data"), datasetTitle(arms.front().data), CellState::Plain, -1, false});
    if (usesText)
        strip.cells.push_back({tr("Template"), templateTitle(arms.front().text), CellState::Plain, -1, false});
    strip.stageOffset = static_cast<int>(strip.cells.size());
    const auto epochsOf = [&arms](spec::StageKind kind) {
        for (const auto& arm : arms)
            for (const auto& stage : arm.stages)
                if (stage.kind == kind)
                    return stage.epochs;
        return 0;
    };
    const auto add = [&strip](const QString& title, const QString& detail) {
        strip.cells.push_back({title, detail, CellState::Plain, -1, false});
    };
    if (const int epochs = epochsOf(spec::StageKind::PaMlm))
        add(stageTitle(spec::StageKind::PaMlm), epochs == 1 ? tr("1 epoch") : tr("%1 epochs").arg(epochs));
    const bool hasPlm = epochsOf(spec::StageKind::FinetuneWithPlm) > 0;
    const bool hasCtr = epochsOf(spec::StageKind::FinetuneCtr) > 0;
    if (hasPlm || hasCtr)
        add(tr("Finetune"), hasPlm && hasCtr ? tr("PLM, CTR only") : hasPlm ? tr("with PLM") : tr("CTR only"));
    strip.cells.push_back({tr("Evaluate"), tr("AUC, log loss"), CellState::Plain, -1, false});
    return strip;
}

} // namespace cpw::ui
