// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/inspected_model.h"

namespace cpw::engine {

/// See api::EmbeddingMap. Mutex held by the caller.
[[nodiscard]] Result<api::EmbeddingMap> embeddingMapOf(InspectedModel& model, int field, std::optional<int> groupField, std::size_t count);

} // namespace cpw::engine
