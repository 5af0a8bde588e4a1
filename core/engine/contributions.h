// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inspected_model.h"

namespace cpw::engine {

/// See api::Contributions. The model's mutex is held by the caller.
[[nodiscard]] Result<api::Contributions> contributionsOf(InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& intervention,
                                                         api::ContributionMethod method, std::stop_token stop);

/// Nodes and weights of the Gauss-Legendre rule on [0, 1]; exact for polynomials below degree 2 * count.
struct QuadratureRule {
    std::vector<double> nodes;
    std::vector<double> weights;
};
[[nodiscard]] QuadratureRule gaussLegendre(int count);

} // namespace cpw::engine
