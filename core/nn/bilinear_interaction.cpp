// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/bilinear_interaction.h"

#include "core/nn/fast_bilinear.h"
#include "core/nn/init.h"
#include "core/nn/matrix_product.h"

#include <cmath>

namespace cpw::nn {
namespace {

std::vector<std::int64_t> weightSizes(std::int64_t fields, std::int64_t size, BilinearKind kind) {
    switch (kind) {
    case BilinearKind::All:
        return {size, size};
    case BilinearKind::Each:
        return {fields - 1, size, size};
    case BilinearKind::Interaction:
        return {FieldPairs::count(fields), size, size};
    }
    return {};
}

} // namespace

BilinearInteractionImpl::BilinearInteractionImpl(std::int64_t fields, std::int64_t size, BilinearKind kind)
    : m_kind(kind), m_pairs(fields) {
    weight = register_parameter("weight", at::empty(weightSizes(fields, size, kind)));
    initNormal(weight, std::sqrt(2.0 / static_cast<double>(size + size))); // Xavier's rule for each matrix
}

/// W v_i of every pair: [B, P, D]. Pairs of one first field stand together, so that field's matrices are one product.
at::Tensor BilinearInteractionImpl::mapFirst(const at::Tensor& embeddings) {
    const auto rows = embeddings.size(0), fields = embeddings.size(1), size = embeddings.size(2);
    if (m_kind == BilinearKind::All)
        return nn::linear(embeddings, weight, {}).index_select(1, m_pairs.first(embeddings.device()));
    const auto ofField = embeddings.unbind(1); // F times [B, D]
    std::vector<at::Tensor> mapped;
    for (std::int64_t i = 0, pair = 0; i + 1 < fields; ++i) {
        const auto count = m_kind == BilinearKind::Each ? 1 : fields - 1 - i;
        const auto matrices = weight.narrow(0, pair, count).reshape({count * size, size});
        mapped.push_back(nn::linear(ofField[static_cast<std::size_t>(i)], matrices, {}).view({rows, count, size}));
        pair += count;
    }
    const auto all = at::cat(mapped, 1); // [B, F - 1 or P, D]
    return m_kind == BilinearKind::Each ? all.index_select(1, m_pairs.first(embeddings.device())) : all;
}

at::Tensor BilinearInteractionImpl::forward(const at::Tensor& embeddings) {
    return mapFirst(embeddings) * embeddings.index_select(1, m_pairs.second(embeddings.device())); // [B, P, D]
}

at::Tensor BilinearInteractionImpl::besideWeighted(const at::Tensor& embeddings, const at::Tensor& importance) {
    return isFastBilinear(embeddings, weight, importance) ? fastBilinear(embeddings, weight, importance, m_kind)
                                                          : besideWeightedByTensors(embeddings, importance);
}

at::Tensor BilinearInteractionImpl::besideWeightedByTensors(const at::Tensor& embeddings, const at::Tensor& importance) {
    const auto products = forward(embeddings); // [B, P, D]
    const auto ofPairs = importance.index_select(1, m_pairs.first(embeddings.device())) *
                         importance.index_select(1, m_pairs.second(embeddings.device())); // [B, P]
    return at::cat({products.flatten(1), (products * ofPairs.unsqueeze(2)).flatten(1)}, 1);
}

} // namespace cpw::nn
