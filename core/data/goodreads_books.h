// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/goodreads_files.h"
#include "core/data/goodreads_options.h"
#include "core/data/rating_log.h"

#include <vector>

namespace cpw::data {

struct GoodreadsBooks {
    std::vector<ItemColumn> facts;  ///< in the paper's order; those whose file is not there are left out
    std::vector<bool> isDescribed;  ///< by the book's code
};

/// What books, authors, works and genres say of the books that were rated. Facts are kept once for each rated book, whatever else
/// the files hold.
[[nodiscard]] Result<GoodreadsBooks> readGoodreadsBooks(const GoodreadsFiles& files, const GoodreadsOptions& options, const ValueDictionary& books,
                                                        const ReadContext& context, BadLineSkipper& skipper, ImportReport& report);

} // namespace cpw::data
