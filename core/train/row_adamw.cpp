// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/row_adamw.h"

#include "core/base/expects.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

namespace cpw::train {
namespace {

constexpr std::int64_t kRowsPerTask = 256;
constexpr double kNegligible = 1e-9;

std::size_t depthFor(double ratio) {
    if (ratio <= 0)
        return 1;
    const double depth = std::ceil(std::log(kNegligible) / std::log(std::min(ratio, 0.9999)));
    return static_cast<std::size_t>(std::clamp(depth, 1.0, 8192.0));
}

} // namespace

MissedSteps::MissedSteps(double beta1, double beta2)
    : m_beta1(beta1), m_beta2(beta2), m_ratio(beta2 > 0 ? beta1 / std::sqrt(beta2) : 0.0), m_depth(depthFor(m_ratio)), m_windowSum{0.0} {}

void MissedSteps::add(double rate) {
    ++m_steps;
    const double n = static_cast<double>(m_steps);
    m_recent.push_back(rate * std::sqrt(1 - std::pow(m_beta2, n)) / (1 - std::pow(m_beta1, n)));
    if (m_recent.size() > m_depth)
        m_recent.erase(m_recent.begin());
    rebuildWindow();
}

void MissedSteps::rebuildWindow() {
    // sum(s) = r (c_{s+1} + sum(s + 1)), from the newest step back; index = gap T - s.
    m_windowSum.assign(1, 0.0);
    for (auto c = m_recent.rbegin(); c != m_recent.rend(); ++c)
        m_windowSum.push_back(m_ratio * (*c + m_windowSum.back()));
    // The row last updated m_depth steps ago has its complete sum now: step T - m_depth, which is the next to be kept.
    const auto complete = m_steps - static_cast<std::int64_t>(m_depth);
    if (complete >= 1 && static_cast<std::int64_t>(m_finalSums.size()) < complete)
        m_finalSums.push_back(m_windowSum.back());
}

double MissedSteps::sumSince(std::int64_t last) const {
    const auto gap = static_cast<std::size_t>(m_steps - last);
    return gap < m_windowSum.size() ? m_windowSum[gap] : m_finalSums[static_cast<std::size_t>(last - 1)];
}

at::Tensor MissedSteps::state() const {
    std::vector<double> values{static_cast<double>(m_steps), static_cast<double>(m_recent.size())};
    values.insert(values.end(), m_recent.begin(), m_recent.end());
    values.insert(values.end(), m_finalSums.begin(), m_finalSums.end());
    return at::tensor(values, at::kDouble);
}

void MissedSteps::load(const at::Tensor& state) {
    const auto flat = state.to(at::kDouble).contiguous();
    const auto* values = flat.data_ptr<double>();
    expects(flat.numel() >= 2 && flat.numel() >= 2 + static_cast<std::int64_t>(values[1]), "step history of {} values", flat.numel());
    m_steps = static_cast<std::int64_t>(values[0]);
    const auto recent = static_cast<std::int64_t>(values[1]);
    m_recent.assign(values + 2, values + 2 + recent);
    m_finalSums.assign(values + 2 + recent, values + flat.numel());
    const auto kept = m_finalSums;
    rebuildWindow();
    m_finalSums = kept;
}

RowAdamW::RowAdamW(nn::EmbeddingTable table, const spec::OptimizerSpec& spec)
    : m_table(std::move(table)), m_spec(spec), m_missed(spec.beta1, spec.beta2) {}

void RowAdamW::ensureState() {
    if (m_first.defined())
        return;
    m_first = at::zeros_like(m_table->table.detach());
    m_second = at::zeros_like(m_first);
    m_last = at::zeros({m_first.size(0)}, m_first.options().dtype(at::kInt));
}

void RowAdamW::catchUpRows(const at::Tensor& ids, at::Tensor& weights, at::Tensor& first, at::Tensor& second, at::Tensor& last) const {
    const auto width = weights.size(1);
    const auto steps = m_missed.steps();
    // The first missed step weighs most: its bias correction scales epsilon for all of them.
    const auto epsilonAfter = [this](std::int64_t step) {
        return m_spec.epsilon * std::sqrt(1 - std::pow(m_spec.beta2, static_cast<double>(step + 1)));
    };
    const auto cpuIds = ids.to(at::kCPU);
    const auto* id = cpuIds.data_ptr<std::int64_t>();
    if (weights.is_cpu() && weights.scalar_type() == at::kFloat) {
        auto* w = weights.data_ptr<float>();
        auto* m = first.data_ptr<float>();
        auto* v = second.data_ptr<float>();
        auto* l = last.data_ptr<std::int32_t>();
        at::parallel_for(0, cpuIds.numel(), kRowsPerTask, [&](std::int64_t begin, std::int64_t end) {
            for (auto i = begin; i < end; ++i) {
                const auto row = id[i];
                if (l[row] == 0 || l[row] == steps)
                    continue;
                const auto gap = static_cast<double>(steps - l[row]);
                const auto sum = static_cast<float>(m_missed.sumSince(l[row]));
                const auto decay1 = static_cast<float>(std::pow(m_spec.beta1, gap));
                const auto decay2 = static_cast<float>(std::pow(m_spec.beta2, gap));
                const auto eps = static_cast<float>(epsilonAfter(l[row]));
                for (auto k = row * width; k < (row + 1) * width; ++k) {
                    w[k] -= sum * m[k] / (std::sqrt(v[k]) + eps);
                    m[k] *= decay1;
                    v[k] *= decay2;
                }
                l[row] = static_cast<std::int32_t>(steps);
            }
        });
        return;
    }
    const auto lastOfIds = last.index_select(0, ids).to(at::kCPU, at::kLong).contiguous(); // [U]
    std::vector<double> factors(static_cast<std::size_t>(cpuIds.numel()) * 4);
    for (std::int64_t i = 0; i < cpuIds.numel(); ++i) {
        const auto since = lastOfIds.data_ptr<std::int64_t>()[i];
        const auto gap = static_cast<double>(since == 0 ? 0 : steps - since);
        auto* f = factors.data() + i * 4;
        f[0] = since == 0 ? 0.0 : m_missed.sumSince(since);
        f[1] = std::pow(m_spec.beta1, gap);
        f[2] = std::pow(m_spec.beta2, gap);
        f[3] = epsilonAfter(since);
    }
    const auto f = at::tensor(factors, at::kDouble).view({-1, 4, 1}).to(weights.device(), weights.scalar_type()); // [U, 4, 1]
    const auto m = first.index_select(0, ids);  // [U, width]
    const auto v = second.index_select(0, ids); // [U, width]
    weights.index_add_(0, ids, -f.select(1, 0) * m / (v.sqrt() + f.select(1, 3)));
    first.index_copy_(0, ids, m * f.select(1, 1));
    second.index_copy_(0, ids, v * f.select(1, 2));
    const auto isUsed = lastOfIds.gt(0).to(last.device());
    last.index_copy_(0, ids, at::where(isUsed, at::full_like(isUsed, steps, last.options()), at::zeros_like(isUsed, last.options())));
}

void RowAdamW::catchUp(const at::Tensor& ids) {
    const at::NoGradGuard noGrad;
    ensureState();
    auto table = m_table->table.detach();
    catchUpRows(ids, table, m_first, m_second, m_last);
}

void RowAdamW::settle() {
    if (m_first.defined())
        catchUp(at::arange(m_first.size(0), m_first.options().dtype(at::kLong)));
}

at::Tensor RowAdamW::settledTable() const {
    const at::NoGradGuard noGrad;
    auto table = m_table->table.detach().clone();
    if (!m_first.defined())
        return table;
    auto first = m_first.clone();
    auto second = m_second.clone();
    auto last = m_last.clone();
    catchUpRows(at::arange(table.size(0), table.options().dtype(at::kLong)), table, first, second, last);
    return table;
}

at::Tensor RowAdamW::gradient() const {
    return m_table->stepRows().defined() ? m_table->stepRows().grad() : at::Tensor();
}

void RowAdamW::step(double rate, double gradientScale) {
    const at::NoGradGuard noGrad;
    ensureState();
    const auto rows = gradient();
    const auto ids = m_table->stepIds();
    m_missed.add(rate);
    const auto steps = m_missed.steps();
    if (!rows.defined()) {
        m_table->endStep();
        return;
    }
    const double n = static_cast<double>(steps);
    const double correction1 = 1 - std::pow(m_spec.beta1, n);
    const double correction2 = std::sqrt(1 - std::pow(m_spec.beta2, n));
    const auto grad = rows.contiguous();
    auto table = m_table->table.detach();
    if (table.is_cpu() && table.scalar_type() == at::kFloat) {
        const auto width = table.size(1);
        const auto* id = ids.data_ptr<std::int64_t>();
        const auto* g = grad.data_ptr<float>();
        auto* w = table.data_ptr<float>();
        auto* m = m_first.data_ptr<float>();
        auto* v = m_second.data_ptr<float>();
        auto* l = m_last.data_ptr<std::int32_t>();
        const auto beta1 = static_cast<float>(m_spec.beta1);
        const auto beta2 = static_cast<float>(m_spec.beta2);
        const auto size = static_cast<float>(rate * correction2 / correction1);
        const auto eps = static_cast<float>(m_spec.epsilon * correction2);
        const auto scale = static_cast<float>(gradientScale);
        at::parallel_for(0, ids.numel(), kRowsPerTask, [&](std::int64_t begin, std::int64_t end) {
            for (auto i = begin; i < end; ++i) {
                const auto row = id[i];
                for (std::int64_t k = 0; k < width; ++k) {
                    const auto at = row * width + k;
                    const float gk = scale * g[i * width + k];
                    m[at] = beta1 * m[at] + (1 - beta1) * gk;
                    v[at] = beta2 * v[at] + (1 - beta2) * gk * gk;
                    w[at] -= size * m[at] / (std::sqrt(v[at]) + eps);
                }
                l[row] = static_cast<std::int32_t>(steps);
            }
        });
    } else {
        const auto scaled = grad * gradientScale; // [U, width]
        const auto m = m_first.index_select(0, ids) * m_spec.beta1 + scaled * (1 - m_spec.beta1);
        const auto v = m_second.index_select(0, ids) * m_spec.beta2 + scaled * scaled * (1 - m_spec.beta2);
        table.index_add_(0, ids, -(rate * correction2 / correction1) * m / (v.sqrt() + m_spec.epsilon * correction2));
        m_first.index_copy_(0, ids, m);
        m_second.index_copy_(0, ids, v);
        m_last.index_fill_(0, ids, steps);
    }
    m_table->endStep();
}

void RowAdamW::saveTo(plm::NamedTensors& state, const std::string& prefix) const {
    if (!m_first.defined())
        return;
    state[prefix + ".table"] = m_table->table.detach();
    state[prefix + ".exp_avg"] = m_first;
    state[prefix + ".exp_avg_sq"] = m_second;
    state[prefix + ".last_step"] = m_last;
    state[prefix + ".step_history"] = m_missed.state();
}

void RowAdamW::loadFrom(const plm::NamedTensors& state, const std::string& prefix) {
    if (!state.contains(prefix + ".exp_avg"))
        return;
    const at::NoGradGuard noGrad;
    ensureState();
    m_table->table.detach().copy_(state.at(prefix + ".table"));
    m_first.copy_(state.at(prefix + ".exp_avg"));
    m_second.copy_(state.at(prefix + ".exp_avg_sq"));
    m_last.copy_(state.at(prefix + ".last_step"));
    m_missed.load(state.at(prefix + ".step_history"));
}

} // namespace cpw::train
