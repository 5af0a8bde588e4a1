// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inspected_data.h"

#include "core/base/ascii_case.h"
#include "core/data/row_pages.h"
#include "core/engine/run_assembly.h"
#include "core/text/token_store.h"
#include "core/train/collator.h"
#include "core/train/device_batch.h"

#include <algorithm>
#include <numeric>

namespace cpw::engine {
namespace {

/// The ids of one row, as a batch of one.
train::HostBatch fieldBatch(const data::EncodedDataset& dataset, const data::FieldVocabulary& vocabulary, const std::vector<std::string>& texts) {
    train::HostBatch batch;
    batch.rows = 1;
    batch.fields = static_cast<std::int64_t>(texts.size());
    for (const auto& lists : dataset.lists)
        batch.bagFields.push_back(static_cast<std::int64_t>(lists.field));
    for (std::size_t f = 0; f < texts.size(); ++f) {
        auto ids = vocabulary.encodeList(f, texts[f]);
        for (auto& id : ids)
            id += dataset.fields[f].offset;
        batch.fieldIds.push_back(ids.front());
        if (dataset.listsOf(f))
            batch.addBag(ids, dataset.fields[f].coding.pooling);
    }
    return batch;
}

} // namespace

Result<std::shared_ptr<const InspectedData>> InspectedData::open(const api::RunStore& store, api::RunId run, std::stop_token stop) {
    CPW_TRY(spec, store.spec(run));
    spec.device = "cpu";
    spec.precision = api::Precision::Float32;
    CPW_TRY(setup, assembleRun(spec, {{}, {}, store.cacheFolder()}, [](const std::string&, double) {}, stop));
    auto vocabulary = data::FieldVocabulary::fromDataset(*setup.dataset);
    return std::shared_ptr<const InspectedData>(new InspectedData(std::move(setup), std::move(vocabulary), spec.text));
}

InspectedData::InspectedData(train::TrainSetup setup, data::FieldVocabulary vocabulary, spec::TemplateSpec wording)
    : m_setup(std::move(setup)), m_vocabulary(std::move(vocabulary)), m_wording(std::move(wording)) {
    count();
}

void InspectedData::count() {
    const auto& set = dataset();
    m_parts.assign(set.rows(), 0);
    const std::vector<std::uint32_t>* parts[] = {&set.split.train, &set.split.valid, &set.split.test};
    for (std::size_t part = 0; part < std::size(parts); ++part)
        for (const auto row : *parts[part])
            m_parts[row] = static_cast<std::uint8_t>(part + 1);
    const auto features = static_cast<std::size_t>(set.featureCount());
    m_meanShares.assign(features, 0);
    m_idRows.assign(features, 0);
    for (std::size_t f = 0; f < set.fieldCount(); ++f) {
        const auto& column = set.table->columns[f];
        auto& codes = m_codes.emplace_back();
        for (std::size_t code = 0; code < column.values.size(); ++code)
            codes.add(column.values[code]);
        countField(f);
    }
    for (auto& share : m_meanShares)
        share /= static_cast<double>(std::max<std::size_t>(1, set.split.train.size()));
}

void InspectedData::countField(std::size_t field) {
    const auto& set = dataset();
    const auto& column = set.table->columns[field];
    auto& counts = m_codeRows.emplace_back(column.values.size(), 0);
    data::visitCodes(column, set.split.train, [&](std::int32_t code) { ++counts[static_cast<std::size_t>(code)]; });
    const auto* lists = set.listsOf(field);
    if (!lists) {
        for (std::size_t code = 0; code < counts.size(); ++code) {
            const auto id = static_cast<std::size_t>(set.fields[field].offset + set.codeIds[field][code]);
            m_idRows[id] += counts[code];
            m_meanShares[id] += static_cast<double>(counts[code]);
        }
        return;
    }
    const bool isMean = set.fields[field].coding.pooling == spec::Pooling::Mean;
    data::visitCodes(column, set.split.train, [&](std::int32_t code) {
        const auto ids = lists->of(code);
        for (const auto id : ids) {
            ++m_idRows[static_cast<std::size_t>(id)];
            m_meanShares[static_cast<std::size_t>(id)] += isMean ? 1.0 / static_cast<double>(ids.size()) : 1.0;
        }
    });
}

std::vector<std::int32_t> InspectedData::idsOf(std::size_t field, std::size_t row) const {
    if (const auto* lists = dataset().listsOf(field)) {
        const auto list = lists->of(dataset().table->columns[field].codes[row]);
        return {list.begin(), list.end()};
    }
    return {dataset().rowIds(row)[field]};
}

Result<void> InspectedData::checkField(int field) const {
    if (field < 0 || field >= static_cast<int>(dataset().fieldCount()))
        return badInput("field {} is not there; {} has the fields 0 to {}", field, dataset().table->title, dataset().fieldCount() - 1);
    return {};
}

Result<RowInputs> InspectedData::prepare(std::uint64_t row, const std::vector<api::FieldEdit>& edits, bool withText) const {
    const auto& set = dataset();
    if (row >= set.rows())
        return badInput("row {} is not there; {} has {} rows, numbered from 0", row, set.table->title, set.rows());
    RowInputs inputs;
    for (const auto& column : set.table->columns)
        inputs.ids.emplace_back(column.text(row));
    inputs.words = inputs.ids;
    for (const auto& edit : edits) {
        CPW_TRY_VOID(checkField(edit.field));
        if (edit.side != api::EditSide::Text)
            inputs.ids[static_cast<std::size_t>(edit.field)] = edit.value;
        if (edit.side != api::EditSide::Ids)
            inputs.words[static_cast<std::size_t>(edit.field)] = edit.value;
    }
    for (std::size_t f = 0; f < inputs.words.size(); ++f)
        inputs.words[f] = m_vocabulary.wordedText(f, inputs.words[f]);
    auto host = fieldBatch(set, m_vocabulary, inputs.ids);
    if (withText) {
        CPW_TRY_VOID(addText(inputs));
        host.tokens = static_cast<std::int64_t>(inputs.tokens.size());
        host.tokenIds.assign(inputs.tokens.begin(), inputs.tokens.end());
    }
    inputs.batch = train::toDevice(std::move(host), {}, at::kCPU);
    return inputs;
}

Result<void> InspectedData::addText(RowInputs& inputs) const {
    const auto& tokenizer = m_setup.tokens->tokenizer();
    CPW_TRY(sentence, text::tokenizeValues(fieldNames(), inputs.words, m_wording, tokenizer));
    const auto& prompts = m_setup.model.prompts;
    const auto shift = prompts.positions == spec::PromptPositions::ShiftedByPrompts ? prompts.count : 0;
    const auto limit = m_setup.model.plm->textPositions() - shift;
    if (static_cast<std::int64_t>(sentence.ids.size()) > limit)
        return badInput("the sentence \"{}\" has {} tokens, the language model reads {}; shorten the values", sentence.sentence,
                        sentence.ids.size(), limit);
    inputs.sentence = std::move(sentence.sentence);
    inputs.tokens = std::move(sentence.ids);
    inputs.tokenFields = std::move(sentence.fields);
    return {};
}

clickprompt::ModelBatch InspectedData::batchOf(const std::vector<std::uint32_t>& rows, bool withText) const {
    train::Collator collator(m_setup.dataset, m_setup.tokens, {.withTokens = withText});
    auto step = collator.step({rows}, 0, 0);
    return train::toDevice(std::move(step.microBatches.front()), {}, at::kCPU);
}

Result<const std::vector<std::uint32_t>*> InspectedData::partRows(const std::string& part) const {
    const auto& split = dataset().split;
    const auto* rows = part == "train" ? &split.train : part == "validation" ? &split.valid : part == "test" ? &split.test : nullptr;
    if (!rows)
        return badInput("\"{}\" is no part of the data; expected train, validation or test", part);
    if (rows->empty())
        return badInput("the part {} has no rows; choose another or change data.split", part);
    return rows;
}

std::string InspectedData::partOf(std::uint64_t row) const {
    static constexpr const char* kNames[] = {"", "train", "validation", "test"};
    return kNames[m_parts[static_cast<std::size_t>(row)]];
}

std::uint64_t InspectedData::trainingRows(std::size_t field, const std::string& text) const {
    if (dataset().fields[field].coding.kind == data::FieldKind::Number)
        return m_idRows[static_cast<std::size_t>(m_vocabulary.globalId(field, text))];
    const auto code = m_codes[field].find(text);
    return code < 0 ? 0 : m_codeRows[field][static_cast<std::size_t>(code)];
}

std::uint64_t InspectedData::trainingRowsOf(std::size_t field, std::size_t row) const {
    if (dataset().fields[field].coding.kind == data::FieldKind::Number)
        return m_idRows[static_cast<std::size_t>(dataset().rowIds(row)[field])];
    return m_codeRows[field][static_cast<std::size_t>(dataset().table->columns[field].codes[row])];
}

std::vector<api::ValueCount> InspectedData::values(std::size_t field, const std::string& text, std::size_t count) const {
    const auto& column = dataset().table->columns[field];
    const auto& rows = m_codeRows[field];
    std::vector<std::size_t> codes(column.values.size());
    std::iota(codes.begin(), codes.end(), std::size_t{0});
    std::stable_sort(codes.begin(), codes.end(), [&rows](std::size_t a, std::size_t b) { return rows[a] > rows[b]; });
    std::vector<api::ValueCount> found;
    for (const auto code : codes) {
        if (found.size() == count || rows[code] == 0)
            break;
        if (containsIgnoringCase(column.values[code], text) && m_vocabulary.encodeValue(field, column.values[code]) != 0)
            found.push_back({std::string(column.values[code]), rows[code]});
    }
    return found;
}

} // namespace cpw::engine
