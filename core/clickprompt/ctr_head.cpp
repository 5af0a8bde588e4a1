// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clickprompt/ctr_head.h"

#include "core/base/expects.h"

namespace cpw::clickprompt {
namespace {

using spec::CtrLogit;

/// [B, M] weights and [B, M, H] vectors to [B, H].
at::Tensor weightedSum(const at::Tensor& weights, const at::Tensor& units) {
    return at::bmm(weights.unsqueeze(1), units).squeeze(1);
}

} // namespace

CtrHeadImpl::CtrHeadImpl(CtrLogit kind, const CtrHeadSizes& sizes) : m_kind(kind) {
    const auto inputSize = kind == CtrLogit::Trunk    ? sizes.headInput
                           : kind == CtrLogit::Concat ? sizes.units * sizes.hidden
                                                      : sizes.hidden;
    if (inputSize > 0)
        m_output = register_module("output", nn::Linear(inputSize, 1));
    if (kind == CtrLogit::Mixture)
        m_gate = register_module("gate", nn::Linear(sizes.representation, sizes.units));
    if (kind == CtrLogit::Attention)
        m_query = register_module("query", nn::Linear(sizes.hidden, 1));
}

at::Tensor CtrHeadImpl::forward(const ctr::BackboneOutput& trunk, const at::Tensor& units) {
    if (m_kind == CtrLogit::Trunk)
        return fromTrunk(trunk);
    expects(units.defined(), "a CTR logit from prompts of a model without {}", "prompts");
    return m_output->forward(gather(trunk.representation, units)).squeeze(1);
}

at::Tensor CtrHeadImpl::fromTrunk(const ctr::BackboneOutput& trunk) {
    if (!m_output)
        return trunk.logitOffset.squeeze(1);
    const auto logit = m_output->forward(trunk.headInput); // [B, 1]
    return (trunk.logitOffset.defined() ? logit + trunk.logitOffset : logit).squeeze(1);
}

at::Tensor CtrHeadImpl::gather(const at::Tensor& representation, const at::Tensor& units) {
    switch (m_kind) {
    case CtrLogit::Trunk:
        break;
    case CtrLogit::Mean:
        return units.mean(1);
    case CtrLogit::Concat:
        return units.flatten(1);
    case CtrLogit::Mixture:
        return weightedSum(at::softmax(m_gate->forward(representation), 1), units);
    case CtrLogit::Attention:
        return weightedSum(at::softmax(m_query->forward(units).squeeze(2), 1), units);
    }
    return {};
}

} // namespace cpw::clickprompt
