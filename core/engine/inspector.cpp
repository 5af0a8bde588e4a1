// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inspector.h"

#include "core/engine/attention_facts.h"
#include "core/engine/contributions.h"
#include "core/engine/embedding_map.h"
#include "core/engine/model_shelf.h"
#include "core/engine/prompt_survey.h"
#include "core/engine/row_look.h"
#include "core/engine/score_facts.h"
#include "core/engine/text_looks.h"

#include <c10/util/Exception.h>

#include <chrono>

namespace cpw::engine {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Runs `work`; what torch throws becomes an error here, at the border.
template <class Work>
auto guarded(Work work) -> decltype(work()) {
    try {
        useFewThreads();
        return work();
    } catch (const c10::Error& error) {
        return tl::unexpected(Error{ErrorCode::RunFailed, error.what_without_backtrace(), {}, error.what()});
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::RunFailed, "the memory of this machine is too small for {}; close other programs", "this look at the model");
    }
}

class LocalInspector final : public api::Inspector {
public:
    LocalInspector(api::RunStore& store, api::Engine* engine) : m_shelf(store, liveWeightsOf(engine)) {}

    Result<std::vector<api::CheckpointMark>> checkpoints(api::RunId run) const override { return m_shelf.checkpoints(run); }
    Result<std::vector<std::string>> fieldNames(api::RunId run, std::stop_token stop) const override {
        return guarded([&]() -> Result<std::vector<std::string>> {
            CPW_TRY(data, m_shelf.data(run, stop));
            return data->fieldNames();
        });
    }
    Result<std::vector<api::ValueCount>> values(api::RunId run, int field, const std::string& text, std::size_t count,
                                                std::stop_token stop) const override {
        return guarded([&]() -> Result<std::vector<api::ValueCount>> {
            CPW_TRY(data, m_shelf.data(run, stop));
            CPW_TRY_VOID(data->checkField(field));
            return data->values(static_cast<std::size_t>(field), text, count);
        });
    }
    Result<api::RowLook> look(const api::RowQuestion& question, std::stop_token stop) const override;
    Result<api::LayerAttention> attention(const api::RowQuestion& question, int layer, std::stop_token stop) const override;
    Result<api::AttentionGrid> grid(const api::RowQuestion& question, int side, std::stop_token stop) const override;
    Result<api::Contributions> contributions(const api::RowQuestion& question, api::ContributionMethod method, std::stop_token stop) const override {
        return onRow<api::Contributions>(question, stop, [&](InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& change) {
            return contributionsOf(model, inputs, change, method, stop);
        });
    }
    Result<api::MaskedPredictions> masked(const api::RowQuestion& question, const std::vector<int>& positions, std::size_t guesses,
                                          std::stop_token stop) const override {
        return onRow<api::MaskedPredictions>(question, stop, [&](InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& change) {
            return maskedPredictions(model, inputs, change, positions, guesses);
        });
    }
    Result<std::vector<api::NearToken>> nearestTokens(const api::RowQuestion& question, int layer, int prompt, api::PromptPart part, std::size_t count,
                                                      std::stop_token stop) const override;
    Result<api::PromptSurvey> survey(const api::ModelAt& at, const std::string& part, std::size_t rows, std::optional<int> groupField,
                                     std::stop_token stop) const override {
        return onModel<api::PromptSurvey>(at, stop, [&](InspectedModel& model) { return surveyOf(model, part, rows, groupField, stop); });
    }
    Result<api::PromptDrift> drift(api::RunId run, const std::string& part, std::size_t rows, std::stop_token stop) const override;
    Result<api::EmbeddingMap> embeddings(const api::ModelAt& at, int field, std::optional<int> groupField, std::size_t count,
                                         std::stop_token stop) const override {
        return onModel<api::EmbeddingMap>(at, stop, [&](InspectedModel& model) { return embeddingMapOf(model, field, groupField, count); });
    }
    Result<std::vector<api::CheckpointProbability>> overCheckpoints(const api::RowQuestion& question, std::stop_token stop) const override;
    Result<api::RowRanking> rank(const api::RowRankingQuestion& question, std::stop_token stop) const override {
        return onModel<api::RowRanking>(question.model, stop, [&](InspectedModel& model) { return rankRows(model, question, stop); });
    }
    Result<api::SliceReport> slices(const api::SliceQuestion& question, std::stop_token stop) const override;
    Result<api::ScoreCurves> curves(const api::ModelAt& at, const std::string& part, const api::ScoringProgress& onScored,
                                    std::stop_token stop) const override {
        return onModel<api::ScoreCurves>(at, stop, [&](InspectedModel& model) -> Result<api::ScoreCurves> {
            CPW_TRY(scored, scoredPart(model, part, onScored, stop));
            return curvesOf(scored.logits, scored.labels);
        });
    }

private:
    struct Scored {
        std::vector<std::uint32_t> rows;
        std::vector<float> logits, labels;
    };
    static Result<Scored> scoredPart(InspectedModel& model, const std::string& part, const api::ScoringProgress& onScored, const std::stop_token& stop);

    /// Opens the model, keeps it for this thread and stamps the answer with its weights and the time.
    template <class Answer, class Work>
    Result<Answer> onModel(const api::ModelAt& at, std::stop_token stop, Work work) const {
        return guarded([&]() -> Result<Answer> {
            CPW_TRY(model, m_shelf.model(at, stop));
            std::lock_guard lock(model->mutex);
            if (stop.stop_requested())
                return fail(ErrorCode::Stopped, "the look at the model was stopped");
            const auto started = SteadyClock::now();
            CPW_TRY(answer, work(*model));
            answer.stamp = model->stamp();
            answer.stamp.seconds = std::chrono::duration<double>(SteadyClock::now() - started).count();
            return answer;
        });
    }
    template <class Answer, class Work>
    Result<Answer> onRow(const api::RowQuestion& question, std::stop_token stop, Work work) const {
        return onModel<Answer>(question.model, stop, [&](InspectedModel& model) -> Result<Answer> {
            CPW_TRY(inputs, model.data().prepare(question.row, question.edits, model.usesText()));
            CPW_TRY(change, model.intervention(question));
            return work(model, inputs, change);
        });
    }

    mutable ModelShelf m_shelf;
};

Result<LocalInspector::Scored> LocalInspector::scoredPart(InspectedModel& model, const std::string& part, const api::ScoringProgress& onScored, const std::stop_token& stop) {
    CPW_TRY(rows, model.data().partRows(part));
    CPW_TRY(logits, model.scores(part, onScored, stop));
    Scored scored{*rows, *logits, {}};
    for (const auto row : *rows)
        scored.labels.push_back(model.data().dataset().labels[row]);
    return scored;
}

Result<api::RowLook> LocalInspector::look(const api::RowQuestion& question, std::stop_token stop) const {
    return onRow<api::RowLook>(question, stop, [&](InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& change) -> Result<api::RowLook> {
        return rowLook(model, question.row, inputs, change);
    });
}

Result<api::LayerAttention> LocalInspector::attention(const api::RowQuestion& question, int layer, std::stop_token stop) const {
    return onRow<api::LayerAttention>(question, stop, [&](InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& change) -> Result<api::LayerAttention> {
        CPW_TRY_VOID(model.needsText("attention"));
        if (layer < 0 || layer >= model.layers())
            return badInput("layer {} is not there; the language model has the layers 0 to {}", layer, model.layers() - 1);
        const auto weights = model.observe(inputs.batch, {.attentionLayer = layer, .intervention = change}).attention[0][0]; // [H, T, K + T]
        api::LayerAttention found;
        found.heads = static_cast<int>(weights.size(0));
        found.tokens = static_cast<int>(weights.size(1));
        found.prompts = static_cast<int>(weights.size(2) - weights.size(1));
        found.weights = floatsOf(weights);
        return found;
    });
}

Result<api::AttentionGrid> LocalInspector::grid(const api::RowQuestion& question, int side, std::stop_token stop) const {
    return onRow<api::AttentionGrid>(question, stop, [&](InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& change) -> Result<api::AttentionGrid> {
        CPW_TRY_VOID(model.needsText("attention"));
        if (side < 1)
            return badInput("patterns of {} rows were asked for, expected at least 1", side);
        const auto weights = model.observe(inputs.batch, {.wantsAttention = true, .intervention = change}).attention.select(1, 0);
        return gridOf(weights, weights.size(3) - weights.size(2), side);
    });
}

Result<std::vector<api::NearToken>> LocalInspector::nearestTokens(const api::RowQuestion& question, int layer, int prompt, api::PromptPart part,
                                                                  std::size_t count, std::stop_token stop) const {
    struct Near {
        api::ModelStamp stamp;
        std::vector<api::NearToken> tokens;
    };
    CPW_TRY(near, onRow<Near>(question, stop, [&](InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& change) -> Result<Near> {
                CPW_TRY(tokens, engine::nearestTokens(model, inputs, change, layer, prompt, part, count));
                return Near{{}, std::move(tokens)};
            }));
    return std::move(near.tokens);
}

Result<api::PromptDrift> LocalInspector::drift(api::RunId run, const std::string& part, std::size_t rows, std::stop_token stop) const {
    struct Mean {
        api::ModelStamp stamp;
        PromptTensors prompts;
    };
    CPW_TRY(marks, checkpoints(run));
    api::PromptDrift drift;
    std::optional<PromptTensors> before;
    for (const auto& mark : marks) {
        if (!mark.usesText)
            continue; // the language model, and so its prompts, take no part
        CPW_TRY(mean, onModel<Mean>({run, mark.step}, stop, [&](InspectedModel& model) -> Result<Mean> {
                    CPW_TRY(found, surveyedPrompts(model, part, rows));
                    return Mean{{}, meanOver(found.prompts)};
                }));
        drift.steps.push_back(mark.step);
        drift.layers = static_cast<int>(mean.prompts.layers());
        drift.prompts = static_cast<int>(mean.prompts.count());
        if (before) {
            const auto changes = relativeChange(*before, mean.prompts);
            drift.changes.insert(drift.changes.end(), changes.begin(), changes.end());
        }
        before = std::move(mean.prompts);
    }
    return drift;
}

Result<std::vector<api::CheckpointProbability>> LocalInspector::overCheckpoints(const api::RowQuestion& question, std::stop_token stop) const {
    struct Pair {
        api::ModelStamp stamp;
        double recorded = 0, edited = 0;
        bool hasLearntClicks = true;
    };
    CPW_TRY(marks, checkpoints(question.model.run));
    std::vector<api::CheckpointProbability> found;
    for (const auto& mark : marks) {
        CPW_TRY(pair, onModel<Pair>({question.model.run, mark.step}, stop, [&](InspectedModel& model) -> Result<Pair> {
                    if (!model.needsClicks())
                        return Pair{{}, 0, 0, false};
                    auto asked = question;
                    if (!model.usesText()) { // a stage of the CTR side alone has nothing of these
                        asked.prompts.clear();
                        asked.maskedHeads.clear();
                    }
                    const auto probability = [&model](const api::RowQuestion& of) -> Result<double> {
                        CPW_TRY(inputs, model.data().prepare(of.row, of.edits, model.usesText()));
                        CPW_TRY(change, model.intervention(of));
                        return probabilityOf(model.observe(inputs.batch, {.intervention = change}).logits.joint.item<double>());
                    };
                    CPW_TRY(recorded, probability({.model = asked.model, .row = asked.row}));
                    CPW_TRY(edited, probability(asked));
                    return Pair{{}, recorded, edited, true};
                }));
        if (pair.hasLearntClicks)
            found.push_back({mark.step, mark.isBest, pair.recorded, pair.edited});
    }
    return found;
}

Result<api::SliceReport> LocalInspector::slices(const api::SliceQuestion& question, std::stop_token stop) const {
    struct Second {
        api::ModelStamp stamp;
        Scored scored;
    };
    // Scored one after the other: the second model first.
    const auto toldFrom = [&question](std::uint64_t models) -> api::ScoringProgress {
        if (!question.onScored)
            return {};
        return [&question, models](std::uint64_t scored, std::uint64_t rows) { question.onScored(models * rows + scored, question.second ? 2 * rows : rows); };
    };
    std::optional<Scored> second;
    if (question.second) {
        CPW_TRY(other, onModel<Second>(*question.second, stop, [&](InspectedModel& model) -> Result<Second> {
                    CPW_TRY(scored, scoredPart(model, question.part, toldFrom(0), stop));
                    return Second{{}, std::move(scored)};
                }));
        second = std::move(other.scored);
    }
    return onModel<api::SliceReport>(question.model, stop, [&](InspectedModel& model) -> Result<api::SliceReport> {
        CPW_TRY(scored, scoredPart(model, question.part, toldFrom(second ? 1 : 0), stop));
        if (second && (second->rows != scored.rows || second->labels != scored.labels))
            return badInput("the two models were not asked for the same rows ({} and {} rows); compare runs with the same data and split", scored.rows.size(),
                            second->rows.size());
        return slicesOf(model.data(), scored.rows, scored.logits, second ? &second->logits : nullptr, question.field);
    });
}

} // namespace

std::unique_ptr<api::Inspector> makeInspector(api::RunStore& store, api::Engine* engine) {
    return std::make_unique<LocalInspector>(store, engine);
}

} // namespace cpw::engine
