// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/pooler.h"

namespace cpw::plm {

at::Tensor poolMean(const at::Tensor& hidden, const at::Tensor& mask) {
    if (!mask.defined())
        return hidden.mean(1);
    const auto weights = mask.to(hidden.scalar_type()).unsqueeze(2); // [B, T, 1]
    return (hidden * weights).sum(1) / weights.sum(1);               // [B, hidden]
}

} // namespace cpw::plm
