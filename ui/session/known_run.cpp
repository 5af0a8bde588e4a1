// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/known_run.h"

#include "ui/text/format.h"

#include <QThreadPool>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr std::size_t kManyRuns = 1000;

std::string lowered(const QString& text) {
    return text.toLower().toStdString();
}

/// Texts are few and runs are many: those of a run are put together from texts that are made once.
class WordMaker {
public:
    std::string wordsOf(const api::RunSummary& run) {
        std::string words = api::toText(run.id) + '\n';
        if (m_name.first != run.name || m_name.second.empty())
            m_name = {run.name, lowered(qstr(run.name))};
        words += m_name.second + '\n';
        const auto known = [](const std::string& id, const QString& shown) { return lowered(qstr(id) + QLatin1Char('\n') + shown) + '\n'; };
        if (m_dataset.first != run.dataset || m_dataset.second.empty())
            m_dataset = {run.dataset, known(run.dataset, sourceTitle(run.dataset))};
        if (m_backbone.first != run.backbone || m_backbone.second.empty())
            m_backbone = {run.backbone, known(run.backbone, backboneTitle(run.backbone))};
        if (m_stages.first != run.stages || m_stages.second.empty())
            m_stages = {run.stages, known(run.stages, stagesText(run.stages))};
        if (m_state.first != run.state || m_state.second.empty())
            m_state = {run.state, lowered(stateTitle(run.state)) + '\n'};
        words += m_dataset.second + m_backbone.second + m_stages.second + m_state.second;
        words += std::to_string(run.seed) + '\n';
        for (const char* metric : {"test/auc", "test/log_loss"})
            if (const auto found = run.results.find(metric); found != run.results.end())
                words += fmt::format("{:.5f}\n", found->second);
        if (!run.note.empty())
            words += lowered(qstr(run.note)) + '\n';
        for (const auto& tag : run.tags)
            words += lowered(qstr(tag)) + '\n';
        return words;
    }

private:
    std::pair<std::string, std::string> m_name, m_dataset, m_backbone, m_stages; ///< as recorded, and its words
    std::pair<api::RunState, std::string> m_state;
};

} // namespace

RunPointer knownRun(api::RunSummary summary) {
    auto words = WordMaker().wordsOf(summary);
    return std::make_shared<const KnownRun>(KnownRun{std::move(summary), std::move(words)});
}

RunList knownRuns(std::vector<api::RunSummary> summaries) {
    std::sort(summaries.begin(), summaries.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    WordMaker maker;
    RunList runs;
    runs.reserve(summaries.size());
    for (auto& summary : summaries) {
        auto words = maker.wordsOf(summary);
        runs.push_back(std::make_shared<const KnownRun>(KnownRun{std::move(summary), std::move(words)}));
    }
    return runs;
}

void freeElsewhere(RunList runs) {
    if (runs.size() >= kManyRuns)
        QThreadPool::globalInstance()->start([kept = std::move(runs)] {}); // freed with the job
}

} // namespace cpw::ui
