// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "core/api/run_store.h"
#include "core/data/field_encoder.h"
#include "core/data/value_dictionary.h"
#include "core/train/train_setup.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace cpw::engine {

/// A row as a model reads it, after edits.
struct RowInputs {
    std::vector<std::string> ids;   ///< by field: text that the CTR side reads
    std::vector<std::string> words; ///< by field: text that the sentence words
    std::string sentence;
    std::vector<std::int32_t> tokens;       ///< [T]; empty without text
    std::vector<std::int16_t> tokenFields;  ///< [T], as of TokenStore::assemble
    clickprompt::ModelBatch batch;          ///< of this one row, on the processor
};

/// The prepared data of a run and what inspection counts in it. Shared by the models of the run, never changed, any thread may read.
class InspectedData {
public:
    [[nodiscard]] static Result<std::shared_ptr<const InspectedData>> open(const api::RunStore& store, api::RunId run, std::stop_token stop);

    [[nodiscard]] const train::TrainSetup& setup() const { return m_setup; }
    [[nodiscard]] const data::EncodedDataset& dataset() const { return *m_setup.dataset; }
    [[nodiscard]] const data::FieldVocabulary& vocabulary() const { return m_vocabulary; }
    [[nodiscard]] std::vector<std::string> fieldNames() const { return dataset().table->columnNames(); }

    [[nodiscard]] Result<void> checkField(int field) const;
    [[nodiscard]] Result<RowInputs> prepare(std::uint64_t row, const std::vector<api::FieldEdit>& edits, bool withText) const;
    /// Rows as they are, padded to the longest.
    [[nodiscard]] clickprompt::ModelBatch batchOf(const std::vector<std::uint32_t>& rows, bool withText) const;
    /// Of "train", "validation" or "test"; fails on another name and on a part without rows.
    [[nodiscard]] Result<const std::vector<std::uint32_t>*> partRows(const std::string& part) const;
    [[nodiscard]] std::string partOf(std::uint64_t row) const;
    /// Rows of the training part with this text of a field; of a number with one of its bucket.
    [[nodiscard]] std::uint64_t trainingRows(std::size_t field, const std::string& text) const;
    /// The same for a row's own text.
    [[nodiscard]] std::uint64_t trainingRowsOf(std::size_t field, std::size_t row) const;
    /// Texts of training rows that the CTR side has an id for, most frequent first, that contain `text` without regard to case.
    [[nodiscard]] std::vector<api::ValueCount> values(std::size_t field, const std::string& text, std::size_t count) const;
    /// Share of each global id in the mean embedding of its field over the training part, [features].
    [[nodiscard]] const std::vector<double>& meanShares() const { return m_meanShares; }
    /// Training rows with each global id, [features].
    [[nodiscard]] const std::vector<std::uint64_t>& idRows() const { return m_idRows; }
    /// Global ids of a field in a row: one, or those of its list.
    [[nodiscard]] std::vector<std::int32_t> idsOf(std::size_t field, std::size_t row) const;

private:
    InspectedData(train::TrainSetup setup, data::FieldVocabulary vocabulary, spec::TemplateSpec wording);
    void count();
    void countField(std::size_t field);
    [[nodiscard]] Result<void> addText(RowInputs& inputs) const;

    train::TrainSetup m_setup;
    data::FieldVocabulary m_vocabulary;
    spec::TemplateSpec m_wording;
    std::vector<std::uint8_t> m_parts;                   ///< by row: 0 none, 1 train, 2 validation, 3 test
    std::vector<std::vector<std::uint64_t>> m_codeRows;  ///< by field and code: training rows
    std::vector<data::ValueDictionary> m_codes;          ///< by field: text to code
    std::vector<double> m_meanShares;
    std::vector<std::uint64_t> m_idRows;
};

} // namespace cpw::engine
