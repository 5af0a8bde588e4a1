// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/bilinear_fusion.h"

#include "core/nn/init.h"

#include <cmath>

namespace cpw::nn {
namespace {

/// [B, heads * size] to [heads, B, size], a view.
at::Tensor splitHeads(const at::Tensor& input, std::int64_t heads) {
    return input.view({input.size(0), heads, -1}).transpose(0, 1);
}

} // namespace

BilinearFusionImpl::BilinearFusionImpl(std::int64_t xSize, std::int64_t ySize, std::int64_t heads)
    : m_x(xSize, 1), m_y(ySize, 1) {
    register_module("x", m_x);
    register_module("y", m_y);
    m_bilinear = register_parameter("bilinear", at::empty({heads, xSize / heads, ySize / heads}));
    // The authors' start: Xavier's rule on all weights as one layer with one output.
    initNormal(m_bilinear, std::sqrt(2.0 / static_cast<double>(m_bilinear.numel() + 1)));
}

at::Tensor BilinearFusionImpl::forward(const at::Tensor& x, const at::Tensor& y) {
    const auto heads = m_bilinear.size(0);
    const auto mapped = at::bmm(splitHeads(x, heads), m_bilinear);     // [heads, B, Y / heads]
    const auto products = (mapped * splitHeads(y, heads)).sum({0, 2}); // [B]
    return m_x->forward(x) + m_y->forward(y) + products.unsqueeze(1);  // [B, 1]
}

} // namespace cpw::nn
