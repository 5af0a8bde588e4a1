// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plm/weight_loading.h"
#include "core/train/checkpoint.h"

#include <string>

namespace cpw::train {

/// Every tensor of a load in one line, whole parts by their count: "41 tensors loaded (backbone 8, encoder 33); fresh: plm_head.*
/// (4); left out: ctr_head.output.bias".
[[nodiscard]] std::string summaryOf(const LoadReport& report);
/// The same of a language model's folder.
[[nodiscard]] std::string summaryOf(const plm::WeightReport& report);

/// What makes a load partial, as a part of a sentence; empty when it is whole. Not partial: heads that are wholly fresh, and
/// tensors of parts that the model does not have at all.
[[nodiscard]] std::string partialText(const LoadReport& report);

} // namespace cpw::train
