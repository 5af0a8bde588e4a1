// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/stored_tensor.h"

#include <map>

namespace cpw::weights {

struct SafetensorsHeader {
    std::vector<StoredTensor> tensors; ///< in the order of the file, row-major
    std::map<std::string, std::string> metadata;
};

constexpr const char* kSafetensorsMetadataKey = "__metadata__";

/// The header of a whole safetensors file, checked: header length, offsets contiguous and in range, shape products, duplicate
/// names, types, booleans. Reads no other data.
[[nodiscard]] Result<SafetensorsHeader> parseSafetensors(std::span<const std::byte> file);

} // namespace cpw::weights
