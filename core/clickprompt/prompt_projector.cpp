// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clickprompt/prompt_projector.h"

#include "core/nn/dropout.h"
#include "core/nn/init.h"

#include <cmath>

namespace cpw::clickprompt {
namespace {

using spec::PromptForm;

/// Xavier's rule within each network: [N, out, in].
void initEach(const at::Tensor& weights) {
    nn::initNormal(weights, std::sqrt(2.0 / static_cast<double>(weights.size(1) + weights.size(2))));
}

} // namespace

std::int64_t PromptSizes::unitCount(const spec::PromptSpec& prompts) const {
    switch (prompts.form) {
    case PromptForm::Prefix:
        return prompts.count * 2 * layers;
    case PromptForm::LayerHidden:
        return prompts.count * layers;
    case PromptForm::Input:
        return prompts.count;
    }
    return 0;
}

SeparateNetworksImpl::SeparateNetworksImpl(std::int64_t networks, std::int64_t inputSize, std::int64_t hiddenSize,
                                           std::int64_t outputSize) {
    m_hiddenWeight = register_parameter("hidden_weight", at::empty({networks, hiddenSize, inputSize}));
    m_hiddenBias = register_parameter("hidden_bias", at::zeros({networks, hiddenSize}));
    m_outputWeight = register_parameter("output_weight", at::empty({networks, outputSize, hiddenSize}));
    m_outputBias = register_parameter("output_bias", at::zeros({networks, outputSize}));
    initEach(m_hiddenWeight);
    initEach(m_outputWeight);
}

at::Tensor SeparateNetworksImpl::forward(const at::Tensor& representation) {
    const auto networks = m_hiddenWeight.size(0), hiddenSize = m_hiddenWeight.size(1);
    // All networks read the same input, so their first layers are one product.
    const auto first = nn::linear(representation, m_hiddenWeight.flatten(0, 1), m_hiddenBias.flatten()); // [B, N * H]
    const auto hidden = at::tanh(first).view({-1, networks, hiddenSize}).transpose(0, 1);                // [N, B, H]
    return at::baddbmm(m_outputBias.unsqueeze(1), hidden, m_outputWeight.transpose(1, 2));               // [N, B, w]
}

PromptProjectorImpl::PromptProjectorImpl(std::int64_t representationSize, const spec::PromptSpec& prompts,
                                         const PromptSizes& sizes)
    : m_prompts(prompts), m_sizes(sizes) {
    const auto hidden = sizes.hidden;
    if (prompts.projector == spec::ProjectorKind::Separate) {
        const auto networks = prompts.form == PromptForm::Input ? prompts.count : prompts.count * sizes.layers;
        const auto width = prompts.form == PromptForm::Prefix ? 2 * hidden : hidden;
        m_separate = register_module("separate", SeparateNetworks(networks, representationSize, hidden, width));
        return;
    }
    m_hidden = register_module("hidden", nn::Linear(representationSize, hidden));
    m_output = register_module("output", nn::Linear(hidden, sizes.unitCount(prompts) * hidden));
}

ProjectedPrompts PromptProjectorImpl::forward(const at::Tensor& representation) {
    const auto exact = m_separate ? m_separate->forward(representation)
                                  : m_output->forward(at::tanh(m_hidden->forward(representation))); // [B, M * H]
    const auto made = nn::dropout(exact, m_prompts.dropout, is_training());
    return {arrange(made), m_prompts.ctrLogit == spec::CtrLogit::Trunk ? at::Tensor() : unitsOf(made)};
}

plm::SoftPrompts PromptProjectorImpl::arrange(const at::Tensor& made) const {
    return m_separate ? arrangeSeparate(made) : arrangeShared(made);
}

plm::SoftPrompts PromptProjectorImpl::arrangeShared(const at::Tensor& made) const {
    const std::int64_t rows = made.size(0), prompts = m_prompts.count;
    switch (m_prompts.form) {
    case PromptForm::Prefix: {
        const auto parts = made.view({rows, prompts, m_sizes.layers, 2, m_sizes.heads, m_sizes.hidden / m_sizes.heads})
                               .permute({3, 2, 0, 4, 1, 5}) // [2, L, B, heads, K, D]
                               .unbind(0);
        return plm::PromptPrefix(parts[0], parts[1]);
    }
    case PromptForm::LayerHidden:
        return plm::SoftPrompts::layerHidden(
            made.view({rows, prompts, m_sizes.layers, m_sizes.hidden}).permute({2, 0, 1, 3})); // [L, B, K, H]
    case PromptForm::Input:
        return plm::SoftPrompts::input(made.view({rows, prompts, m_sizes.hidden}));
    }
    return {};
}

plm::SoftPrompts PromptProjectorImpl::arrangeSeparate(const at::Tensor& made) const {
    const std::int64_t rows = made.size(1), prompts = m_prompts.count;
    switch (m_prompts.form) {
    case PromptForm::Prefix: {
        const auto parts = made.view({m_sizes.layers, prompts, rows, 2, m_sizes.heads, m_sizes.hidden / m_sizes.heads})
                               .permute({3, 0, 2, 4, 1, 5}) // [2, L, B, heads, K, D]
                               .unbind(0);
        return plm::PromptPrefix(parts[0], parts[1]);
    }
    case PromptForm::LayerHidden:
        return plm::SoftPrompts::layerHidden(
            made.view({m_sizes.layers, prompts, rows, m_sizes.hidden}).transpose(1, 2)); // [L, B, K, H]
    case PromptForm::Input:
        return plm::SoftPrompts::input(made.transpose(0, 1)); // [B, K, H]
    }
    return {};
}

at::Tensor PromptProjectorImpl::unitsOf(const at::Tensor& made) const {
    if (!m_separate)
        return made.view({made.size(0), -1, m_sizes.hidden}); // [B, M, H]
    const std::int64_t layers = made.size(0) / m_prompts.count, vectors = made.size(2) / m_sizes.hidden;
    return made.view({layers, m_prompts.count, made.size(1), vectors, m_sizes.hidden})
        .permute({2, 1, 0, 3, 4})                                               // [B, K, L, 1 or 2, H]
        .reshape({made.size(1), m_sizes.unitCount(m_prompts), m_sizes.hidden}); // [B, M, H]
}

} // namespace cpw::clickprompt
