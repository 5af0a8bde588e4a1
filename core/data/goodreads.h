// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"

namespace cpw::data {

/// GoodReads (M. Wan and J. McAuley, UCSD Book Graph): ratings of 1 to 5 stars joined with books, authors, works and genres, as the
/// paper's fifteen fields. The ratings as JSON lines, whole or of a genre, or as separated values:
///   {"user_id": "8842281e...", "book_id": "24375664", "is_read": true, "rating": 5, "date_added": "Fri Aug 25 13:55:02 -0700 2017", ...}
///   user_id,book_id,is_read,rating,is_reviewed      with numbers, which book_id_map.csv explains; without times: split at random
/// Facts are kept by book, not by rating, so that memory is bounded by 20 bytes a rating and what the table takes.
[[nodiscard]] DatasetSource goodreadsSource();

} // namespace cpw::data
