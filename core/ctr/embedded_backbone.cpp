// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"

namespace cpw::ctr {

nn::Mlp makeTower(std::int64_t inputSize, const std::vector<std::int64_t>& widths, const TowerOptions& options) {
    return nn::Mlp(inputSize, widths, nn::MlpOptions{options.activation, options.hasBatchNorm, options.towerDropout});
}

EmbeddedBackbone::EmbeddedBackbone(const CtrShape& shape, const EmbeddingOptions& options)
    : m_embedding(shape.featureCount, options.embeddingSize, options.spreadFor(shape.featureCount)),
      m_flatSize(shape.fieldCount * options.embeddingSize), m_ownEmbeddingDropout(options.embeddingDropout),
      m_embeddingDropout(options.embeddingDropout) {
    register_module("embedding", m_embedding);
}

void EmbeddedBackbone::addTower(std::int64_t inputSize, const TowerOptions& options) {
    if (options.towerLayers > 0)
        m_tower = register_module("tower", makeTower(inputSize, options.towerWidths(), options));
}

at::Tensor EmbeddedBackbone::embed(const nn::FieldBatch& batch) {
    return embeddedInput(batch).fields(); // [B, F, D]
}

nn::EmbeddedInput EmbeddedBackbone::embeddedInput(const nn::FieldBatch& batch) const {
    return {m_embedding, batch, m_embeddingDropout, is_training()};
}

at::Tensor EmbeddedBackbone::besideTower(const at::Tensor& branch, nn::EmbeddedInput& towerInput) {
    return m_tower ? at::cat({branch, m_tower->forward(towerInput)}, 1) : branch; // [B, branch + width]
}

} // namespace cpw::ctr
