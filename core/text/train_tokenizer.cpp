// SPDX-License-Identifier: GPL-3.0-or-later
// trainTokenizer of token_store.h: counts the words of the training sentences by distinct value, then trains on the counts.
#include "core/data/row_pages.h"
#include "core/text/text_template.h"
#include "core/text/token_store.h"
#include "core/text/word_splitter.h"
#include "core/text/wordpiece_trainer.h"

#include <algorithm>
#include <unordered_map>

namespace cpw::text {

namespace {

/// How often each code of a column is in the training rows.
std::vector<std::uint64_t> countCodes(const data::Column& column, std::span<const std::uint32_t> rows) {
    std::vector<std::uint64_t> counts(column.values.size());
    data::visitCodes(column, rows, [&](std::int32_t code) { ++counts[static_cast<std::size_t>(code)]; });
    return counts;
}

/// The words to learn from. Without merging of digits a word with a digit gives its characters only, one by one.
std::vector<WordCount> toCounts(const std::unordered_map<std::string, std::uint64_t>& counts, bool mergesDigits) {
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    std::unordered_map<std::string, std::uint64_t> kept;
    for (const auto& [word, count] : counts) {
        if (mergesDigits || std::none_of(word.begin(), word.end(), isDigit)) {
            kept[word] += count;
            continue;
        }
        for (std::size_t begin = 0; begin < word.size();) {
            auto end = begin + 1;
            while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) // the rest of a UTF-8 character
                ++end;
            kept[word.substr(begin, end - begin)] += count;
            begin = end;
        }
    }
    std::vector<WordCount> words;
    words.reserve(kept.size());
    for (const auto& [word, count] : kept)
        words.push_back({word, count});
    return words;
}

Result<std::vector<WordCount>> countWords(const data::EncodedDataset& dataset, const TextTemplate& wording, const WordRules& rules,
                                          bool mergesDigits, const std::stop_token& stop) {
    WordSplitter splitter(rules);
    std::unordered_map<std::string, std::uint64_t> counts;
    for (std::size_t segment = 0; segment < wording.size(); ++segment) {
        const data::Column& column = dataset.wordedColumn(wording.field(segment));
        const std::vector<std::uint64_t> rows = countCodes(column, dataset.split.train);
        for (std::size_t code = 0; code < rows.size(); ++code) {
            if (code % 1024 == 0 && stop.stop_requested())
                return fail(ErrorCode::Stopped, "stopped while counting the words of {}", column.name);
            if (rows[code] == 0)
                continue;
            const std::string text = wording.renderSegment(segment, column.values[code]).text;
            splitter.split(text, 0, text.size(), [&](const Word& word) { counts[std::string(word.text)] += rows[code]; });
        }
    }
    return toCounts(counts, mergesDigits);
}

} // namespace

Result<std::shared_ptr<const Tokenizer>> trainTokenizer(const data::EncodedDataset& dataset, const spec::TemplateSpec& wording,
                                                        const spec::TokenizerSpec& spec, std::stop_token stop) {
    CPW_TRY(parsed, TextTemplate::make(wording, dataset.table->columnNames(), {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}));
    const WordRules rules{spec.isLowerCase, spec.isLowerCase, true, true};
    CPW_TRY(words, countWords(dataset, parsed, rules, spec.mergesDigits, stop));
    CPW_TRY(pieces, trainWordPiece(std::move(words), {.vocabularySize = spec.vocabularySize}, stop));
    return makeWordPiece(std::move(pieces), spec.isLowerCase);
}

} // namespace cpw::text
