// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ctr/backbone.h"
#include "core/nn/linear.h"
#include "core/spec/model_spec.h"

namespace cpw::clickprompt {

/// Sizes of what a CTR head may read: G its input from the trunk, R the representation, M prompt vectors of size H.
struct CtrHeadSizes {
    std::int64_t headInput = 0; ///< G; 0 where the backbone forms the whole logit itself
    std::int64_t representation = 0;
    std::int64_t units = 0;
    std::int64_t hidden = 0;
};

/// Forms the CTR logit. trunk: the last layer of the CTR model, "output" [1, G], plus what the trunk adds itself. The other kinds
/// read the row's prompts P [B, M, H] instead, and nothing the trunk adds counts:
/// mean: "output" [1, H] on their mean. concat: "output" [1, M * H] on all of them. mixture: "output" on the sum of g_m P_m with
/// g = softmax("gate" [M, R] q). attention: "output" on the sum of a_m P_m with a = softmax over m of "query" [1, H] P_m.
class CtrHeadImpl : public torch::nn::Module {
public:
    CtrHeadImpl(spec::CtrLogit kind, const CtrHeadSizes& sizes);

    /// [B]. `units` [B, M, H] may be undefined for the kind trunk.
    at::Tensor forward(const ctr::BackboneOutput& trunk, const at::Tensor& units);

private:
    [[nodiscard]] at::Tensor fromTrunk(const ctr::BackboneOutput& trunk);
    /// What the output layer reads.
    [[nodiscard]] at::Tensor gather(const at::Tensor& representation, const at::Tensor& units);

    spec::CtrLogit m_kind;
    nn::Linear m_output{nullptr};
    nn::Linear m_gate{nullptr};
    nn::Linear m_query{nullptr};
};
TORCH_MODULE(CtrHead);

} // namespace cpw::clickprompt
