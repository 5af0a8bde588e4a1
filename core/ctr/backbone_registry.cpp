// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/backbone_options.h"

#include <algorithm>

namespace cpw::ctr {

const std::vector<BackboneEntry>& backbones() {
    static const std::vector<BackboneEntry> kEntries = {
        dnnEntry(),
        dcnV2Entry(),
        autointEntry(),
        deepfmEntry(),
    };
    return kEntries;
}

Result<const BackboneEntry*> findBackbone(std::string_view id) {
    const auto& entries = backbones();
    const auto found = std::find_if(entries.begin(), entries.end(), [id](const BackboneEntry& entry) { return entry.id == id; });
    if (found != entries.end())
        return &*found;
    std::string known;
    for (const auto& entry : entries)
        known += (known.empty() ? "" : ", ") + entry.id;
    return badInput("\"{}\" is not a backbone, expected one of {}", id, known);
}

std::vector<Problem> checkShape(const CtrShape& shape, const std::string& path) {
    std::vector<Problem> problems;
    if (shape.fieldCount < 1)
        problems.push_back({path, fmt::format("the data set has {} fields, expected at least 1", shape.fieldCount),
                            "Choose a data set with categorical fields.", true});
    if (shape.featureCount < shape.fieldCount)
        problems.push_back(
            {path,
             fmt::format("{} feature ids for {} fields, expected at least one for each", shape.featureCount, shape.fieldCount),
             "Encode the data set again.", true});
    return problems;
}

} // namespace cpw::ctr
