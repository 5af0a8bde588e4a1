// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"

namespace cpw::data {

/// ratings.csv and movies.csv as GroupLens ships them since the 20M release (comma-separated, UTF-8, quoted titles), in a folder or
/// a zip archive. Four fields, as these releases say nothing of users: User ID, Movie ID, Title (without the year) and Film genre
/// (the first, or all joined by |; "unknown" for "(no genres listed)"). Rows are ordered by time and split so: the paper's rule.
/// Ratings go in halves; from 4 on they are positive, 3 and 3.5 are left out (the paper's 3, with the half star that came later).
[[nodiscard]] DatasetSource movielens20m();
[[nodiscard]] DatasetSource movielens25m();
/// Any later or smaller one: ml-latest, ml-latest-small, ml-32m.
[[nodiscard]] DatasetSource movielensLatest();

} // namespace cpw::data
