// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"
#include "core/spec/model_spec.h"

namespace cpw::clickprompt {

/// Joins the two logits. sum: ctr + plm. learned: a * ctr + (1 - a) * plm with a = sigmoid("alpha_logit" [1]), which starts at
/// 0.5. learned_plm: the roles swapped. plm_only, ctr_only: that logit alone.
/// Deviation: the reference puts a on the language model and leaves it unbounded; learned_plm has its roles, still bounded.
class FusionImpl : public torch::nn::Module {
public:
    explicit FusionImpl(spec::FusionKind kind) : m_kind(kind) {
        if (kind == spec::FusionKind::Learned || kind == spec::FusionKind::LearnedPlm)
            m_alphaLogit = register_parameter("alpha_logit", at::zeros({1}));
    }

    [[nodiscard]] bool readsCtr() const { return m_kind != spec::FusionKind::PlmOnly; }
    [[nodiscard]] bool readsPlm() const { return m_kind != spec::FusionKind::CtrOnly; }

    /// [B] and [B] to [B]. What is not read may be undefined.
    at::Tensor forward(const at::Tensor& ctr, const at::Tensor& plm) const {
        switch (m_kind) {
        case spec::FusionKind::Sum:
            return ctr + plm;
        case spec::FusionKind::Learned:
            return at::lerp(plm, ctr, at::sigmoid(m_alphaLogit).expand_as(ctr));
        case spec::FusionKind::LearnedPlm:
            return at::lerp(ctr, plm, at::sigmoid(m_alphaLogit).expand_as(plm));
        case spec::FusionKind::PlmOnly:
            return plm;
        case spec::FusionKind::CtrOnly:
            return ctr;
        }
        return {};
    }

private:
    spec::FusionKind m_kind;
    at::Tensor m_alphaLogit; ///< undefined where nothing is weighed
};
TORCH_MODULE(Fusion);

} // namespace cpw::clickprompt
