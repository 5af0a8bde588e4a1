// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/transformer_layer.h"

#include "core/nn/dropout.h"
#include "core/nn/init.h"

#include <cmath>

namespace cpw::nn {
namespace {

constexpr double kNormEpsilon = 1e-12;

} // namespace

TransformerLayerImpl::TransformerLayerImpl(const TransformerLayerOptions& options)
    : m_options(options), m_in(options.size, 3 * options.size), m_out(options.size, options.size),
      m_norm1(options.size, kNormEpsilon), m_norm2(options.size, kNormEpsilon), m_widen(options.size, options.feedForward),
      m_narrow(options.feedForward, options.size) {
    auto attention = register_module("attention", std::make_shared<torch::nn::Module>());
    attention->register_module("in", m_in);
    attention->register_module("out", m_out);
    register_module("norm1", m_norm1);
    register_module("norm2", m_norm2);
    auto feedForward = register_module("feed_forward", std::make_shared<torch::nn::Module>());
    feedForward->register_module("0", m_widen);
    feedForward->register_module("1", m_narrow);
    initUniform(m_in->weight, std::sqrt(6.0 / static_cast<double>(4 * options.size))); // Xavier's uniform rule over [3D, D]
}

at::Tensor TransformerLayerImpl::attend(const at::Tensor& input) {
    const auto rows = input.size(0), fields = input.size(1);
    const auto headSize = m_options.size / m_options.heads;
    const auto projected = m_in->forward(input).view({rows, fields, 3, m_options.heads, headSize}).permute({2, 0, 3, 1, 4});
    const auto parts = projected.unbind(0); // 3 times [B, heads, F, D / heads]
    const auto mixed = at::scaled_dot_product_attention(parts[0], parts[1], parts[2]);
    return m_out->forward(mixed.transpose(1, 2).flatten(2)); // [B, F, D]
}

at::Tensor TransformerLayerImpl::forward(const at::Tensor& input, double dropout) {
    const auto drop = [&](const at::Tensor& values) { return nn::dropout(values, dropout, is_training()); };
    const auto feed = [&](const at::Tensor& values) { return drop(m_narrow->forward(drop(at::relu(m_widen->forward(values))))); };
    if (m_options.normsFirst) {
        const auto attended = input + drop(attend(m_norm1->forward(input)));
        return attended + feed(m_norm2->forward(attended));
    }
    const auto attended = m_norm1->forward(input + drop(attend(input)));
    return m_norm2->forward(attended + feed(attended));
}

} // namespace cpw::nn
