// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"

#include <string>
#include <vector>

namespace cpw::spec {

/// Which rows are positive and which are left out.
struct LabelRule {
    std::string column;              ///< empty: the source's own label column
    double positiveFrom = 1;         ///< label = 1 when the raw value is at least this
    std::vector<double> droppedValues; ///< rows with exactly these raw values are left out (MovieLens: 3)
};

enum class SplitKind { Random, PerUser, ByOrder, Files, Source };

/// How rows become train, validation and test.
struct SplitSpec {
    SplitKind kind = SplitKind::Random;
    double train = 0.8;
    double valid = 0.1; ///< test is the rest
    std::uint64_t seed = 2024;
    std::string userColumn;  ///< per_user: the column that groups rows
    std::string orderColumn; ///< per_user and by_order; empty: the source's own order
    std::string validPath;   ///< files: the path of DataSpec is the training file
    std::string testPath;
};

enum class BucketKind { Quantile, Log, Width };
enum class NumberText { Raw, Bucket };

/// A field of numbers, cut into buckets whose edges are fitted on training rows. A text without a number has a bucket of its own.
struct NumericField {
    std::string field;
    BucketKind kind = BucketKind::Quantile;
    int buckets = 10;
    NumberText text = NumberText::Raw; ///< what the sentence says: the value, or the words of its bucket
};

enum class Pooling { Mean, Sum };

/// A field whose text holds several values ("Action|Comedy"); their embeddings are pooled into one.
struct MultiValueField {
    std::string field;
    std::string separator = "|";
    Pooling pooling = Pooling::Mean;
    int maximum = 0; ///< values of a text that count, from the first on; 0: all
};

/// Which values of a field have ids of their own.
enum class VocabularyOf { Train, All };

struct DataSpec {
    std::string source = "sample"; ///< id of a data set source
    std::string path;              ///< file or folder; unused by "sample"
    std::string dataset;           ///< name under which the table is known in the file; empty: the source's title
    std::vector<std::string> fields; ///< columns used, in order; empty: the source's own
    OptionValues sourceOptions;    ///< options of the source (separator, header ...)
    LabelRule label;
    SplitSpec split;
    VocabularyOf vocabulary = VocabularyOf::Train; ///< all: of every value of the table, as the paper's authors do
    int minimumCount = 1; ///< a value seen less often in these rows becomes out-of-vocabulary
    std::int64_t maximumRows = 0; ///< 0: all; else the first rows after the label rule
    std::vector<NumericField> numeric;        ///< fields that are numbers; all others are categories
    std::vector<MultiValueField> multiValue;  ///< fields with several values in a text
};

template <class Visitor>
void describe(Visitor& visit, LabelRule& o) {
    visit(o.column, {.key = "column", .title = "Label column", .help = "Empty: the source's own."});
    visit(o.positiveFrom, {.key = "positive_from", .title = "Positive from", .help = "A raw value of at least this is a click."});
    visit(o.droppedValues, {.key = "dropped_values", .title = "Dropped values", .help = "Rows with these raw values are left out."});
}

template <class Visitor>
void describe(Visitor& visit, SplitSpec& o) {
    visit(o.kind, {.key = "kind", .title = "Split", .help = "How rows are divided into train, validation and test."});
    visit(o.train, {.key = "train", .title = "Train share", .help = "Share of rows for training.", .minimum = 0.01, .maximum = 0.99});
    visit(o.valid, {.key = "valid", .title = "Validation share", .help = "Share of rows for model choice; the rest is test.",
                    .minimum = 0.0, .maximum = 0.98});
    visit(o.seed, {.key = "seed", .title = "Split seed", .help = "Seed of the random split.", .minimum = 0});
    visit(o.userColumn, {.key = "user_column", .title = "User column", .help = "per_user: the column that groups rows."});
    visit(o.orderColumn, {.key = "order_column", .title = "Order column", .help = "Rows are ordered by it; empty: the source's own."});
    visit(o.validPath, {.key = "valid_path", .title = "Validation file", .help = "files: a file like the training file."});
    visit(o.testPath, {.key = "test_path", .title = "Test file", .help = "files: a file like the training file."});
}

template <class Visitor>
void describe(Visitor& visit, NumericField& o) {
    visit(o.field, {.key = "field", .title = "Field", .help = "Column of the data set that holds numbers."});
    visit(o.kind, {.key = "kind", .title = "Buckets by", .help = "quantile: equally many training rows; width: equally wide; log: equally wide after a logarithm."});
    visit(o.buckets, {.key = "buckets", .title = "Buckets", .help = "At most; equal edges become one.", .minimum = 2, .maximum = 10000});
    visit(o.text, {.key = "text", .title = "In sentences", .help = "raw: the value as it is; bucket: such as \"18 to 25\"."});
}

template <class Visitor>
void describe(Visitor& visit, MultiValueField& o) {
    visit(o.field, {.key = "field", .title = "Field", .help = "Column of the data set whose texts hold several values."});
    visit(o.separator, {.key = "separator", .title = "Separator", .help = "Text between two values."});
    visit(o.pooling, {.key = "pooling", .title = "Pooling", .help = "mean or sum of the values' embeddings."});
    visit(o.maximum, {.key = "maximum", .title = "Maximum", .help = "Values of a text that count, from the first on; 0: all.", .minimum = 0, .maximum = 1000});
}

template <class Visitor>
void describe(Visitor& visit, DataSpec& o) {
    visit(o.source, {.key = "source", .title = "Source", .help = "Kind of the raw data: the built-in sample, the files of a known data set, or any file of rows."});
    visit(o.path, {.key = "path", .title = "Path", .help = "File or folder with the raw data."});
    visit(o.dataset, {.key = "dataset", .title = "Name", .help = "Name of the data set in the file."});
    visit(o.fields, {.key = "fields", .title = "Fields", .help = "Columns used, in order; empty: the source's own."});
    visit.openOptions("source_options", "Source options", o.sourceOptions);
    visit.group("label", "Label", o.label);
    visit.group("split", "Split", o.split);
    visit(o.vocabulary, {.key = "vocabulary", .title = "Vocabulary",
                         .help = "train: values of training rows have ids, others share the out-of-vocabulary id; all: every value has one, as the paper's authors do."});
    visit(o.minimumCount, {.key = "minimum_count", .title = "Minimum count",
                           .help = "Values rarer than this in the vocabulary's rows share the out-of-vocabulary id.", .minimum = 1, .maximum = 1e9});
    visit(o.maximumRows, {.key = "maximum_rows", .title = "Maximum rows", .help = "0: all rows.", .minimum = 0});
    visit.list("numeric", "Numeric fields", o.numeric);
    visit.list("multi_value", "Multi-value fields", o.multiValue);
}

} // namespace cpw::spec

template <>
struct cpw::EnumNames<cpw::spec::SplitKind> {
    using Kind = cpw::spec::SplitKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Random, "random"},
                                                              {Kind::PerUser, "per_user"},
                                                              {Kind::ByOrder, "by_order"},
                                                              {Kind::Files, "files"},
                                                              {Kind::Source, "source"}};
};

template <>
struct cpw::EnumNames<cpw::spec::BucketKind> {
    using Kind = cpw::spec::BucketKind;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Quantile, "quantile"}, {Kind::Log, "log"}, {Kind::Width, "width"}};
};
template <>
struct cpw::EnumNames<cpw::spec::NumberText> {
    using Kind = cpw::spec::NumberText;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Raw, "raw"}, {Kind::Bucket, "bucket"}};
};
template <>
struct cpw::EnumNames<cpw::spec::VocabularyOf> {
    using Of = cpw::spec::VocabularyOf;
    static constexpr std::pair<Of, const char*> kNames[] = {{Of::Train, "train"}, {Of::All, "all"}};
};
template <>
struct cpw::EnumNames<cpw::spec::Pooling> {
    using Kind = cpw::spec::Pooling;
    static constexpr std::pair<Kind, const char*> kNames[] = {{Kind::Mean, "mean"}, {Kind::Sum, "sum"}};
};
