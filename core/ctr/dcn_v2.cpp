// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/cross_network.h"

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
class DcnV2 final : public EmbeddedBackbone {
public:
    DcnV2(const CtrShape& shape, const DcnV2Options& options)
        : EmbeddedBackbone(shape, options), m_cross(register_module("cross", nn::CrossNetwork(flatSize(), options.crossLayers))) {
        addTower(flatSize(), options);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        auto input = embeddedInput(batch);                                       // [B, F * D]
        const auto representation = besideTower(m_cross->forward(input), input); // [B, F * D + width]
        return {representation, representation, {}};
    }
    std::int64_t representationSize() const override { return flatSize() + towerSize(); }

private:
    nn::CrossNetwork m_cross;
};

} // namespace

BackboneEntry dcnV2Entry() {
    return makeEntry<DcnV2Options, DcnV2>("dcn_v2", "DCN-V2");
}

} // namespace cpw::ctr
