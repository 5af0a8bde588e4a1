// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/embedding_map.h"

#include "core/data/row_pages.h"
#include "core/engine/principal_components.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace cpw::engine {
namespace {

constexpr std::size_t kMostPoints = 4096;
constexpr std::size_t kMostGroups = 12;

/// Local ids that training knows, the most frequent first.
std::vector<std::int32_t> frequentIds(const InspectedData& data, const data::EncodedField& field, std::size_t count) {
    std::vector<std::int32_t> ids(static_cast<std::size_t>(std::max(0, field.size - 1)));
    std::iota(ids.begin(), ids.end(), 1);
    const auto rowsOf = [&](std::int32_t local) { return data.idRows()[static_cast<std::size_t>(field.offset + local)]; };
    std::ranges::stable_sort(ids, [&](std::int32_t a, std::int32_t b) { return rowsOf(a) > rowsOf(b); });
    ids.resize(std::min(ids.size(), count));
    return ids;
}

/// By local id: the code of the other column that training rows with it have most often, the smaller code among equals.
std::unordered_map<std::int32_t, std::int32_t> commonestCodes(const InspectedData& data, std::size_t field, std::size_t other) {
    const auto& column = data.dataset().table->columns[other];
    const auto offset = data.dataset().fields[field].offset;
    std::unordered_map<std::int32_t, std::unordered_map<std::int32_t, std::uint32_t>> counts;
    data::RowPages pages(data.dataset(), data::RowPages::Order::Ascending);
    for (const auto row : data.dataset().split.train) {
        for (const auto id : data.idsOf(field, row))
            ++counts[id - offset][column.codes[row]];
        pages.read(row);
    }
    std::unordered_map<std::int32_t, std::int32_t> commonest;
    for (const auto& [local, codes] : counts)
        commonest[local] = std::ranges::max_element(codes, [](const auto& a, const auto& b) {
                               return a.second != b.second ? a.second < b.second : a.first > b.first;
                           })->first;
    return commonest;
}

void addGroups(const InspectedData& data, std::size_t field, std::size_t other, const std::vector<std::int32_t>& ids, api::EmbeddingMap& map) {
    const auto commonest = commonestCodes(data, field, other);
    std::unordered_map<std::int32_t, std::size_t> points; // by code
    for (const auto id : ids)
        if (const auto code = commonest.find(id); code != commonest.end())
            ++points[code->second];
    std::vector<std::pair<std::int32_t, std::size_t>> ranked(points.begin(), points.end());
    std::ranges::sort(ranked, [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    ranked.resize(std::min(ranked.size(), kMostGroups));
    std::unordered_map<std::int32_t, int> groupOf;
    for (const auto& [code, count] : ranked) {
        groupOf[code] = static_cast<int>(map.groups.size());
        map.groups.emplace_back(data.dataset().table->columns[other].values[static_cast<std::size_t>(code)]);
    }
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (const auto code = commonest.find(ids[i]); code != commonest.end())
            if (const auto group = groupOf.find(code->second); group != groupOf.end())
                map.points[i].group = group->second;
}

} // namespace

Result<api::EmbeddingMap> embeddingMapOf(InspectedModel& model, int field, std::optional<int> groupField, std::size_t count) {
    const auto& data = model.data();
    CPW_TRY_VOID(data.checkField(field));
    if (groupField)
        CPW_TRY_VOID(data.checkField(*groupField));
    if (count < 1 || count > kMostPoints)
        return badInput("a map of {} values was asked for, expected 1 to {}", count, kMostPoints);
    const auto& encoded = data.dataset().fields[static_cast<std::size_t>(field)];
    const auto ids = frequentIds(data, encoded, count);
    api::EmbeddingMap map;
    map.valuesTotal = static_cast<std::uint64_t>(std::max(0, encoded.size - 1));
    if (ids.empty())
        return map;
    const at::NoGradGuard noGrad;
    auto tables = model.network().embeddingTables(); // the widest: others hold one weight for each id
    const auto widest = std::ranges::max_element(tables, [](const auto& a, const auto& b) { return a->table.size(1) < b->table.size(1); });
    std::vector<std::int64_t> rows;
    for (const auto id : ids)
        rows.push_back(encoded.offset + id);
    const auto principal = principalPlaces(centredProducts((*widest)->table.index_select(0, at::tensor(rows, at::kLong))));
    std::copy(std::begin(principal.shares), std::end(principal.shares), map.shares);
    for (std::size_t i = 0; i < ids.size(); ++i)
        map.points.push_back({data.vocabulary().valueText(static_cast<std::size_t>(field), ids[i]), principal.places[i].first,
                              principal.places[i].second, -1, data.idRows()[static_cast<std::size_t>(rows[i])]});
    if (groupField)
        addGroups(data, static_cast<std::size_t>(field), static_cast<std::size_t>(*groupField), ids, map);
    return map;
}

} // namespace cpw::engine
