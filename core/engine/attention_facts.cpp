// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/attention_facts.h"

#include "core/engine/prompt_tensors.h"

#include <algorithm>
#include <cmath>

namespace cpw::engine {

std::vector<api::HeadFacts> headFactsOf(const at::Tensor& attention, std::int64_t promptCount) {
    const auto shares = floatsOf(attention.narrow(3, 0, promptCount).sum(3).mean(2));                  // [L, H]
    const auto entropies = floatsOf(-at::xlogy(attention, attention).sum(3).mean(2) / std::log(2.0)); // [L, H], 0 log 0 is 0
    std::vector<api::HeadFacts> facts;
    for (std::size_t i = 0; i < shares.size(); ++i)
        facts.push_back({shares[i], entropies[i]});
    return facts;
}

api::AttentionGrid gridOf(const at::Tensor& attention, std::int64_t promptCount, int side) {
    const auto length = attention.size(2);
    const auto rows = std::min<std::int64_t>(length, side);
    const auto textColumns = std::min<std::int64_t>(length, std::max<std::int64_t>(1, side - promptCount));
    const auto ofText = at::adaptive_max_pool2d(attention.narrow(3, promptCount, length), {rows, textColumns}); // [L, H, rows, columns]
    auto cut = std::get<0>(ofText);
    if (promptCount > 0)
        cut = at::cat({std::get<0>(at::adaptive_max_pool2d(attention.narrow(3, 0, promptCount), {rows, promptCount})), cut}, 3);
    const auto bytes = (cut * 255).round().clamp(0, 255).to(at::kByte).contiguous();
    api::AttentionGrid grid;
    grid.layers = static_cast<int>(bytes.size(0));
    grid.heads = static_cast<int>(bytes.size(1));
    grid.rows = static_cast<int>(bytes.size(2));
    grid.columns = static_cast<int>(bytes.size(3));
    grid.promptColumns = static_cast<int>(promptCount);
    grid.patterns.assign(bytes.const_data_ptr<std::uint8_t>(), bytes.const_data_ptr<std::uint8_t>() + bytes.numel());
    return grid;
}

} // namespace cpw::engine
