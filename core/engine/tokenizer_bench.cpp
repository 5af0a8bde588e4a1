// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tokenizer_bench.h"

#include "core/base/file_io.h"
#include "core/data/dataset_cache.h"
#include "core/data/dataset_source.h"
#include "core/data/field_encoder.h"
#include "core/text/tokenizer_speed.h"

#include <unistd.h>

namespace cpw::engine {
namespace {

constexpr std::size_t kSentences = 100'000;
constexpr double kSeconds = 2;

Result<std::shared_ptr<const data::EncodedDataset>> readRows(const spec::DataSpec& spec) {
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("clickprompt-bench-{}", ::getpid());
    CPW_TRY(source, data::findDatasetSource(spec.source));
    auto read = data::loadOrRead(*source, spec, folder, {});
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    if (!read)
        return tl::unexpected(std::move(read.error()));
    return data::encodeDataset(read->table, spec);
}

Result<std::shared_ptr<const text::Tokenizer>> openVocabulary(const BenchOptions& options, const data::EncodedDataset& dataset,
                                                              const api::RunSpec& spec) {
    if (options.vocabularyFile.empty())
        return text::trainTokenizer(dataset, spec.text, spec.plm.tokenizer, {});
    std::error_code ignored;
    return std::filesystem::is_directory(options.vocabularyFile, ignored) ? text::loadTokenizerFolder(options.vocabularyFile)
                                                                          : text::loadTokenizerFile(options.vocabularyFile, true);
}

Result<void> writeSentences(const std::vector<std::string>& sentences, const std::string& file) {
    std::string lines;
    for (const auto& sentence : sentences)
        lines.append(sentence).append(1, '\n');
    return writeTextAtomically(file, lines);
}

} // namespace

Result<std::vector<BenchLine>> benchTokenizer(const BenchOptions& options, const api::RunSpec& spec) {
    CPW_TRY(dataset, readRows(spec.data));
    CPW_TRY(tokenizer, openVocabulary(options, *dataset, spec));
    CPW_TRY(store, text::buildTokenStore(dataset, spec.text, tokenizer, 0, {}));
    const auto sentences = text::spreadSentences(*store, dataset->rows(), kSentences);
    if (!options.sentencesFile.empty())
        CPW_TRY_VOID(writeSentences(sentences, options.sentencesFile));
    CPW_TRY(speed, text::measureTokenizer(dataset, spec.text, tokenizer, sentences, kSeconds));
    const auto vocabulary =
        fmt::format("{} of {} pieces, {}", tokenizer->family(), tokenizer->vocabularySize(), dataset->table->title);
    return std::vector<BenchLine>{
        {"tokenizer_text", "MB/s", speed.megabytesPerSecond,
         fmt::format("{}, {} whole sentences, {:.0f} sentences/s, {:.0f} tokens/s, one thread", vocabulary, sentences.size(),
                     speed.sentencesPerSecond, speed.tokensPerSecond)},
        {"tokenizer_rows", "rows/s", speed.rowsPerSecond,
         fmt::format("{}, {} rows from values tokenised once, {:.3f} s for the values included, one thread", vocabulary,
                     speed.rows, speed.buildSeconds)}};
}

} // namespace cpw::engine
