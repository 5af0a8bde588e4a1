// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/transformer_layer.h"

namespace cpw::ctr {
namespace {

struct TransformerOptions : EmbeddingOptions {
    int layers = 2;
    int heads = 1;
    int feedForwardFactor = 4;
    bool normsFirst = true;
    double layerDropout = 0; // a stage's own ctr_dropout above 0 takes its place
};

template <class Visitor>
void describe(Visitor& visit, TransformerOptions& o) {
    describeEmbedding(visit, o);
    visit(o.layers, {.key = "layers", .title = "Layers", .help = "Transformer layers.", .minimum = 1, .maximum = 32});
    visit(o.heads, {.key = "heads",
                    .title = "Heads",
                    .help = "Attention heads; they divide the embedding size.",
                    .minimum = 1,
                    .maximum = 64});
    visit(o.feedForwardFactor, {.key = "feed_forward_factor",
                                .title = "Feed-forward factor",
                                .help = "Width inside a layer as a multiple of the embedding size.",
                                .minimum = 1,
                                .maximum = 64});
    visit(o.normsFirst,
          {.key = "norm_first", .title = "Norm first", .help = "Normalises before the two parts of a layer, not after them."});
    visit(o.layerDropout, {.key = "layer_dropout",
                           .title = "Dropout",
                           .help = "Inside a layer; a stage's own dropout above 0 takes its place.",
                           .minimum = 0,
                           .maximum = 0.9});
}

/// Transformer layers over the fields, without positions: a field is known by its ids. q are the flat outputs.
class Transformer final : public EmbeddedBackbone {
public:
    Transformer(const CtrShape& shape, const TransformerOptions& options)
        : EmbeddedBackbone(shape, options), m_ownDropout(options.layerDropout), m_dropout(options.layerDropout) {
        auto layers = register_module("layers", std::make_shared<torch::nn::Module>());
        const auto feedForward = static_cast<std::int64_t>(options.feedForwardFactor) * options.embeddingSize;
        for (int layer = 0; layer < options.layers; ++layer)
            m_layers.push_back(layers->register_module(
                std::to_string(layer), nn::TransformerLayer(nn::TransformerLayerOptions{options.embeddingSize, options.heads,
                                                                                        feedForward, options.normsFirst})));
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        auto states = embed(batch); // [B, F, D]
        for (auto& layer : m_layers)
            states = layer->forward(states, m_dropout);
        const auto flat = states.flatten(1); // [B, F * D]
        return {flat, flat, {}};
    }
    std::int64_t representationSize() const override { return flatSize(); }
    void setDropout(double probability) override { m_dropout = probability > 0 ? probability : m_ownDropout; }

private:
    double m_ownDropout;
    double m_dropout;
    std::vector<nn::TransformerLayer> m_layers;
};

void checkTransformer(const CtrShape&, const TransformerOptions& options, Refusals& refusals) {
    if (options.embeddingSize % options.heads != 0)
        refusals.add("heads", std::to_string(options.heads),
                     fmt::format("a divisor of the embedding size {}", options.embeddingSize), "Change one of the two.");
}

} // namespace

BackboneEntry transformerEntry() {
    return makeEntry<TransformerOptions, Transformer>("transformer", "Transformer", checkTransformer);
}

} // namespace cpw::ctr
