// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/field_embedding.h"
#include "core/plm/safetensors.h"
#include "core/spec/stage_spec.h"
#include "core/train/missed_steps.h"

#include <string>

namespace cpw::train {

/// The optimiser on the rows of one embedding table that a step touches. `rows`: the result of the dense optimiser (to rounding)
/// at the cost of the touched rows, which are caught up before they are read; AdamW with or without decay, Adam without, SGD with
/// momentum or with decay. `lazy`: rows that a step does not touch stay as they are, moments too, as torch.optim.SparseAdam; an
/// embedding_weight_decay then reaches touched rows only. Processor: one fused pass in plain loops (tensor operations for a step
/// with decay); card: tensor operations. Trainer thread only.
class RowOptimizer {
public:
    RowOptimizer(nn::EmbeddingTable table, const spec::OptimizerSpec& spec);

    /// Brings rows `ids` [U] up to the last step; call before the forward pass that reads them.
    void catchUp(const at::Tensor& ids);
    /// Brings every row up to the last step: before evaluation.
    void settle();
    /// A caught-up copy of the table, leaving the state as it is: for model files.
    [[nodiscard]] at::Tensor settledTable() const;

    /// The gradient of this step's rows, undefined when the table was not used.
    [[nodiscard]] at::Tensor gradient() const;
    /// The rows of this step [U, width], undefined when the table was not used.
    [[nodiscard]] at::Tensor stepRows() const { return m_table->stepRows(); }
    /// Applies the gradient, times `gradientScale` [] where that is defined, with this rate and ends the table's step.
    void step(double rate, const at::Tensor& gradientScale);
    /// Ends the table's step without a change: nothing of it happened.
    void abandonStep() { m_table->endStep(); }

    [[nodiscard]] std::int64_t numbers() const { return m_table->table.numel(); }
    void saveTo(plm::NamedTensors& state, const std::string& prefix) const;
    void loadFrom(const plm::NamedTensors& state, const std::string& prefix);

private:
    /// State of a table, borrowed: the table's own or a copy's.
    struct Rows {
        at::Tensor weights; ///< [rows, width]
        at::Tensor first;
        at::Tensor second;
        at::Tensor last;
    };
    /// What the missed steps do to one row: w = decay (w - sum u), moments times first and second.
    struct CatchUp {
        double decay = 1;
        double sum = 0;
        double first = 1;
        double second = 1;
        double epsilon = 0;
    };
    void ensureState();
    [[nodiscard]] bool isSgd() const { return m_spec.kind == spec::OptimizerKind::Sgd; }
    [[nodiscard]] bool isLazy() const { return m_spec.embeddingUpdates == spec::EmbeddingUpdates::Lazy; }
    [[nodiscard]] Rows rows() const { return {m_table->table.detach(), m_first, m_second, m_last}; }
    [[nodiscard]] CatchUp catchUpSince(std::int64_t last) const;
    void catchUpRows(const at::Tensor& ids, Rows rows) const;
    void catchUpInLoops(const at::Tensor& ids, Rows& rows) const;
    void catchUpInTensors(const at::Tensor& ids, Rows& rows) const;
    void stepAdamInLoops(const at::Tensor& gradient, double rate, float scale);
    void stepAdamInTensors(const at::Tensor& gradient, double rate);
    void stepSgd(const at::Tensor& gradient, double rate);

    nn::EmbeddingTable m_table;
    spec::OptimizerSpec m_spec;
    MissedSteps m_missed;
    at::Tensor m_first;  ///< [rows, width] exponential average of gradients; SGD: momentum buffer
    at::Tensor m_second; ///< [rows, width] of squared gradients; SGD: undefined
    at::Tensor m_last;   ///< [rows] int32, step of the last update; 0 never
};

} // namespace cpw::train
