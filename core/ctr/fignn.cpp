// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/field_graph.h"

namespace cpw::ctr {
namespace {

struct FiGnnOptions : EmbeddingOptions {
    int steps = 3;
    bool hasSharedLayer = true;
    bool hasResidual = true;
};

template <class Visitor>
void describe(Visitor& visit, FiGnnOptions& o) {
    describeEmbedding(visit, o);
    visit(o.steps,
          {.key = "steps", .title = "Steps", .help = "Times that fields exchange messages.", .minimum = 1, .maximum = 32});
    visit(o.hasSharedLayer, {.key = "shared_layer", .title = "Shared layer", .help = "One set of weights for all steps."});
    visit(o.hasResidual, {.key = "residual", .title = "Residual", .help = "Adds the embeddings after each step."});
}

/// FiGNN: fields exchange messages over a graph with learnt edges; q are the last states, and the logit is the sum of a score
/// of each field times its gate.
class FiGnn final : public EmbeddedBackbone {
public:
    FiGnn(const CtrShape& shape, const FiGnnOptions& options)
        : EmbeddedBackbone(shape, options), m_stepCount(options.steps), m_hasResidual(options.hasResidual),
          m_edges(register_module("edge", nn::FieldEdges(shape.fieldCount, options.embeddingSize))),
          m_gate(flatSize(), shape.fieldCount, nn::Bias::Without), m_score(options.embeddingSize, 1, nn::Bias::Without) {
        auto graph = register_module("graph", std::make_shared<torch::nn::Module>());
        for (int step = 0; step < (options.hasSharedLayer ? 1 : options.steps); ++step)
            m_steps.push_back(
                graph->register_module(std::to_string(step), nn::FieldGraphStep(shape.fieldCount, options.embeddingSize)));
        register_module("field_gate", m_gate);
        register_module("field_score", m_score);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        const auto embedded = embed(batch);            // [B, F, D]
        const auto edges = m_edges->forward(embedded); // [B, F, F]
        auto states = embedded;
        for (int step = 0; step < m_stepCount; ++step) {
            states = m_steps[m_steps.size() == 1 ? 0 : static_cast<std::size_t>(step)]->forward(edges, states);
            if (m_hasResidual)
                states = states + embedded;
        }
        const auto flat = states.flatten(1);                     // [B, F * D]
        const auto gates = at::sigmoid(m_gate->forward(flat));   // [B, F]
        const auto scores = m_score->forward(states).squeeze(2); // [B, F]
        return {flat, {}, (gates * scores).sum(1, true)};        // the logit is [B, 1]
    }
    std::int64_t representationSize() const override { return flatSize(); }
    std::int64_t headInputSize() const override { return 0; }

private:
    int m_stepCount;
    bool m_hasResidual;
    nn::FieldEdges m_edges;
    std::vector<nn::FieldGraphStep> m_steps;
    nn::Linear m_gate;
    nn::Linear m_score;
};

void checkFiGnn(const CtrShape& shape, const FiGnnOptions&, Refusals& refusals) {
    refusals.needPairs(shape);
}

} // namespace

BackboneEntry fignnEntry() {
    return makeEntry<FiGnnOptions, FiGnn>("fignn", "FiGNN", checkFiGnn);
}

} // namespace cpw::ctr
