// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/backbone_options.h"
#include "core/nn/linear_term.h"

namespace cpw::ctr {
namespace {

struct LrOptions {};

template <class Visitor>
void describe(Visitor&, LrOptions&) {} // one weight for each id leaves nothing to choose

/// Logistic regression on ids.
/// Deviation: in the reference LR makes no prompts; here q is the weight of each field, a vector that sums to the logit.
class Lr final : public BackboneImpl {
public:
    Lr(const CtrShape& shape, const LrOptions&)
        : m_fieldCount(shape.fieldCount),
          m_linear(register_module("linear", std::make_shared<nn::LinearTermImpl>(shape.featureCount))) {}

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        const auto weights = m_linear->weights(batch);               // [B, F]
        return {weights, {}, weights.sum(1, true) + m_linear->bias}; // the logit is [B, 1]
    }
    std::int64_t representationSize() const override { return m_fieldCount; }
    std::int64_t headInputSize() const override { return 0; }
    std::vector<nn::EmbeddingTable> embeddingTables() override { return {nn::tableOf(m_linear)}; }
    void setDropout(double) override {}
    void setEmbeddingDropout(double) override {}

private:
    std::int64_t m_fieldCount;
    nn::LinearTerm m_linear;
};

} // namespace

BackboneEntry lrEntry() {
    return makeEntry<LrOptions, Lr>("lr", "LR");
}

} // namespace cpw::ctr
