// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/nn/field_pairs.h"

namespace cpw::nn {

/// Which matrix a pair (i, j) is multiplied with: one for all, one for each first field, one for each pair.
enum class BilinearKind { All, Each, Interaction };

/// (W v_i) * v_j, elementwise, for every pair i < j (Huang et al. 2019, equations 6 to 8). P pairs.
/// Name: "weight", [D, D], [F - 1, D, D] or [P, D, D] by kind, applied as y_o = sum over i of W[o, i] v_i.
class BilinearInteractionImpl : public torch::nn::Module {
public:
    BilinearInteractionImpl(std::int64_t fields, std::int64_t size, BilinearKind kind);

    /// [B, F, D] to [B, P, D].
    at::Tensor forward(const at::Tensor& embeddings);
    /// [products; products times the importance [B, F] of both fields], which are the products of embeddings times their
    /// importance: [B, 2 * P * D].
    at::Tensor besideWeighted(const at::Tensor& embeddings, const at::Tensor& importance);
    /// The same by LibTorch's operations: for other types, devices and sizes, and what it is tested against.
    at::Tensor besideWeightedByTensors(const at::Tensor& embeddings, const at::Tensor& importance);

    at::Tensor weight;

private:
    [[nodiscard]] at::Tensor mapFirst(const at::Tensor& embeddings);

    BilinearKind m_kind;
    FieldPairs m_pairs;
};
TORCH_MODULE(BilinearInteraction);

} // namespace cpw::nn

template <>
struct cpw::EnumNames<cpw::nn::BilinearKind> {
    using Kind = cpw::nn::BilinearKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {
        {Kind::All, "field_all"}, {Kind::Each, "field_each"}, {Kind::Interaction, "field_interaction"}};
};
