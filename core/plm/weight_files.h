// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plm/safetensors.h"

#include <filesystem>

namespace cpw::plm {

/// A pytorch_model.bin (see weights/torch_archive.h); views into the mapped file as those of loadSafetensors, some with strides
/// of their own or on the same bytes. Never write into them.
[[nodiscard]] Result<NamedTensors> loadTorchArchive(const std::filesystem::path& path);

/// The weights of a Hugging Face folder from the first that is there of model.safetensors, its sharded form, pytorch_model.bin
/// and its sharded form. Of an index every tensor must be in the file that it names and nowhere else. Without weights the
/// error says what to download.
[[nodiscard]] Result<NamedTensors> readModelWeights(const std::filesystem::path& folder);

} // namespace cpw::plm
