// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "core/engine/fair_mutex.h"
#include "core/engine/inspected_data.h"
#include "core/engine/prompt_tensors.h"
#include "core/plm/safetensors.h"

#include <map>
#include <memory>
#include <optional>

namespace cpw::engine {

/// Weights of one step of a run, held for inspection on the processor. Its own copy: nothing of a run in training is touched. Used
/// by one thread at a time, which holds `mutex`; long work gives way between its batches, so that a what-if need not wait for a survey.
class InspectedModel {
public:
    struct Weights {
        api::ModelStamp stamp;
        spec::StageKind kind = spec::StageKind::FinetuneCtr;
        plm::NamedTensors tensors;
        std::string origin; ///< for errors
    };
    [[nodiscard]] static Result<std::shared_ptr<InspectedModel>> make(std::shared_ptr<const InspectedData> data, Weights weights);

    [[nodiscard]] const InspectedData& data() const { return *m_data; }
    [[nodiscard]] const api::ModelStamp& stamp() const { return m_stamp; }
    [[nodiscard]] bool usesText() const { return m_kind != spec::StageKind::FinetuneCtr; }
    [[nodiscard]] spec::StageKind kind() const { return m_kind; }
    [[nodiscard]] clickprompt::ClickPromptModelImpl& network() { return *m_model; }
    [[nodiscard]] int layers() const { return usesText() ? static_cast<int>(m_model->options().plm->layers) : 0; }
    [[nodiscard]] int heads() const { return usesText() ? static_cast<int>(m_model->options().plm->heads) : 0; }
    [[nodiscard]] int prompts() const { return m_model->options().prompts.count; }
    [[nodiscard]] Result<void> needsText(const char* what) const;
    [[nodiscard]] Result<void> needsClicks() const;

    /// Without gradients.
    [[nodiscard]] clickprompt::Activations observe(const clickprompt::ModelBatch& batch, clickprompt::Inspection inspection);
    /// What a question makes different. Fails on layers, heads, prompts and rows that are not there.
    [[nodiscard]] Result<clickprompt::Intervention> intervention(const api::RowQuestion& question);
    /// The prompts of rows, without their text.
    [[nodiscard]] PromptTensors promptsOf(const std::vector<std::uint32_t>& rows);
    /// The mean over rows of the training part, evenly spread; [L, 1, K, hidden].
    [[nodiscard]] const PromptTensors& meanPrompts();
    /// Logits of a part, in the order of its rows; kept, those of a question that was stopped too. Fails on a stage that has not learnt
    /// clicks.
    [[nodiscard]] Result<const std::vector<float>*> scores(const std::string& part, const api::ScoringProgress& onScored, const std::stop_token& stop);
    /// Null where they are not known yet, or not all.
    [[nodiscard]] const std::vector<float>* knownScores(const std::string& part) const;
    /// Those of a PA-MLM stage too, where nothing has trained them: the stamp says so.
    [[nodiscard]] Result<std::vector<float>> scoreRows(const std::vector<std::uint32_t>& rows, const api::ScoringProgress& onScored, const std::stop_token& stop);

    FairMutex mutex;

private:
    InspectedModel(std::shared_ptr<const InspectedData> data, const Weights& weights, clickprompt::ClickPromptModel model);
    [[nodiscard]] Result<void> scoreOn(std::vector<float>& scored, const std::vector<std::uint32_t>& rows, const api::ScoringProgress& onScored,
                                       const std::stop_token& stop);
    [[nodiscard]] Result<void> checkChange(const api::PromptChange& change) const;
    [[nodiscard]] Result<at::Tensor> headGates(const std::vector<api::HeadMask>& masks) const;
    [[nodiscard]] Result<PromptTensors> sourceOf(const api::PromptChange& change);

    std::shared_ptr<const InspectedData> m_data;
    api::ModelStamp m_stamp;
    spec::StageKind m_kind;
    clickprompt::ClickPromptModel m_model;
    std::optional<PromptTensors> m_mean;
    std::map<std::string, std::vector<float>> m_scores; ///< by part, of its first rows at least
};

/// The calling thread computes with few threads, so that a run in training keeps the machine: a quarter of the cores, 1 to 4.
void useFewThreads();

} // namespace cpw::engine
