// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loss_scaler.h"

#include <algorithm>

namespace cpw::train {

void LossScaler::note(bool areFinite) {
    if (!areFinite) {
        m_state = {std::max(m_state.scale / 2, kLowest), 0};
        return;
    }
    if (++m_state.goodSteps < kGrowthSteps)
        return;
    m_state = {std::min(m_state.scale * 2, kHighest), 0};
}

} // namespace cpw::train
