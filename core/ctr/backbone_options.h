// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expects.h"
#include "core/ctr/backbone.h"
#include "core/nn/activation.h"

#include <cmath>
#include <vector>

namespace cpw::ctr {

/// How a new embedding table is drawn: normal with a given spread, or with Xavier's rule over rows and columns.
enum class EmbeddingStart { Spread, Xavier };

/// What every backbone with an embedding table has. Defaults: the authors' settings for MovieLens-1M.
struct EmbeddingOptions {
    int embeddingSize = 32;
    // Deviation: the reference draws the table with Xavier's rule over rows and columns (0.011 for 17,251 rows). Rarely seen ids
    // hardly learn from that; a fixed 0.05 learnt them in measurements on the built-in sample.
    EmbeddingStart embeddingStart = EmbeddingStart::Spread;
    double embeddingSpread = 0.05;
    double embeddingDropout = 0;

    /// Standard deviation of a new table.
    [[nodiscard]] double spreadFor(std::int64_t rows) const {
        return embeddingStart == EmbeddingStart::Spread ? embeddingSpread
                                                        : std::sqrt(2.0 / static_cast<double>(rows + embeddingSize));
    }
};

/// An embedding table and a tower.
struct TowerOptions : EmbeddingOptions {
    int towerWidth = 256;
    int towerLayers = 6;
    nn::Activation activation = nn::Activation::Relu;
    bool hasBatchNorm = false;
    double towerDropout = 0; // a stage's own ctr_dropout above 0 takes its place

    [[nodiscard]] std::vector<std::int64_t> towerWidths() const {
        return std::vector<std::int64_t>(static_cast<std::size_t>(towerLayers), towerWidth);
    }
};

template <class Visitor>
void describeEmbedding(Visitor& visit, EmbeddingOptions& o) {
    visit(o.embeddingSize,
          {.key = "embedding_size", .title = "Embedding size", .help = "Numbers for each id.", .minimum = 1, .maximum = 1024});
    visit(o.embeddingStart, {.key = "embedding_start",
                             .title = "Embedding start",
                             .help = "spread: with the initial spread; xavier: by the size of the table."});
    visit(o.embeddingSpread, {.key = "embedding_spread",
                              .title = "Initial spread",
                              .help = "Standard deviation of new embeddings.",
                              .minimum = 0,
                              .maximum = 1,
                              .isLogarithmic = true});
    visit(o.embeddingDropout, {.key = "embedding_dropout",
                               .title = "Embedding dropout",
                               .help = "Share of embedding numbers left out in training.",
                               .minimum = 0,
                               .maximum = 0.9});
}

/// `minimumTowerLayers` is 0 where the backbone has another branch.
template <class Visitor>
void describeTower(Visitor& visit, TowerOptions& o, int minimumTowerLayers) {
    describeEmbedding(visit, o);
    visit(o.towerWidth,
          {.key = "tower_width", .title = "Tower width", .help = "Units of each tower layer.", .minimum = 1, .maximum = 8192});
    visit(o.towerLayers, {.key = "tower_layers",
                          .title = "Tower layers",
                          .help = minimumTowerLayers == 0 ? "0 leaves the tower out." : "Layers of the tower.",
                          .minimum = static_cast<double>(minimumTowerLayers),
                          .maximum = 32});
    visit(o.activation, {.key = "tower_activation", .title = "Activation", .help = "Nonlinearity of the tower."});
    visit(o.hasBatchNorm,
          {.key = "tower_batch_norm", .title = "Batch norm", .help = "Normalises each tower layer before its activation."});
    visit(o.towerDropout, {.key = "tower_dropout",
                           .title = "Tower dropout",
                           .help = "Of each tower layer; a stage's own dropout above 0 takes its place.",
                           .minimum = 0,
                           .maximum = 0.9});
}

/// Collects what is wrong with options against the data set and each other, below `path`.
class Refusals {
public:
    Refusals(std::vector<Problem>& problems, std::string path) : m_problems(problems), m_path(std::move(path)) {}

    /// "<key> is <found>, expected <expected>".
    void add(const std::string& key, const std::string& found, const std::string& expected, const std::string& fix);
    /// A list with a wrong number of entries or an entry outside its range.
    void checkList(const std::string& key, const std::vector<std::int64_t>& list, std::int64_t mostEntries, std::int64_t minimum,
                   std::int64_t maximum);
    /// For backbones that are built from pairs of fields.
    void needPairs(const CtrShape& shape);
    [[nodiscard]] std::size_t count() const { return m_problems.size(); }

private:
    std::vector<Problem>& m_problems;
    std::string m_path;
};

[[nodiscard]] std::vector<Problem> checkShape(const CtrShape& shape, const std::string& path);

/// The registry line of a backbone whose options have `describe` and whose class takes (shape, options). `checkMore` sees the
/// options that could be read, defaults in place of the others.
template <class Options, class Backbone>
[[nodiscard]] BackboneEntry makeEntry(std::string id, std::string title,
                                      void (*checkMore)(const CtrShape&, const Options&, Refusals&) = nullptr) {
    BackboneEntry entry{std::move(id), std::move(title), schemaOf<Options>(), {}, {}};
    entry.check = [checkMore](const CtrShape& shape, const OptionValues& values, const std::string& path) {
        Options options;
        auto problems = readOptions(values, path, options);
        for (auto& problem : checkShape(shape, path))
            problems.push_back(std::move(problem));
        Refusals refusals(problems, path);
        if (checkMore != nullptr)
            checkMore(shape, options, refusals);
        return problems;
    };
    entry.make = [](const CtrShape& shape, const OptionValues& values) -> BackbonePtr {
        Options options;
        const auto problems = readOptions(values, "options", options);
        expects(problems.empty(), "a backbone is made from unchecked options: {}",
                problems.empty() ? "" : problems.front().message);
        return std::make_shared<Backbone>(shape, options);
    };
    return entry;
}

BackboneEntry lrEntry();
BackboneEntry fmEntry();
BackboneEntry dnnEntry();
BackboneEntry deepfmEntry();
BackboneEntry xdeepfmEntry();
BackboneEntry ipnnEntry();
BackboneEntry dcnEntry();
BackboneEntry dcnV2Entry();
BackboneEntry fgcnnEntry();
BackboneEntry fibinetEntry();
BackboneEntry fignnEntry();
BackboneEntry autointEntry();
BackboneEntry transformerEntry();
BackboneEntry finalMlpEntry();
BackboneEntry gdcnEntry();

} // namespace cpw::ctr

template <>
struct cpw::EnumNames<cpw::ctr::EmbeddingStart> {
    using Kind = cpw::ctr::EmbeddingStart;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Spread, "spread"}, {Kind::Xavier, "xavier"}};
};
