// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/field_graph.h"

#include "core/nn/init.h"

#include <cmath>
#include <limits>

namespace cpw::nn {
namespace {

constexpr double kEdgeSlope = 0.01; // of the leaky relu

/// weight[f] v_f for each field: [B, F, D] and [F, D, D] to [B, F, D].
at::Tensor mapEachField(const at::Tensor& input, const at::Tensor& weight) {
    return at::bmm(input.transpose(0, 1), weight.transpose(1, 2)).transpose(0, 1);
}

} // namespace

FieldEdgesImpl::FieldEdgesImpl(std::int64_t fields, std::int64_t size) : m_selfEdges(at::eye(fields).to(at::kBool)) {
    weight = register_parameter("weight", at::empty({1, 2 * size}));
    initXavierNormal(weight);
}

at::Tensor FieldEdgesImpl::forward(const at::Tensor& embeddings) {
    // w . [v_s; v_t] is a number of s plus a number of t: no [B, F, F, 2D].
    const auto scores = at::matmul(embeddings, weight.view({2, embeddings.size(2)}).t());  // [B, F, 2]
    const auto sums = scores.select(2, 0).unsqueeze(2) + scores.select(2, 1).unsqueeze(1); // [B, F, F]
    const auto& isSelf = m_selfEdges.on(embeddings.device());
    return at::softmax(at::leaky_relu(sums, kEdgeSlope).masked_fill(isSelf, -std::numeric_limits<double>::infinity()), 2);
}

FieldGraphStepImpl::FieldGraphStepImpl(std::int64_t fields, std::int64_t size)
    : m_out(register_parameter("out", at::empty({fields, size, size}))),
      m_in(register_parameter("in", at::empty({fields, size, size}))), m_bias(register_parameter("bias", at::zeros({size}))),
      m_gru(register_module("gru", GruCell(size))) {
    // Xavier's rule on the whole tensor, as in the reference: fans size * size and fields * size.
    for (const auto& weight : {m_out, m_in})
        initNormal(weight, std::sqrt(2.0 / static_cast<double>((size + fields) * size)));
}

at::Tensor FieldGraphStepImpl::forward(const at::Tensor& edges, const at::Tensor& states) {
    const auto messages = at::bmm(edges, mapEachField(states, m_out)); // [B, F, D]
    const auto taken = mapEachField(messages, m_in) + m_bias;          // [B, F, D]
    return m_gru->forward(taken.flatten(0, 1), states.flatten(0, 1)).view(states.sizes());
}

} // namespace cpw::nn
