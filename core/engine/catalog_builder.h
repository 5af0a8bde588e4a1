// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/catalog.h"
#include "core/base/result.h"

#include <string_view>

namespace cpw::engine {

/// Sources, backbones, presets and devices of this build and machine.
[[nodiscard]] api::Catalog buildCatalog();

/// The presets built into the program (resources/presets/*.json).
[[nodiscard]] const std::vector<api::Preset>& builtInPresets();
/// Error lists the known ids.
[[nodiscard]] Result<const api::Preset*> findPreset(std::string_view id);

/// Every problem of a spec: registry ids, options of the backbone and the source, values against each other, device.
[[nodiscard]] std::vector<Problem> checkSpec(const api::RunSpec& spec);

/// Fills in what the source prescribes (MovieLens: positive from 4, 3 dropped) where the spec still has the general default.
[[nodiscard]] api::RunSpec withSourceDefaults(api::RunSpec spec);

} // namespace cpw::engine
