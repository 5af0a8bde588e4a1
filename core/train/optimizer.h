// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clickprompt/click_prompt_model.h"
#include "core/plm/safetensors.h"
#include "core/spec/stage_spec.h"
#include "core/train/row_optimizer.h"

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

/// The rates of one step, after the schedule.
struct StepRates {
    double plm = 0;
    double ctr = 0;
    double heads = 0;
};

/// What a step measured on its way, on the model's device: reading a value back waits for the device.
struct StepMeasures {
    at::Tensor gradientNorm; ///< [] before clipping; undefined when neither wanted nor needed
    at::Tensor penalty;      ///< [] value of the L2 terms; undefined without them
};

/// Parameters with one rate and one decay.
struct ParameterGroup {
    std::string name; ///< language_model, ctr, ctr_embeddings, heads, fusion; with ".no_decay" for biases, norms and other tables
    double rate = 0;
    double weightDecay = 0;
    std::int64_t parameters = 0;
    std::int64_t numbers = 0; ///< in all of them
};

/// AdamW, Adam or SGD over every trainable parameter of a model, each in one named group: language model, CTR trunk, CTR
/// embeddings, heads, fusion weight. No decay on biases, norms and the fusion weight, on embeddings only their own. Dense
/// parameters go through the fused kernel, embedding tables row by row (or dense, as the spec says). State is kept by parameter
/// name. Trainer thread only.
///
/// L2 terms, added to the mean loss of the step before clipping, by their gradients alone:
///   embedding_l2 / 2 * sum of squares of each distinct embedding row that the step reads, once however often it is read.
///     Deviation: FuxiCTR's embedding_regularizer sums over all rows of the table at each step; rows that are not read stay free here.
///   dense_l2 / 2 * sum of squares of the matrices of the trunk and of the CTR head, without biases, norms and tables.
class Optimizer {
public:
    enum class Side { Plm, Ctr, Heads };

    Optimizer(clickprompt::ClickPromptModel model, const spec::OptimizerSpec& spec);

    /// Before the forward passes of a step: rows of the step caught up, gradients dropped. `uniqueIds` may be undefined.
    void beginStep(const at::Tensor& uniqueIds);
    /// Divides every gradient by `scale`, in place; false when one is not finite. Waits for the device.
    [[nodiscard]] bool unscale(double scale);
    /// One step at `rates`; gradients are scaled down to values.clipNorm first when it is above 0, without waiting for the device.
    StepMeasures step(const LiveValues& values, const StepRates& rates, bool wantsNorm);
    /// Drops the gradients: the step did not happen.
    void abandonStep();
    /// Frozen parameters get no gradient from the next forward pass on.
    void applyFreezing(const std::function<bool(const std::string& parameter)>& isFrozen);
    /// True when a step updates rows of a table, so that it must know the rows of its batch.
    [[nodiscard]] bool trainsRows() const;
    /// All embedding rows up to date: before evaluation.
    void settle();

    /// Every parameter, by group, at the base rates of `values`.
    [[nodiscard]] std::vector<ParameterGroup> groups(const LiveValues& values) const;
    /// Weights and running statistics as a model file holds them: embedding rows caught up.
    [[nodiscard]] plm::NamedTensors modelTensors() const;
    [[nodiscard]] plm::NamedTensors state() const;
    /// Fails when a name or shape does not fit the model.
    [[nodiscard]] Result<void> load(const plm::NamedTensors& state);
    /// Embedding tables are read through the rows of the step.
    [[nodiscard]] bool usesRows() const { return m_spec.embeddingUpdates != spec::EmbeddingUpdates::Dense; }
    /// beginStep needs the distinct ids of the step.
    [[nodiscard]] bool wantsUniqueIds() const { return usesRows() || m_spec.embeddingL2 > 0; }

private:
    enum class Group { LanguageModel, Ctr, CtrEmbeddings, Heads, Fusion };
    struct Entry {
        std::string name;
        Side side;
        Group group;
        bool isDecayed; // a matrix, no embedding table
        at::Tensor parameter;
        at::Tensor first;  // exponential average of gradients; SGD: momentum buffer
        at::Tensor second; // of squared gradients
        at::Tensor steps;  // [] float32
    };
    struct RowEntry {
        std::string name; // parameter name of the table
        RowOptimizer rows;
        bool isFrozen = false;
    };

    static Side sideOf(const std::string& name);
    static Group groupOf(const std::string& name, bool isCtrTable);
    static bool isDecayed(const std::string& name, const at::Tensor& parameter);
    static const char* nameOf(Group group);
    [[nodiscard]] double rateOf(Group group, const StepRates& rates) const;
    [[nodiscard]] double decayOf(Group group, bool isDecayed, double weightDecay) const;
    [[nodiscard]] bool hasDenseL2(const Entry& entry) const;
    [[nodiscard]] at::Tensor addPenalties();
    [[nodiscard]] std::vector<at::Tensor> gradients() const;
    [[nodiscard]] at::Tensor gradientNorm() const;
    void scaleGradients(const at::Tensor& scale);
    void stepGroup(Group group, bool isDecayed, double rate, double weightDecay);
    void ensureState(Entry& entry) const;

    clickprompt::ClickPromptModel m_model;
    spec::OptimizerSpec m_spec;
    std::vector<Entry> m_entries;
    std::vector<RowEntry> m_rows;
    at::Tensor m_stepIds; ///< [U] of the step; undefined when not wanted
};

/// Base rates of a spec.
[[nodiscard]] LiveValues liveValues(const spec::OptimizerSpec& spec);

} // namespace cpw::train
