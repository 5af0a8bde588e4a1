// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_speed.h"

#include "core/base/processor_time.h"

#include <algorithm>
#include <chrono>

namespace cpw::text {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Shortest time of one call, over repetitions of at least `seconds` in all.
template <class Work>
double bestTime(double seconds, Work&& work) {
    double best = 1e30;
    for (const auto start = SteadyClock::now(); secondsSince(start) < seconds;) {
        const auto begin = SteadyClock::now();
        work();
        best = std::min(best, secondsSince(begin));
    }
    return best;
}

std::size_t assembleAll(const TokenStore& store, std::size_t rows, std::vector<std::int32_t>& ids) {
    std::size_t tokens = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t length = store.length(row);
        store.assemble(row, std::span(ids).first(length), {});
        tokens += length;
    }
    return tokens;
}

} // namespace

std::vector<std::string> spreadSentences(const TokenStore& store, std::size_t rows, std::size_t limit) {
    std::vector<std::string> sentences;
    const std::size_t count = std::min(rows, limit);
    for (std::size_t i = 0; i < count; ++i)
        sentences.push_back(store.sentence(i * rows / count));
    return sentences;
}

Result<TokenizerSpeed> measureTokenizer(const std::shared_ptr<const data::EncodedDataset>& dataset,
                                        const spec::TemplateSpec& wording, const std::shared_ptr<const Tokenizer>& tokenizer,
                                        const std::vector<std::string>& sentences, double seconds) {
    TokenizerSpeed speed;
    speed.rows = dataset->rows();
    const auto start = SteadyClock::now();
    CPW_TRY(store, buildTokenStore(dataset, wording, tokenizer, 0, {}));
    speed.buildSeconds = secondsSince(start);
    std::vector<std::int32_t> ids(store->longest());
    const double assembling = bestTime(seconds, [&] { static_cast<void>(assembleAll(*store, speed.rows, ids)); });
    speed.rowsPerSecond = static_cast<double>(speed.rows) / (speed.buildSeconds + assembling);

    std::size_t bytes = 0;
    for (const std::string& sentence : sentences)
        bytes += sentence.size();
    std::size_t tokens = 0;
    const double encoding = bestTime(seconds, [&] {
        tokens = 0;
        for (const std::string& sentence : sentences)
            tokens += tokenizer->encode(sentence).size();
    });
    speed.megabytesPerSecond = 1e-6 * static_cast<double>(bytes) / encoding;
    speed.tokensPerSecond = static_cast<double>(tokens) / encoding;
    speed.sentencesPerSecond = static_cast<double>(sentences.size()) / encoding;
    return speed;
}

} // namespace cpw::text
