// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_exchange.h"
#include "core/api/run_store.h"

#include <memory>
#include <string>

namespace cpw::exchange {

/// Imports into and exports from `store`, which outlives it. `program` is named in documents: "ClickPrompt Workbench 0.1.0".
[[nodiscard]] std::unique_ptr<api::RunExchange> makeLocalExchange(api::RunStore& store, std::string program);

} // namespace cpw::exchange
