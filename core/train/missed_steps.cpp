// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/missed_steps.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>

namespace cpw::train {
namespace {

constexpr double kNegligible = 1e-9;
constexpr double kSmallestShare = 1e-12; // of a weight after one step of a decay that would take all of it

double ratioOf(const spec::OptimizerSpec& spec) {
    if (spec.kind == spec::OptimizerKind::Sgd)
        return spec.momentum;
    return spec.beta2 > 0 ? spec.beta1 / std::sqrt(spec.beta2) : 0.0;
}

std::size_t depthFor(double ratio) {
    if (ratio <= 0)
        return 1;
    const double depth = std::ceil(std::log(kNegligible) / std::log(std::min(ratio, 0.9999)));
    return static_cast<std::size_t>(std::clamp(depth, 1.0, 8192.0));
}

} // namespace

MissedSteps::MissedSteps(const spec::OptimizerSpec& spec)
    : m_spec(spec), m_ratio(ratioOf(spec)), m_depth(depthFor(m_ratio)), m_windowSum{0.0} {
    if (spec.embeddingWeightDecay > 0)
        m_logDecay.push_back(0.0);
}

double MissedSteps::coefficient(double rate) const {
    if (m_spec.kind == spec::OptimizerKind::Sgd)
        return rate;
    const double n = static_cast<double>(m_steps);
    return rate * std::sqrt(1 - std::pow(m_spec.beta2, n)) / (1 - std::pow(m_spec.beta1, n));
}

void MissedSteps::add(double rate) {
    ++m_steps;
    m_recent.push_back(coefficient(rate));
    if (m_recent.size() > m_depth)
        m_recent.erase(m_recent.begin());
    if (!m_logDecay.empty())
        m_logDecay.push_back(m_logDecay.back() + std::log(std::max(kSmallestShare, 1 - rate * m_spec.embeddingWeightDecay)));
    rebuildWindow();
}

void MissedSteps::rebuildWindow() {
    // U(s) = r / q_{s+1} (c_{s+1} + U(s + 1)), from the newest step back; index = gap T - s.
    m_windowSum.assign(1, 0.0);
    auto step = m_steps;
    for (auto c = m_recent.rbegin(); c != m_recent.rend(); ++c, --step) {
        const auto sum = m_ratio * (*c + m_windowSum.back());
        const auto at = static_cast<std::size_t>(step);
        m_windowSum.push_back(m_logDecay.empty() ? sum : sum * std::exp(m_logDecay[at - 1] - m_logDecay[at]));
    }
    // The row last updated m_depth steps ago has its complete sum now: step T - m_depth, which is the next to be kept.
    const auto complete = m_steps - static_cast<std::int64_t>(m_depth);
    if (complete >= 1 && static_cast<std::int64_t>(m_finalSums.size()) < complete)
        m_finalSums.push_back(m_windowSum.back());
}

double MissedSteps::sumSince(std::int64_t last) const {
    const auto gap = static_cast<std::size_t>(m_steps - last);
    return gap < m_windowSum.size() ? m_windowSum[gap] : m_finalSums[static_cast<std::size_t>(last - 1)];
}

double MissedSteps::decaySince(std::int64_t last) const {
    return m_logDecay.empty() ? 1.0 : std::exp(m_logDecay.back() - m_logDecay[static_cast<std::size_t>(last)]);
}

at::Tensor MissedSteps::state() const {
    std::vector<double> values{static_cast<double>(m_steps), static_cast<double>(m_recent.size())};
    values.insert(values.end(), m_recent.begin(), m_recent.end());
    values.insert(values.end(), m_finalSums.begin(), m_finalSums.end());
    return at::tensor(values, at::kDouble);
}

at::Tensor MissedSteps::decayHistory() const {
    return m_logDecay.empty() ? at::Tensor() : at::tensor(m_logDecay, at::kDouble);
}

void MissedSteps::load(const at::Tensor& state, const at::Tensor& decayHistory) {
    const auto flat = state.to(at::kCPU, at::kDouble).contiguous();
    const auto* values = flat.data_ptr<double>();
    expects(flat.numel() >= 2 && flat.numel() >= 2 + static_cast<std::int64_t>(values[1]), "step history of {} values",
            flat.numel());
    m_steps = static_cast<std::int64_t>(values[0]);
    const auto recent = static_cast<std::int64_t>(values[1]);
    m_recent.assign(values + 2, values + 2 + recent);
    m_finalSums.assign(values + 2 + recent, values + flat.numel());
    if (decayHistory.defined()) {
        const auto decay = decayHistory.to(at::kCPU, at::kDouble).contiguous();
        expects(decay.numel() == m_steps + 1, "decay history of {} values after {} steps", decay.numel(), m_steps);
        m_logDecay.assign(decay.data_ptr<double>(), decay.data_ptr<double>() + decay.numel());
    }
    const auto kept = m_finalSums;
    rebuildWindow();
    m_finalSums = kept;
}

} // namespace cpw::train
