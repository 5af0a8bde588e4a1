// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/gated_cross_network.h"

namespace cpw::ctr {
namespace {

enum class GdcnStructure { Parallel, Stacked };

} // namespace
} // namespace cpw::ctr

template <>
struct cpw::EnumNames<cpw::ctr::GdcnStructure> {
    using Kind = cpw::ctr::GdcnStructure;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Parallel, "parallel"}, {Kind::Stacked, "stacked"}};
};

namespace cpw::ctr {
namespace {

struct GdcnOptions : TowerOptions {
    GdcnOptions() { towerLayers = 3; }

    int crossLayers = 3;
    GdcnStructure structure = GdcnStructure::Parallel;
};

template <class Visitor>
void describe(Visitor& visit, GdcnOptions& o) {
    describeTower(visit, o, 0);
    visit(o.crossLayers,
          {.key = "cross_layers", .title = "Cross layers", .help = "Gated cross layers.", .minimum = 1, .maximum = 32});
    visit(o.structure, {.key = "structure",
                        .title = "Structure",
                        .help = "parallel: tower beside the cross layers; stacked: tower on top of them."});
}

/// Gated Deep Cross network; q = [cross; tower], or tower(cross) in the stacked structure.
class Gdcn final : public EmbeddedBackbone {
public:
    Gdcn(const CtrShape& shape, const GdcnOptions& options)
        : EmbeddedBackbone(shape, options), m_structure(options.structure),
          m_cross(register_module("cross", nn::GatedCrossNetwork(flatSize(), options.crossLayers))) {
        addTower(flatSize(), options);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        auto input = embeddedInput(batch);            // [B, F * D]
        const auto crossed = m_cross->forward(input); // [B, F * D]
        const auto representation = m_structure == GdcnStructure::Parallel ? besideTower(crossed, input) : throughTower(crossed);
        return {representation, representation, {}};
    }
    std::int64_t representationSize() const override {
        if (m_structure == GdcnStructure::Stacked && towerSize() > 0)
            return towerSize();
        return flatSize() + towerSize();
    }

private:
    GdcnStructure m_structure;
    nn::GatedCrossNetwork m_cross;
};

} // namespace

BackboneEntry gdcnEntry() {
    return makeEntry<GdcnOptions, Gdcn>("gdcn", "GDCN");
}

} // namespace cpw::ctr
