// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace cpw::api {

/// A line that cannot be read as a row.
struct RefusedLine {
    std::uint64_t line = 0; ///< of the file, from 1
    std::string text;       ///< cut when long
    std::string reason;     ///< what was found and what was expected
};

/// What a file or a folder seems to be. Everything in `spec` is a guess that the user may correct.
struct DataGuess {
    spec::DataSpec spec;
    std::vector<std::string> reasons; ///< one sentence for each guess
};

enum class ColumnKind { Text, WholeNumber, Number, Time };

struct RawColumn {
    std::string name;
    ColumnKind kind = ColumnKind::Text;  ///< of the rows of the preview
    std::size_t distinct = 0;            ///< among the rows of the preview
    bool isUsed = true;                  ///< becomes a field: not the label, not the order, and named by DataSpec::fields when it names any
};

/// The first rows of raw data under the settings of a spec, before the whole of it is read.
struct RawPreview {
    std::vector<RawColumn> columns;
    std::vector<std::vector<std::string>> rows; ///< [rows][columns]
    std::vector<RefusedLine> refused;           ///< among the lines looked at
    std::uint64_t bytes = 0;                    ///< of all raw files
    bool isWhole = false;                       ///< the preview is all there is
};

struct ValueCount {
    std::string value;
    std::uint64_t rows = 0;
};

struct FieldFacts {
    std::string name;
    std::string kind;              ///< "category", "number" or "list"
    std::uint64_t distinct = 0;    ///< texts among all rows
    std::int64_t ids = 0;          ///< that the model has, out-of-vocabulary included
    double coverage = 0;           ///< share of rows that are not empty
    double unseenTestShare = 0;    ///< of test rows whose value training does not know
    std::vector<ValueCount> top;   ///< most frequent first, at most 50, ties in order of appearance
    std::vector<float> shares;     ///< of rows, of the most frequent values, falling; at most 24
    std::string example;           ///< of the first row that is not empty
};

struct PartFacts {
    std::string name; ///< "train", "validation", "test"
    std::uint64_t rows = 0;
    std::uint64_t positives = 0;
};

/// A data set that was read, split and encoded.
struct DataFacts {
    std::string title;
    std::string fingerprint; ///< of content, label rule, split and vocabulary rule
    std::uint64_t rows = 0;
    std::uint64_t linesRead = 0;
    std::uint64_t droppedByLabel = 0;
    std::int64_t features = 0; ///< ids of all fields together
    std::vector<FieldFacts> fields;
    std::vector<PartFacts> parts;       ///< train, validation, test
    std::vector<std::string> notes;     ///< of the import, one sentence each
    std::vector<std::string> warnings;  ///< leaks and likely mistakes, one sentence each
    std::string json;                   ///< as RunStore::saveDataset() keeps it
};

struct DataRow {
    std::uint64_t row = 0;           ///< of the table, from 0
    std::string part;                ///< "train", "validation", "test", or empty: in none
    bool isPositive = false;
    std::vector<std::string> values; ///< raw texts, in field order
};

/// Which rows. Without `random` the first ones from `first` on that match.
struct RowQuery {
    std::string part = {}; ///< empty: all
    std::string text = {}; ///< contained in a value, without regard to case; empty: all
    std::uint64_t first = 0;
    std::size_t count = 50;
    std::optional<std::uint64_t> random = std::nullopt; ///< a seed: rows drawn without order instead
};

/// Which part of the sentence a token belongs to: >= 0 the field's index in the data set; kTemplateToken for names, "is" and ".";
/// kSpecialToken for the tokens at the ends.
inline constexpr int kTemplateToken = -1;
inline constexpr int kSpecialToken = -2;

struct ShownToken {
    std::string text;
    int field = kTemplateToken;
    bool isContinuation = false; ///< joins the token before it without a space
    bool isMasked = false;       ///< hidden in the shown mask
};

/// A piece of a sentence: of the template (kTemplateToken) or a field's value.
struct SentencePart {
    std::string text;
    int field = kTemplateToken;
};

/// One row as the language model reads it.
struct ShownSentence {
    std::uint64_t row = 0;
    std::string sentence;
    std::vector<ShownToken> tokens;
};

/// What a segment of the sentence costs: its words and its value.
struct SegmentMean {
    std::string field;
    double tokens = 0; ///< of a row, over all rows
};

/// Number of rows by tokens of their sentence, ends included.
struct TokenLengths {
    std::vector<std::uint64_t> counts; ///< by length, from 0
    std::uint64_t rows = 0;            ///< counted so far
    std::uint64_t rowsTotal = 0;
    std::uint64_t longestRow = 0;      ///< a row of the greatest length
    std::uint64_t vocabulary = 0;      ///< pieces of the tokenizer
    std::string tokenizer;             ///< "WordPiece, 2,000 pieces, trained on this data set"
    std::vector<SegmentMean> segments; ///< in the order of the sentence; of all rows, also while they are counted
    [[nodiscard]] double mean() const; ///< tokens of the rows counted so far
    [[nodiscard]] std::size_t quantile(double share) const; ///< smallest length that at least this share of rows keeps within
    [[nodiscard]] std::uint64_t above(std::size_t limit) const; ///< rows longer than this
};

/// A folder with a language model as Hugging Face writes it, by its config.json and the sizes of its weight files.
struct ModelFolder {
    std::string name;   ///< of the folder
    std::string folder; ///< as a spec has it
    std::string family; ///< "bert", "roberta" ...; whether it can be trained is told by Engine::check()
    std::int64_t layers = 0; ///< 0: the config does not say
    std::int64_t hidden = 0;
    std::uint64_t bytes = 0; ///< of the weights
    bool operator==(const ModelFolder&) const = default;
};

/// What of a spec decides sentences and tokens.
struct TextSettings {
    spec::DataSpec data;
    spec::TemplateSpec text;
    spec::PlmSpec plm;
    spec::MaskingSpec masking; ///< of the masked view only
    std::uint64_t seed = 1;
};

/// Data sets, sentences and tokens without a training engine: what the Data and Templates pages and `clickprompt data` ask. Values
/// only. Every method may take as long as reading the data does and may be called from any thread, so not from the GUI thread. What
/// was read last is kept, so that the next question about the same data is answered at once. Errors name file, line and what to do.
class DataDesk {
public:
    using Progress = std::function<void(const std::string& what, double share)>; ///< on the calling thread; may be empty

    virtual ~DataDesk() = default;

    /// Reads names of files and the first lines.
    [[nodiscard]] virtual Result<DataGuess> guess(const std::filesystem::path& path) const = 0;
    [[nodiscard]] virtual Result<RawPreview> preview(const spec::DataSpec& spec, std::size_t rows, std::stop_token stop) const = 0;
    /// Reads (or maps the cached table), splits and encodes.
    [[nodiscard]] virtual Result<DataFacts> describe(const spec::DataSpec& spec, const Progress& onProgress, std::stop_token stop) const = 0;
    /// In the order of a row's values.
    [[nodiscard]] virtual Result<std::vector<std::string>> fieldNames(const spec::DataSpec& spec, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<std::vector<DataRow>> rows(const spec::DataSpec& spec, const RowQuery& query, std::stop_token stop) const = 0;
    /// The sentence alone, whose parts make it when they are put together; needs no tokenizer.
    [[nodiscard]] virtual Result<std::vector<SentencePart>> sentence(const spec::DataSpec& data, const spec::TemplateSpec& text,
                                                                     std::uint64_t row, std::stop_token stop) const = 0;

    /// Problems of a template against the fields of its data set; paths below "text".
    [[nodiscard]] virtual Result<std::vector<Problem>> checkTemplate(const spec::DataSpec& data, const spec::TemplateSpec& text,
                                                                     std::stop_token stop) const = 0;
    /// `isMasked`: as PA-MLM hides it at the first visit under the seed.
    [[nodiscard]] virtual Result<ShownSentence> tokens(const TextSettings& settings, std::uint64_t row, bool isMasked, std::stop_token stop) const = 0;
    /// Counts every row; `onPartial` hears of it about five times a second.
    [[nodiscard]] virtual Result<TokenLengths> lengths(const TextSettings& settings, const std::function<void(const TokenLengths&)>& onPartial,
                                                       std::stop_token stop) const = 0;
    /// The most tokens that the language model of the spec can read, prompts apart.
    [[nodiscard]] virtual Result<std::size_t> tokenLimit(const spec::PlmSpec& plm) const = 0;
    /// The language models at these places, each the folder of one or a folder of such folders, in the order of the places, then by
    /// name. A place that is not there has none. Reads no weights.
    [[nodiscard]] virtual std::vector<ModelFolder> languageModels(const std::vector<std::filesystem::path>& places, std::stop_token stop) const = 0;
};

} // namespace cpw::api
