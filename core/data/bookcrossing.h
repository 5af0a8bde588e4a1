// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"

namespace cpw::data {

/// Book-Crossing (C.-N. Ziegler, 2004): ratings 0 to 10 joined with users and books, as the paper's eight fields. Two editions,
/// told apart by the separator of the first line:
///   "276725";"034545104X";"0"    BX-Book-Ratings.csv, BX-Users.csv, BX-Books.csv: the dump of a MySQL table, backslash escapes,
///                                Latin-1 with some UTF-8 in it, NULL
///   276725,034545104X,0          Ratings.csv, Users.csv, Books.csv: RFC 4180, UTF-8, ages as "34.0", a few books whose author
///                                stands in the title and whose other columns are one place to the left
/// In a folder or a zip archive. Any rows of the files do. Sources of the cleaning: notes of the paper's group; what they do not
/// say is an option.
[[nodiscard]] DatasetSource bookcrossingSource();

} // namespace cpw::data
