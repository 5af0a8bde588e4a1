// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/backbone_options.h"

#include <algorithm>

namespace cpw::ctr {

const std::vector<BackboneEntry>& backbones() {
    static const std::vector<BackboneEntry> kEntries = {
        lrEntry(),    fmEntry(),      dnnEntry(),         deepfmEntry(),   xdeepfmEntry(),
        ipnnEntry(),  dcnEntry(),     dcnV2Entry(),       fgcnnEntry(),    fibinetEntry(),
        fignnEntry(), autointEntry(), transformerEntry(), finalMlpEntry(), gdcnEntry(),
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

} // namespace cpw::ctr
