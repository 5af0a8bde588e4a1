// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/collator.h"

#include "core/base/expects.h"
#include "core/text/mlm_masking.h"

#include <algorithm>

namespace cpw::train {
namespace {

/// Separates the order of fields from the other uses of a seed.
constexpr std::uint64_t kFieldOrderStream = 0x6669656C64732121ULL;

} // namespace

Collator::Collator(std::shared_ptr<const data::EncodedDataset> dataset, std::shared_ptr<const text::TokenStore> tokens,
                   const CollatorOptions& options)
    : m_dataset(std::move(dataset)), m_tokens(std::move(tokens)), m_options(options), m_pages(*m_dataset, data::RowPages::Order::Random) {
    expects(!options.withTokens || m_tokens != nullptr, "a stage with text needs a token store");
    expects(!options.masking || options.withTokens, "masking needs tokens");
    if (options.masking) {
        auto rates = text::fieldRatesOf(*options.masking, m_dataset->table->columnNames());
        expects(rates.has_value(), "masking was not checked against the data set: {}", rates ? "" : rates.error().text());
        m_fieldRates = std::move(*rates);
    }
    m_fieldIds.resize(m_dataset->fieldCount());
    if (options.withUniqueIds)
        m_slotOfId.assign(static_cast<std::size_t>(m_dataset->featureCount()), -1);
}

HostStep Collator::step(const std::vector<std::vector<std::uint32_t>>& microBatches, std::int64_t index, std::int64_t visit) {
    HostStep step;
    step.index = index;
    step.microBatches.reserve(microBatches.size());
    for (const auto& rows : microBatches)
        step.microBatches.push_back(batch(rows, visit));
    if (m_options.withUniqueIds)
        addUniqueIds(step);
    return step;
}

HostBatch Collator::batch(const std::vector<std::uint32_t>& rows, std::int64_t visit) {
    HostBatch batch;
    batch.rows = static_cast<std::int64_t>(rows.size());
    batch.rowNumbers = rows;
    addFields(batch);
    if (m_options.withTokens)
        addTokens(batch, visit);
    return batch;
}

void Collator::addFields(HostBatch& batch) {
    batch.fields = static_cast<std::int64_t>(m_dataset->fieldCount());
    batch.fieldIds.reserve(batch.rowNumbers.size() * m_dataset->fieldCount());
    batch.labels.reserve(batch.rowNumbers.size());
    m_pages.expectIds(batch.rowNumbers);
    for (const auto row : batch.rowNumbers) {
        const auto ids = m_dataset->readIds(row, m_fieldIds);
        batch.fieldIds.insert(batch.fieldIds.end(), ids.begin(), ids.end());
        batch.labels.push_back(m_dataset->readLabel(row));
        m_pages.read(row);
    }
    if (!m_dataset->lists.empty())
        addBags(batch);
}

void Collator::addBags(HostBatch& batch) const {
    for (const auto& lists : m_dataset->lists)
        batch.bagFields.push_back(static_cast<std::int64_t>(lists.field));
    for (const auto row : batch.rowNumbers)
        for (const auto& lists : m_dataset->lists)
            batch.addBag(lists.of(m_dataset->table->columns[lists.field].codes[row]), m_dataset->fields[lists.field].coding.pooling);
}

void Collator::addTokens(HostBatch& batch, std::int64_t visit) {
    std::size_t longest = 0;
    std::size_t shortest = SIZE_MAX;
    for (const auto row : batch.rowNumbers) {
        longest = std::max(longest, m_tokens->length(row));
        shortest = std::min(shortest, m_tokens->length(row));
    }
    batch.tokens = static_cast<std::int64_t>(longest);
    const auto& tokenizer = m_tokens->tokenizer();
    batch.tokenIds.assign(batch.rowNumbers.size() * longest, tokenizer.specials().pad);
    if (shortest != longest)
        batch.tokenMask.assign(batch.tokenIds.size(), 0);
    for (std::size_t b = 0; b < batch.rowNumbers.size(); ++b) {
        const auto row = batch.rowNumbers[b];
        const auto length = m_tokens->length(row);
        m_rowIds.resize(length);
        m_rowFields.resize(length);
        assembleTokens(row, visit);
        if (m_options.masking)
            maskTokens(batch, row, visit, static_cast<std::int64_t>(b * longest));
        std::copy(m_rowIds.begin(), m_rowIds.end(), batch.tokenIds.begin() + static_cast<std::ptrdiff_t>(b * longest));
        if (!batch.tokenMask.empty())
            std::fill_n(batch.tokenMask.begin() + static_cast<std::ptrdiff_t>(b * longest), length, std::uint8_t{1});
    }
}

void Collator::assembleTokens(std::uint32_t row, std::int64_t visit) {
    if (!m_options.shufflesFields)
        return m_tokens->assemble(row, m_rowIds, m_rowFields);
    const CounterRandom random(m_options.seed, mix64(mix64(kFieldOrderStream + row) + static_cast<std::uint64_t>(visit)));
    const auto order = permutation(static_cast<std::uint32_t>(m_tokens->segmentCount()), random);
    m_tokens->assembleInOrder(row, order, m_rowIds, m_rowFields);
}

void Collator::maskTokens(HostBatch& batch, std::uint32_t row, std::int64_t visit, std::int64_t firstPosition) {
    const auto masked = text::maskRow(m_rowIds, m_rowFields, *m_options.masking, m_tokens->tokenizer(), m_options.seed, row,
                                      static_cast<std::uint64_t>(visit), m_fieldRates);
    for (const auto position : masked.positions) {
        batch.maskedPositions.push_back(firstPosition + position);
        batch.maskedFields.push_back(m_rowFields[static_cast<std::size_t>(position)]);
    }
    batch.maskedTargets.insert(batch.maskedTargets.end(), masked.targets.begin(), masked.targets.end());
}

void Collator::addUniqueIds(HostStep& step) {
    const auto addSlots = [&](const std::vector<std::int64_t>& ids, std::vector<std::int64_t>& inverse) {
        inverse.resize(ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto& slot = m_slotOfId[static_cast<std::size_t>(ids[i])];
            if (slot < 0) {
                slot = static_cast<std::int32_t>(step.uniqueIds.size());
                step.uniqueIds.push_back(ids[i]);
            }
            inverse[i] = slot;
        }
    };
    for (auto& batch : step.microBatches) {
        addSlots(batch.fieldIds, batch.inverse);
        addSlots(batch.bagIds, batch.bagInverse);
    }
    for (const auto id : step.uniqueIds)
        m_slotOfId[static_cast<std::size_t>(id)] = -1;
}

} // namespace cpw::train
