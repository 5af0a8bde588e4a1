// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/compressed_interaction.h"

#include <numeric>

namespace cpw::ctr {
namespace {

struct XDeepFmOptions : TowerOptions {
    XDeepFmOptions() { towerLayers = 3; }

    std::vector<std::int64_t> cinMaps{25, 25, 25};
};

template <class Visitor>
void describe(Visitor& visit, XDeepFmOptions& o) {
    describeTower(visit, o, 0);
    visit(o.cinMaps,
          {.key = "cin_maps", .title = "Interaction maps", .help = "Maps of each layer of the compressed interaction network."});
}

/// xDeepFM: compressed interaction network and tower side by side; q = [p_1; p_2 ...; tower]. No linear term.
class XDeepFm final : public EmbeddedBackbone {
public:
    XDeepFm(const CtrShape& shape, const XDeepFmOptions& options)
        : EmbeddedBackbone(shape, options),
          m_cin(register_module("cin", nn::CompressedInteraction(shape.fieldCount, options.cinMaps))),
          m_pooledSize(std::accumulate(options.cinMaps.begin(), options.cinMaps.end(), std::int64_t{0})) {
        addTower(flatSize(), options);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        auto input = embeddedInput(batch);                                              // [B, F, D]
        const auto representation = besideTower(m_cin->forward(input.fields()), input); // [B, units + width]
        return {representation, representation, {}};
    }
    std::int64_t representationSize() const override { return m_pooledSize + towerSize(); }

private:
    nn::CompressedInteraction m_cin;
    std::int64_t m_pooledSize;
};

void checkXDeepFm(const CtrShape&, const XDeepFmOptions& options, Refusals& refusals) {
    refusals.checkList("cin_maps", options.cinMaps, 16, 1, 1024);
}

} // namespace

BackboneEntry xdeepfmEntry() {
    return makeEntry<XDeepFmOptions, XDeepFm>("xdeepfm", "xDeepFM", checkXDeepFm);
}

} // namespace cpw::ctr
