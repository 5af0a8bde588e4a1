// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"
#include "core/spec/stage_spec.h"

#include <vector>

namespace cpw::train {

/// The steps that a row without gradient missed. In a dense optimiser such a row still moves at steps s+1..T, because its moments
/// decay and a decay of the weights takes its share:
///   w_T = D(s) (w_s - u_s U(s)),   D(s) = product of q_j,   U(s) = sum_{j=s+1..T} c_j r^(j-s) / (q_{s+1} .. q_j)
/// with q_j = 1 - rate_j * decay (1 without decay) and
///   Adam, AdamW: u = m / sqrt(v), c_j = rate_j sqrt(1 - beta2^j) / (1 - beta1^j), r = beta1 / sqrt(beta2)
///   SGD:         u = the momentum buffer, c_j = rate_j, r = momentum.
/// This class keeps the sums, so that one table look-up catches a row up however long it slept.
class MissedSteps {
public:
    explicit MissedSteps(const spec::OptimizerSpec& spec);

    /// Records the rate of step T = steps() + 1.
    void add(double rate);
    [[nodiscard]] std::int64_t steps() const { return m_steps; }
    /// U for a row last updated at step `last`, 1 <= last <= steps().
    [[nodiscard]] double sumSince(std::int64_t last) const;
    /// D for a row last updated at step `last`, 0 <= last <= steps(); 1 without decay.
    [[nodiscard]] double decaySince(std::int64_t last) const;

    [[nodiscard]] at::Tensor state() const;        // [2 + ...] float64
    [[nodiscard]] at::Tensor decayHistory() const; // [steps + 1] float64; undefined without decay
    void load(const at::Tensor& state, const at::Tensor& decayHistory);

private:
    [[nodiscard]] double coefficient(double rate) const;
    void rebuildWindow();

    spec::OptimizerSpec m_spec;
    double m_ratio;
    std::size_t m_depth; // missed steps beyond this weigh less than 1e-9 of the first
    std::int64_t m_steps = 0;
    std::vector<double> m_recent;    // c of the last m_depth steps, oldest first
    std::vector<double> m_windowSum; // by gap 0..m_depth
    std::vector<double> m_finalSums; // by step: the complete sum of rows last updated there, once it has left the window
    std::vector<double> m_logDecay;  // by step 0..steps: log of q_1 .. q_step; empty without decay
};

} // namespace cpw::train
