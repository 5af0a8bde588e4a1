// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/principal_components.h"

#include "core/engine/prompt_tensors.h"

#include <ATen/ops/linalg_eigh.h>

#include <algorithm>
#include <cmath>

namespace cpw::engine {
namespace {

constexpr std::int64_t kColumnsAtOnce = 8192; // in double precision

/// Products over the square roots of their diagonal; 0 where a row is the mean itself.
at::Tensor cosinesOf(const at::Tensor& products) {
    const auto lengths = products.diagonal().clamp_min(0).sqrt(); // [N]
    const auto scale = at::where(lengths > 0, lengths.reciprocal(), at::zeros_like(lengths));
    return products * scale.unsqueeze(0) * scale.unsqueeze(1);
}

} // namespace

at::Tensor centredProducts(const at::Tensor& rows) {
    auto products = at::zeros({rows.size(0), rows.size(0)}, at::kDouble);
    for (std::int64_t begin = 0; begin < rows.size(1); begin += kColumnsAtOnce) {
        const auto part = rows.narrow(1, begin, std::min(kColumnsAtOnce, rows.size(1) - begin)).to(at::kDouble);
        const auto centred = part - part.mean(0, /*keepdim=*/true);
        products.addmm_(centred, centred.t());
    }
    return products;
}

PrincipalPlaces principalPlaces(const at::Tensor& products) {
    const auto [values, vectors] = at::linalg_eigh(products); // rising
    const auto count = products.size(0);
    const double total = products.trace().item<double>();
    PrincipalPlaces found;
    std::vector<std::vector<float>> axes;
    for (std::int64_t axis = 0; axis < 2; ++axis) {
        const bool isThere = count > axis && total > 0;
        const double value = isThere ? std::max(0.0, values[count - 1 - axis].item<double>()) : 0;
        auto places = isThere ? vectors.select(1, count - 1 - axis) * std::sqrt(value) : at::zeros({count}, at::kDouble);
        auto numbers = floatsOf(places);
        const auto furthest = std::ranges::max_element(numbers, [](float a, float b) { return std::abs(a) < std::abs(b) * (1 - 1e-5F); });
        if (furthest != numbers.end() && *furthest < 0)
            for (auto& number : numbers)
                number = -number;
        axes.push_back(std::move(numbers));
        found.shares[axis] = total > 0 ? value / total : 0;
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
        found.places.emplace_back(axes[0][i], axes[1][i]);
    return found;
}

double meanCosine(const at::Tensor& products) {
    const auto cosines = cosinesOf(products);
    const auto different = (products.diagonal() > 0).sum().item<double>();
    return different < 2 ? 0 : (cosines.sum().item<double>() - cosines.trace().item<double>()) / (different * (different - 1));
}

std::vector<float> groupCosines(const at::Tensor& products, const std::vector<int>& groupOf, std::size_t groups) {
    auto members = at::zeros({static_cast<std::int64_t>(groups), products.size(0)}, at::kDouble);
    for (std::size_t row = 0; row < groupOf.size(); ++row)
        if (groupOf[row] >= 0)
            members[groupOf[row]][static_cast<std::int64_t>(row)] = 1;
    const auto means = members / members.sum(1, /*keepdim=*/true).clamp_min(1); // [G, N]
    return floatsOf(cosinesOf(means.matmul(products).matmul(means.t())));
}

} // namespace cpw::engine
