// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/dropout.h"
#include "core/nn/feature_generation.h"
#include "core/nn/field_pairs.h"

namespace cpw::ctr {
namespace {

struct FgcnnOptions : TowerOptions {
    FgcnnOptions() {
        embeddingSize = 16;
        towerLayers = 3;
    }

    std::vector<std::int64_t> convolutionChannels{6, 8, 10, 12};
    int kernelHeight = 7;
    int newMaps = 3;
};

template <class Visitor>
void describe(Visitor& visit, FgcnnOptions& o) {
    describeTower(visit, o, 0);
    visit(o.convolutionChannels, {.key = "convolution_channels",
                                  .title = "Channels",
                                  .help = "Channels of each convolution block; a block halves the rows of fields."});
    visit(o.kernelHeight, {.key = "kernel_height",
                           .title = "Kernel height",
                           .help = "Neighbouring fields that a convolution sees; odd.",
                           .minimum = 1,
                           .maximum = 63});
    visit(o.newMaps, {.key = "new_maps",
                      .title = "New features",
                      .help = "New features for each row that a block leaves.",
                      .minimum = 1,
                      .maximum = 64});
}

/// FGCNN: convolutions over a second embedding table make new features; a tower reads all features and the inner products of
/// all their pairs. T features.
class Fgcnn final : public EmbeddedBackbone {
public:
    Fgcnn(const CtrShape& shape, const FgcnnOptions& options)
        : EmbeddedBackbone(shape, options),
          m_convolutionEmbedding(shape.featureCount, options.embeddingSize, options.spreadFor(shape.featureCount)) {
        register_module("convolution_embedding", m_convolutionEmbedding);
        const auto features = shape.fieldCount + registerBlocks(shape, options);
        m_pairs.emplace(features);
        m_towerInput = features * options.embeddingSize + nn::FieldPairs::count(features);
        addTower(m_towerInput, options);
    }

    BackboneOutput forward(const nn::FieldBatch& batch) override {
        auto map = nn::dropout(m_convolutionEmbedding->lookup(batch), embeddingDropout(), is_training()).unsqueeze(1);
        std::vector<at::Tensor> features{embed(batch)}; // [B, F, D]
        for (auto& block : m_blocks) {
            auto output = block->forward(map); // the first map is [B, 1, F, D]
            features.push_back(std::move(output.features));
            map = std::move(output.map);
        }
        const auto all = at::cat(features, 1); // [B, T, D]
        const auto hidden = throughTower(at::cat({all.flatten(1), m_pairs->innerProducts(all)}, 1));
        return {hidden, hidden, {}}; // [B, width]
    }
    std::int64_t representationSize() const override { return towerSize() > 0 ? towerSize() : m_towerInput; }
    std::vector<nn::EmbeddingTable> embeddingTables() override { return {m_embedding, m_convolutionEmbedding}; }

private:
    /// Returns how many new features the blocks make.
    std::int64_t registerBlocks(const CtrShape& shape, const FgcnnOptions& options) {
        auto blocks = register_module("generation", std::make_shared<torch::nn::Module>());
        nn::FeatureGenerationOptions block{.inputChannels = 1,
                                           .outputChannels = 1,
                                           .kernelHeight = options.kernelHeight,
                                           .height = shape.fieldCount,
                                           .size = options.embeddingSize,
                                           .newMaps = options.newMaps};
        std::int64_t features = 0;
        for (const auto channels : options.convolutionChannels) {
            block.outputChannels = channels;
            m_blocks.push_back(blocks->register_module(std::to_string(m_blocks.size()), nn::FeatureGeneration(block)));
            block.inputChannels = channels;
            block.height = m_blocks.back()->outputHeight();
            features += m_blocks.back()->newFeatures();
        }
        return features;
    }

    nn::EmbeddingTable m_convolutionEmbedding;
    std::vector<nn::FeatureGeneration> m_blocks;
    std::optional<nn::FieldPairs> m_pairs;
    std::int64_t m_towerInput = 0;
};

/// Halvings until one row is left, and one block on that row as in the authors' settings.
std::int64_t mostBlocks(std::int64_t fields) {
    std::int64_t blocks = 1;
    for (; fields > 1; fields = (fields + 1) / 2)
        ++blocks;
    return blocks;
}

void checkFgcnn(const CtrShape& shape, const FgcnnOptions& options, Refusals& refusals) {
    const auto blocks = static_cast<std::int64_t>(options.convolutionChannels.size());
    const auto most = mostBlocks(shape.fieldCount);
    if (blocks > most)
        refusals.add("convolution_channels", fmt::format("a list of {} blocks", blocks),
                     fmt::format("at most {} for {} fields, as every block halves the rows", most, shape.fieldCount),
                     "Leave the last ones out.");
    refusals.checkList("convolution_channels", options.convolutionChannels, 32, 1, 512);
    if (options.kernelHeight % 2 == 0)
        refusals.add("kernel_height", std::to_string(options.kernelHeight), "an odd number between 1 and 63", {});
}

} // namespace

BackboneEntry fgcnnEntry() {
    return makeEntry<FgcnnOptions, Fgcnn>("fgcnn", "FGCNN", checkFgcnn);
}

} // namespace cpw::ctr
