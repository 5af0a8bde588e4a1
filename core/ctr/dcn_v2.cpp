// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/backbone_options.h"
#include "core/nn/cross_network.h"
#include "core/nn/mlp.h"

namespace cpw::ctr {
namespace {

struct DcnV2Options : TowerOptions {
    int crossLayers = 6;
};

template <class Visitor>
void describe(Visitor& visit, DcnV2Options& o) {
    describeTower(visit, o, 0);
    visit(o.crossLayers,
          {.key = "cross_layers", .title = "Cross layers", .help = "Full-rank cross layers.", .minimum = 1, .maximum = 32});
}

/// DCN-V2, parallel form: cross network and tower side by side over the concatenated embeddings; q = [cross; tower].
class DcnV2 final : public BackboneImpl {
public:
    DcnV2(const CtrShape& shape, const DcnV2Options& options)
        : m_flatSize(shape.fieldCount * options.embeddingSize),
          m_embedding(shape.featureCount, options.embeddingSize, options.embeddingSpread),
          m_cross(m_flatSize, options.crossLayers) {
        register_module("embedding", m_embedding);
        register_module("cross", m_cross);
        if (options.towerLayers > 0)
            m_tower = register_module("tower", nn::Mlp(m_flatSize, options.towerWidths()));
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        const auto flat = m_embedding->lookup(batch).flatten(1); // [B, F * D]
        auto representation = m_cross->forward(flat);            // [B, F * D]
        if (m_tower)
            representation = at::cat({representation, m_tower->forward(flat)}, 1); // [B, F * D + width]
        return {representation, representation, {}};
    }
    std::int64_t representationSize() const override { return m_flatSize + (m_tower ? m_tower->outputSize() : 0); }
    std::int64_t headInputSize() const override { return representationSize(); }
    std::vector<nn::EmbeddingTable> embeddingTables() override { return {m_embedding}; }
    void setDropout(double probability) override {
        if (m_tower)
            m_tower->setDropout(probability);
    }

private:
    std::int64_t m_flatSize;
    nn::EmbeddingTable m_embedding;
    nn::CrossNetwork m_cross;
    nn::Mlp m_tower{nullptr};
};

} // namespace

BackboneEntry dcnV2Entry() {
    return makeEntry<DcnV2Options, DcnV2>("dcn_v2", "DCN-V2");
}

} // namespace cpw::ctr
