// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/field_embedding.h"
#include "core/plm/safetensors.h"
#include "core/spec/stage_spec.h"

#include <string>
#include <vector>

namespace cpw::train {

/// The weights of momentum-only steps that a row missed. In dense AdamW a row without gradient at steps s+1..T still moves by
///   w -= m_s / sqrt(v_s) * sum_{j=s+1..T} c_j r^(j-s),  c_j = rate_j sqrt(1 - beta2^j) / (1 - beta1^j),  r = beta1 / sqrt(beta2),
/// because its moments only decay. This class keeps the sums, so that one table look-up catches a row up however long it slept.
class MissedSteps {
public:
    MissedSteps(double beta1, double beta2);

    /// Records the rate of step T = steps() + 1.
    void add(double rate);
    [[nodiscard]] std::int64_t steps() const { return m_steps; }
    /// The sum for a row last updated at step `last`, 1 <= last <= steps().
    [[nodiscard]] double sumSince(std::int64_t last) const;

    [[nodiscard]] at::Tensor state() const; // [2 + ...] float64
    void load(const at::Tensor& state);

private:
    void rebuildWindow();

    double m_beta1;
    double m_beta2;
    double m_ratio;
    std::size_t m_depth; // missed steps beyond this weigh less than 1e-9 of the first
    std::int64_t m_steps = 0;
    std::vector<double> m_recent;    // c of the last m_depth steps, oldest first
    std::vector<double> m_windowSum; // by gap 0..m_depth
    std::vector<double> m_finalSums; // by step: the complete sum of rows last updated there, once it has left the window
};

/// AdamW on the rows of one embedding table that a step touches: the same result as dense AdamW without weight decay (to
/// rounding), at the cost of the touched rows. Rows are caught up before they are read. Processor: one fused pass in plain
/// loops; card: tensor operations. Trainer thread only.
class RowAdamW {
public:
    RowAdamW(nn::EmbeddingTable table, const spec::OptimizerSpec& spec);

    /// Brings rows `ids` [U] up to the last step; call before the forward pass that reads them.
    void catchUp(const at::Tensor& ids);
    /// Brings every row up to the last step: before evaluation.
    void settle();
    /// A caught-up copy of the table, leaving the state as it is: for model files.
    [[nodiscard]] at::Tensor settledTable() const;

    /// The gradient of this step's rows, undefined when the table was not used.
    [[nodiscard]] at::Tensor gradient() const;
    /// Applies the gradient with this rate and ends the table's step.
    void step(double rate, double gradientScale);

    void saveTo(plm::NamedTensors& state, const std::string& prefix) const;
    void loadFrom(const plm::NamedTensors& state, const std::string& prefix);

private:
    void ensureState();
    void catchUpRows(const at::Tensor& ids, at::Tensor& weights, at::Tensor& first, at::Tensor& second, at::Tensor& last) const;

    nn::EmbeddingTable m_table;
    spec::OptimizerSpec m_spec;
    MissedSteps m_missed;
    at::Tensor m_first;  ///< [rows, width] exponential average of gradients
    at::Tensor m_second; ///< [rows, width] of squared gradients
    at::Tensor m_last;   ///< [rows] int32, step of the last update; 0 never
};

} // namespace cpw::train
