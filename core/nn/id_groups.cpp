// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/id_groups.h"

#include <numeric>
#include <vector>

namespace cpw::nn {
namespace {

/// What is known of each gathered row after one reading of the batch.
struct RowCounts {
    std::vector<std::int32_t> field; ///< -1 where the batch lacks it
    std::vector<std::int32_t> count;
};

std::optional<RowCounts> countRows(const std::int64_t* inverse, std::int64_t rows, std::int64_t fields, std::int64_t distinct) {
    const auto size = static_cast<std::size_t>(distinct);
    RowCounts counts{std::vector<std::int32_t>(size, -1), std::vector<std::int32_t>(size, 0)};
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t field = 0; field < fields; ++field) {
            const auto id = static_cast<std::size_t>(*inverse++);
            if (counts.count[id]++ == 0)
                counts.field[id] = static_cast<std::int32_t>(field);
            else if (counts.field[id] != field)
                return std::nullopt;
        }
    return counts;
}

/// [F + 1], ends with the number of places.
std::vector<std::int64_t> fieldStartsOf(const RowCounts& counts, std::int64_t fields) {
    std::vector<std::int64_t> starts(static_cast<std::size_t>(fields) + 1);
    for (const auto field : counts.field)
        if (field >= 0)
            ++starts[static_cast<std::size_t>(field) + 1];
    for (auto& count : starts)
        count = (count + kPlacesOfField - 1) / kPlacesOfField * kPlacesOfField;
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    return starts;
}

} // namespace

std::optional<IdGroups> groupIds(const at::Tensor& inverse, std::int64_t distinct) {
    const auto ids = inverse.contiguous();
    const auto rows = ids.size(0), fields = ids.size(1);
    const auto* id = ids.const_data_ptr<std::int64_t>();
    const auto counts = countRows(id, rows, fields, distinct);
    if (!counts)
        return std::nullopt;
    const auto fieldStarts = fieldStartsOf(*counts, fields);
    const auto places = fieldStarts.back();
    IdGroups groups{at::full({places}, -1, at::kLong), at::tensor(fieldStarts, at::kLong), at::empty({rows, fields}, at::kInt),
                    at::zeros({places + 1}, at::kInt), at::empty({rows * fields}, at::kInt)};
    auto* const order = groups.order.mutable_data_ptr<std::int64_t>();
    auto* const starts = groups.starts.mutable_data_ptr<std::int32_t>();
    std::vector<std::int32_t> placeOf(static_cast<std::size_t>(distinct));
    auto nextOfField = fieldStarts;
    for (std::size_t i = 0; i < placeOf.size(); ++i)
        if (const auto field = counts->field[i]; field >= 0) {
            const auto place = nextOfField[static_cast<std::size_t>(field)]++;
            placeOf[i] = static_cast<std::int32_t>(place);
            order[place] = static_cast<std::int64_t>(i);
            starts[place + 1] = counts->count[i];
        }
    std::partial_sum(starts, starts + places + 1, starts);
    std::vector<std::int32_t> next(starts, starts + places);
    auto* const placeAt = groups.places.mutable_data_ptr<std::int32_t>();
    auto* const lists = groups.rows.mutable_data_ptr<std::int32_t>();
    for (std::int64_t i = 0; i < rows * fields; ++i) {
        const auto place = placeOf[static_cast<std::size_t>(id[i])];
        placeAt[i] = place - static_cast<std::int32_t>(fieldStarts[static_cast<std::size_t>(i % fields)]);
        lists[next[static_cast<std::size_t>(place)]++] = static_cast<std::int32_t>(i / fields);
    }
    return groups;
}

} // namespace cpw::nn
