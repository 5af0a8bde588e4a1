// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/plm/encoder.h"
#include "core/plm/mlm_head.h"

#include <filesystem>
#include <map>
#include <string>

namespace cpw::plm {

/// Writes config.json and model.safetensors that `transformers` opens as the family's class with a masked-language head, and that
/// loadHuggingFaceFolder reads. The tied decoder is left out, as transformers does. Fails when a file cannot be written.
[[nodiscard]] Result<void> saveHuggingFaceFolder(const std::filesystem::path& folder, BertEncoder encoder, MlmHead head,
                                                 const std::map<std::string, std::string>& metadata);

} // namespace cpw::plm
