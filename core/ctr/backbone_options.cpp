// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ctr/backbone_options.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace cpw::ctr {

void Refusals::add(const std::string& key, const std::string& found, const std::string& expected, const std::string& fix) {
    m_problems.push_back({m_path + '.' + key, fmt::format("{} is {}, expected {}", key, found, expected), fix, true});
}

void Refusals::checkList(const std::string& key, const std::vector<std::int64_t>& list, std::int64_t mostEntries,
                         std::int64_t minimum, std::int64_t maximum) {
    const auto count = static_cast<std::int64_t>(list.size());
    const bool isInRange =
        std::all_of(list.begin(), list.end(), [&](std::int64_t entry) { return entry >= minimum && entry <= maximum; });
    if (count < 1 || count > mostEntries || !isInRange)
        add(key, fmt::format("[{}]", fmt::join(list, ", ")),
            fmt::format("1 to {} numbers between {} and {}", mostEntries, minimum, maximum), {});
}

void Refusals::needPairs(const CtrShape& shape) {
    if (shape.fieldCount == 1)
        m_problems.push_back({m_path,
                              "the data set has 1 field, this backbone is built from pairs of fields and expects at least 2",
                              "Choose another backbone or a data set with more fields.", true});
}

std::vector<Problem> checkShape(const CtrShape& shape, const std::string& path) {
    std::vector<Problem> problems;
    if (!shape.isKnown())
        return problems;
    if (shape.fieldCount < 1)
        problems.push_back({path, fmt::format("the data set has {} fields, expected at least 1", shape.fieldCount),
                            "Choose a data set with categorical fields.", true});
    if (shape.featureCount < shape.fieldCount)
        problems.push_back(
            {path,
             fmt::format("{} feature ids for {} fields, expected at least one for each", shape.featureCount, shape.fieldCount),
             "Encode the data set again.", true});
    return problems;
}

} // namespace cpw::ctr
