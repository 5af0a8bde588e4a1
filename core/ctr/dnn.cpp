// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"

namespace cpw::ctr {
namespace {

struct DnnOptions : TowerOptions {};

template <class Visitor>
void describe(Visitor& visit, DnnOptions& o) {
    describeTower(visit, o, 1);
}

/// A tower over the concatenated embeddings; its last layer is the representation.
class Dnn final : public EmbeddedBackbone {
public:
    Dnn(const CtrShape& shape, const DnnOptions& options) : EmbeddedBackbone(shape, options) { addTower(flatSize(), options); }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        auto input = embeddedInput(batch);       // [B, F * D]
        const auto hidden = throughTower(input); // [B, width]
        return {hidden, hidden, {}};
    }
    std::int64_t representationSize() const override { return towerSize(); }
};

} // namespace

BackboneEntry dnnEntry() {
    return makeEntry<DnnOptions, Dnn>("dnn", "DNN");
}

} // namespace cpw::ctr
