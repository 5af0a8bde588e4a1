// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ctr/backbone_options.h"
#include "core/nn/mlp.h"

namespace cpw::ctr {

/// What nearly every backbone has: one embedding table and, as an option, a tower. Derived classes register what lies between
/// the two, then call addTower. Checkpoint names: "embedding.table", "tower.*".
class EmbeddedBackbone : public BackboneImpl {
public:
    std::int64_t headInputSize() const override { return representationSize(); }
    std::vector<nn::EmbeddingTable> embeddingTables() override { return {m_embedding}; }
    void setDropout(double probability) override {
        if (m_tower)
            m_tower->setDropout(probability);
    }
    void setEmbeddingDropout(double probability) override { m_embeddingDropout = probability < 0 ? m_ownEmbeddingDropout : probability; }

protected:
    EmbeddedBackbone(const CtrShape& shape, const EmbeddingOptions& options);

    /// Nothing with 0 layers.
    void addTower(std::int64_t inputSize, const TowerOptions& options);
    /// [B, F, D], with dropout in training.
    [[nodiscard]] at::Tensor embed(const nn::FieldBatch& batch);
    /// The same for layers that read all fields flattened.
    [[nodiscard]] nn::EmbeddedInput embeddedInput(const nn::FieldBatch& batch) const;
    /// [branch; tower(towerInput)], or the branch alone without a tower.
    [[nodiscard]] at::Tensor besideTower(const at::Tensor& branch, nn::EmbeddedInput& towerInput);
    /// tower(input) of a backbone that always has one.
    [[nodiscard]] at::Tensor throughTower(nn::EmbeddedInput& input) { return m_tower->forward(input); }
    /// tower(input), or the input itself without a tower.
    [[nodiscard]] at::Tensor throughTower(const at::Tensor& input) { return m_tower ? m_tower->forward(input) : input; }
    /// 0 without a tower.
    [[nodiscard]] std::int64_t towerSize() const { return m_tower ? m_tower->outputSize() : 0; }
    [[nodiscard]] std::int64_t flatSize() const { return m_flatSize; } // F * D
    [[nodiscard]] double embeddingDropout() const { return m_embeddingDropout; }

    nn::EmbeddingTable m_embedding;

private:
    std::int64_t m_flatSize;
    double m_ownEmbeddingDropout;
    double m_embeddingDropout;
    nn::Mlp m_tower{nullptr};
};

/// A tower as the options say.
[[nodiscard]] nn::Mlp makeTower(std::int64_t inputSize, const std::vector<std::int64_t>& widths, const TowerOptions& options);

} // namespace cpw::ctr
