// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"

#include <string>

namespace cpw::spec {

/// Where the first stage takes its weights from besides `plm.folder`.
struct InitialisationSpec {
    /// A checkpoint folder, or a run of the same project by its id ("r-0012": its best checkpoint, else the last). Its weights
    /// are taken by parameter name over fresh and pretrained ones, whatever spec they were trained under. Empty: none.
    std::string startFrom;
    /// False: the run is refused when a trained part would be taken in part only. True: what has no fitting tensor keeps its
    /// fresh weights, and the log names it.
    bool allowsPartial = false;
};

template <class Visitor>
void describe(Visitor& visit, InitialisationSpec& o) {
    visit(o.startFrom, {.key = "start_from",
                        .title = "Start from",
                        .help = "A checkpoint folder or a run (r-0012) whose weights the first stage takes over."});
    visit(o.allowsPartial,
          {.key = "allow_partial", .title = "Allow partial", .help = "Parameters without a fitting tensor keep fresh weights."});
}

} // namespace cpw::spec
