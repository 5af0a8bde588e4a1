// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/nn/torch_pch.h"

#include <filesystem>
#include <map>
#include <string>

namespace cpw::plm {

using NamedTensors = std::map<std::string, at::Tensor>;

struct SafetensorsFile {
    NamedTensors
        tensors; ///< views into the mapped file unless misaligned; keep alive the map by themselves. Never write into them
    std::map<std::string, std::string> metadata;
};

/// Memory-mapped and bounds-checked: header length, offsets contiguous and in range, shape products, duplicate names, dtypes.
[[nodiscard]] Result<SafetensorsFile> loadSafetensors(const std::filesystem::path& path);
/// Contiguous CPU copies are written in a stable order (dtype size descending, then name); aside, synced, renamed.
[[nodiscard]] Result<void> saveSafetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                                           const std::map<std::string, std::string>& metadata);

} // namespace cpw::plm
