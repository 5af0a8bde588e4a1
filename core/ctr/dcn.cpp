// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/vector_cross.h"

namespace cpw::ctr {
namespace {

struct DcnOptions : TowerOptions {
    DcnOptions() { towerLayers = 4; }

    int crossLayers = 4;
};

template <class Visitor>
void describe(Visitor& visit, DcnOptions& o) {
    describeTower(visit, o, 0);
    visit(o.crossLayers, {.key = "cross_layers",
                          .title = "Cross layers",
                          .help = "Cross layers with a weight vector.",
                          .minimum = 1,
                          .maximum = 32});
}

/// The first Deep and Cross network: cross layers and tower side by side over the concatenated embeddings; q = [cross; tower].
class Dcn final : public EmbeddedBackbone {
public:
    Dcn(const CtrShape& shape, const DcnOptions& options)
        : EmbeddedBackbone(shape, options), m_cross(register_module("cross", nn::VectorCross(flatSize(), options.crossLayers))) {
        addTower(flatSize(), options);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        auto input = embeddedInput(batch);                                              // [B, F * D]
        const auto representation = besideTower(m_cross->forward(input.flat()), input); // [B, F * D + width]
        return {representation, representation, {}};
    }
    std::int64_t representationSize() const override { return flatSize() + towerSize(); }

private:
    nn::VectorCross m_cross;
};

} // namespace

BackboneEntry dcnEntry() {
    return makeEntry<DcnOptions, Dcn>("dcn", "DCN");
}

} // namespace cpw::ctr
