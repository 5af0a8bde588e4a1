// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"

namespace cpw::data {

/// ratings.dat, users.dat and movies.dat as GroupLens ships them. Eight fields: User ID, Gender, Age, Job, Zipcode, Movie ID,
/// Title (without the year) and Film genre (the first one). Age and Job stay codes; their words are a matter of the template.
[[nodiscard]] DatasetSource movielens1m();
/// u.data, u.user, u.item and u.genre: the same eight fields; Age in years, Job as a word, the first genre that is set.
[[nodiscard]] DatasetSource movielens100k();

} // namespace cpw::data
