// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/fm_interaction.h"
#include "core/nn/linear_term.h"

namespace cpw::ctr {
namespace {

struct FmOptions : EmbeddingOptions {
    bool hasLinear = false;
};

template <class Visitor>
void describe(Visitor& visit, FmOptions& o) {
    describeEmbedding(visit, o);
    visit(o.hasLinear, {.key = "use_linear", .title = "Linear term", .help = "Adds one weight for each id and a bias."});
}

/// Factorisation machine.
/// Deviation: in the reference FM makes no prompts; here q is the bi-interaction vector, whose sum is the logit.
class Fm final : public EmbeddedBackbone {
public:
    Fm(const CtrShape& shape, const FmOptions& options) : EmbeddedBackbone(shape, options), m_size(options.embeddingSize) {
        if (options.hasLinear)
            m_linear = register_module("linear", std::make_shared<nn::LinearTermImpl>(shape.featureCount));
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        const auto interaction = nn::biInteraction(embed(batch)); // [B, D]
        auto logit = interaction.sum(1, true);                    // [B, 1]
        if (m_linear)
            logit = logit + m_linear->forward(batch);
        return {interaction, {}, logit};
    }
    std::int64_t representationSize() const override { return m_size; }
    std::int64_t headInputSize() const override { return 0; }
    std::vector<nn::EmbeddingTable> embeddingTables() override {
        auto tables = EmbeddedBackbone::embeddingTables();
        if (m_linear)
            tables.push_back(nn::tableOf(m_linear));
        return tables;
    }

private:
    std::int64_t m_size;
    nn::LinearTerm m_linear;
};

void checkFm(const CtrShape& shape, const FmOptions&, Refusals& refusals) {
    refusals.needPairs(shape);
}

} // namespace

BackboneEntry fmEntry() {
    return makeEntry<FmOptions, Fm>("fm", "FM", checkFm);
}

} // namespace cpw::ctr
