// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inspected_model.h"

namespace cpw::engine {

/// See api::RowLook; `row` tells part and label of the inputs. Mutex held by the caller.
[[nodiscard]] api::RowLook rowLook(InspectedModel& model, std::uint64_t row, const RowInputs& inputs, const clickprompt::Intervention& change);

} // namespace cpw::engine
