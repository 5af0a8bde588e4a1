// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expects.h"
#include "core/ctr/backbone.h"

#include <vector>

namespace cpw::ctr {

/// What every backbone here has: one embedding table and a relu tower. Defaults: the authors' settings for MovieLens-1M.
struct TowerOptions {
    int embeddingSize = 32;
    // Deviation: the reference draws the table with Xavier's rule over rows and columns (0.011 for 17,251 rows). Rarely seen ids
    // hardly learn from that; a fixed 0.05 learnt them in measurements on the built-in sample.
    double embeddingSpread = 0.05;
    int towerWidth = 256;
    int towerLayers = 6;

    [[nodiscard]] std::vector<std::int64_t> towerWidths() const {
        return std::vector<std::int64_t>(static_cast<std::size_t>(towerLayers), towerWidth);
    }
};

/// `minimumTowerLayers` is 0 where the backbone has another branch.
template <class Visitor>
void describeTower(Visitor& visit, TowerOptions& o, int minimumTowerLayers) {
    visit(o.embeddingSize,
          {.key = "embedding_size", .title = "Embedding size", .help = "Numbers for each id.", .minimum = 1, .maximum = 1024});
    visit(o.embeddingSpread, {.key = "embedding_spread",
                              .title = "Initial spread",
                              .help = "Standard deviation of new embeddings.",
                              .minimum = 0,
                              .maximum = 1,
                              .isLogarithmic = true});
    visit(o.towerWidth,
          {.key = "tower_width", .title = "Tower width", .help = "Units of each tower layer.", .minimum = 1, .maximum = 8192});
    visit(o.towerLayers, {.key = "tower_layers",
                          .title = "Tower layers",
                          .help = minimumTowerLayers == 0 ? "Relu layers; 0 leaves the tower out." : "Relu layers.",
                          .minimum = static_cast<double>(minimumTowerLayers),
                          .maximum = 32});
}

[[nodiscard]] std::vector<Problem> checkShape(const CtrShape& shape, const std::string& path);

/// The registry line of a backbone whose options have `describe` and whose class takes (shape, options).
template <class Options, class Backbone>
[[nodiscard]] BackboneEntry makeEntry(std::string id, std::string title) {
    BackboneEntry entry{std::move(id), std::move(title), schemaOf<Options>(), {}, {}};
    entry.check = [](const CtrShape& shape, const OptionValues& values, const std::string& path) {
        Options options;
        auto problems = readOptions(values, path, options);
        for (auto& problem : checkShape(shape, path))
            problems.push_back(std::move(problem));
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

BackboneEntry dnnEntry();
BackboneEntry dcnV2Entry();
BackboneEntry autointEntry();
BackboneEntry deepfmEntry();

} // namespace cpw::ctr
