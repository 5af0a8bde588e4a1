// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/field_attention.h"

namespace cpw::ctr {
namespace {

struct AutoIntOptions : TowerOptions {
    int attentionLayers = 6;
    int heads = 1;
    int attentionSize = 32;
    bool hasResidual = true;
    bool isScaled = false; // the authors' scripts leave the scores unscaled
};

template <class Visitor>
void describe(Visitor& visit, AutoIntOptions& o) {
    describeTower(visit, o, 0);
    visit(o.attentionLayers,
          {.key = "attention_layers", .title = "Attention layers", .help = "Interacting layers.", .minimum = 1, .maximum = 32});
    visit(o.heads, {.key = "heads", .title = "Heads", .help = "Attention heads of a layer.", .minimum = 1, .maximum = 64});
    visit(o.attentionSize, {.key = "attention_size",
                            .title = "Head size",
                            .help = "Numbers for each field in a head.",
                            .minimum = 1,
                            .maximum = 1024});
    visit(o.hasResidual, {.key = "residual", .title = "Residual", .help = "Adds a layer's input to its output."});
    visit(o.isScaled,
          {.key = "attention_scaling", .title = "Scaled scores", .help = "Divides scores by the root of the head size."});
}

/// AutoInt with a tower: interacting layers over the fields beside a tower over the raw embeddings; q = [attention; tower].
class AutoInt final : public EmbeddedBackbone {
public:
    AutoInt(const CtrShape& shape, const AutoIntOptions& options)
        : EmbeddedBackbone(shape, options), m_attendedSize(shape.fieldCount * options.heads * options.attentionSize) {
        registerAttention(options);
        addTower(flatSize(), options);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        auto input = embeddedInput(batch); // [B, F, D]
        auto attended = input.fields();
        for (auto& layer : m_attention)
            attended = layer->forward(attended);                             // [B, F, heads * size]
        const auto representation = besideTower(attended.flatten(1), input); // [B, F * heads * size + width]
        return {representation, representation, {}};
    }
    std::int64_t representationSize() const override { return m_attendedSize + towerSize(); }

private:
    void registerAttention(const AutoIntOptions& options) {
        auto layers = register_module("attention", std::make_shared<torch::nn::Module>());
        nn::FieldAttentionOptions layerOptions{options.embeddingSize, options.heads, options.attentionSize, options.hasResidual,
                                               options.isScaled};
        for (int layer = 0; layer < options.attentionLayers; ++layer) {
            m_attention.push_back(layers->register_module(std::to_string(layer), nn::FieldAttention(layerOptions)));
            layerOptions.inputSize = layerOptions.heads * layerOptions.headSize;
        }
    }

    std::int64_t m_attendedSize;
    std::vector<nn::FieldAttention> m_attention;
};

} // namespace

BackboneEntry autointEntry() {
    return makeEntry<AutoIntOptions, AutoInt>("autoint", "AutoInt");
}

} // namespace cpw::ctr
