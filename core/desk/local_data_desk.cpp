// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/local_data_desk.h"

#include "core/base/ascii_case.h"
#include "core/base/file_io.h"
#include "core/base/random.h"
#include "core/data/row_pages.h"
#include "core/desk/data_facts.h"
#include "core/desk/dataset_keeper.h"
#include "core/desk/model_folders.h"
#include "core/desk/raw_preview.h"
#include "core/desk/shown_text.h"
#include "core/desk/source_guess.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace cpw::desk {
namespace {

constexpr std::size_t kRowsBetweenLooks = 4096;

/// Rows of the data set that a query means.
class RowFinder {
public:
    RowFinder(const data::EncodedDataset& dataset, const api::RowQuery& query) : m_dataset(dataset), m_query(query) {
        if (query.text.empty())
            return;
        for (const auto& column : dataset.table->columns) {
            auto& matches = m_matches.emplace_back();
            for (std::size_t code = 0; code < column.values.size(); ++code)
                matches.push_back(containsIgnoringCase(column.values[code], query.text));
        }
    }

    Result<std::vector<api::DataRow>> find(const std::stop_token& stop) const {
        std::vector<api::DataRow> found;
        std::uint64_t passed = 0;
        const auto rows = static_cast<std::uint64_t>(m_dataset.rows());
        const CounterRandom random(m_query.random.value_or(0), 0);
        const auto step = m_query.random ? strideFor(rows, random) : 1;
        auto row = m_query.random && rows > 0 ? random.below(0, rows) : 0;
        data::RowPages pages(m_dataset, m_query.random ? data::RowPages::Order::Random : data::RowPages::Order::Ascending);
        for (std::uint64_t i = 0; i < rows && found.size() < m_query.count; ++i, row = (row + step) % rows) {
            if (i % kRowsBetweenLooks == 0 && stop.stop_requested())
                return fail(ErrorCode::Stopped, "looking for rows was stopped");
            if (fits(row) && passed++ >= m_query.first)
                found.push_back(rowOf(row));
            pages.read(row);
        }
        return found;
    }

private:
    /// A stride without a common divisor visits every row once.
    static std::uint64_t strideFor(std::uint64_t rows, const CounterRandom& random) {
        if (rows < 3)
            return 1;
        auto stride = 1 + random.below(1, rows - 1);
        while (std::gcd(stride, rows) != 1)
            stride = 1 + stride % (rows - 1);
        return stride;
    }
    [[nodiscard]] bool fits(std::uint64_t row) const {
        if (!m_query.part.empty() && m_query.part != partName(row))
            return false;
        if (m_query.text.empty())
            return true;
        for (std::size_t field = 0; field < m_matches.size(); ++field)
            if (m_matches[field][static_cast<std::size_t>(m_dataset.table->columns[field].codes[row])])
                return true;
        return false;
    }
    /// Empty for a row in no part.
    [[nodiscard]] std::string_view partName(std::uint64_t row) const {
        const auto& split = m_dataset.split;
        const std::vector<std::uint32_t>* parts[] = {&split.train, &split.valid, &split.test};
        for (std::size_t part = 0; part < std::size(parts); ++part)
            if (std::binary_search(parts[part]->begin(), parts[part]->end(), row))
                return data::kPartNames[part];
        return {};
    }
    [[nodiscard]] api::DataRow rowOf(std::uint64_t row) const {
        api::DataRow found{row, std::string(partName(row)), m_dataset.labels[row] > 0.5F, {}};
        for (const auto& column : m_dataset.table->columns)
            found.values.emplace_back(column.text(row));
        return found;
    }

    const data::EncodedDataset& m_dataset;
    const api::RowQuery& m_query;
    std::vector<std::vector<bool>> m_matches; ///< by column and code; empty without a text
};

class LocalDataDesk final : public api::DataDesk {
public:
    explicit LocalDataDesk(std::filesystem::path cacheFolder) : m_keeper(std::move(cacheFolder)) {}

    Result<api::DataGuess> guess(const std::filesystem::path& path) const override { return guessSource(path); }

    Result<api::RawPreview> preview(const spec::DataSpec& spec, std::size_t rows, std::stop_token stop) const override {
        return previewRows(spec, rows, std::move(stop));
    }

    Result<api::DataFacts> describe(const spec::DataSpec& spec, const Progress& onProgress, std::stop_token stop) const override {
        CPW_TRY(kept, m_keeper.dataset(spec, onProgress, std::move(stop)));
        return makeFacts(*kept.dataset, kept.report, spec);
    }

    Result<std::vector<std::string>> fieldNames(const spec::DataSpec& spec, std::stop_token stop) const override {
        CPW_TRY(kept, m_keeper.dataset(spec, {}, std::move(stop)));
        return kept.dataset->table->columnNames();
    }

    Result<std::vector<api::DataRow>> rows(const spec::DataSpec& spec, const api::RowQuery& query, std::stop_token stop) const override {
        CPW_TRY(kept, m_keeper.dataset(spec, {}, stop));
        return RowFinder(*kept.dataset, query).find(stop);
    }

    Result<std::vector<api::SentencePart>> sentence(const spec::DataSpec& data, const spec::TemplateSpec& text, std::uint64_t row,
                                                    std::stop_token stop) const override {
        CPW_TRY(kept, m_keeper.dataset(data, {}, std::move(stop)));
        return sentenceOf(*kept.dataset, text, row);
    }

    Result<std::vector<Problem>> checkTemplate(const spec::DataSpec& data, const spec::TemplateSpec& text, std::stop_token stop) const override {
        CPW_TRY(kept, m_keeper.dataset(data, {}, std::move(stop)));
        return templateProblems(kept.dataset->table->columnNames(), text);
    }

    Result<api::ShownSentence> tokens(const api::TextSettings& settings, std::uint64_t row, bool isMasked, std::stop_token stop) const override {
        CPW_TRY(kept, m_keeper.dataset(settings.data, {}, stop));
        CPW_TRY(tokenizer, m_keeper.tokenizer(settings, kept, stop));
        return shownTokens(*kept.dataset, settings, *tokenizer, row, isMasked);
    }

    Result<api::TokenLengths> lengths(const api::TextSettings& settings, const std::function<void(const api::TokenLengths&)>& onPartial,
                                      std::stop_token stop) const override {
        CPW_TRY(kept, m_keeper.dataset(settings.data, {}, stop));
        CPW_TRY(tokenizer, m_keeper.tokenizer(settings, kept, stop));
        return countLengths(kept.dataset, settings, std::move(tokenizer), onPartial, stop);
    }

    Result<std::size_t> tokenLimit(const spec::PlmSpec& plm) const override;

    std::vector<api::ModelFolder> languageModels(const std::vector<std::filesystem::path>& places, std::stop_token stop) const override {
        return findModelFolders(places, stop);
    }

private:
    DatasetKeeper m_keeper;
};

/// RoBERTa's position table begins with rows for padding (see PlmConfig::firstPosition).
Result<std::size_t> LocalDataDesk::tokenLimit(const spec::PlmSpec& plm) const {
    auto positions = static_cast<std::int64_t>(plm.scratch.maximumPositions);
    if (!plm.folder.empty()) {
        CPW_TRY(text, readText(std::filesystem::path(plm.folder) / "config.json"));
        const auto config = nlohmann::json::parse(text, nullptr, false);
        if (!config.is_object() || !config.contains("max_position_embeddings") || !config["max_position_embeddings"].is_number_integer())
            return badInput("{}/config.json names no max_position_embeddings; choose the folder of a BERT-like model", plm.folder);
        const auto type = config.value("model_type", std::string("bert"));
        const bool hasPaddingRows = type == "roberta" || type == "camembert" || type == "xlm-roberta";
        positions = config["max_position_embeddings"].get<std::int64_t>() - (hasPaddingRows ? config.value("pad_token_id", 1) + 1 : 0);
    }
    if (plm.maximumTokens > 0)
        positions = std::min<std::int64_t>(positions, plm.maximumTokens);
    return static_cast<std::size_t>(std::max<std::int64_t>(0, positions));
}

} // namespace

std::unique_ptr<api::DataDesk> makeLocalDataDesk(std::filesystem::path cacheFolder) {
    return std::make_unique<LocalDataDesk>(std::move(cacheFolder));
}

} // namespace cpw::desk
