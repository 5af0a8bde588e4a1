// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/row_optimizer.h"

#include "core/nn/float_on_processor.h"
#include "core/nn/huge_pages.h"
#include "core/train/row_loops.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cpw::train {
namespace {

constexpr std::int64_t kRowsPerTask = 256;

/// Rows lie anywhere in a table: those that come so many rows later are asked for from memory ahead.
constexpr std::int64_t kRowsAhead = 8;
/// Rows of which a settled copy is made at a time.
constexpr std::int64_t kRowsOfCopy = 1 << 16;
/// Rows last updated at the same step missed the same; so many answers are kept.
constexpr std::size_t kKeptAnswers = 256;

void catchUpSgd(float* w, float* b, std::int64_t width, float sum, float decay) {
    for (std::int64_t k = 0; k < width; ++k) {
        w[k] -= sum * b[k];
        b[k] *= decay;
    }
}

void askFor(const float* row, std::int64_t width) {
    constexpr std::int64_t kLine = 16; // numbers of a cache line
    for (std::int64_t k = 0; k < width; k += kLine)
        __builtin_prefetch(row + k, 1);
}

/// A table and its state as plain memory, each [rows, width], `last` [rows]. Of SGD `second` is null.
struct PlainRows {
    float* weights;
    float* first;
    float* second;
    std::int32_t* last;
    std::int64_t width;

    void askForRow(std::int64_t row) const {
        __builtin_prefetch(last + row, 1);
        for (float* of : {weights, first, second})
            if (of)
                askFor(of + row * width, width);
    }
};

/// `missed`: since the row's last step.
template <class CatchUp>
void catchUpRow(const PlainRows& rows, std::int64_t row, const CatchUp& missed, bool decays) {
    const auto at = row * rows.width;
    auto *w = rows.weights + at, *m = rows.first + at;
    const auto sum = static_cast<float>(missed.sum), first = static_cast<float>(missed.first);
    if (rows.last[row] > 0 && rows.second)
        catchUpAdam(w, m, rows.second + at, rows.width, {first, static_cast<float>(missed.second), static_cast<float>(missed.epsilon), sum});
    else if (rows.last[row] > 0)
        catchUpSgd(w, m, rows.width, sum, first);
    if (decays)
        std::transform(w, w + rows.width, w, [decay = static_cast<float>(missed.decay)](float weight) { return decay * weight; });
}

} // namespace

RowOptimizer::RowOptimizer(nn::EmbeddingTable table, const spec::OptimizerSpec& spec)
    : m_table(std::move(table)), m_spec(spec), m_missed(spec) {}

void RowOptimizer::ensureState() {
    if (m_first.defined())
        return;
    const auto makeMoments = [this] {
        auto moments = at::empty_like(m_table->table.detach());
        nn::preferHugePages(moments);
        return moments.zero_();
    };
    m_first = makeMoments();
    if (!isSgd())
        m_second = makeMoments();
    m_last = at::zeros({m_first.size(0)}, m_first.options().dtype(at::kInt));
}

RowOptimizer::CatchUp RowOptimizer::catchUpSince(std::int64_t last) const {
    // The first missed step weighs most: its bias correction scales epsilon for all of them.
    const double epsilon = m_spec.epsilon * std::sqrt(1 - std::pow(m_spec.beta2, static_cast<double>(last + 1)));
    const double decay = m_missed.decaySince(last);
    if (last == 0) // no moments yet
        return {.decay = decay, .epsilon = epsilon};
    const auto gap = static_cast<double>(m_missed.steps() - last);
    return {decay, m_missed.sumSince(last), std::pow(isSgd() ? m_spec.momentum : m_spec.beta1, gap), std::pow(m_spec.beta2, gap),
            epsilon};
}

void RowOptimizer::catchUpInLoops(const at::Tensor& ids, Rows& rows) const {
    const auto steps = m_missed.steps();
    const bool decays = m_spec.embeddingWeightDecay > 0;
    const auto* id = ids.data_ptr<std::int64_t>();
    const PlainRows plain{rows.weights.data_ptr<float>(), rows.first.data_ptr<float>(), isSgd() ? nullptr : rows.second.data_ptr<float>(),
                          rows.last.data_ptr<std::int32_t>(), rows.weights.size(1)};
    at::parallel_for(0, ids.numel(), kRowsPerTask, [&](std::int64_t begin, std::int64_t end) {
        std::array<std::pair<std::int64_t, CatchUp>, kKeptAnswers> kept;
        kept.fill({-1, {}});
        const auto missedSince = [&](std::int64_t last) -> const CatchUp& {
            auto& answer = kept[static_cast<std::size_t>(last) % kKeptAnswers];
            if (answer.first != last)
                answer = {last, catchUpSince(last)};
            return answer.second;
        };
        for (auto i = begin; i < end; ++i) {
            if (i + kRowsAhead < end)
                plain.askForRow(id[i + kRowsAhead]);
            auto& last = plain.last[id[i]];
            if (last == steps || (last == 0 && !decays))
                continue;
            catchUpRow(plain, id[i], missedSince(last), decays);
            last = static_cast<std::int32_t>(steps);
        }
    });
}

void RowOptimizer::catchUpInTensors(const at::Tensor& ids, Rows& rows) const {
    const auto steps = m_missed.steps();
    const bool decays = m_spec.embeddingWeightDecay > 0;
    const auto lastOfIds = rows.last.index_select(0, ids).to(at::kCPU, at::kLong).contiguous(); // [U]
    std::vector<double> factors;
    factors.reserve(static_cast<std::size_t>(ids.numel()) * 5);
    for (std::int64_t i = 0; i < ids.numel(); ++i) {
        const auto missed = catchUpSince(lastOfIds.data_ptr<std::int64_t>()[i]);
        factors.insert(factors.end(), {missed.sum, missed.first, missed.second, missed.epsilon, missed.decay});
    }
    const auto f =
        at::tensor(factors, at::kDouble).view({-1, 5, 1}).to(rows.weights.device(), rows.weights.scalar_type()); // [U, 5, 1]
    const auto m = rows.first.index_select(0, ids);                                                              // [U, width]
    auto moved = f.select(1, 0) * m;                                                                             // [U, width]
    if (!isSgd()) {
        const auto v = rows.second.index_select(0, ids); // [U, width]
        moved = moved / (v.sqrt() + f.select(1, 3));
        rows.second.index_copy_(0, ids, v * f.select(1, 2));
    }
    rows.weights.index_add_(0, ids, -moved);
    if (decays)
        rows.weights.index_copy_(0, ids, rows.weights.index_select(0, ids) * f.select(1, 4));
    rows.first.index_copy_(0, ids, m * f.select(1, 1));
    const auto isUsed =
        decays ? at::ones_like(lastOfIds, at::kBool).to(rows.last.device()) : lastOfIds.gt(0).to(rows.last.device());
    rows.last.index_copy_(
        0, ids,
        at::where(isUsed, at::full_like(isUsed, steps, rows.last.options()), at::zeros_like(isUsed, rows.last.options())));
}

void RowOptimizer::catchUpRows(const at::Tensor& ids, Rows rows) const {
    if (isLazy())
        return;
    if (nn::isFloatOnProcessor(rows.weights))
        catchUpInLoops(ids.to(at::kCPU), rows);
    else
        catchUpInTensors(ids, rows);
}

void RowOptimizer::catchUp(const at::Tensor& ids) {
    const at::NoGradGuard noGrad;
    ensureState();
    catchUpRows(ids, rows());
}

void RowOptimizer::settle() {
    if (m_first.defined())
        catchUp(at::arange(m_first.size(0), m_first.options().dtype(at::kLong)));
}

at::Tensor RowOptimizer::settledTable() const {
    const at::NoGradGuard noGrad;
    auto table = m_table->table.detach().clone();
    if (!m_first.defined() || isLazy())
        return table;
    // Part by part: copies of the moments are thrown away, and of a large table they would be large.
    for (std::int64_t begin = 0; begin < table.size(0); begin += kRowsOfCopy) {
        const auto count = std::min(kRowsOfCopy, table.size(0) - begin);
        const auto copyOf = [&](const at::Tensor& state) { return state.narrow(0, begin, count).clone(); };
        catchUpRows(at::arange(count, table.options().dtype(at::kLong)),
                    {table.narrow(0, begin, count), copyOf(m_first), isSgd() ? at::Tensor() : copyOf(m_second), copyOf(m_last)});
    }
    return table;
}

at::Tensor RowOptimizer::gradient() const {
    return m_table->stepRows().defined() ? m_table->stepRows().grad() : at::Tensor();
}

void RowOptimizer::step(double rate, const at::Tensor& gradientScale) {
    const at::NoGradGuard noGrad;
    ensureState();
    const auto ofRows = gradient();
    m_missed.add(rate);
    if (ofRows.defined()) {
        const auto grad = ofRows.contiguous(); // [U, width]
        if (isSgd())
            stepSgd(gradientScale.defined() ? grad * gradientScale : grad, rate);
        else if (nn::isFloatOnProcessor(m_table->table) && m_spec.embeddingWeightDecay == 0)
            stepAdamInLoops(grad, rate, gradientScale.defined() ? static_cast<float>(gradientScale.item<double>()) : 1.0F);
        else
            stepAdamInTensors(gradientScale.defined() ? grad * gradientScale : grad, rate);
    }
    m_table->endStep();
}

void RowOptimizer::stepAdamInLoops(const at::Tensor& gradient, double rate, float scale) {
    const auto steps = m_missed.steps();
    const double n = static_cast<double>(steps);
    const double correction1 = 1 - std::pow(m_spec.beta1, n);
    const double correction2 = std::sqrt(1 - std::pow(m_spec.beta2, n));
    const auto* id = m_table->stepIds().data_ptr<std::int64_t>();
    const auto* g = gradient.data_ptr<float>();
    const PlainRows plain{m_table->table.data_ptr<float>(), m_first.data_ptr<float>(), m_second.data_ptr<float>(),
                          m_last.data_ptr<std::int32_t>(), m_table->table.size(1)};
    const AdamFactors factors{static_cast<float>(m_spec.beta1), static_cast<float>(m_spec.beta2),
                              static_cast<float>(m_spec.epsilon * correction2), static_cast<float>(rate * correction2 / correction1)};
    at::parallel_for(0, m_table->stepIds().numel(), kRowsPerTask, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i) {
            if (i + kRowsAhead < end)
                plain.askForRow(id[i + kRowsAhead]);
            const auto at = id[i] * plain.width;
            stepAdam(g + i * plain.width, scale, plain.weights + at, plain.first + at, plain.second + at, plain.width, factors);
            plain.last[id[i]] = static_cast<std::int32_t>(steps);
        }
    });
}

void RowOptimizer::stepAdamInTensors(const at::Tensor& gradient, double rate) {
    const auto& ids = m_table->stepIds();
    auto table = m_table->table.detach();
    const double n = static_cast<double>(m_missed.steps());
    const double correction1 = 1 - std::pow(m_spec.beta1, n);
    const double correction2 = std::sqrt(1 - std::pow(m_spec.beta2, n));
    const double decay = m_spec.embeddingWeightDecay;
    const bool isDecoupled = m_spec.kind == spec::OptimizerKind::AdamW;
    const auto pulled = decay > 0 && !isDecoupled ? gradient + decay * table.index_select(0, ids) : gradient; // [U, width]
    if (decay > 0 && isDecoupled)
        table.index_copy_(0, ids, table.index_select(0, ids) * (1 - rate * decay));
    const auto m = m_first.index_select(0, ids) * m_spec.beta1 + pulled * (1 - m_spec.beta1);
    const auto v = m_second.index_select(0, ids) * m_spec.beta2 + pulled * pulled * (1 - m_spec.beta2);
    table.index_add_(0, ids, -(rate * correction2 / correction1) * m / (v.sqrt() + m_spec.epsilon * correction2));
    m_first.index_copy_(0, ids, m);
    m_second.index_copy_(0, ids, v);
    m_last.index_fill_(0, ids, m_missed.steps());
}

void RowOptimizer::stepSgd(const at::Tensor& gradient, double rate) {
    const auto& ids = m_table->stepIds();
    auto table = m_table->table.detach();
    const double decay = m_spec.embeddingWeightDecay;
    auto move = decay > 0 ? gradient + decay * table.index_select(0, ids) : gradient; // [U, width]
    if (m_spec.momentum > 0) {
        move = m_first.index_select(0, ids) * m_spec.momentum + move;
        m_first.index_copy_(0, ids, move);
    }
    table.index_add_(0, ids, move, -rate);
    m_last.index_fill_(0, ids, m_missed.steps());
}

void RowOptimizer::saveTo(plm::NamedTensors& state, const std::string& prefix) const {
    if (!m_first.defined())
        return;
    state[prefix + ".table"] = m_table->table.detach();
    state[prefix + (isSgd() ? ".momentum_buffer" : ".exp_avg")] = m_first;
    if (!isSgd())
        state[prefix + ".exp_avg_sq"] = m_second;
    state[prefix + ".last_step"] = m_last;
    state[prefix + ".step_history"] = m_missed.state();
    if (const auto decay = m_missed.decayHistory(); decay.defined())
        state[prefix + ".decay_history"] = decay;
}

void RowOptimizer::loadFrom(const plm::NamedTensors& state, const std::string& prefix) {
    const auto first = state.find(prefix + (isSgd() ? ".momentum_buffer" : ".exp_avg"));
    if (first == state.end())
        return;
    const at::NoGradGuard noGrad;
    ensureState();
    m_table->table.detach().copy_(state.at(prefix + ".table"));
    m_first.copy_(first->second);
    if (!isSgd())
        m_second.copy_(state.at(prefix + ".exp_avg_sq"));
    m_last.copy_(state.at(prefix + ".last_step"));
    const auto decay = state.find(prefix + ".decay_history");
    m_missed.load(state.at(prefix + ".step_history"), decay == state.end() ? at::Tensor() : decay->second);
}

} // namespace cpw::train
