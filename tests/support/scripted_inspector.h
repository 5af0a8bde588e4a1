// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"

#include <atomic>
#include <functional>
#include <map>

namespace cpw::tests {

/// An inspector that knows score curves and nothing else.
class ScriptedInspector : public api::Inspector {
public:
    std::map<api::RunId, api::ScoreCurves> known;
    mutable std::atomic<int> asked{0};

    /// What is done before the answer, on the thread of the question; may be empty.
    std::function<void(const api::ScoringProgress& onScored, const std::stop_token& stop)> scoring;

    Result<api::ScoreCurves> curves(const api::ModelAt& model, const std::string& part, const api::ScoringProgress& onScored,
                                    std::stop_token stop) const override {
        ++asked;
        if (scoring)
            scoring(onScored, stop);
        if (stop.stop_requested())
            return fail(ErrorCode::Stopped, "stopped");
        const auto found = known.find(model.run);
        if (found == known.end() || part != "test")
            return badInput("{} has no checkpoint", api::toText(model.run));
        return found->second;
    }

    using Stop = std::stop_token;
    Result<std::vector<api::CheckpointMark>> checkpoints(api::RunId) const override { return none(); }
    Result<std::vector<std::string>> fieldNames(api::RunId, Stop) const override { return none(); }
    Result<std::vector<api::ValueCount>> values(api::RunId, int, const std::string&, std::size_t, Stop) const override { return none(); }
    Result<api::RowLook> look(const api::RowQuestion&, Stop) const override { return none(); }
    Result<api::LayerAttention> attention(const api::RowQuestion&, int, Stop) const override { return none(); }
    Result<api::AttentionGrid> grid(const api::RowQuestion&, int, Stop) const override { return none(); }
    Result<api::Contributions> contributions(const api::RowQuestion&, api::ContributionMethod, Stop) const override { return none(); }
    Result<api::MaskedPredictions> masked(const api::RowQuestion&, const std::vector<int>&, std::size_t, Stop) const override { return none(); }
    Result<std::vector<api::NearToken>> nearestTokens(const api::RowQuestion&, int, int, api::PromptPart, std::size_t, Stop) const override { return none(); }
    Result<api::PromptSurvey> survey(const api::ModelAt&, const std::string&, std::size_t, std::optional<int>, Stop) const override { return none(); }
    Result<api::PromptDrift> drift(api::RunId, const std::string&, std::size_t, Stop) const override { return none(); }
    Result<api::EmbeddingMap> embeddings(const api::ModelAt&, int, std::optional<int>, std::size_t, Stop) const override { return none(); }
    Result<std::vector<api::CheckpointProbability>> overCheckpoints(const api::RowQuestion&, Stop) const override { return none(); }
    Result<api::RowRanking> rank(const api::RowRankingQuestion&, Stop) const override { return none(); }
    Result<api::SliceReport> slices(const api::SliceQuestion&, Stop) const override { return none(); }

private:
    static tl::unexpected<Error> none() { return badInput("not scripted"); }
};

} // namespace cpw::tests
