// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

#include <utility>
#include <vector>

namespace cpw::engine {

/// Inner products of the rows of [N, P] less their mean, [N, N] double.
[[nodiscard]] at::Tensor centredProducts(const at::Tensor& rows);

/// Places of the rows on their first two principal components. Of each component the place furthest from 0 is positive (of equally
/// far ones the first).
struct PrincipalPlaces {
    std::vector<std::pair<float, float>> places; ///< [N]
    double shares[2] = {0, 0};                   ///< of the variance; 0 where there is none
};
/// Of centredProducts.
[[nodiscard]] PrincipalPlaces principalPlaces(const at::Tensor& products);

/// Mean cosine over pairs of rows, less their mean; 0 below two rows that differ from it.
[[nodiscard]] double meanCosine(const at::Tensor& products);
/// Cosines [G, G] between means of groups of rows, less the mean of all; groupOf [N] is -1 for rows of none.
[[nodiscard]] std::vector<float> groupCosines(const at::Tensor& products, const std::vector<int>& groupOf, std::size_t groups);

} // namespace cpw::engine
