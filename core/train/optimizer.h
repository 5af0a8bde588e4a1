// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clickprompt/click_prompt_model.h"
#include "core/plm/safetensors.h"
#include "core/spec/stage_spec.h"
#include "core/train/row_adamw.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace cpw::train {

/// What may be turned while a run goes on; base rates, before the schedule.
struct LiveValues {
    double ratePlm = 0;
    double rateCtr = 0;
    double rateHeads = 0;
    double weightDecay = 0;
    double clipNorm = 0;
    bool isPlmFrozen = false;
    bool isCtrFrozen = false;
    bool operator==(const LiveValues&) const = default;
};

/// AdamW over every trainable parameter of a model, in explicit groups: three sides (language model, CTR, heads) with a rate
/// each; no decay on biases, norms, embeddings and the fusion weight. Dense parameters go through the fused kernel, embedding
/// tables row by row (or dense, as the spec says). State is kept by parameter name. Trainer thread only.
class Optimizer {
public:
    enum class Side { Plm, Ctr, Heads };

    Optimizer(clickprompt::ClickPromptModel model, const spec::OptimizerSpec& spec);

    /// Before the forward passes of a step: rows of the step caught up, gradients dropped. `uniqueIds` may be undefined.
    void beginStep(const at::Tensor& uniqueIds);
    /// Norm over all gradients of the step.
    [[nodiscard]] double gradientNorm() const;
    /// One AdamW step at base rates times `scheduleFactor`; gradients are scaled down to clipNorm first when it is above 0.
    /// Returns the norm before clipping; 0 when clipping is off and `wantsNorm` false.
    double step(const LiveValues& values, double scheduleFactor, bool wantsNorm);
    /// Frozen parameters get no gradient from the next forward pass on.
    void applyFreezing(const std::function<bool(const std::string& parameter)>& isFrozen);
    /// True when a step updates rows of a table, so that it must know the rows of its batch.
    [[nodiscard]] bool trainsRows() const;
    /// All embedding rows up to date: before evaluation.
    void settle();

    /// Weights and running statistics as a model file holds them: embedding rows caught up.
    [[nodiscard]] plm::NamedTensors modelTensors() const;
    [[nodiscard]] plm::NamedTensors state() const;
    /// Fails when a name or shape does not fit the model.
    [[nodiscard]] Result<void> load(const plm::NamedTensors& state);
    [[nodiscard]] bool usesRows() const { return m_spec.embeddingUpdates == spec::EmbeddingUpdates::Rows; }

private:
    struct Entry {
        std::string name;
        Side side;
        bool isDecayed;
        at::Tensor parameter;
        at::Tensor first;  // exponential average of gradients
        at::Tensor second; // of squared gradients
        at::Tensor steps;  // [] float32
    };
    struct RowEntry {
        std::string name; // parameter name of the table
        RowAdamW rows;
        bool isFrozen = false;
    };

    static Side sideOf(const std::string& name);
    static bool isDecayed(const std::string& name, const at::Tensor& parameter);
    void stepGroup(Side side, bool isDecayed, double rate, double weightDecay);
    void scaleGradients(double factor);

    clickprompt::ClickPromptModel m_model;
    spec::OptimizerSpec m_spec;
    std::vector<Entry> m_entries;
    std::vector<RowEntry> m_rows;
};

/// Base rates of a spec.
[[nodiscard]] LiveValues liveValues(const spec::OptimizerSpec& spec);

} // namespace cpw::train
