// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_cells.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace cpw::ui {
namespace {

constexpr int kGivenColors = 7;

/// Context of the texts.
struct RunCells {
    Q_DECLARE_TR_FUNCTIONS(cpw::ui::RunCells)
};

std::optional<double> result(const api::RunSummary& run, const char* name) {
    const auto found = run.results.find(name);
    return found == run.results.end() || std::isnan(found->second) ? std::nullopt : std::optional(found->second);
}

QString resultText(const api::RunSummary& run, const char* name, ValueStyle style) {
    const auto found = run.results.find(name);
    return found == run.results.end() ? QString() : valueText(found->second, style);
}

QString joined(const std::vector<std::string>& tags) {
    QStringList list;
    for (const auto& tag : tags)
        list << qstr(tag);
    return list.join(QStringLiteral(", "));
}

} // namespace

QString runCell(const api::RunSummary& run, int column) {
    switch (column) {
    case RunColumns::Name: return qstr(api::toText(run.id));
    case RunColumns::State: return stateTitle(run.state).toLower();
    case RunColumns::Data: return sourceTitle(run.dataset); // the store has the source's id when the data set has no name
    case RunColumns::Backbone: return backboneTitle(run.backbone);
    case RunColumns::Stages: return stagesText(run.stages);
    case RunColumns::Seed: return run.origin && run.seed == 0 ? QString() : QString::number(run.seed); // other programs need not tell theirs
    case RunColumns::TestAuc: return resultText(run, "test/auc", ValueStyle::Auc);
    case RunColumns::LogLoss: return resultText(run, "test/log_loss", ValueStyle::Loss);
    case RunColumns::Steps: return run.step > 0 ? countText(run.step) : QString();
    case RunColumns::Time: return run.seconds > 0 ? durationText(run.seconds) : QString();
    case RunColumns::Created: return dateTimeText(run.created);
    case RunColumns::Tags: return joined(run.tags);
    case RunColumns::Note: return qstr(run.note);
    default: return {};
    }
}

RunSortKey runSortKey(const api::RunSummary& run, int column) {
    constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
    switch (column) {
    case RunColumns::Name: return {static_cast<double>(run.id.value), {}};
    case RunColumns::Seed: return {static_cast<double>(run.seed), {}};
    case RunColumns::TestAuc: return {result(run, "test/auc").value_or(kMissing), {}};
    case RunColumns::LogLoss: return {result(run, "test/log_loss").value_or(kMissing), {}};
    case RunColumns::Steps: return {static_cast<double>(run.step), {}};
    case RunColumns::Time: return {run.seconds, {}};
    case RunColumns::Created: return {static_cast<double>(run.created.time_since_epoch().count()), {}};
    default: return {0, runCell(run, column).toLower()};
    }
}

QString runColumnTitle(int column) {
    switch (column) {
    case RunColumns::Name: return RunCells::tr("Run or group");
    case RunColumns::State: return RunCells::tr("State");
    case RunColumns::Settings: return RunCells::tr("Differs in");
    case RunColumns::Data: return RunCells::tr("Data");
    case RunColumns::Backbone: return RunCells::tr("Backbone");
    case RunColumns::Stages: return RunCells::tr("Stages");
    case RunColumns::Seed: return RunCells::tr("Seed");
    case RunColumns::TestAuc: return RunCells::tr("Test AUC, mean ± sd");
    case RunColumns::Difference: return RunCells::tr("Difference, 95 % interval");
    case RunColumns::LogLoss: return RunCells::tr("Log loss");
    case RunColumns::Curve: return RunCells::tr("Validation AUC");
    case RunColumns::Steps: return RunCells::tr("Steps");
    case RunColumns::Time: return RunCells::tr("Time");
    case RunColumns::Created: return RunCells::tr("Created");
    case RunColumns::Tags: return RunCells::tr("Tags");
    case RunColumns::Note: return RunCells::tr("Note");
    default: return {};
    }
}

bool isNumberColumn(int column) {
    return column == RunColumns::Seed || column == RunColumns::TestAuc || column == RunColumns::LogLoss || column == RunColumns::Steps ||
           column == RunColumns::Time || column == RunColumns::Difference;
}

RunLook runLook(int color) {
    const int slot = std::max(color, 0) % kGivenColors;
    return {slot >= kBaselinePalette ? slot + 1 : slot, std::max(color, 0) / kGivenColors % 3};
}

} // namespace cpw::ui
