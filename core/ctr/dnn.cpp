// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/backbone_options.h"
#include "core/nn/mlp.h"

namespace cpw::ctr {
namespace {

struct DnnOptions : TowerOptions {};

template <class Visitor>
void describe(Visitor& visit, DnnOptions& o) {
    describeTower(visit, o, 1);
}

/// A tower over the concatenated embeddings; its last layer is the representation.
class Dnn final : public BackboneImpl {
public:
    Dnn(const CtrShape& shape, const DnnOptions& options)
        : m_embedding(shape.featureCount, options.embeddingSize, options.embeddingSpread),
          m_tower(shape.fieldCount * options.embeddingSize, options.towerWidths()) {
        register_module("embedding", m_embedding);
        register_module("tower", m_tower);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        const auto flat = m_embedding->lookup(batch).flatten(1); // [B, F * D]
        const auto hidden = m_tower->forward(flat);              // [B, width]
        return {hidden, hidden, {}};
    }
    std::int64_t representationSize() const override { return m_tower->outputSize(); }
    std::int64_t headInputSize() const override { return m_tower->outputSize(); }
    std::vector<nn::EmbeddingTable> embeddingTables() override { return {m_embedding}; }
    void setDropout(double probability) override { m_tower->setDropout(probability); }

private:
    nn::EmbeddingTable m_embedding;
    nn::Mlp m_tower;
};

} // namespace

BackboneEntry dnnEntry() {
    return makeEntry<DnnOptions, Dnn>("dnn", "DNN");
}

} // namespace cpw::ctr
