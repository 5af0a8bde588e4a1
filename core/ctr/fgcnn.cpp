// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/embedded_backbone.h"
#include "core/nn/dropout.h"
#include "core/nn/feature_generation.h"
#include "core/nn/field_pairs.h"

#include <algorithm>

namespace cpw::ctr {
namespace {

struct FgcnnOptions : TowerOptions {
    FgcnnOptions() {
        embeddingSize = 16;
        towerLayers = 3;
    }

    std::vector<std::int64_t> channels{6, 8, 10, 12};
    std::vector<std::int64_t> kernels{7};
    std::vector<std::int64_t> pooling{2};
    std::vector<std::int64_t> newMaps{3};
};

template <class Visitor>
void describe(Visitor& visit, FgcnnOptions& o) {
    describeTower(visit, o, 0);
    visit(o.channels, {.key = "channels", .title = "Channels", .help = "Channels of each convolution block."});
    visit(o.kernels, {.key = "kernels",
                      .title = "Kernel heights",
                      .help = "Neighbouring fields that each block's convolution sees, odd; one number is for all blocks."});
    visit(o.pooling, {.key = "pooling",
                      .title = "Pooling",
                      .help = "Rows of fields that each block joins to one; one number is for all blocks."});
    visit(o.newMaps, {.key = "new_maps",
                      .title = "New features",
                      .help = "New features for each row that a block leaves; one number is for all blocks."});
}

/// The number of a block in a list that may hold one number for all.
std::int64_t ofBlock(const std::vector<std::int64_t>& list, std::size_t block) {
    return list.size() == 1 ? list.front() : list.at(block);
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
        auto map = nn::dropout(m_convolutionEmbedding->lookup(batch), embeddingDropout(), is_training()); // [B, F, D], one channel
        std::vector<at::Tensor> features{embed(batch)};                                                    // [B, F, D]
        for (auto& block : m_blocks) {
            auto output = block->forward(map);
            features.push_back(std::move(output.features));
            map = std::move(output.map);
        }
        const auto hidden = throughTower(m_pairs->withInnerProducts(features)); // of [B, T * D + P]
        return {hidden, hidden, {}}; // [B, width]
    }
    std::int64_t representationSize() const override { return towerSize() > 0 ? towerSize() : m_towerInput; }
    std::vector<nn::EmbeddingTable> embeddingTables() override { return {m_embedding, m_convolutionEmbedding}; }

private:
    /// Returns how many new features the blocks make.
    std::int64_t registerBlocks(const CtrShape& shape, const FgcnnOptions& options) {
        auto blocks = register_module("generation", std::make_shared<torch::nn::Module>());
        nn::FeatureGenerationOptions block;
        block.inputChannels = 1;
        block.height = shape.fieldCount;
        block.size = options.embeddingSize;
        std::int64_t features = 0;
        for (std::size_t i = 0; i < options.channels.size(); ++i) {
            block.outputChannels = options.channels[i];
            block.kernelHeight = ofBlock(options.kernels, i);
            block.pooling = ofBlock(options.pooling, i);
            block.newMaps = ofBlock(options.newMaps, i);
            m_blocks.push_back(blocks->register_module(std::to_string(i), nn::FeatureGeneration(block)));
            block.inputChannels = options.channels[i];
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

/// One number for all blocks or one for each.
void checkBlockList(const FgcnnOptions& options, const char* key, const std::vector<std::int64_t>& list, std::int64_t maximum,
                    Refusals& refusals) {
    const auto blocks = options.channels.size();
    refusals.checkList(key, list, std::max<std::int64_t>(1, static_cast<std::int64_t>(blocks)), 1, maximum);
    if (list.size() > 1 && list.size() < blocks)
        refusals.add(key, fmt::format("a list of {} numbers", list.size()), fmt::format("1 or {}, as channels has", blocks), {});
}

/// Rows that the blocks work on. A block on a single row pools nothing; the authors' settings have one such block, never two.
void checkHeights(const CtrShape& shape, const FgcnnOptions& options, Refusals& refusals) {
    auto height = shape.fieldCount;
    bool hasSingleRow = false;
    for (std::size_t i = 0; i < options.channels.size(); ++i) {
        const auto pooling = ofBlock(options.pooling, i);
        if (hasSingleRow)
            return refusals.add("channels", fmt::format("a list of {} blocks", options.channels.size()),
                                fmt::format("at most {}, as the blocks before leave one row of {} fields", i, shape.fieldCount),
                                "Leave the last ones out.");
        if (2 * (height % pooling) > pooling)
            return refusals.add("pooling", std::to_string(pooling),
                                fmt::format("a number that {} rows exceed a multiple of by at most its half", height),
                                "Take 2, which fits every height.");
        hasSingleRow = height == 1;
        height = (height + pooling - 1) / pooling;
    }
}

void checkFgcnn(const CtrShape& shape, const FgcnnOptions& options, Refusals& refusals) {
    const auto before = refusals.count();
    refusals.checkList("channels", options.channels, 32, 1, 512);
    checkBlockList(options, "kernels", options.kernels, 63, refusals);
    checkBlockList(options, "pooling", options.pooling, 64, refusals);
    checkBlockList(options, "new_maps", options.newMaps, 64, refusals);
    if (refusals.count() == before && shape.isKnown())
        checkHeights(shape, options, refusals);
    if (std::any_of(options.kernels.begin(), options.kernels.end(), [](std::int64_t kernel) { return kernel % 2 == 0; }))
        refusals.add("kernels", toText(OptionValue(options.kernels)), "odd numbers, which keep the height", {});
}

} // namespace

BackboneEntry fgcnnEntry() {
    return makeEntry<FgcnnOptions, Fgcnn>("fgcnn", "FGCNN", checkFgcnn);
}

} // namespace cpw::ctr
