// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/backbone_options.h"
#include "core/nn/fm_interaction.h"
#include "core/nn/mlp.h"

namespace cpw::ctr {
namespace {

struct DeepFmOptions : TowerOptions {
    bool hasLinear = true;
};

template <class Visitor>
void describe(Visitor& visit, DeepFmOptions& o) {
    describeTower(visit, o, 1);
    visit(o.hasLinear, {.key = "use_linear", .title = "Linear term", .help = "Adds one weight for each id and a bias."});
}

/// Logistic regression on ids: one weight for each id, summed over the fields, plus a bias. Starts at zero.
/// Deviation: the reference draws the weights; a linear term has no symmetry to break.
class LinearTermImpl : public nn::EmbeddingTableImpl {
public:
    explicit LinearTermImpl(std::int64_t rows) : nn::EmbeddingTableImpl(rows, 1, 0) {
        bias = register_parameter("bias", at::zeros({1}));
    }

    /// [B, 1]
    at::Tensor forward(const nn::FieldBatch& batch) { return lookup(batch).sum(1) + bias; }

    at::Tensor bias; ///< [1]
};

/// Tower and FM over shared embeddings; q = [tower; f], the head reads the tower and f is added to its logit.
class DeepFm final : public BackboneImpl {
public:
    DeepFm(const CtrShape& shape, const DeepFmOptions& options)
        : m_embedding(shape.featureCount, options.embeddingSize, options.embeddingSpread),
          m_tower(shape.fieldCount * options.embeddingSize, options.towerWidths()) {
        register_module("embedding", m_embedding);
        register_module("tower", m_tower);
        if (options.hasLinear)
            m_linear = register_module("linear", std::make_shared<LinearTermImpl>(shape.featureCount));
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        const auto embedded = m_embedding->lookup(batch);          // [B, F, D]
        const auto hidden = m_tower->forward(embedded.flatten(1)); // [B, width]
        auto interaction = nn::fmInteraction(embedded);            // [B, 1]
        if (m_linear)
            interaction = interaction + m_linear->forward(batch);
        return {at::cat({hidden, interaction}, 1), hidden, interaction}; // q is [B, width + 1]
    }
    std::int64_t representationSize() const override { return m_tower->outputSize() + 1; }
    std::int64_t headInputSize() const override { return m_tower->outputSize(); }
    std::vector<nn::EmbeddingTable> embeddingTables() override {
        std::vector<nn::EmbeddingTable> tables{m_embedding};
        if (m_linear)
            tables.emplace_back(std::static_pointer_cast<nn::EmbeddingTableImpl>(m_linear));
        return tables;
    }
    void setDropout(double probability) override { m_tower->setDropout(probability); }

private:
    nn::EmbeddingTable m_embedding;
    nn::Mlp m_tower;
    std::shared_ptr<LinearTermImpl> m_linear;
};

} // namespace

BackboneEntry deepfmEntry() {
    return makeEntry<DeepFmOptions, DeepFm>("deepfm", "DeepFM");
}

} // namespace cpw::ctr
