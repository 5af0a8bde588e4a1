// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <vector>

namespace cpw::exchange {

/// Programs that count epochs as a metric beside the others ("epoch", "train/epoch"): gives every point without an epoch that of its
/// step, between two known steps in proportion, before the first and after the last as there. Nothing without such a curve, or where it
/// falls. Curves are in order.
void takeEpochs(std::vector<api::MetricSeries>& curves);

} // namespace cpw::exchange
