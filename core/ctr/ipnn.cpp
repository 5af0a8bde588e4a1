// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/field_pairs.h"

namespace cpw::ctr {
namespace {

struct IpnnOptions : TowerOptions {};

template <class Visitor>
void describe(Visitor& visit, IpnnOptions& o) {
    describeTower(visit, o, 1);
}

/// Product network with inner products: a tower over [embeddings; products of all pairs].
class Ipnn final : public EmbeddedBackbone {
public:
    Ipnn(const CtrShape& shape, const IpnnOptions& options) : EmbeddedBackbone(shape, options), m_pairs(shape.fieldCount) {
        addTower(flatSize() + nn::FieldPairs::count(shape.fieldCount), options);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        const auto embedded = embed(batch); // [B, F, D]
        const auto hidden = throughTower(m_pairs.withInnerProducts(embedded)); // of [B, F * D + P]
        return {hidden, hidden, {}}; // [B, width]
    }
    std::int64_t representationSize() const override { return towerSize(); }

private:
    nn::FieldPairs m_pairs;
};

void checkIpnn(const CtrShape& shape, const IpnnOptions&, Refusals& refusals) {
    refusals.needPairs(shape);
}

} // namespace

BackboneEntry ipnnEntry() {
    return makeEntry<IpnnOptions, Ipnn>("ipnn", "IPNN", checkIpnn);
}

} // namespace cpw::ctr
