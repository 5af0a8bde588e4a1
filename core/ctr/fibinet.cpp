// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/bilinear_interaction.h"
#include "core/nn/squeeze_excitation.h"

namespace cpw::ctr {
namespace {

struct FiBiNetOptions : TowerOptions {
    FiBiNetOptions() { towerLayers = 2; }

    int reduction = 3;
    nn::BilinearKind bilinear = nn::BilinearKind::Interaction;
};

template <class Visitor>
void describe(Visitor& visit, FiBiNetOptions& o) {
    describeTower(visit, o, 0);
    visit(o.reduction, {.key = "reduction",
                        .title = "Squeeze ratio",
                        .help = "Fields for each unit of the squeeze layer.",
                        .minimum = 1,
                        .maximum = 1024});
    visit(o.bilinear, {.key = "bilinear",
                       .title = "Bilinear form",
                       .help = "One matrix for all, for each first field, or for each pair of fields."});
}

/// FiBiNet: a tower over the bilinear products of all pairs, once of the embeddings and once of those weighted by importance.
class FiBiNet final : public EmbeddedBackbone {
public:
    FiBiNet(const CtrShape& shape, const FiBiNetOptions& options)
        : EmbeddedBackbone(shape, options),
          m_squeeze(register_module("squeeze", nn::SqueezeExcitation(shape.fieldCount, options.reduction))),
          m_bilinear(
              register_module("bilinear", nn::BilinearInteraction(shape.fieldCount, options.embeddingSize, options.bilinear))),
          m_productSize(2 * nn::FieldPairs::count(shape.fieldCount) * options.embeddingSize) {
        addTower(m_productSize, options);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        const auto embedded = embed(batch);                   // [B, F, D]
        const auto importance = m_squeeze->forward(embedded); // [B, F]
        const auto hidden = throughTower(m_bilinear->besideWeighted(embedded, importance));
        return {hidden, hidden, {}}; // [B, width]
    }
    std::int64_t representationSize() const override { return towerSize() > 0 ? towerSize() : m_productSize; }

private:
    nn::SqueezeExcitation m_squeeze;
    nn::BilinearInteraction m_bilinear;
    std::int64_t m_productSize;
};

void checkFiBiNet(const CtrShape& shape, const FiBiNetOptions&, Refusals& refusals) {
    refusals.needPairs(shape);
}

} // namespace

BackboneEntry fibinetEntry() {
    return makeEntry<FiBiNetOptions, FiBiNet>("fibinet", "FiBiNet", checkFiBiNet);
}

} // namespace cpw::ctr
