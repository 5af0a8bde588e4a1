// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/fm_interaction.h"
#include "core/nn/linear_term.h"

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

/// Tower and FM over shared embeddings; q = [tower; f], the head reads the tower and f is added to its logit.
class DeepFm final : public EmbeddedBackbone {
public:
    DeepFm(const CtrShape& shape, const DeepFmOptions& options) : EmbeddedBackbone(shape, options) {
        addTower(flatSize(), options);
        if (options.hasLinear)
            m_linear = register_module("linear", std::make_shared<nn::LinearTermImpl>(shape.featureCount));
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        auto input = embeddedInput(batch);                    // [B, F, D]
        const auto hidden = throughTower(input);              // [B, width]
        auto interaction = nn::fmInteraction(input.fields()); // [B, 1]
        if (m_linear)
            interaction = interaction + m_linear->forward(batch);
        return {at::cat({hidden, interaction}, 1), hidden, interaction}; // q is [B, width + 1]
    }
    std::int64_t representationSize() const override { return towerSize() + 1; }
    std::int64_t headInputSize() const override { return towerSize(); }
    std::vector<nn::EmbeddingTable> embeddingTables() override {
        auto tables = EmbeddedBackbone::embeddingTables();
        if (m_linear)
            tables.push_back(nn::tableOf(m_linear));
        return tables;
    }

private:
    nn::LinearTerm m_linear;
};

} // namespace

BackboneEntry deepfmEntry() {
    return makeEntry<DeepFmOptions, DeepFm>("deepfm", "DeepFM");
}

} // namespace cpw::ctr
