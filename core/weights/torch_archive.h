// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/stored_tensor.h"

namespace cpw::weights {

/// The tensors of a pytorch_model.bin: a zip archive of torch.save (1.6 and later) that holds a state dict. Executes nothing;
/// see state_dict_pickle.h for what is known. Tensors may share bytes and have any strides; all lie in their storages, whose
/// checksums are compared (every byte is read once). The form before 1.6, TorchScript and big-endian files are refused with
/// what to do.
[[nodiscard]] Result<std::vector<StoredTensor>> parseTorchArchive(std::span<const std::byte> file);

} // namespace cpw::weights
