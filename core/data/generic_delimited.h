// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"
#include "core/data/delimited_reader.h"
#include "core/data/row_reading.h"

namespace cpw::data {

/// The source options of the two sources below.
struct DelimitedOptions {
    std::string separator = ",";
    bool hasHeader = true;
    std::vector<std::string> columns; ///< names when there is no header
    TextEncoding encoding = TextEncoding::Utf8;
    std::int64_t skipBadLines = 0;
};
template <class Visitor>
void describe(Visitor& visit, DelimitedOptions& o) {
    visit(o.separator, {.key = "separator", .title = "Separator", .help = "Text between two values."});
    visit(o.hasHeader, {.key = "header", .title = "Header", .help = "The first line holds the names of the columns."});
    visit(o.columns,
          {.key = "columns", .title = "Column names", .help = "Without a header: names in order; empty: column_1, column_2 ..."});
    visit(o.encoding, {.key = "encoding", .title = "Encoding", .help = "Of the file's text: utf8, latin1, or mixed, each value by itself."});
    visit(o.skipBadLines, skipBadLinesInfo());
}

/// Over the defaults of `spec.source`, "csv" or "tsv". Every problem is named.
[[nodiscard]] Result<DelimitedOptions> delimitedOptions(const spec::DataSpec& spec);

/// Any file of comma-separated values: every column but the label becomes a field. The label column is the one the label rule
/// names, else the one called "label". With the split "files", validation and test files with the same columns follow the rows
/// of the training file; maximum_rows then counts for each file.
[[nodiscard]] DatasetSource csvSource();
/// The same with tabs.
[[nodiscard]] DatasetSource tsvSource();

} // namespace cpw::data
