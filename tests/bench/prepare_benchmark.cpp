// SPDX-License-Identifier: GPL-3.0-or-later
// From the files of MovieLens-1M to what a model trains on, without any cache of ours: read, join, split, encode, tokenise, and
// assemble the tokens of every row. Prints one JSON line with the seconds of each step and checksums of what came out:
//   prepare_benchmark MOVIELENS_FOLDER TOKENIZER_FOLDER
// tests/bench/peers/import_peers.py runs it beside pandas and Hugging Face's tokenizers and compares the checksums.
#include "core/data/dataset_source.h"
#include "core/data/field_encoder.h"
#include "core/text/token_store.h"
#include "core/text/tokenizer.h"

#include <nlohmann/json.hpp>
#include <zlib.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

using namespace cpw;

namespace {

template <class T>
T valueOf(Result<T> result) {
    if (result)
        return std::move(*result);
    std::fprintf(stderr, "%s\n", result.error().text().c_str());
    std::exit(1);
}

/// Seconds since it was last asked.
class Clock {
public:
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        return std::chrono::duration<double>(now - std::exchange(m_last, now)).count();
    }

private:
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

class Checksum {
public:
    void add(std::span<const std::int32_t> numbers) {
        m_sum = ::crc32_z(m_sum, reinterpret_cast<const Bytef*>(numbers.data()), numbers.size_bytes());
        m_count += numbers.size();
    }
    [[nodiscard]] nlohmann::json json() const { return {{"count", m_count}, {"crc32", m_sum}}; }

private:
    unsigned long m_sum = 0;
    std::uint64_t m_count = 0;
};

nlohmann::json measure(const char* movielens, const char* tokenizerFolder) {
    nlohmann::json line;
    Clock clock;
    const auto* source = valueOf(data::findDatasetSource("movielens_1m"));
    auto spec = source->defaults;
    spec.path = movielens;
    spec.vocabulary = spec::VocabularyOf::All; // as pandas' factorize numbers them
    const auto read = valueOf(source->read(spec, {}));
    line["read_s"] = clock.lap();
    const auto dataset = valueOf(data::encodeDataset(read.table, spec));
    line["encode_s"] = clock.lap();
    const auto tokenizer = valueOf(text::loadTokenizerFolder(tokenizerFolder));
    const auto store = valueOf(text::buildTokenStore(dataset, {}, tokenizer, 0, {}));
    std::vector<std::int32_t> ids(dataset->rows() * store->longest());
    std::size_t end = 0;
    for (std::size_t row = 0; row < dataset->rows(); ++row) {
        const auto length = store->length(row);
        store->assemble(row, std::span(ids).subspan(end, length), {});
        end += length;
    }
    line["tokenise_s"] = clock.lap();
    line["rows"] = dataset->rows();
    Checksum tokens, fields;
    tokens.add(std::span(ids).first(end));
    for (std::size_t row = 0; row < dataset->rows(); ++row) {
        std::vector<std::int32_t> local(dataset->rowIds(row).begin(), dataset->rowIds(row).end());
        for (std::size_t field = 0; field < local.size(); ++field)
            local[field] -= dataset->fields[field].offset + 1;
        fields.add(local);
    }
    line["tokens"] = tokens.json();
    line["fields"] = fields.json();
    return line;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::fprintf(stderr, "prepare_benchmark MOVIELENS_FOLDER TOKENIZER_FOLDER\n");
        return 2;
    }
    std::printf("%s\n", measure(arguments[1], arguments[2]).dump().c_str());
    return 0;
}
