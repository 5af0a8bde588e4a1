// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/fixed_tensor.h"
#include "core/nn/gru_cell.h"
#include "core/nn/linear.h"

namespace cpw::nn {

/// Edge weights of FiGNN's graph of fields (Li et al. 2019, equation 6): leaky relu of w . [v_s; v_t], softmax over t, no edge
/// from a field to itself. Name: "weight" [1, 2D].
class FieldEdgesImpl : public torch::nn::Module {
public:
    FieldEdgesImpl(std::int64_t fields, std::int64_t size);

    /// [B, F, D] to [B, F, F]: row s holds what field s takes from each field.
    at::Tensor forward(const at::Tensor& embeddings);

    at::Tensor weight;

private:
    FixedTensor m_selfEdges; // [F, F] bool, the diagonal
};
TORCH_MODULE(FieldEdges);

/// One step of FiGNN (equations 7 and 8): every field sends out[f] h, sums what its edges bring, maps it by in[f], adds the bias
/// and updates its state by a gated recurrent unit. Names: "out" [F, D, D], "in" [F, D, D], "bias" [D], "gru.*".
class FieldGraphStepImpl : public torch::nn::Module {
public:
    FieldGraphStepImpl(std::int64_t fields, std::int64_t size);

    /// Edges [B, F, F] and states [B, F, D] to new states [B, F, D].
    at::Tensor forward(const at::Tensor& edges, const at::Tensor& states);

private:
    at::Tensor m_out;
    at::Tensor m_in;
    at::Tensor m_bias;
    GruCell m_gru;
};
TORCH_MODULE(FieldGraphStep);

} // namespace cpw::nn
