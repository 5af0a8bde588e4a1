// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"
#include "core/spec/model_spec.h"

namespace cpw::clickprompt {

/// Joins the two logits. sum: ctr + plm. learned: a * ctr + (1 - a) * plm with a = sigmoid("alpha_logit" [1]), which starts at
/// 0.5. Deviation: the reference puts a on the language model and leaves it unbounded.
class FusionImpl : public torch::nn::Module {
public:
    explicit FusionImpl(spec::FusionKind kind) {
        if (kind == spec::FusionKind::Learned)
            m_alphaLogit = register_parameter("alpha_logit", at::zeros({1}));
    }

    /// [B] and [B] to [B].
    at::Tensor forward(const at::Tensor& ctr, const at::Tensor& plm) const {
        if (!m_alphaLogit.defined())
            return ctr + plm;
        return at::lerp(plm, ctr, at::sigmoid(m_alphaLogit).expand_as(ctr));
    }
    void reset() {
        const at::NoGradGuard noGrad;
        if (m_alphaLogit.defined())
            m_alphaLogit.zero_();
    }

private:
    at::Tensor m_alphaLogit; ///< undefined for the sum
};
TORCH_MODULE(Fusion);

} // namespace cpw::clickprompt
