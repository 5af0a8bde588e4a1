// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/masked_cross_entropy.h"

#include "core/base/expects.h"
#include "core/nn/autocast.h"
#include "core/nn/float_on_processor.h"
#include "core/nn/matrix_product.h"
#include "core/plm/softmax_blocks.h"

#include <ATen/Parallel.h>
#include <fmt/ranges.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cpw::plm {
namespace {

/// Words of one block: 512 rows of it are 1 MB, the level-2 cache of a server core.
constexpr std::int64_t kVocabularyBlock = 512;

struct Inputs {
    at::Tensor hidden;  ///< [P, h]
    at::Tensor weight;  ///< [V, h]
    at::Tensor bias;    ///< [V]
    at::Tensor targets; ///< [P]
};

/// What is computed with the loss. The weight's gradient is a third of all work and needless where the words are frozen.
struct Wanted {
    bool gradients = false; ///< of hidden and bias
    bool weightGradient = false;
    bool correct = false;
};

/// Unscaled gradients, undefined where not needed.
struct Gradients {
    at::Tensor hidden;
    at::Tensor weight;
    at::Tensor bias;
};

struct Evaluated {
    double lossSum = 0;
    at::Tensor correct;
    Gradients gradients;
};

/// Processor, single precision. Per chunk of rows two passes over blocks of the vocabulary. First pass: logits of the block, then
/// exponentials in place relative to the row's largest logit so far. Second pass: what is missing to a probability is one factor
/// for each (row, block), which is applied to the small sides of the products instead of to the block.
class BlockedEvaluation {
public:
    BlockedEvaluation(const Inputs& inputs, const Wanted& wanted, LogitBuffer& buffer)
        : m_hidden(inputs.hidden.contiguous()), m_weight(inputs.weight.contiguous()), m_bias(inputs.bias.contiguous()),
          m_targets(inputs.targets.contiguous()), m_vocabulary(m_weight.size(0)), m_wanted(wanted) {
        const auto rows = m_hidden.size(0);
        m_logits = buffer.take(std::min(rows, kLogitRows) * m_vocabulary);
        if (wanted.correct)
            m_result.correct = at::empty({rows}, at::kBool);
        if (!wanted.gradients)
            return;
        const auto ofWeight = wanted.weightGradient ? at::empty_like(m_weight) : at::Tensor();
        m_result.gradients = {at::zeros_like(m_hidden), ofWeight, at::zeros_like(m_bias)};
    }

    Evaluated run() {
        const auto rows = m_hidden.size(0);
        for (std::int64_t first = 0; first < rows; first += kLogitRows)
            runChunk(first, std::min(kLogitRows, rows - first));
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::int64_t blockCount() const { return (m_vocabulary + kVocabularyBlock - 1) / kVocabularyBlock; }
    [[nodiscard]] std::int64_t blockWidth(std::int64_t begin) const { return std::min(kVocabularyBlock, m_vocabulary - begin); }
    /// [rows, width], contiguous inside the buffer.
    [[nodiscard]] at::Tensor blockOf(std::int64_t begin, std::int64_t rows) const {
        const auto width = blockWidth(begin);
        return m_logits.narrow(0, begin * rows, rows * width).view({rows, width});
    }

    void runChunk(std::int64_t first, std::int64_t rows) {
        const auto hidden = m_hidden.narrow(0, first, rows); // [rows, h]
        m_states.assign(static_cast<std::size_t>(rows), RowState{-std::numeric_limits<float>::infinity(), 0});
        m_targetLogits.assign(static_cast<std::size_t>(rows), 0);
        m_blockMaxima.resize(static_cast<std::size_t>(blockCount() * rows));
        for (std::int64_t begin = 0; begin < m_vocabulary; begin += kVocabularyBlock)
            exponentiateBlock(hidden, first, rows, begin);
        addLoss(first, rows);
        if (!m_wanted.gradients)
            return;
        for (std::int64_t begin = 0; begin < m_vocabulary; begin += kVocabularyBlock)
            addBlockGradients(hidden, first, rows, begin);
        subtractTargets(first, rows);
    }

    void exponentiateBlock(const at::Tensor& hidden, std::int64_t first, std::int64_t rows, std::int64_t begin) {
        const auto width = blockWidth(begin);
        const auto products = nn::productTransposed(hidden, m_weight.narrow(0, begin, width)); // [rows, width]
        auto* logits = products.mutable_data_ptr<float>();
        auto* exponentials = blockOf(begin, rows).mutable_data_ptr<float>();
        const auto* bias = m_bias.const_data_ptr<float>() + begin;
        const auto* targets = m_targets.const_data_ptr<std::int64_t>() + first;
        auto* maxima = m_blockMaxima.data() + begin / kVocabularyBlock * rows;
        at::parallel_for(0, rows, 16, [&](std::int64_t from, std::int64_t to) {
            for (std::int64_t row = from; row < to; ++row) {
                const auto place = static_cast<std::size_t>(row);
                auto* rowLogits = logits + row * width;
                exponentiateRow(rowLogits, bias, width, exponentials + row * width, m_states[place]);
                if (targets[row] >= begin && targets[row] < begin + width)
                    m_targetLogits[place] = rowLogits[targets[row] - begin];
                maxima[row] = m_states[place].maximum;
            }
        });
    }

    void addLoss(std::int64_t first, std::int64_t rows) {
        for (std::int64_t row = 0; row < rows; ++row) {
            const auto& state = m_states[static_cast<std::size_t>(row)];
            const float logit = m_targetLogits[static_cast<std::size_t>(row)];
            m_result.lossSum +=
                std::log(static_cast<double>(state.sum)) + static_cast<double>(state.maximum) - static_cast<double>(logit);
            if (m_result.correct.defined())
                m_result.correct.mutable_data_ptr<bool>()[first + row] = logit >= state.maximum;
        }
    }

    /// [rows]: turns the block's exponentials into probabilities.
    at::Tensor factorsOf(std::int64_t rows, std::int64_t begin) const {
        auto factors = at::empty({rows});
        auto* values = factors.mutable_data_ptr<float>();
        const auto* maxima = m_blockMaxima.data() + begin / kVocabularyBlock * rows;
        for (std::int64_t row = 0; row < rows; ++row) {
            const auto& state = m_states[static_cast<std::size_t>(row)];
            values[row] = std::exp(maxima[row] - state.maximum) / state.sum;
        }
        return factors;
    }

    void addBlockGradients(const at::Tensor& hidden, std::int64_t first, std::int64_t rows, std::int64_t begin) {
        const auto width = blockWidth(begin);
        const auto block = blockOf(begin, rows);     // [rows, width]
        const auto factors = factorsOf(rows, begin); // [rows]
        const auto column = factors.unsqueeze(1);    // [rows, 1]
        auto& gradients = m_result.gradients;
        gradients.hidden.narrow(0, first, rows)
            .addcmul_(nn::productTransposed(block, m_weight.narrow(0, begin, width).t()), column);
        gradients.bias.narrow(0, begin, width).addmv_(block.t(), factors);
        if (!m_wanted.weightGradient)
            return;
        const auto weightRows = nn::productTransposed(block.t(), (hidden * column).t()); // [width, h]
        if (first == 0)
            gradients.weight.narrow(0, begin, width).copy_(weightRows);
        else
            gradients.weight.narrow(0, begin, width).add_(weightRows);
    }

    /// The one-hot part of softmax minus target.
    void subtractTargets(std::int64_t first, std::int64_t rows) {
        const auto size = m_hidden.size(1);
        const auto* targets = m_targets.const_data_ptr<std::int64_t>() + first;
        const auto* hidden = m_hidden.const_data_ptr<float>() + first * size;
        const auto* weight = m_weight.const_data_ptr<float>();
        auto* hiddenGradient = m_result.gradients.hidden.mutable_data_ptr<float>() + first * size;
        auto* weightGradient = m_wanted.weightGradient ? m_result.gradients.weight.mutable_data_ptr<float>() : nullptr;
        auto* biasGradient = m_result.gradients.bias.mutable_data_ptr<float>();
        for (std::int64_t row = 0; row < rows; ++row) {
            const auto target = targets[row];
            for (std::int64_t i = 0; i < size; ++i)
                hiddenGradient[row * size + i] -= weight[target * size + i];
            for (std::int64_t i = 0; i < size && weightGradient; ++i)
                weightGradient[target * size + i] -= hidden[row * size + i];
            biasGradient[target] -= 1;
        }
    }

    at::Tensor m_hidden, m_weight, m_bias, m_targets;
    std::int64_t m_vocabulary;
    Wanted m_wanted;
    at::Tensor m_logits;
    std::vector<RowState> m_states;
    std::vector<float> m_targetLogits;
    std::vector<float> m_blockMaxima; ///< [blocks, rows]: the row's largest logit when the block was exponentiated
    Evaluated m_result;
};

/// Any device and floating type; softmax by LibTorch on chunks of rows, so that logits of all rows never exist together.
struct PlainResult {
    at::Tensor lossSum;
    at::Tensor correct;
    Gradients gradients;
};
PlainResult evaluatePlainly(const Inputs& inputs, const Wanted& wanted) {
    const auto type = inputs.hidden.scalar_type();
    const auto exactType = type == at::kDouble ? at::kDouble : at::kFloat;
    const auto weight = inputs.weight.to(type);
    const auto rows = inputs.hidden.size(0);
    PlainResult result{at::zeros({}, inputs.hidden.options().dtype(exactType)), {}, {}};
    if (wanted.correct)
        result.correct = at::empty({rows}, inputs.targets.options().dtype(at::kBool));
    if (wanted.gradients)
        result.gradients = {at::empty_like(inputs.hidden), wanted.weightGradient ? at::zeros_like(inputs.weight) : at::Tensor(),
                            at::zeros_like(inputs.bias)};
    for (std::int64_t first = 0; first < rows; first += kLogitRows) {
        const auto count = std::min(kLogitRows, rows - first);
        const auto hidden = inputs.hidden.narrow(0, first, count);                             // [C, h]
        const auto targets = inputs.targets.narrow(0, first, count).unsqueeze(1);              // [C, 1]
        const auto logits = at::addmm(inputs.bias.to(type), hidden, weight.t()).to(exactType); // [C, V]
        const auto targetLogits = logits.gather(1, targets);                                   // [C, 1]
        result.lossSum += (logits.logsumexp({1}, true) - targetLogits).sum();
        if (wanted.correct)
            result.correct.narrow(0, first, count).copy_((logits.amax({1}, true) <= targetLogits).squeeze(1));
        if (!wanted.gradients)
            continue;
        auto delta = at::softmax(logits, 1);
        delta.scatter_add_(1, targets, at::full_like(targetLogits, -1)); // softmax minus one-hot
        result.gradients.bias.add_(delta.sum(0));
        delta = delta.to(type);
        result.gradients.hidden.narrow(0, first, count).copy_(at::mm(delta, weight));
        if (wanted.weightGradient)
            result.gradients.weight.add_(at::mm(delta.t(), hidden));
    }
    return result;
}

PlainResult evaluate(const Inputs& inputs, const Wanted& wanted, LogitBuffer& buffer) {
    const bool isBlocked = nn::isFloatOnProcessor(inputs.hidden) && nn::isFloatOnProcessor(inputs.weight) &&
                           nn::isFloatOnProcessor(inputs.bias) && inputs.hidden.size(0) > 0;
    if (!isBlocked)
        return evaluatePlainly(inputs, wanted);
    auto result = BlockedEvaluation(inputs, wanted, buffer).run();
    return {at::full({}, result.lossSum, inputs.hidden.options()), result.correct, result.gradients};
}

class FusedCrossEntropy : public torch::autograd::Function<FusedCrossEntropy> {
public:
    static torch::autograd::variable_list forward(torch::autograd::AutogradContext* context, const at::Tensor& hidden,
                                                  const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& targets,
                                                  bool wantsCorrect, LogitBuffer* buffer) {
        const Wanted wanted{.gradients = true, .weightGradient = weight.requires_grad(), .correct = wantsCorrect};
        auto result = evaluate({hidden, weight, bias, targets}, wanted, *buffer);
        // Kept in saved_data, from which backward can move them out: as the only owner it may scale them in place.
        context->saved_data["hidden"] = result.gradients.hidden;
        context->saved_data["weight"] = result.gradients.weight; // undefined where not wanted
        context->saved_data["bias"] = result.gradients.bias;
        auto correct = result.correct.defined() ? result.correct : at::empty({0}, targets.options().dtype(at::kBool));
        context->mark_non_differentiable({correct});
        return {result.lossSum, correct};
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto take = [&](const char* name) {
            auto gradient = std::move(context->saved_data[name]).toTensor();
            context->saved_data[name] = c10::IValue();
            return gradient.defined() ? gradient.mul_(gradients[0]) : gradient;
        };
        expects(!context->saved_data["hidden"].isNone(), "backward ran {} on the masked cross entropy, expected once", "twice");
        return {take("hidden"), take("weight"), take("bias"), {}, {}, {}};
    }
};

void checkInputs(const Inputs& inputs) {
    expects(inputs.hidden.dim() == 2 && inputs.weight.dim() == 2 && inputs.hidden.size(1) == inputs.weight.size(1),
            "hidden states [{}] against a vocabulary matrix [{}], expected [P, h] and [V, h]",
            fmt::join(inputs.hidden.sizes(), ", "), fmt::join(inputs.weight.sizes(), ", "));
    expects(inputs.bias.dim() == 1 && inputs.bias.size(0) == inputs.weight.size(0), "{} biases for {} words", inputs.bias.numel(),
            inputs.weight.size(0));
    expects(inputs.targets.dim() == 1 && inputs.targets.size(0) == inputs.hidden.size(0), "{} targets for {} rows",
            inputs.targets.numel(), inputs.hidden.size(0));
    if (!inputs.targets.is_cpu() || inputs.targets.numel() == 0)
        return;
    const auto [smallest, largest] = inputs.targets.aminmax();
    expects(smallest.item<std::int64_t>() >= 0 && largest.item<std::int64_t>() < inputs.weight.size(0),
            "targets from {} to {}, expected ids of a vocabulary of {}", smallest.item<std::int64_t>(),
            largest.item<std::int64_t>(), inputs.weight.size(0));
}

/// Hidden states in the type that the products of a device are computed in under autocast: the fused passes of a processor are
/// single precision.
at::Tensor inComputeType(const at::Tensor& hidden) {
    const auto device = hidden.device().type();
    if (!at::autocast::is_autocast_enabled(device))
        return hidden;
    return hidden.to(hidden.is_cpu() ? at::kFloat : at::autocast::get_autocast_dtype(device));
}

} // namespace

at::Tensor LogitBuffer::take(std::int64_t count) {
    if (!m_memory.defined() || m_memory.numel() < count)
        m_memory = at::empty({count}, at::kFloat);
    return m_memory;
}

CrossEntropy maskedCrossEntropy(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& bias,
                                const at::Tensor& targets, bool wantsCorrect, LogitBuffer& buffer) {
    const Inputs inputs{inComputeType(hidden), weight, bias, targets};
    const nn::WithoutAutocast withoutAutocast(hidden.device().type());
    checkInputs(inputs);
    const bool needsGraph =
        at::GradMode::is_enabled() && (hidden.requires_grad() || weight.requires_grad() || bias.requires_grad());
    if (needsGraph) {
        const auto outputs = FusedCrossEntropy::apply(inputs.hidden, weight, bias, targets, wantsCorrect, &buffer);
        return {outputs[0], wantsCorrect ? outputs[1] : at::Tensor()};
    }
    const at::NoGradGuard noGrad;
    auto result = evaluate(inputs, {.correct = wantsCorrect}, buffer);
    return {result.lossSum, result.correct};
}

} // namespace cpw::plm
