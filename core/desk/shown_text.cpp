// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/shown_text.h"

#include "core/text/mlm_masking.h"
#include "core/text/shown_piece.h"
#include "core/text/text_template.h"
#include "core/text/token_store.h"

#include <algorithm>
#include <chrono>

namespace cpw::desk {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto kPartialInterval = std::chrono::milliseconds(200);
constexpr std::size_t kTextsBetweenLooks = 1000;

Result<void> checkRow(const data::EncodedDataset& dataset, std::uint64_t row) {
    if (row >= dataset.rows())
        return badInput("row {} is not there; {} has {} rows", row, dataset.table->title, dataset.rows());
    return {};
}

std::vector<std::string> wordedValues(const data::EncodedDataset& dataset, std::uint64_t row) {
    std::vector<std::string> values;
    for (std::size_t field = 0; field < dataset.fieldCount(); ++field)
        values.emplace_back(dataset.wordedColumn(field).text(row));
    return values;
}

api::ShownToken shownToken(const text::Tokenizer& tokenizer, std::int32_t id, int field) {
    return {text::shownPiece(tokenizer, id), field, tokenizer.isContinuation(id), false};
}

std::string tokenizerTitle(const text::Tokenizer& tokenizer, const spec::PlmSpec& plm) {
    const bool isTrained = plm.folder.empty() && plm.tokenizer.kind == spec::TokenizerKind::Trained;
    return fmt::format("{}, {} pieces, {}", tokenizer.family(), tokenizer.vocabularySize(), isTrained ? "trained on this data set" : "of the language model");
}

void checkSegmentText(const spec::TemplateSpec& text, std::vector<Problem>& problems) {
    const auto count = [&](std::string_view piece) {
        std::size_t found = 0;
        for (auto at = text.segment.find(piece); at != std::string::npos; at = text.segment.find(piece, at + piece.size()))
            ++found;
        return found;
    };
    if (count("<value>") != 1)
        problems.push_back({"text.segment", fmt::format("holds <value> {} times, expected once", count("<value>")), "Write <value> where the value stands.", true});
    if (count("<field>") > 1)
        problems.push_back({"text.segment", fmt::format("holds <field> {} times, expected at most once", count("<field>")), "Leave one of them.", true});
}

std::vector<api::SegmentMean> segmentMeans(const text::TokenStore& store, const data::EncodedDataset& dataset) {
    std::vector<api::SegmentMean> means;
    for (const auto& total : store.segmentTotals())
        means.push_back({dataset.table->columns[total.field].name, dataset.rows() == 0 ? 0 : static_cast<double>(total.tokens) / static_cast<double>(dataset.rows())});
    return means;
}

} // namespace

Result<std::vector<api::SentencePart>> sentenceOf(const data::EncodedDataset& dataset, const spec::TemplateSpec& text, std::uint64_t row) {
    CPW_TRY_VOID(checkRow(dataset, row));
    CPW_TRY(parsed, text::TextTemplate::make(text, dataset.table->columnNames(), {}));
    const auto values = wordedValues(dataset, row);
    const auto sentence = parsed.render([&](std::size_t field) { return std::string_view(values[field]); });
    std::vector<api::SentencePart> parts;
    std::size_t at = 0;
    for (std::size_t segment = 0; segment < parsed.size(); ++segment) {
        const auto [begin, end] = sentence.values[segment];
        parts.push_back({sentence.text.substr(at, begin - at), api::kTemplateToken});
        parts.push_back({sentence.text.substr(begin, end - begin), static_cast<int>(parsed.field(segment))});
        at = end;
    }
    parts.push_back({sentence.text.substr(at), api::kTemplateToken});
    return parts;
}

Result<api::ShownSentence> shownTokens(const data::EncodedDataset& dataset, const api::TextSettings& settings, const text::Tokenizer& tokenizer,
                                       std::uint64_t row, bool isMasked) {
    CPW_TRY_VOID(checkRow(dataset, row));
    CPW_TRY(tokens, text::tokenizeValues(dataset.table->columnNames(), wordedValues(dataset, row), settings.text, tokenizer));
    api::ShownSentence shown{row, std::move(tokens.sentence), {}};
    auto ids = tokens.ids;
    text::MaskedTokens masked;
    if (isMasked) {
        CPW_TRY(rates, text::fieldRatesOf(settings.masking, dataset.table->columnNames()));
        masked = text::maskRow(ids, tokens.fields, settings.masking, tokenizer, settings.seed, row, 0, rates);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
        shown.tokens.push_back(shownToken(tokenizer, ids[i], tokens.fields[i]));
        shown.tokens.back().isContinuation = tokenizer.isContinuation(tokens.ids[i]); // of the text, not of what hides it
    }
    for (const auto position : masked.positions)
        shown.tokens[static_cast<std::size_t>(position)].isMasked = true;
    return shown;
}

Result<api::TokenLengths> countLengths(std::shared_ptr<const data::EncodedDataset> dataset, const api::TextSettings& settings,
                                       std::shared_ptr<const text::Tokenizer> tokenizer,
                                       const std::function<void(const api::TokenLengths&)>& onPartial, std::stop_token stop) {
    CPW_TRY(store, text::buildTokenStore(dataset, settings.text, tokenizer, 0, stop));
    api::TokenLengths lengths;
    lengths.rowsTotal = dataset->rows();
    lengths.vocabulary = static_cast<std::uint64_t>(tokenizer->vocabularySize());
    lengths.tokenizer = tokenizerTitle(*tokenizer, settings.plm);
    lengths.segments = segmentMeans(*store, *dataset);
    lengths.counts.assign(store->longest() + 1, 0);
    auto told = SteadyClock::now();
    std::size_t longest = 0;
    for (std::size_t row = 0; row < dataset->rows(); ++row) {
        const auto length = store->length(row);
        ++lengths.counts[length];
        ++lengths.rows;
        if (length > longest) {
            longest = length;
            lengths.longestRow = row;
        }
        if (row % kTextsBetweenLooks != 0)
            continue;
        if (stop.stop_requested())
            return fail(ErrorCode::Stopped, "counting tokens was stopped");
        if (onPartial && SteadyClock::now() - told > kPartialInterval) {
            told = SteadyClock::now();
            onPartial(lengths);
        }
    }
    return lengths;
}

std::vector<Problem> templateProblems(const std::vector<std::string>& fields, const spec::TemplateSpec& text) {
    std::vector<Problem> problems;
    checkSegmentText(text, problems);
    std::vector<std::string> used;
    for (std::size_t i = 0; i < text.fields.size(); ++i) {
        const auto& field = text.fields[i].field;
        const auto path = fmt::format("text.fields.{}.field", i);
        if (std::find(fields.begin(), fields.end(), field) == fields.end())
            problems.push_back({path, fmt::format("\"{}\" is not a field of this data set", field), "Remove it, or choose one of the data set's fields.", true});
        else if (std::find(used.begin(), used.end(), field) != used.end())
            problems.push_back({path, fmt::format("\"{}\" is worded twice", field), "Remove one of them.", true});
        used.push_back(field);
    }
    if (!text.fields.empty())
        for (const auto& field : fields)
            if (std::find(used.begin(), used.end(), field) == used.end())
                problems.push_back({"text.fields", fmt::format("\"{}\" is in no segment, the language model does not read it", field), "Add it, or leave it out on purpose.", false});
    if (problems.empty() || std::none_of(problems.begin(), problems.end(), [](const Problem& problem) { return problem.isError; }))
        if (const auto made = text::TextTemplate::make(text, fields, {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "<s>", "</s>", "<pad>", "<unk>", "<mask>"}); !made)
            problems.push_back({"text.segment", made.error().text(), {}, true});
    return problems;
}

} // namespace cpw::desk
