// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"

namespace cpw::data {

/// Reviews of Amazon (J. McAuley and others), releases of 2014 and 2018, one review a line, with or without the metadata of the items:
///   {"reviewerID": "A2SUAM1J3GNN3B", "asin": "0000013714", "overall": 5.0, "unixReviewTime": 1252800000, ...}
///   {"category": ["Toys & Games", "Puzzles"], "title": "...", "brand": "...", "asin": "0000013714", ...}      2018
///   {'asin': '0000013714', 'title': '...', 'brand': '...', 'categories': [['Toys & Games', 'Puzzles']]}       2014
/// The paper's five fields; without metadata the first two of them. Every category; Toys & Games is the paper's. Order: the time.
[[nodiscard]] DatasetSource amazonSource();

} // namespace cpw::data
