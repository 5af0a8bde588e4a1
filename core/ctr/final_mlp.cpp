// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/bilinear_fusion.h"
#include "core/nn/feature_gate.h"
#include "core/nn/fixed_tensor.h"

#include <algorithm>
#include <set>

namespace cpw::ctr {
namespace {

struct FinalMlpOptions : TowerOptions {
    FinalMlpOptions() { towerLayers = 3; }

    int secondTowerWidth = 0;  // 0: as the first
    int secondTowerLayers = 0; // 0: as the first
    bool hasGates = true;
    int gateWidth = 64;
    std::vector<std::int64_t> firstContext; // field numbers from 0; empty: a learnt vector
    std::vector<std::int64_t> secondContext;
    int heads = 1;

    [[nodiscard]] std::int64_t secondWidth() const { return secondTowerWidth > 0 ? secondTowerWidth : towerWidth; }
    [[nodiscard]] std::vector<std::int64_t> secondWidths() const {
        return std::vector<std::int64_t>(static_cast<std::size_t>(secondTowerLayers > 0 ? secondTowerLayers : towerLayers),
                                         secondWidth());
    }
};

template <class Visitor>
void describe(Visitor& visit, FinalMlpOptions& o) {
    describeTower(visit, o, 1);
    visit(o.secondTowerWidth, {.key = "tower_2_width",
                               .title = "Second tower width",
                               .help = "Units of each layer of the second stream; 0: as the first.",
                               .minimum = 0,
                               .maximum = 8192});
    visit(o.secondTowerLayers, {.key = "tower_2_layers",
                                .title = "Second tower layers",
                                .help = "Layers of the second stream; 0: as the first.",
                                .minimum = 0,
                                .maximum = 32});
    visit(o.hasGates,
          {.key = "use_gates", .title = "Feature gates", .help = "Each stream weighs its inputs by a gate of its own."});
    visit(o.gateWidth,
          {.key = "gate_width", .title = "Gate width", .help = "Units inside a gate.", .minimum = 1, .maximum = 8192});
    visit(o.firstContext, {.key = "context_1",
                           .title = "First gate's fields",
                           .help = "Numbers of the fields that the first gate reads, from 0; none: a learnt vector."});
    visit(o.secondContext, {.key = "context_2",
                            .title = "Second gate's fields",
                            .help = "Numbers of the fields that the second gate reads, from 0; none: a learnt vector."});
    visit(o.heads, {.key = "heads",
                    .title = "Heads",
                    .help = "Parts of the bilinear fusion; they divide both tower widths.",
                    .minimum = 1,
                    .maximum = 1024});
}

/// One gated stream: its gate reads embeddings of chosen fields or a learnt vector, its tower the gated flat embeddings.
struct Stream {
    nn::FeatureGate gate{nullptr}; ///< null without gates
    nn::FixedTensor context;       ///< [fields of the context] int64
    bool hasContext = false;
    nn::Mlp tower{nullptr};

    at::Tensor forward(const at::Tensor& embedded) {
        auto flat = embedded.flatten(1); // [B, F * D]
        if (gate) {
            const auto read = hasContext ? embedded.index_select(1, context.on(embedded.device())).flatten(1) : at::Tensor();
            flat = flat * gate->forward(read);
        }
        return tower->forward(flat); // [B, width]
    }
};

/// FinalMLP: two gated towers and their bilinear fusion, which is the whole logit; q = [tower_1; tower_2].
class FinalMlp final : public EmbeddedBackbone {
public:
    FinalMlp(const CtrShape& shape, const FinalMlpOptions& options)
        : EmbeddedBackbone(shape, options), m_first(makeStream("1", options.firstContext, options.towerWidths(), options)),
          m_second(makeStream("2", options.secondContext, options.secondWidths(), options)),
          m_fusion(register_module("fusion", nn::BilinearFusion(options.towerWidth, options.secondWidth(), options.heads))) {}

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        const auto embedded = embed(batch);             // [B, F, D]
        const auto first = m_first.forward(embedded);   // [B, width 1]
        const auto second = m_second.forward(embedded); // [B, width 2]
        return {at::cat({first, second}, 1), {}, m_fusion->forward(first, second)};
    }
    std::int64_t representationSize() const override { return m_first.tower->outputSize() + m_second.tower->outputSize(); }
    std::int64_t headInputSize() const override { return 0; }
    void setDropout(double probability) override {
        m_first.tower->setDropout(probability);
        m_second.tower->setDropout(probability);
    }

private:
    Stream makeStream(const std::string& number, const std::vector<std::int64_t>& contextFields,
                      const std::vector<std::int64_t>& widths, const FinalMlpOptions& options) {
        Stream stream;
        stream.hasContext = !contextFields.empty();
        if (stream.hasContext)
            stream.context = nn::FixedTensor(at::tensor(contextFields, at::kLong));
        const auto contextSize = static_cast<std::int64_t>(contextFields.size()) * options.embeddingSize;
        if (options.hasGates)
            stream.gate = register_module("gate_" + number,
                                          nn::FeatureGate(contextSize, options.embeddingSize, options.gateWidth, flatSize()));
        stream.tower = register_module("tower_" + number, makeTower(flatSize(), widths, options));
        return stream;
    }

    Stream m_first;
    Stream m_second;
    nn::BilinearFusion m_fusion;
};

void checkFinalMlp(const CtrShape& shape, const FinalMlpOptions& options, Refusals& refusals) {
    if (options.towerWidth % options.heads != 0 || options.secondWidth() % options.heads != 0)
        refusals.add("heads", std::to_string(options.heads),
                     fmt::format("a divisor of the tower widths {} and {}", options.towerWidth, options.secondWidth()),
                     "Change the heads or a width.");
    for (const auto& [key, fields] : {std::pair("context_1", options.firstContext), {"context_2", options.secondContext}}) {
        if (!fields.empty() && shape.isKnown())
            refusals.checkList(key, fields, shape.fieldCount, 0, shape.fieldCount - 1);
        if (std::set(fields.begin(), fields.end()).size() != fields.size())
            refusals.add(key, toText(OptionValue(fields)), "each field once", "Remove the repeated ones.");
    }
}

} // namespace

BackboneEntry finalMlpEntry() {
    return makeEntry<FinalMlpOptions, FinalMlp>("final_mlp", "FinalMLP", checkFinalMlp);
}

} // namespace cpw::ctr
